"""The actions of a plan: add, change, remove, and note how far they came."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, policies
from targets.forms.plans import PlanActionForm, ProgressForm
from targets.models import PlanAction

from .acts import carry_out
from .plans import visible_plan


def _visible(request: SignedInRequest, action_id: int) -> PlanAction:
    visible = PlanAction.objects.visible_to(request.user).select_related(
        "plan__partnership", "plan__assessment", "priority", "progress_noted_by"
    )
    return get_object_or_404(visible, pk=action_id)


@login_required
@shown_or_sent
def add_plan_action(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Add an action to a draft."""
    found = visible_plan(request, plan_id)
    return carry_out(
        request,
        PlanActionForm(sent(request), plan=found),
        partial(actions.add_plan_action, plan_id=found.pk),
        template="add_plan_action",
        done="The action is added.",
        context={"plan": found, "may": policies.may_write_plan(request.user, found)},
    )


@login_required
@shown_or_sent
def change_plan_action(request: SignedInRequest, action_id: int) -> HttpResponse:
    """Say something else of an action of a draft."""
    action = _visible(request, action_id)
    return carry_out(
        request,
        PlanActionForm(sent(request), plan=action.plan, action=action),
        partial(actions.change_plan_action, action_id=action.pk),
        template="change_plan_action",
        done="The action is changed.",
        context={
            "plan": action.plan,
            "action": action,
            "may": policies.may_write_plan(request.user, action.plan),
        },
        record=action,
    )


@login_required
@shown_or_sent
def remove_plan_action(request: SignedInRequest, action_id: int) -> HttpResponse:
    """Take an action out of a draft."""
    action = _visible(request, action_id)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": action.version}),
        partial(actions.remove_plan_action, action_id=action.pk),
        template="remove_plan_action",
        done="The action is removed.",
        context={
            "plan": action.plan,
            "action": action,
            "may": policies.may_write_plan(request.user, action.plan),
        },
        record=action,
    )


@login_required
@shown_or_sent
def note_progress(request: SignedInRequest, action_id: int) -> HttpResponse:
    """Note how far an action of the plan in force has come."""
    action = _visible(request, action_id)
    initial = {"version": action.version, "progress": action.progress}
    return carry_out(
        request,
        ProgressForm(sent(request), initial=initial),
        partial(actions.note_progress, action_id=action.pk),
        template="note_progress",
        done="The progress is noted.",
        context={
            "plan": action.plan,
            "action": action,
            "may": policies.may_note_progress(request.user, action.plan),
        },
        record=action,
    )
