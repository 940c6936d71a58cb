"""Before an agreement is signed: what is to be seen to, its submission, the council's decisions."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import (
    ASKED,
    DONE,
    STALE,
    WRONG,
    attempt,
    offer_latest,
    sent,
    shown_or_sent,
)
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.signing import DecisionForm, EndDecisionForm, SubmitForm
from targets.models import Agreement, AgreementVersion, CouncilDecision, digest
from targets.presenters import readiness as presenters
from targets.presenters import versions as version_presenters
from targets.queries import Overview, Readiness

from .acts import carry_out
from .negotiation import visible_agreement

CHECK = "check"
"""What the form's other button asks for, which shows the text with what was typed in it."""

REFUSALS: dict[type[Exception], str] = {actions.BreaksRules: "", actions.NotPossible: ""}


def agreement_at_the_table(request: SignedInRequest, code: str) -> Agreement:
    """Return the agreement of an area to whoever sits at its table, or answer 404."""
    agreement = visible_agreement(request, code)
    if policies.sits_on(request.user, agreement) is None:
        raise Http404("Only the two sides of the table prepare its signing.")
    return agreement


@login_required
@require_safe
def readiness(request: SignedInRequest, code: str) -> HttpResponse:
    """What stands between an agreement and its submission, each with its rule and a way there."""
    agreement = agreement_at_the_table(request, code)
    found = queries.readiness(agreement, request.user, timezone.localdate())
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "tasks": presenters.shown(found, agreement.area.gss_code),
        "found": found,
        "version": queries.latest_version(agreement),
        "may_submit": policies.may_submit_agreement(request.user, agreement),
        "may_record": policies.may_record_decision(request.user, agreement),
        "today": timezone.localdate(),
    }
    return render(request, "targets/readiness.html", context)


# --- Submission -----------------------------------------------------------------------------------


@login_required
@shown_or_sent
def submit_agreement(request: SignedInRequest, code: str) -> HttpResponse:
    """The text as it would be signed, to be checked with what the partnership says, and sent."""
    agreement = agreement_at_the_table(request, code)
    found = queries.readiness(agreement, request.user, timezone.localdate())
    form = SubmitForm(sent(request), initial={"version": agreement.version})
    if not form.is_bound:
        return _page(request, found, form, ASKED)
    policies.may_submit_agreement(request.user, agreement).enforce()
    if request.POST.get("act") == CHECK or not request.POST.get("shown_sha256"):
        return _page(request, found, form, ASKED if form.is_valid() else WRONG)
    return _submitted(request, found, form)


def _submitted(request: SignedInRequest, found: Readiness, form: SubmitForm) -> HttpResponse:
    """Submit the agreement, or show why not with all that was typed."""
    agreement = found.overview.agreement
    made: list[AgreementVersion] = []

    def act(**typed: Any) -> None:
        by, at = request.user, timezone.now()
        made.append(actions.submit_agreement(agreement_id=agreement.pk, by=by, at=at, **typed))

    status = attempt(form, act, refusals=REFUSALS)
    if status == DONE:
        messages.success(
            request, f"Version {made[0].number} is submitted. The Government Office is told."
        )
        return redirect(made[0])
    if status == STALE:
        agreement.refresh_from_db()
        found = queries.readiness(agreement, request.user, timezone.localdate())
        offer_latest(form, agreement.version)
    return _page(request, found, form, status)


def _page(
    request: SignedInRequest, found: Readiness, form: SubmitForm, status: int
) -> HttpResponse:
    agreement = found.overview.agreement
    text = _preview(found.overview, form)
    if form.is_bound:
        offer_latest(form, digest(text), field="shown_sha256")
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "form": form,
        "found": found,
        "blocking": presenters.blocking(found, agreement.area.gss_code),
        "text": _read(text),
        "sha256": digest(text),
        "is_checked": form.is_bound,
        "is_stale": status == STALE,
        "check": CHECK,
        "may": policies.may_submit_agreement(request.user, agreement),
        "unopened": found.overview.unopened,
    }
    return render(request, "targets/submit_agreement.html", context, status=status)


def _preview(found: Overview, form: SubmitForm) -> str:
    """Return the canonical text that a submission would have, as far as its reader has opened."""
    version = queries.next_version(found.agreement)
    version.statement = form.cleaned_data.get("statement", "") if form.is_bound else ""
    return queries.text_of(version, queries.lines_of(version, queries.sources_read_by(found)))


def _read(content: str) -> version_presenters.TextRead:
    names = queries.names_of_codes(version_presenters.codes_in(content))
    return version_presenters.read(content, names)


# --- What the council decided ---------------------------------------------------------------------


@login_required
@shown_or_sent
def record_decision(request: SignedInRequest, code: str) -> HttpResponse:
    """Put on record what the full council decided, or delegated to its leader."""
    agreement = agreement_at_the_table(request, code)
    return carry_out(
        request,
        DecisionForm(sent(request)),
        partial(actions.record_decision, agreement_id=agreement.pk),
        template="record_decision",
        done="It is on record.",
        context={
            "agreement": agreement,
            "area": agreement.area,
            "may": policies.may_record_decision(request.user, agreement),
        },
        leads_to=lambda decision: _decisions(code),
    )


@login_required
@shown_or_sent
def end_decision(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Put on record that a decision or delegation no longer holds."""
    visible = CouncilDecision.objects.visible_to(request.user)
    found = get_object_or_404(
        visible.select_related("agreement__area", "agreement__partnership"), pk=decision_id
    )
    area = found.agreement.area
    return carry_out(
        request,
        EndDecisionForm(sent(request)),
        partial(actions.end_decision, decision_id=found.pk),
        template="end_decision",
        done="It is on record that it no longer holds.",
        context={
            "decision": found,
            "area": area,
            "may": policies.may_end_decision(request.user, found),
        },
        leads_to=lambda decision: _decisions(area.gss_code),
    )


def _decisions(code: str) -> str:
    return f"{reverse('targets:readiness', args=[code])}#decisions"
