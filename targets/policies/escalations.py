"""Who may put a district's priority to the county, and who answers for the county."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Partnership, RoleKind, User, Viewer
from targets.models import CDRP_PEOPLE, Escalation, Priority
from targets.states import ESCALATION_MOVES, AssessmentStatus, EscalationStatus

from .people import has_role_over


def may_put_any(user: Viewer) -> Verdict:
    """Whether `user` has a role by which priorities are put to a county at all."""
    if isinstance(user, User) and user.has_role(*CDRP_PEOPLE):
        return ALLOWED
    return Verdict("Only the officers and the chair of a CDRP put its priorities to the county.")


def may_put_to_county(
    user: Viewer, priority: Priority, group: Partnership | None, *, held: Escalation | None
) -> Verdict:
    """Whether `user` may put a priority to the county strategy group above its district.

    `group` is None where there is no county above; `held` is what was put and not declined.
    """
    partnership = priority.assessment.partnership
    if group is None:
        return Verdict(
            "There is no county strategy group above this partnership: its priorities go to the "
            "Local Strategic Partnership as they are."
        )
    if not has_role_over(user, partnership, *CDRP_PEOPLE):
        return Verdict(
            f"Only the officers and the chair of {partnership} put its priorities to the county. "
            "Ask one of them."
        )
    return _is_adopted(priority) and _is_not_held(held)


def may_take_up(user: Viewer, escalation: Escalation) -> Verdict:
    """Whether `user` may say that the county takes a priority up."""
    return _may_answer("take_up", user, escalation)


def may_decline(user: Viewer, escalation: Escalation) -> Verdict:
    """Whether `user` may say that the county does not take a priority up."""
    return _may_answer("decline", user, escalation)


def _may_answer(verb: str, user: Viewer, escalation: Escalation) -> Verdict:
    if not has_role_over(user, escalation.group, RoleKind.COUNTY_OFFICER):
        return Verdict(
            f"Only the officers of {escalation.group} answer for the county. You will be told "
            "when they have."
        )
    source, _ = ESCALATION_MOVES[verb]
    if escalation.status == source:
        return ALLOWED
    return Verdict(
        f"This was answered already: {escalation.get_status_display().lower()}. The district may "
        "put a priority that was not taken up again."
    )


def _is_adopted(priority: Priority) -> Verdict:
    status = priority.assessment.status
    if status == AssessmentStatus.ADOPTED:
        return ALLOWED
    if status == AssessmentStatus.SUPERSEDED:
        return Verdict("A later edition has taken this one's place. Put its priority instead.")
    return Verdict(
        "What goes to the county is what the strategy group adopted. Have the assessment adopted "
        "first."
    )


def _is_not_held(held: Escalation | None) -> Verdict:
    if held is None:
        return ALLOWED
    if held.status == EscalationStatus.PUT:
        return Verdict("This is before the county already. You will be told when it answers.")
    return Verdict("The county has taken this up already.")
