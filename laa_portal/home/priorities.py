"""What waits on the way to an agreement: assessments, what was put to the county, the table."""

from collections.abc import Iterable

from django.urls import reverse

from partnerships.models import Deadline, Partnership, PartnershipKind, RoleKind
from targets import policies, queries
from targets.models import CDRP_PEOPLE, Escalation, StrategicAssessment, own_partnerships
from targets.states import AssessmentStatus

from .blocks import LONGEST, Looking, Row, shortened

OPEN = (AssessmentStatus.DRAFT.value, AssessmentStatus.SUBMITTED.value)
DISTRICT, COLLATORS = frozenset(CDRP_PEOPLE), frozenset(policies.COLLATORS)


def assessments(looking: Looking) -> Iterable[Row]:
    """Assessments to begin or write, and for chairs those to adopt."""
    own = own_partnerships(looking.person)
    if not own:
        return []
    begun = StrategicAssessment.objects.visible_to(looking.person).filter(partnership__in=own)
    rows = [_to_begin(one) for one in _without_any(own)]
    for one in begun.filter(status__in=OPEN).select_related("partnership"):
        if one.status == AssessmentStatus.DRAFT:
            rows.append(_row("Write", one, "Begun", "To write", "yellow"))
        elif RoleKind.CDRP_CHAIR in looking.kinds:
            rows.append(_row("Adopt or send back", one, "Submitted", "To adopt", "yellow"))
    return shortened(rows[: LONGEST + 1], Row("All of them", reverse("targets:your-priorities")))


def has_work(looking: Looking) -> bool:
    """Whether a partnership of the person's has an assessment to begin, write or adopt."""
    own = own_partnerships(looking.person)
    begun = StrategicAssessment.objects.visible_to(looking.person).filter(partnership__in=own)
    return begun.filter(status__in=OPEN).exists() or any(_without_any(own))


def page_for(deadline: Deadline, looking: Looking) -> str:
    """Return the page on which somebody meets a deadline of assessments or of choosing; else ""."""
    kinds = {RoleKind(kind) for kind in deadline.role_kinds} & looking.kinds
    cdrps = [
        role.partnership
        for role in looking.person.current_roles
        if role.kind in kinds & DISTRICT and role.partnership
    ]
    if len(cdrps) == 1:
        return reverse("targets:cdrp", args=[cdrps[0].code])
    return reverse("targets:your-priorities") if cdrps or kinds & COLLATORS else ""


def _without_any(own: list[int]) -> Iterable[Partnership]:
    return Partnership.objects.filter(pk__in=own, assessments=None).distinct()


def _to_begin(partnership: Partnership) -> Row:
    link = reverse("targets:start-assessment", args=[partnership.code])
    return Row(
        f"Start a strategic assessment: {partnership}", link, tag="To start", colour="yellow"
    )


def _row(verb: str, one: StrategicAssessment, detail: str, tag: str, colour: str) -> Row:
    when = one.submitted_at if one.status == AssessmentStatus.SUBMITTED else one.started_at
    return Row(f"{verb}: {one}", one.get_absolute_url(), f"{detail} on", tag, colour, when)


def escalations(looking: Looking) -> Iterable[Row]:
    """What districts put to the county and the person's group has yet to answer."""
    groups = [
        role.partnership_id
        for role in looking.person.current_roles
        if role.kind == RoleKind.COUNTY_OFFICER
    ]
    if not groups:
        return []
    found = Escalation.objects.visible_to(looking.person).open().filter(group__in=groups)
    rows = [
        Row(
            f"Take up or decline: {one}",
            one.get_absolute_url(),
            "Put to the county on",
            "To answer",
            "yellow",
            one.put_at,
        )
        for one in found.select_related("priority__assessment__partnership").order_by("put_at")[
            : LONGEST + 1
        ]
    ]
    return shortened(rows, Row("All of them", reverse("targets:your-priorities")))


def choices(looking: Looking) -> Iterable[Row]:
    """Areas with priorities among which the person has to choose."""
    if not looking.kinds & COLLATORS:
        return []
    return [
        Row(
            f"Choose among the priorities of {area}",
            reverse("targets:collation", args=[area.gss_code]),
            f"{count} to decide",
            "To decide",
            "yellow",
        )
        for area in queries.collated_areas(looking.person)
        if (count := queries.undecided_count(area))
    ]


def answers(looking: Looking) -> Iterable[Row]:
    """What the person's partnership put to the county, and submitted to its strategy group."""
    own = own_partnerships(looking.person)
    if not own:
        return []
    put = Escalation.objects.visible_to(looking.person).open()
    found = put.filter(priority__assessment__partnership__in=own).select_related(
        "priority", "group"
    )
    rows = [
        Row(
            f"Put to the county: {one.priority}",
            one.get_absolute_url(),
            f"{one.group}, since",
            "With the county",
            "blue",
            one.put_at,
        )
        for one in found[: LONGEST + 1]
    ]
    return [*shortened(rows, Row("All of them", reverse("targets:your-priorities"))),
            *_with_the_chair(looking, own)]  # fmt: skip


def _with_the_chair(looking: Looking, own: list[int]) -> Iterable[Row]:
    if RoleKind.CDRP_CHAIR in looking.kinds:
        return []
    submitted = StrategicAssessment.objects.visible_to(looking.person).filter(
        partnership__in=own, status=AssessmentStatus.SUBMITTED
    )
    found = submitted.select_related("partnership")[:LONGEST]
    return [_row("Adoption", one, "Submitted", "With the chair", "blue") for one in found]


def pages(looking: Looking) -> Iterable[Row]:
    """The tables and partnerships of the person's own."""
    cdrps = Partnership.objects.filter(pk__in=own_partnerships(looking.person)).order_by("name")
    areas = queries.collated_areas(looking.person) if looking.kinds & COLLATORS else []
    return [
        *(
            Row(f"Assessments of {cdrp}", reverse("targets:cdrp", args=[cdrp.code]))
            for cdrp in cdrps[:LONGEST]
        ),
        *(
            Row(
                f"Priorities of {area} side by side",
                reverse("targets:collation", args=[area.gss_code]),
            )
            for area in areas[:LONGEST]
        ),
        *(
            Row(
                f"Community safety agreements of {group}",
                reverse("targets:safety-agreements", args=[group.code]),
            )
            for group in _county_groups(looking)[:LONGEST]
        ),
    ]


def _county_groups(looking: Looking) -> list[Partnership]:
    """The county strategy groups that the person works for."""
    return [
        role.partnership
        for role in looking.person.current_roles
        if role.partnership and role.partnership.kind == PartnershipKind.COUNTY_STRATEGY_GROUP
    ]
