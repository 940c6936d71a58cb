"""The paper of an agreement for a board to decide on: as a page, and as a PDF."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from laa_portal.foundation import limits
from laa_portal.foundation.acting import shown_or_sent
from laa_portal.foundation.typesetting import NotTypeset, typeset
from partnerships.requests import SignedInRequest
from targets import policies, queries
from targets.presenters import board_papers as presenters
from targets.queries import BoardPaper
from targets.sides import Side

from .negotiation import visible_agreement

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "documents" / "board_paper.typ"
PRINTED_AN_HOUR = 30
"""By one person."""

HEADINGS = {
    Side.PARTNERSHIP: "Paper for the partnership's board",
    Side.GOVERNMENT: "Paper for the Government Office",
}


@login_required
@shown_or_sent
def board_paper(request: SignedInRequest, code: str) -> HttpResponse:
    """All targets as they stand, each beside the last round, for decision; by POST as a PDF."""
    agreement = visible_agreement(request, code)
    side = policies.sits_on(request.user, agreement)
    if side is None:
        raise Http404("Only the two sides of the table have papers made.")
    paper = queries.board_paper(agreement, request.user, timezone.localdate())
    if request.method == "POST":
        return _pdf(request, paper, HEADINGS[side])
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "heading": HEADINGS[side],
        "today": timezone.localdate(),
        "paper": paper,
        "lines": presenters.on_paper(paper),
    }
    return render(request, "targets/board_paper.html", context)


def _pdf(request: SignedInRequest, paper: BoardPaper, heading: str) -> HttpResponse:
    """Return the paper as a PDF, set while the person waits: it takes a fraction of a second."""
    area, now = paper.overview.agreement.area, timezone.localtime()
    who = f"person {request.user.pk}"
    limits.take("papers printed", who, limit=PRINTED_AN_HOUR, per=limits.HOUR, at=now)
    data = presenters.as_data(paper, heading, date_format(now, "j F Y"))
    try:
        content = typeset(TEMPLATE, data, {})
    except NotTypeset:
        messages.error(request, "The PDF could not be made. Print this page instead.")
        return redirect("targets:board-paper", area.gss_code)
    name = slugify(f"{area.name} paper for decision {now:%Y-%m-%d}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
