"""What other plans say of a target's indicator: listed, added, corrected, reconciled with ours."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.models import Measure
from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.plan_values import AddPlanValueForm, CorrectPlanValueForm, ReconcileForm
from targets.models import PlanValue, Target
from targets.presenters import plan_values as presenters
from targets.queries import OtherPlan

from .acts import carry_out
from .seen_targets import table_target


def other_plans_of(target: Target, found: Iterable[OtherPlan]) -> dict[str, Any]:
    """Return what `_other_plans.html` needs: what other plans say, in sentences."""
    return {"target": target, "other_plans": presenters.shown(found)}


@login_required
@require_safe
def other_plans(request: SignedInRequest, target_id: int) -> HttpResponse:
    """What other plans say of one target, why, and what they said before it was corrected."""
    target = table_target(request, target_id)
    on_the_table = queries.negotiation_of(target, request.user).on_the_table
    found = queries.other_plans(target, on_the_table)
    said = queries.reconciliations(one.value for one in found)
    visible = PlanValue.objects.visible_to(request.user).filter(target=target)
    corrected = visible.filter(corrected_by__isnull=False).select_related("measure", "corrected_by")
    context = {
        "target": target,
        "other_plans": presenters.shown(found, said),
        "earlier": [(one, presenters.number_of(one)) for one in corrected.order_by("-added_at")],
        "may_add_plan_value": policies.may_add_plan_value(request.user, target),
    }
    return render(request, "targets/other_plans.html", context)


@login_required
@shown_or_sent
def add_plan_value(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Put on record what another plan says of a target."""
    found = table_target(request, target_id)
    measures = list(Measure.objects.filter(indicator=found.indicator_id).order_by("code"))
    return carry_out(
        request,
        AddPlanValueForm(sent(request), measures=measures),
        partial(actions.add_plan_value, target_id=found.pk),
        template="add_plan_value",
        done="It is on record. Both sides see it beside the target.",
        context={
            "target": found,
            "may": policies.may_add_plan_value(request.user, found) and _is_measured(found),
        },
    )


def _is_measured(target: Target) -> Verdict:
    if target.indicator_id:
        return ALLOWED
    return Verdict("No indicator of the portal's catalogue measures this target.")


@login_required
@shown_or_sent
def correct_plan_value(request: SignedInRequest, plan_value_id: int) -> HttpResponse:
    """Say what another plan really has. What was on record before stays there."""
    found = _visible(request, plan_value_id)
    initial = {"value": found.value, "source": found.source, "note": found.note}
    return carry_out(
        request,
        CorrectPlanValueForm(sent(request), measures=[found.measure], initial=initial),
        partial(actions.correct_plan_value, plan_value=found),
        template="correct_plan_value",
        done="The corrected number is on record, and the one before stays with it.",
        context={
            "plan_value": found,
            "target": found.target,
            "may": policies.may_correct_plan_value(request.user, found),
        },
    )


@login_required
@shown_or_sent
def reconcile_plan_value(request: SignedInRequest, plan_value_id: int) -> HttpResponse:
    """Say why a number in another plan and the one on the table differ."""
    found = _visible(request, plan_value_id)
    agreement = found.target.agreement
    negotiation = queries.negotiation_of(found.target, request.user)
    beside = queries.value_beside(found, negotiation.on_the_table)
    return carry_out(
        request,
        ReconcileForm(sent(request), initial={"version": agreement.version}),
        partial(actions.reconcile_plan_value, plan_value=found),
        template="reconcile_plan_value",
        done="It is on record why they differ. Both sides read it.",
        context={
            "plan_value": found,
            "target": found.target,
            "sentence": presenters.sentence(found, beside),
            "may": policies.may_reconcile_plan_value(request.user, found, negotiation.position),
        },
        record=agreement,
        leads_to=lambda made: found.get_absolute_url(),
    )


def _visible(request: SignedInRequest, plan_value_id: int) -> PlanValue:
    visible = PlanValue.objects.visible_to(request.user)
    related = visible.select_related("measure", "target__agreement__area", "target__indicator")
    found: PlanValue = get_object_or_404(related, pk=plan_value_id)
    return found
