"""Who puts on record what another plan says of an indicator, and why both numbers stand."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area, OrganisationKind, RoleKind, User, Viewer
from targets.models import Agreement, PlanValue, Target
from targets.negotiation import Position
from targets.states import SETTLED, TargetStatus

from .offers import speaks_for


def may_add_plan_value(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may say what another plan has: who speaks for a side, or makes that plan."""
    if speaks_for(user, target.agreement) or _is_of_police_authority(user, target.agreement):
        return ALLOWED
    return Verdict(
        "Only those who make offers, and the people of the police authority, put on record what "
        "other plans say. Ask one of them."
    )


def may_correct_plan_value(user: Viewer, plan_value: PlanValue) -> Verdict:
    """Whether `user` may say that another plan has another number than was put on record."""
    may = may_add_plan_value(user, plan_value.target)
    if may and hasattr(plan_value, "corrected_by"):
        return Verdict("This was corrected already. Correct the newest number instead.")
    return may


def may_reconcile_plan_value(user: Viewer, plan_value: PlanValue, position: Position) -> Verdict:
    """Whether `user` may say why a number in another plan and ours differ, as ours stands now."""
    may = may_correct_plan_value(user, plan_value)
    if may and position.status not in (TargetStatus.OPEN, *SETTLED):
        return Verdict("Nothing lies on the table that it could differ from. Offer terms first.")
    return may


def _is_of_police_authority(user: Viewer, agreement: Agreement) -> bool:
    """Whether `user` answers for a police authority in whose area an agreement's lies."""
    roles = [
        role
        for role in (user.current_roles if isinstance(user, User) else ())
        if role.kind == RoleKind.PARTNER
        and role.organisation
        and role.organisation.kind == OrganisationKind.POLICE_AUTHORITY
    ]
    inside = Area.objects.of_roles(roles).ids_with_all_inside() if roles else ()
    return agreement.area_id in inside
