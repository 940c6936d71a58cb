"""What follows a concern, and the improvement plan that both sides agree on for it."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.forms import Form
from laa_portal.foundation.verdicts import Verdict
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries
from reviews.forms.improvement import ActionForm, EndForm, EvidenceForm, FinishForm, ProposeForm
from reviews.models import ImprovementAction, ImprovementPlan
from reviews.states import LIVE_PLANS, ImprovementStatus

from .acting import Words, back_to_plan, carry_out
from .seen import visible_concern


@login_required
@require_safe
def plan(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """What follows a concern: the step decided, what others have open, and its plans."""
    concern = visible_concern(request, concern_id)
    plans = queries.plans_of(concern, request.user)
    context = {
        "concern": concern,
        "area": concern.area,
        "plans": [(one, _may(request, one)) for one in plans],
        "is_under_way": any(one.status in LIVE_PLANS for one in plans),
        "may_propose": policies.may_propose_improvement(request.user, concern),
    }
    return render(request, "reviews/plan.html", context)


def _may(request: SignedInRequest, one: ImprovementPlan) -> dict[str, Any]:
    """Return what the reader may do to a plan, and to which of its actions."""
    reader, today = request.user, timezone.localdate()
    is_agreed = one.status == ImprovementStatus.AGREED
    return {
        "add": policies.may_add_improvement_action(reader, one),
        "agree": policies.may_agree_improvement(reader, one),
        "finish": policies.may_finish_improvement(reader, one),
        "end": policies.may_end_improvement(reader, one),
        "actions": [
            (
                action,
                policies.may_show_evidence(reader, action),
                is_agreed and action.is_overdue(today),
            )
            for action in one.actions.all()
        ],
    }


@login_required
@shown_or_sent
def propose_improvement(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Propose a plan for a concern."""
    concern = visible_concern(request, concern_id)
    return carry_out(
        request,
        ProposeForm(sent(request), initial={"version": concern.version}),
        partial(actions.propose_improvement, concern_id=concern.pk),
        words=Words(
            "Propose an improvement plan",
            "Propose it",
            "It is proposed. Add what will be done; then the other side agrees to it.",
        ),
        may=policies.may_propose_improvement(request.user, concern),
        record=concern,
        **back_to_plan(concern),
    )


@login_required
@shown_or_sent
def add_improvement_action(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Add something to be done to a plan that is proposed."""
    found = _seen(request, plan_id)
    near = queries.organisations_near(found.concern.area)
    return _act(
        request,
        found,
        ActionForm(sent(request), plan=found, organisations=near),
        actions.add_improvement_action,
        Words("Add an action", "Add it", "It is part of the plan."),
        policies.may_add_improvement_action(request.user, found),
    )


@login_required
@shown_or_sent
def agree_improvement(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Agree, for the other side, to a plan as it stands."""
    found = _seen(request, plan_id)
    return _act(
        request,
        found,
        VersionForm(sent(request), initial={"version": found.version}),
        actions.agree_improvement,
        Words(
            "Agree to the plan",
            "Agree",
            "Both sides have agreed on the plan.",
            "Once both sides have agreed, its actions change no more: what is done is shown "
            "beside each.",
        ),
        policies.may_agree_improvement(request.user, found),
    )


@login_required
@shown_or_sent
def finish_improvement(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Say that a plan is done and, if so wished, close its concern."""
    found = _seen(request, plan_id)
    return _act(
        request,
        found,
        FinishForm(sent(request), initial={"version": found.version}),
        actions.finish_improvement,
        Words("Say that the plan is done", "It is done", "The plan is done."),
        policies.may_finish_improvement(request.user, found),
    )


@login_required
@shown_or_sent
def end_improvement(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """End a plan before it is done."""
    found = _seen(request, plan_id)
    return _act(
        request,
        found,
        EndForm(sent(request), initial={"version": found.version}),
        actions.end_improvement,
        Words("End the plan", "End it", "The plan is ended."),
        policies.may_end_improvement(request.user, found),
    )


@login_required
@shown_or_sent
def show_evidence(request: SignedInRequest, action_id: int) -> HttpResponse:
    """Show that an action is done."""
    visible = ImprovementAction.objects.visible_to(request.user)
    related = visible.select_related("plan__concern__area", "plan__concern__target")
    found: ImprovementAction = get_object_or_404(related, pk=action_id)
    return carry_out(
        request,
        EvidenceForm(sent(request), initial={"version": found.version}),
        partial(actions.show_evidence, action_id=found.pk),
        words=Words("Show that it is done", "It is done", "It is shown to be done.", str(found)),
        may=policies.may_show_evidence(request.user, found),
        record=found,
        **back_to_plan(found.plan.concern),
    )


def _act(
    request: SignedInRequest,
    found: ImprovementPlan,
    form: Form,
    act: Any,
    words: Words,
    may: Verdict,
) -> HttpResponse:
    """Carry out an act upon a plan, and lead back to it."""
    return carry_out(
        request,
        form,
        partial(act, plan_id=found.pk),
        words=words,
        may=may,
        record=found,
        **back_to_plan(found.concern),
    )


def _seen(request: SignedInRequest, plan_id: int) -> ImprovementPlan:
    visible = ImprovementPlan.objects.visible_to(request.user)
    related = visible.select_related("concern__area", "concern__target")
    found: ImprovementPlan = get_object_or_404(related.prefetch_related("actions"), pk=plan_id)
    return found
