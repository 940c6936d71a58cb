"""Acts upon a review: one page each, named for its verb."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.forms import Form
from laa_portal.foundation.verdicts import Verdict
from partnerships.forms.fields import VersionForm
from partnerships.models import User
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries, rag
from reviews.forms import reviews as forms
from reviews.models import Finding, Review
from reviews.phases import DUE_FIELDS
from reviews.presenters import reviews as presenters
from targets.views.acts import carry_out as carry_out_of_targets

from .reviews import of_review, visible_agreement, visible_review

REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyReviewed: "year",
    actions.NotHeldYet: "held_on",
    actions.NoReason: "because",
    actions.NoLetter: "",
}
carry_out = partial(carry_out_of_targets, folder="reviews", refusals=REFUSALS)


@login_required
@shown_or_sent
def schedule_review(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose a year, and set the days of its review."""
    agreement = visible_agreement(request, code)
    visible = Review.objects.visible_to(request.user).filter(agreement=agreement)
    reviewed = set(visible.values_list("year", flat=True))
    return carry_out(
        request,
        forms.ScheduleForm(sent(request), reviewed=reviewed),
        partial(actions.schedule_review, agreement=agreement),
        template="schedule_review",
        done="The dates are set. The partnership is told.",
        context={
            "agreement": agreement,
            "area": agreement.area,
            "may": policies.may_schedule_review(request.user, agreement),
        },
    )


Page = Callable[[SignedInRequest, str, int], HttpResponse]
Judge = Callable[[User, Review], Verdict]


def _page(verb: str, form: type[Form], done: str, initial: tuple[str, ...] = ()) -> Page:
    """Make the page of one act upon a review: action, policy and template are the verb."""
    judge: Judge = getattr(policies, f"may_{verb}")

    @login_required
    @shown_or_sent
    def page(request: SignedInRequest, code: str, year: int) -> HttpResponse:
        found = visible_review(request, code, year)
        findings = queries.findings_of(found, request.user)
        values = {name: getattr(found, name) for name in ("version", *initial)}
        return carry_out(
            request,
            form(sent(request), initial=values),
            partial(getattr(actions, verb), review_id=found.pk),
            template=verb,
            done=done,
            context={
                **of_review(found),
                "findings": presenters.shown_findings(findings, request.user),
                "tally": rag.tally(one.rag for one in findings),
                "unjudged": queries.unjudged(findings),
                "may": judge(request.user, found),
            },
            record=found,
        )

    return page


reschedule_review = _page(
    "reschedule_review",
    forms.RescheduleForm,
    "The dates are changed. The partnership is told.",
    initial=DUE_FIELDS,
)
submit_evidence = _page(
    "submit_evidence", forms.EvidenceForm, "It is sent. The Government Office is told."
)
hold_review = _page(
    "hold_review",
    forms.HoldForm,
    "The meeting is noted. Go over what the rule finds of each target.",
)
refresh_findings = _page(
    "refresh_findings", VersionForm, "The findings rest on the newest figures."
)
put_findings = _page("put_findings", VersionForm, "The partnership is told, and asked to agree.")
take_back_findings = _page(
    "take_back_findings", forms.WhyForm, "The findings are yours to change again."
)
agree_findings = _page(
    "agree_findings", forms.AgreeForm, "The findings are agreed. The letter comes next."
)
settle_findings = _page(
    "settle_findings", forms.SettleForm, "The findings stand. The letter comes next."
)
publish_review = _page("publish_review", forms.PublishForm, "Everybody can read the summary now.")


@login_required
@shown_or_sent
def judge_finding(request: SignedInRequest, code: str, year: int, finding_id: int) -> HttpResponse:
    """Say what is found of one target, beside what the rule says."""
    review = visible_review(request, code, year)
    visible = Finding.objects.visible_to(request.user).filter(review=review)
    related = visible.select_related("target__indicator", "review__agreement__area")
    found: Finding = get_object_or_404(related, pk=finding_id)
    names = ("version", "rag", "because", "comment", "ground")
    return carry_out(
        request,
        forms.FindingForm(sent(request), initial={name: getattr(found, name) for name in names}),
        partial(actions.judge_finding, finding_id=found.pk),
        template="judge_finding",
        done="It is kept.",
        context={
            **of_review(review),
            "finding": presenters.FindingShown(found, request.user),
            "may": policies.may_judge_finding(request.user, found),
        },
        record=found,
        leads_to=lambda _: review.get_absolute_url(),
    )
