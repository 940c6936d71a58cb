"""What other plans say of an indicator: put on record, corrected, and reconciled with ours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from targets import policies, queries
from targets.models import Agreement, PlanValue, Reconciliation, Target
from targets.sides import Side
from targets.states import CANDIDATES

from .listing import NotPossible


@transaction.atomic
def add_plan_value(*, target_id: int, said: Mapping[str, Any], by: User, at: datetime) -> PlanValue:
    """Put on record that another plan has a number for a target's measure.

    `said` has measure, plan, year, value (in the measure's unit), source and note. Raises
    NotPossible where that plan has a number on record for the year, and PermissionDenied.
    """
    target = _hold(target_id)
    policies.may_add_plan_value(by, target).enforce()
    same = {name: said[name] for name in ("measure", "plan", "year")}
    if held := target.plan_values.current().filter(**same).first():
        raise NotPossible(f"This is on record already: {held}. Correct that number instead.")
    made = PlanValue(target=target, added_by=by, added_at=at, **said)
    made.save(force_insert=True)
    _record("add_plan_value", made, by, at)
    return made


@transaction.atomic
def correct_plan_value(
    *, plan_value: PlanValue, said: Mapping[str, Any], by: User, at: datetime
) -> PlanValue:
    """Say what another plan really has: what was on record stays beside it.

    `said` has value, source and note. Raises Stale and PermissionDenied.
    """
    policies.may_correct_plan_value(by, plan_value).enforce()
    same = {name: getattr(plan_value, name) for name in ("target", "measure", "plan", "year")}
    made = PlanValue(corrects=plan_value, added_by=by, added_at=at, **same, **said)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise Stale("A colleague has corrected it meanwhile. See the newest number.") from taken
    _record("correct_plan_value", made, by, at)
    return made


@transaction.atomic
def reconcile_plan_value(
    *, plan_value: PlanValue, version: int, reason: str, text: str, by: User, at: datetime
) -> Reconciliation:
    """Say why a number in another plan and what lies on the table differ; both sides read it.

    `version` is the agreement's that the person was shown: an offer in between makes it stale.
    Raises NotPossible where they do not differ, Stale and PermissionDenied.
    """
    Agreement.objects.claim(plan_value.target.agreement_id, version)
    found = queries.negotiation_of(plan_value.target, by)
    policies.may_reconcile_plan_value(by, plan_value, found.position).enforce()
    ours = queries.value_beside(plan_value, found.on_the_table)
    if ours is None:
        raise NotPossible(
            f"Your side has read no value for {plan_value.year} on the table. Open the last offer, "
            "or offer one."
        )
    if ours == plan_value.value:
        raise NotPossible("What lies on the table does not differ from it.")
    made = Reconciliation(
        plan_value=plan_value, beside=ours, reason=reason, text=text, said_by=by, said_at=at
    )
    made.save(force_insert=True)
    _record("reconcile_plan_value", plan_value, by, at, why=made.get_reason_display())
    return made


def _hold(target_id: int) -> Target:
    """Return a target, locked so that nobody else puts the same on record meanwhile."""
    locked = Target.objects.select_for_update(of=("self",), no_key=True)
    found: Target = locked.select_related("agreement__area").get(pk=target_id)
    return found


def _record(verb: str, plan_value: PlanValue, by: User, at: datetime, **details: Any) -> None:
    """Record for both sides; of what was not offered yet, for the partnership alone.

    Numbers and words stay with the record: more people read the audit trail.
    """
    target = plan_value.target
    side = Side.PARTNERSHIP.value if target.status in CANDIDATES else ""
    area_id = target.agreement.area_id
    audit.record(verb, plan_value, by=by, at=at, area_id=area_id, side=side, **details)
