"""Who may work on a partnership plan, and when it is ready for the next step."""

from collections.abc import Collection

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Partnership, PartnershipKind, Viewer
from targets.models import TERM, PartnershipPlan, PlanAction, Priority, StrategicAssessment
from targets.states import EditionStatus

from .people import is_chair_of_cdrp, is_of_cdrp, listed


def may_start_plan(
    user: Viewer, partnership: Partnership, assessment: StrategicAssessment | None
) -> Verdict:
    """Whether `user` may begin a plan of three years from an adopted assessment."""
    if partnership.kind != PartnershipKind.CDRP:
        return Verdict("Only a Crime and Disorder Reduction Partnership has a partnership plan.")
    return is_of_cdrp(user, partnership) and _has_source(assessment)


def may_refresh_plan(
    user: Viewer, plan: PartnershipPlan, assessment: StrategicAssessment | None
) -> Verdict:
    """Whether `user` may begin the edition that revises a plan in force."""
    return (
        is_of_cdrp(user, plan.partnership)
        and _is(plan, EditionStatus.ADOPTED, "Only the plan in force is refreshed.")
        and _has_source(assessment)
    )


def is_within_term(plan: PartnershipPlan, year: int) -> Verdict:
    """Whether a plan can be refreshed for a year."""
    if plan.year <= year < plan.first_year + TERM:
        return ALLOWED
    return Verdict(f"This plan covers {plan.term_label}. Choose one of the years it has left.")


def may_write_plan(user: Viewer, plan: PartnershipPlan) -> Verdict:
    """Whether `user` may change the texts or the actions of a plan."""
    mend = "An adopted plan stays as it is. Refresh it instead."
    return is_of_cdrp(user, plan.partnership) and _is(plan, EditionStatus.DRAFT, mend)


def may_note_progress(user: Viewer, plan: PartnershipPlan) -> Verdict:
    """Whether `user` may note how far an action of a plan has come."""
    mend = "Progress is noted on the plan in force."
    return is_of_cdrp(user, plan.partnership) and _is(plan, EditionStatus.ADOPTED, mend)


def may_adopt_plan(user: Viewer, plan: PartnershipPlan) -> Verdict:
    """Whether `user` may record that the strategy group adopted a plan."""
    return is_chair_of_cdrp(user, plan.partnership) and _is(
        plan, EditionStatus.DRAFT, "Only a draft is adopted."
    )


def is_complete(
    plan: PartnershipPlan, actions: Collection[PlanAction], priorities: Collection[Priority]
) -> Verdict:
    """Whether a plan says all that regulation 11 asks for (its list is not checked).

    `priorities` are those of its assessment: each needs an action.
    """
    texts = {"strategy": plan.strategy, "engagement of the community": plan.engagement}
    if lacking := [name for name, text in texts.items() if not text.strip()]:
        return Verdict(f"Nothing is written yet on {listed(lacking)}.")
    if stray := [action.step for action in actions if action.priority_id is None]:
        return Verdict(f"Say which priority “{stray[0]}” serves now, or remove it.")
    served = {action.priority_id for action in actions}
    if bare := [f"“{one.title}”" for one in priorities if one.pk not in served]:
        return Verdict(f"No action serves {listed(bare)} yet. Add at least one for each.")
    return ALLOWED


def may_publish_summary(user: Viewer, plan: PartnershipPlan) -> Verdict:
    """Whether `user` may open the summary of a plan to everybody."""
    named = is_of_cdrp(user, plan.partnership) and _is(
        plan, EditionStatus.ADOPTED, "Only the summary of the plan in force is published."
    )
    if not named or not plan.is_public:
        return named
    return Verdict("The summary is published already.")


def may_unpublish_summary(user: Viewer, plan: PartnershipPlan) -> Verdict:
    """Whether `user` may take a published summary back."""
    named = is_of_cdrp(user, plan.partnership)
    if not named or plan.is_public:
        return named
    return Verdict("The summary is not published.")


def _has_source(assessment: StrategicAssessment | None) -> Verdict:
    if assessment is not None:
        return ALLOWED
    return Verdict(
        "A plan takes up the priorities of an adopted strategic assessment, and there is none yet. "
        "Adopt one first."
    )


def _is(plan: PartnershipPlan, status: EditionStatus, mend: str) -> Verdict:
    if plan.status == status:
        return ALLOWED
    return Verdict(f"This plan is {plan.get_status_display().lower()}. {mend}")
