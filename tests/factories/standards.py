"""Plans, counties' agreements and records of standards, made by the real acts."""

from datetime import UTC, date, datetime

from partnerships.models import AreaKind, Capacity, PartnershipKind
from targets import actions
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.partnerships import (
    make_area,
    make_organisation,
    make_part,
    make_partnership,
    make_seat,
)

AT = datetime(2008, 6, 30, 10, 0, tzinfo=UTC)


def start_plan(cdrp, officer, first_year=2008):
    return actions.start_plan(partnership=cdrp, first_year=first_year, by=officer, at=AT)


def write_plan(plan, officer, **texts):
    """Write the texts of a draft."""
    plan.refresh_from_db()
    texts = texts or {
        "strategy": "Fewer assaults at night.",
        "engagement": "Parents were asked in March.",
        "summary": "We will make nights safer.",
    }
    return actions.write_plan(plan_id=plan.pk, version=plan.version, texts=texts, by=officer, at=AT)


def add_action(plan, officer, **changes):
    """Add an action for the first priority, led by the first organisation on the partnership."""
    values = {
        "priority": plan.assessment.priorities.first(),
        "step": "Street wardens on Fridays",
        "lead": plan.partnership.organisations.first(),
        "resources": "Two wardens",
        "measure": "Fewer calls",
        "due_on": date(2009, 3, 31),
    }
    return actions.add_plan_action(plan_id=plan.pk, values=values | changes, by=officer, at=AT)


def positions(partnership):
    return {seat.pk: "Chief officer" for seat in partnership.seats.all()}


def adopt_plan(plan, chair):
    plan.refresh_from_db()
    return actions.adopt_plan(
        plan_id=plan.pk,
        version=plan.version,
        positions=positions(plan.partnership),
        by=chair,
        at=AT,
    )


def make_adopted_plan(cdrp, officer, chair):
    """Bring a plan for 2008/09 to 2010/11 into force, with the assessment it is drawn from."""
    made.make_adopted(cdrp, officer, chair)
    plan = start_plan(cdrp, officer)
    write_plan(plan, officer)
    add_action(plan, officer)
    return adopt_plan(plan, chair)


def publish_summary(plan, officer):
    plan.refresh_from_db()
    return actions.publish_summary(plan_id=plan.pk, version=plan.version, by=officer, at=AT)


def make_county(*districts, code="x-county"):
    """Make a county strategy group over districts, with one responsible authority, and its officer.

    Returns both.
    """
    county = make_area("X10000901", kind=AreaKind.COUNTY)
    for district in districts:
        make_part(county, district)
    group = make_partnership(code, kind=PartnershipKind.COUNTY_STRATEGY_GROUP, areas=[county])
    council = make_organisation(f"{code}-council", kind="county_council", areas=[county])
    make_seat(group, council, capacity=Capacity.RESPONSIBLE_AUTHORITY, is_senior=True)
    return group, person(f"{code}-officer", "county_officer", partnership=group)


def start_safety_agreement(group, officer, year=2008):
    return actions.start_safety_agreement(partnership=group, year=year, by=officer, at=AT)


def record_standard(cdrp, officer, kind="skills-review", **changes):
    values = {"happened_on": date(2008, 5, 1), "by": officer, "at": AT}
    return actions.record_standard(partnership=cdrp, kind=kind, **(values | changes))
