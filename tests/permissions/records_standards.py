"""Plans, counties' agreements and records of standards, in the world."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from partnerships.models import Capacity
from targets.models import (
    CommunitySafetyAgreement,
    PartnershipPlan,
    PlanAction,
    PlanPresence,
    SafetyAgreementPresence,
    StandardRecord,
    StrategicAssessment,
)
from tests.factories.partnerships import make_seat

from .audiences import Target
from .records_collation import group_of
from .world import COUNTIES, DISTRICTS, World

AT = datetime(2008, 6, 30, 10, 0, tzinfo=UTC)
READERS = "readers of the assessment"
OF_CDRP = "those of its CDRP"
OF_COUNTY = "readers of the county's agreement"
PLANS = {
    # status: (first year, edition); what is superseded is published, the one in force was once
    "draft": (2009, 1),
    "adopted": (2008, 2),
    "superseded": (2008, 1),
}
AGREEMENTS = {"draft": (2009, 1), "adopted": (2008, 2), "superseded": (2008, 1)}


def make_standards(world: World) -> None:
    """Make each kind for each tenant, in each state. Needs the assessments."""
    for name in ("plan", "plan_text", "plan_action", "standard_record", "standard_kind"):
        world.targets[name] = []
    for district in DISTRICTS:
        for status in PLANS:
            _add_plan(world, Target(f"{status} plan of {district}", area=district, status=status))
        for status in ("standing", "withdrawn"):
            name = f"{status} record of {district}"
            _add_record(world, Target(name, area=district, status=status))
        code = {"code": f"x-{district}-cdrp", "kind": "skills-review"}
        world.targets["standard_kind"].append(Target(f"a review of {district}", code, district))
    world.targets["plan_summary"] = [
        *(
            Target(f"summary of {one}", {"code": f"x-{one}-cdrp"}, one, status="published")
            for one in DISTRICTS
        ),
        Target("no summary", {"code": "x-north-lsp"}, exists=False),
    ]
    _make_counties(world)
    _add_nothing(world)
    for name, key in (
        ("plan", "plan_id"),
        ("plan_action", "action_id"),
        ("standard_record", "record_id"),
        ("safety_agreement", "agreement_id"),
    ):
        world.targets[f"{name}_by_id"] = [
            replace(one, kwargs={"id": one.kwargs[key]}) for one in world.targets[name]
        ]


def _add_plan(world: World, of: Target) -> None:
    plan = _make_plan(world, of)
    action = plan.actions.earliest("pk")
    world.targets["plan"].append(_at(of, plan_id=plan.pk))
    world.targets["plan_text"].append(_at(of, plan_id=plan.pk, text="strategy"))
    world.targets["plan_action"].append(_at(of, action_id=action.pk))


def _make_plan(world: World, of: Target) -> PartnershipPlan:
    """Make a plan that is ready for its next step, with a canary in each text."""

    def plant(what: str, audience: str = READERS) -> str:
        return world.aviary.text(what, audience, of)

    first_year, edition = PLANS[of.status]
    administrator = world.users["administrator"]
    partnership = world.partnerships[of.area]
    plan = PartnershipPlan.objects.create(
        partnership=partnership,
        assessment=StrategicAssessment.objects.get(partnership=partnership, status="adopted"),
        first_year=first_year,
        year=first_year + edition - 1,
        edition=edition,
        status=of.status,
        strategy=plant("a strategy"),
        engagement=plant("how the community is engaged"),
        summary=plant("a summary", "everybody" if of.status == "superseded" else READERS),
        refreshed_because=plant("why it is refreshed") if edition > 1 else "",
        started_by=administrator,
        started_at=AT,
        **_settled(world, of),
        **_published(world, of),
    )
    _make_actions(plan, plant)
    if of.status != "draft":
        seat = partnership.seats.get(is_senior=True)
        PlanPresence.objects.create(plan=plan, seat=seat, position=plant("a post"))
    return plan


def _make_actions(plan: PartnershipPlan, plant: Callable[..., str]) -> None:
    """Make an action for each priority, the first with all that is said of one."""
    first, *others = plan.assessment.priorities.order_by("pk")
    added = {"added_by": plan.started_by, "added_at": AT, "due_on": date(2009, 3, 31)}
    lead = plan.partnership.organisations.first()
    PlanAction.objects.create(
        plan=plan,
        priority=first,
        step=plant("a step"),
        lead=lead,
        resources=plant("resources"),
        measure=plant("a measure"),
        progress=plant("progress"),
        progress_noted_by=plan.started_by,
        progress_noted_at=AT,
        **added,
    )
    for priority in others:
        PlanAction.objects.create(
            plan=plan,
            priority=priority,
            step=plant("a second step"),
            lead=lead,
            measure=plant("a second measure"),
            **added,
        )


def _settled(world: World, of: Target) -> dict[str, Any]:
    if of.status == "draft":
        return {}
    return {"adopted_by": world.users["administrator"], "adopted_at": AT}


def _published(world: World, of: Target) -> dict[str, Any]:
    if of.status == "draft":
        return {}
    by = world.users["administrator"]
    published = {"published_by": by, "published_at": AT}
    if of.status == "superseded":
        return published
    because = world.aviary.text("why it was taken back", OF_CDRP, of)
    return published | {
        "unpublished_by": by,
        "unpublished_at": AT,
        "unpublished_because": because,
    }


def _add_record(world: World, of: Target) -> None:
    """Make a review that stands, or one that was withdrawn with a reason."""
    by = world.users["administrator"]
    withdrawn = {
        "withdrawn_by": by,
        "withdrawn_at": AT,
        "withdrawn_because": world.aviary.text("why it was withdrawn", OF_CDRP, of),
    }
    record = StandardRecord.objects.create(
        partnership=world.partnerships[of.area],
        kind="skills-review",
        happened_on=date(2008, 5, 1),
        text=world.aviary.text("what a review found", "readers of the record", of),
        recorded_by=by,
        recorded_at=AT,
        **(withdrawn if of.status == "withdrawn" else {}),
    )
    world.targets["standard_record"].append(_at(of, record_id=record.pk))
    _add_other_kinds(world, of, {name: getattr(record, name) for name in withdrawn}, by)


OTHER_KINDS: dict[str, dict[str, Any]] = {
    "protocol": {"review_due_on": date(2009, 5, 1)},
    "liaison-officer": {},
    "disclosure": {"quarter_start": date(2008, 4, 1)},
    "scrutiny-committee": {},
    "alignment": {"year": 2008},
}
"""Kinds of record beside the review, each with what else it says. They are met in lists."""


def _add_other_kinds(world: World, of: Target, withdrawn: dict[str, Any], by: Any) -> None:
    """Make a record of each other kind that stands, or was withdrawn, as another did."""
    for kind, more in OTHER_KINDS.items():
        StandardRecord.objects.create(
            partnership=world.partnerships[of.area],
            kind=kind,
            happened_on=date(2008, 5, 1),
            text=world.aviary.text(f"what a {kind} says", "readers of the record", of),
            recorded_by=by,
            recorded_at=AT,
            **more,
            **withdrawn,
        )


def _make_counties(world: World) -> None:
    """Make an agreement of each county's strategy group in each state."""
    groups = world.targets["county_group"] = []
    agreements = world.targets["safety_agreement"] = []
    texts = world.targets["safety_text"] = []
    for county in COUNTIES:
        group = group_of(county)
        capacity = Capacity.RESPONSIBLE_AUTHORITY
        make_seat(group, world.organisations[county], capacity=capacity, is_senior=True)
        groups.append(Target(f"county group of {county}", {"code": group.code}, area=county))
        for status in AGREEMENTS:
            of = Target(f"{status} agreement of {county}", area=county, status=status)
            agreement = _make_agreement(world, of, group)
            agreements.append(_at(of, agreement_id=agreement.pk))
            texts.append(_at(of, agreement_id=agreement.pk, text="delivery"))
    groups.append(Target("no county group", {"code": "x-north-lsp"}, exists=False))


def _make_agreement(world: World, of: Target, group: Any) -> CommunitySafetyAgreement:
    def plant(what: str) -> str:
        return world.aviary.text(what, OF_COUNTY, of)

    year, edition = AGREEMENTS[of.status]
    agreement = CommunitySafetyAgreement.objects.create(
        partnership=group,
        year=year,
        edition=edition,
        status=of.status,
        priorities=plant("priorities of a county"),
        delivery=plant("how they are met"),
        started_by=world.users["administrator"],
        started_at=AT,
        **_settled(world, of),
    )
    if of.status != "draft":
        seat = group.seats.get(is_senior=True)
        SafetyAgreementPresence.objects.create(
            agreement=agreement, seat=seat, position=plant("a post")
        )
    return agreement


def _at(of: Target, **kwargs: object) -> Target:
    return Target(of.name, kwargs, area=of.area, status=of.status)


def _add_nothing(world: World) -> None:
    """Add to each list an address that leads to no record."""
    nowhere: dict[str, dict[str, object]] = {
        "plan": {"plan_id": 987654},
        "plan_text": {"plan_id": 987654, "text": "strategy"},
        "plan_action": {"action_id": 987654},
        "standard_record": {"record_id": 987654},
        "standard_kind": {"code": "x-north-lsp", "kind": "skills-review"},
        "safety_agreement": {"agreement_id": 987654},
        "safety_text": {"agreement_id": 987654, "text": "delivery"},
    }
    for name, kwargs in nowhere.items():
        world.targets[name].append(Target(f"no {name.replace('_', ' ')}", kwargs, exists=False))
