"""The pages between a district and its county: what is put, and how it is answered."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.verdicts import Verdict
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.escalations import DeclineForm, PutForm, TakeUpForm
from targets.models import Escalation

from .acts import carry_out
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
    may = policies.may_put_to_county(request.user, found, went.group, held=went.held)
    return carry_out(
        request,
        PutForm(sent(request)),
        partial(actions.put_to_county, priority_id=found.pk),
        template="put_to_county",
        done=f"“{found}” is with {went.group}.",
        context={"priority": found, "group": went.group, "may": may},
    )


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
    return carry_out(
        request,
        TakeUpForm(sent(request), initial={"version": found.version}),
        partial(actions.take_up, escalation_id=found.pk),
        template="take_up",
        done="The county has taken it up.",
        context=_answered(found, policies.may_take_up(request.user, found)),
        record=found,
    )


@login_required
@shown_or_sent
def decline(request: SignedInRequest, escalation_id: int) -> HttpResponse:
    """Say that the county does not take a priority up."""
    found = _visible(request, escalation_id)
    return carry_out(
        request,
        DeclineForm(sent(request), initial={"version": found.version}),
        partial(actions.decline, escalation_id=found.pk),
        template="decline",
        done="The district is told why, and how you judged the risk.",
        context=_answered(found, policies.may_decline(request.user, found)),
        record=found,
    )


def _answered(found: Escalation, may: Verdict) -> dict[str, Any]:
    return {"escalation": found, "priority": found.priority, "may": may}
