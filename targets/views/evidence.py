"""Evidence packs: their cover for whoever may open them, and what they say once opened."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from indicators import reading
from indicators.exhibits import charts_of
from indicators.views import downloads
from laa_portal.foundation.acting import shown_or_sent
from partnerships.requests import SignedInRequest
from targets import actions, exhibits, queries
from targets.models import EvidencePack

NEWER_SHOWN = 24


@login_required
@shown_or_sent
def evidence_pack(request: SignedInRequest, sha256: str) -> HttpResponse:
    """A pack: opened once on purpose, since its receipts say who has seen it."""
    visible = EvidencePack.objects.visible_to(request.user)
    pack = get_object_or_404(visible.select_related("measure__indicator", "area"), sha256=sha256)
    if request.method == "POST":
        actions.open_evidence(pack=pack, by=request.user, at=timezone.now())
        return redirect(pack)
    receipts = list(pack.receipts.all())
    context = {"pack": pack, "receipts": receipts}
    if request.user.pk not in {one.opened_by_id for one in receipts}:
        return render(request, "targets/evidence_cover.html", context)
    return _opened(request, pack, context)


def _opened(
    request: SignedInRequest, pack: EvidencePack, context: dict[str, object]
) -> HttpResponse:
    """Answer with what a pack says: its page, its text as a file, or one of its charts."""
    if request.GET.get("format") == "json":
        return _text(pack)
    recalled = queries.recall(pack)
    shown = exhibits.charts_of(recalled)
    charts = charts_of(shown)
    if answer := downloads.chart_file(request, charts, f"evidence {pack.short_hash}"):
        return answer
    now = reading.evidence(pack.measure, pack.area, request.user)
    newer = queries.newer_figures(recalled, now)
    context |= {
        "recalled": recalled,
        "sentence": exhibits.sentence_of(recalled),
        "exhibits": shown,
        "newer": newer[:NEWER_SHOWN],
        "newer_count": len(newer),
        "is_print": "print" in request.GET,
    }
    return render(request, "targets/evidence_pack.html", context)


def _text(pack: EvidencePack) -> HttpResponse:
    """Answer with the text of a pack: what `sha256sum` says of the file is the pack's hash."""
    headers = {"Content-Disposition": f'attachment; filename="evidence-{pack.short_hash}.json"'}
    return HttpResponse(pack.content, content_type="application/json", headers=headers)
