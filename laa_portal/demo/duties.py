"""What the invented partnerships did for their duties, brought to where it is by the real acts."""

from datetime import datetime

from indicators.models import Indicator
from partnerships.models import OrganisationKind, Partnership, RoleKind, User
from targets import actions
from targets.models import (
    CommunitySafetyAgreement,
    Engagement,
    PartnershipPlan,
    PlanAction,
    Priority,
)

from .duty_stories import (
    CONSULTED,
    COUNTY_DELIVERY,
    PLANNED,
    RECORDED,
    Consulted,
    Planned,
    Recorded,
    Step,
)
from .people import posts_of, user_of
from .priority_stories import LABEL, YEAR


def make_duties(*, at: datetime) -> None:
    """Consult, record, plan and draw up the county's agreement, once: later calls find it there."""
    if Engagement.objects.filter(partnership__is_invented=True).exists():
        return
    for consulted in CONSULTED:
        _consult(consulted, at)
    for recorded in RECORDED:
        _record(recorded, at)
    for planned in PLANNED:
        _plan(planned, at)
    _begin_county_agreement(at)


def _cdrp(place: str) -> Partnership:
    return Partnership.objects.get(code=f"x-cdrp-{place}")


def _officer(place: str) -> User:
    return user_of(RoleKind.CDRP_OFFICER, place)


# --- Consulting -----------------------------------------------------------------------------------


def _consult(told: Consulted, at: datetime) -> None:
    cdrp, officer = _cdrp(told.place), _officer(told.place)
    made = actions.add_engagement(
        partnership=cdrp,
        kind=told.kind,
        title=told.title,
        began_on=told.began_on,
        ended_on=told.ended_on,
        source=told.source,
        by=officer,
        at=at,
    )
    made = actions.describe_engagement(
        engagement_id=made.pk,
        version=made.version,
        changes={
            "asked": f"{LABEL} {told.asked}",
            "groups": list(told.groups),
            "duties": list(told.duties),
            "number_asked": told.number_asked,
            "announced_on": told.announced_on,
            "announced_how": told.announced_how,
            "discussed": told.discussed,
        },
        organisations=list(cdrp.organisations.all()),
        priorities=_priorities(cdrp, told.bears_on),
        by=officer,
        at=at,
    )
    if told.is_published:
        _publish(made, told, officer, at)


def _publish(made: Engagement, told: Consulted, by: User, at: datetime) -> None:
    if made.is_public_meeting:
        posts = posts_of(made.partnership, at)
        made = actions.record_attendance(
            engagement_id=made.pk, version=made.version, positions=posts, by=by, at=at
        )
    made = actions.report_heard(
        engagement_id=made.pk,
        version=made.version,
        heard=f"{LABEL} {told.heard}",
        number_taking_part=told.number_taking_part,
        by=by,
        at=at,
    )
    if told.changed:
        changed = f"{LABEL} {told.changed}"
        made = actions.say_what_changed(
            engagement_id=made.pk, version=made.version, changed=changed, by=by, at=at
        )
    actions.publish_engagement(engagement_id=made.pk, version=made.version, by=by, at=at)


def _priorities(cdrp: Partnership, titles: tuple[str, ...]) -> list[Priority]:
    current = Priority.objects.current().filter(assessment__partnership=cdrp)
    return list(current.filter(title__in=titles))


# --- Minimum standards ----------------------------------------------------------------------------


def _record(told: Recorded, at: datetime) -> None:
    cdrp = _cdrp(told.place)
    bodies = cdrp.organisations.filter(kind__in=told.by or OrganisationKind.values)
    actions.record_standard(
        partnership=cdrp,
        kind=told.kind,
        happened_on=told.on,
        organisations=list(bodies),
        text=told.text,
        review_due_on=told.review_due_on,
        quarter_start=told.quarter_start,
        year=told.year,
        by=_officer(told.place),
        at=at,
    )


# --- Plans ----------------------------------------------------------------------------------------


def _plan(told: Planned, at: datetime) -> None:
    cdrp, officer = _cdrp(told.place), _officer(told.place)
    plan = actions.start_plan(partnership=cdrp, first_year=YEAR, by=officer, at=at)
    texts = {name: getattr(told, name) for name in ("strategy", "engagement", "summary")}
    plan = actions.write_plan(
        plan_id=plan.pk,
        version=plan.version,
        texts={name: f"{LABEL} {text}" for name, text in texts.items() if text},
        by=officer,
        at=at,
    )
    steps = [_add(plan, step, officer, at) for step in told.steps]
    if told.is_adopted:
        _adopt(plan, told, steps, at)


def _add(plan: PartnershipPlan, told: Step, by: User, at: datetime) -> PlanAction:
    values = {
        "priority": plan.assessment.priorities.get(title=told.priority),
        "step": f"{told.step} (invented)",
        "lead": plan.partnership.organisations.get(kind=told.lead),
        "resources": told.resources,
        "indicator": Indicator.objects.filter(code=told.indicator).first(),
        "measure": told.measure,
        "due_on": told.due_on,
    }
    return actions.add_plan_action(plan_id=plan.pk, values=values, by=by, at=at)


def _adopt(plan: PartnershipPlan, told: Planned, steps: list[PlanAction], at: datetime) -> None:
    """Bring a plan into force, its summary to everybody, and note what came of its steps."""
    officer = _officer(told.place)
    plan = actions.adopt_plan(
        plan_id=plan.pk,
        version=plan.version,
        positions=posts_of(plan.partnership, at),
        by=user_of(RoleKind.CDRP_CHAIR, told.place),
        at=at,
    )
    actions.publish_summary(plan_id=plan.pk, version=plan.version, by=officer, at=at)
    for made, step in zip(steps, told.steps, strict=True):
        if step.progress:
            progress = f"{LABEL} {step.progress}"
            actions.note_progress(
                action_id=made.pk, version=made.version, progress=progress, by=officer, at=at
            )


# --- The county -----------------------------------------------------------------------------------


def _begin_county_agreement(at: datetime) -> CommunitySafetyAgreement:
    """Draw up the agreement of the two-tier county, ready for its strategy group."""
    officer = user_of(RoleKind.COUNTY_OFFICER, "greyshire")
    group = Partnership.objects.get(code="x-group")
    made = actions.start_safety_agreement(partnership=group, year=YEAR, by=officer, at=at)
    return actions.write_safety_agreement(
        agreement_id=made.pk,
        version=made.version,
        texts={
            "priorities": f"{LABEL}\n\n{made.priorities}",
            "delivery": f"{LABEL} {COUNTY_DELIVERY}",
        },
        by=officer,
        at=at,
    )
