"""The pack for a review's meeting: as a page, and as a PDF."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from laa_portal.foundation import limits
from laa_portal.foundation.acting import shown_or_sent
from laa_portal.foundation.typesetting import NotTypeset, typeset
from partnerships.requests import SignedInRequest
from reviews import queries, rag
from reviews.models import Review
from reviews.presenters import reviews as presenters
from reviews.queries import Pack

from .reviews import of_review, visible_at_table

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "documents" / "meeting_pack.typ"
PRINTED_AN_HOUR = 30
"""By one person."""


@login_required
@shown_or_sent
def meeting_pack(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """How each target is going, its concerns and actions, what has changed; by POST as a PDF."""
    review = visible_at_table(request, code, year)
    pack = queries.pack(review, request.user, timezone.localdate())
    if request.method == "POST":
        return _pdf(request, review, pack)
    context = {
        **of_review(review),
        "today": timezone.localdate(),
        "pack": pack,
        "targets": presenters.shown_pack(pack),
        "themes": presenters.themes_of(pack),
        "tally": rag.tally(one.now.rated.rag for one in pack.targets),
        "evidence": queries.evidence_of(review, request.user),
    }
    return render(request, "reviews/meeting_pack.html", context)


def _pdf(request: SignedInRequest, review: Review, pack: Pack) -> HttpResponse:
    """Return the pack as a PDF, set while the person waits: it takes a fraction of a second."""
    area, now = review.agreement.area, timezone.localtime()
    who = f"person {request.user.pk}"
    limits.take("papers printed", who, limit=PRINTED_AN_HOUR, per=limits.HOUR, at=now)
    try:
        content = typeset(TEMPLATE, presenters.as_data(pack, date_format(now, "j F Y")), {})
    except NotTypeset:
        messages.error(request, "The PDF could not be made. Print this page instead.")
        return redirect("reviews:meeting-pack", area.gss_code, review.year)
    name = slugify(f"{area.name} meeting pack {review.year_label.replace('/', '-')} {now:%Y-%m-%d}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
