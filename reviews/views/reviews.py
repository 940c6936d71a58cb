"""The reviews of an area: all of them, one with its phases, and what is published of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.models import Area, User
from partnerships.requests import SignedInRequest
from reviews import policies, queries, rag
from reviews.models import Review, ReviewStep
from reviews.presenters import reviews as presenters
from reviews.states import CONCLUDED, ReviewStatus
from targets import policies as of_targets
from targets.models import STARTS_ON, Agreement, AgreementVersion


def visible_agreement(request: SignedInRequest, code: str) -> Agreement:
    """Return the agreement of an area that the reader may see, or answer 404."""
    visible = Agreement.objects.visible_to(request.user).filter(starts_on=STARTS_ON)
    found: Agreement = get_object_or_404(
        visible.select_related("area", "partnership"), area__gss_code=code
    )
    return found


def visible_review(request: HttpRequest, code: str, year: int) -> Review:
    """Return the review of an area's year that the reader may see, or answer 404."""
    visible = Review.objects.visible_to(request.user).filter(
        agreement__area__gss_code=code, agreement__starts_on=STARTS_ON
    )
    related = visible.select_related("agreement__area", "agreement__partnership")
    found: Review = get_object_or_404(related, year=year)
    return found


def visible_at_table(request: SignedInRequest, code: str, year: int) -> Review:
    """Return a review at whose table the reader sits, or answer 404."""
    visible = Agreement.objects.visible_to(request.user).filter(area__gss_code=code)
    get_object_or_404(visible, starts_on=STARTS_ON)
    return visible_review(request, code, year)


@login_required
@require_safe
def reviews(request: SignedInRequest, code: str) -> HttpResponse:
    """The reviews of an area's agreement, and how often its targets are reviewed in between."""
    agreement = visible_agreement(request, code)
    visible = Review.objects.visible_to(request.user).filter(agreement=agreement)
    targets = queries.reviewed_targets(agreement, timezone.localdate())
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "reviews": [(one, *presenters.tag_of(one)) for one in visible],
        "targets": queries.frequent(targets, request.user),
        "side": policies.side_of(request.user, agreement.area),
        "may_schedule": policies.may_schedule_review(request.user, agreement),
        "region": _region(request.user, agreement),
    }
    return render(request, "reviews/reviews.html", context)


def _region(user: User, agreement: Agreement) -> Area | None:
    """Return the region of an area, for who may look over it."""
    found = queries.region_of(agreement.area)
    return found if found and policies.may_see_region(user, found) else None


@login_required
@require_safe
def review(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """One review: how far it has come, what was said, what was found, and what is to do next."""
    found, user = visible_review(request, code, year), request.user
    steps = list(ReviewStep.objects.visible_to(user).filter(review=found))
    findings = queries.findings_of(found, user)
    may_judge = policies.may_refresh_findings(user, found)
    context = {
        **of_review(found),
        "phases": presenters.phases_of(found, steps),
        "steps": presenters.steps_of(steps),
        "is_at_table": bool(steps),
        "findings": presenters.shown_findings(findings, user),
        "tally": rag.tally(one.rag for one in findings),
        "unjudged": queries.unjudged(findings),
        "newer": queries.newer_than_found(findings, user) if may_judge else [],
        "may_judge": may_judge,
        "acts": acts_open_to(user, found),
        "may_write": policies.may_write_letter(user, found),
        "letter": queries.letter_of(found, user),
        "in_force": _to_revise(user, found),
    }
    return render(request, "reviews/review.html", context)


@require_safe
def public_review(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The published summary of a review, and what was found of each target, for everybody."""
    found = visible_review(request, code, year)
    if not found.is_published:
        raise Http404("Its summary is not published yet.")
    findings = queries.published_findings(found)
    context = {
        **of_review(found),
        "findings": presenters.shown_findings(findings, AnonymousUser()),
        "tally": rag.tally(one.rag for one in findings),
    }
    return render(request, "reviews/public_review.html", context)


def of_review(found: Review) -> dict[str, Any]:
    """Return what every page about a review needs."""
    status, colour = presenters.tag_of(found)
    return {
        "review": found,
        "agreement": found.agreement,
        "area": found.agreement.area,
        "status": status,
        "tag_colour": colour,
    }


ACTS = {
    # verb: what its button says; in the order in which they are offered
    "submit_evidence": "Send the partnership’s evidence",
    "hold_review": "Note the meeting",
    "put_findings": "Put the findings to the partnership",
    "agree_findings": "Agree to the findings",
    "settle_findings": "Let the findings stand without agreement",
    "take_back_findings": "Take the findings back",
    "publish_review": "Publish the summary",
    "reschedule_review": "Change the dates",
}


def acts_open_to(user: User, found: Review) -> list[tuple[str, str]]:
    """Return what somebody may do now to a review: each with its address and its words."""
    args = [found.agreement.area.gss_code, found.year]
    return [
        (reverse(f"reviews:{verb.replace('_', '-')}", args=args), words)
        for verb, words in ACTS.items()
        if getattr(policies, f"may_{verb}")(user, found)
    ]


def _to_revise(user: User, found: Review) -> AgreementVersion | None:
    """Return the version in force, for who may begin to revise it once the findings are settled."""
    if found.status not in (ReviewStatus.AGREED, *CONCLUDED):
        return None
    today = timezone.localdate()
    version = queries.version_in_force(found.agreement, today)
    may = version and of_targets.may_begin_revision(user, version, today)
    return version if may else None
