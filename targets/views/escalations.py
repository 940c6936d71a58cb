"""The pages between a district and its county: what is put, and how it is answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from laa_portal.foundation.verdicts import Verdict
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.escalations import DeclineForm, PutForm, TakeUpForm
from targets.models import Escalation

from .priorities import visible_priority


def _visible(request: SignedInRequest, escalation_id: int) -> Escalation:
    visible = Escalation.objects.visible_to(request.user).select_related(
        "priority__assessment__partnership", "group"
    )
    return get_object_or_404(visible, pk=escalation_id)


@login_required
@shown_or_sent
def put_to_county(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Put a district's priority to the county strategy group."""
    found = visible_priority(request, priority_id)
    went = queries.where_it_went(found, request.user)
    form = PutForm(sent(request))
    made: list[Escalation] = []

    def act(**typed: str) -> None:
        at = timezone.now()
        made.append(actions.put_to_county(priority_id=found.pk, by=request.user, at=at, **typed))

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, f"“{found}” is with {made[0].group}.")
        return redirect(made[0])
    may = policies.may_put_to_county(request.user, found, went.group, held=went.held)
    context = {"form": form, "priority": found, "group": went.group, "may": may}
    return render(request, "targets/put_to_county.html", context, status=status)


@login_required
@require_safe
def escalation(request: SignedInRequest, escalation_id: int) -> HttpResponse:
    """What was put to the county, and its answer."""
    found = _visible(request, escalation_id)
    context = {
        "escalation": found,
        "priority": found.priority,
        "may_take_up": policies.may_take_up(request.user, found),
        "may_decline": policies.may_decline(request.user, found),
    }
    return render(request, "targets/escalation.html", context)


@login_required
@shown_or_sent
def take_up(request: SignedInRequest, escalation_id: int) -> HttpResponse:
    """Say that the county makes a priority its own."""
    found = _visible(request, escalation_id)
    form = TakeUpForm(sent(request), initial={"version": found.version})
    may = policies.may_take_up(request.user, found)
    return _answer(request, found, form, actions.take_up, may, "The county has taken it up.")


@login_required
@shown_or_sent
def decline(request: SignedInRequest, escalation_id: int) -> HttpResponse:
    """Say that the county does not take a priority up."""
    found = _visible(request, escalation_id)
    form = DeclineForm(sent(request), initial={"version": found.version})
    may = policies.may_decline(request.user, found)
    done = "The district is told why, and how you judged the risk."
    return _answer(request, found, form, actions.decline, may, done)


def _answer(
    request: SignedInRequest,
    found: Escalation,
    form: VersionForm,
    act: Callable[..., Escalation],
    may: Verdict,
    done: str,
) -> HttpResponse:
    """Show the page of an answer, or give it."""

    def carry_out(**typed: Any) -> None:
        act(escalation_id=found.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, carry_out)
    if status == DONE:
        messages.success(request, done)
        return redirect(found)
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    context = {"form": form, "escalation": found, "priority": found.priority, "may": may}
    return render(request, f"targets/{act.__name__}.html", context, status=status)
