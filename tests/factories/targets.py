"""A CDRP with its officer and chair, and assessments brought to a status by the real acts."""

from datetime import UTC, datetime

from partnerships.models import Capacity, OrganisationKind, PartnershipKind, User
from targets import actions
from targets.contents import CONTENTS
from tests.conftest import person
from tests.factories.partnerships import make_area, make_organisation, make_partnership, make_seat

AT = datetime(2008, 2, 4, 10, 0, tzinfo=UTC)

AUTHORITIES = ("district_council", "police_force", "police_authority", "fire_authority", "pct")


def make_cdrp(code: str = "x-cdrp", *, areas=None, **changes):
    """Make a CDRP on which a senior member of each responsible authority sits."""
    areas = areas or [make_area()]
    cdrp = make_partnership(code, kind=PartnershipKind.CDRP, areas=areas, **changes)
    for kind in AUTHORITIES:
        body = make_organisation(f"{code}-{kind.replace('_', '-')}", kind=OrganisationKind(kind))
        make_seat(cdrp, body, capacity=Capacity.RESPONSIBLE_AUTHORITY, is_senior=True)
    return cdrp


def make_officer(cdrp, name="officer"):
    return person(name, "cdrp_officer", partnership=cdrp)


def person_of(cdrp):
    """Return whoever was given a role over a CDRP first."""
    return User.objects.filter(roles__partnership=cdrp).earliest("pk")


def make_chair(cdrp, name="chair"):
    return person(name, "cdrp_chair", partnership=cdrp)


def start(cdrp, officer, year=2008, **changes):
    values = {"partnership": cdrp, "year": year, "is_copy": False, "by": officer, "at": AT}
    return actions.start_assessment(**(values | changes))


def write_all(assessment, officer):
    """Write the first text of each of the six contents."""
    for content in CONTENTS:
        actions.write_section(
            assessment_id=assessment.pk,
            content=content.key,
            number=0,
            text=f"What is known of {content.title.lower()}.",
            by=officer,
            at=AT,
        )


def add(assessment, officer, title="Violence in town centres", **changes):
    """Add a priority with its evidence."""
    priority = actions.add_priority(assessment_id=assessment.pk, title=title, by=officer, at=AT)
    changes = {"evidence": "Up by a tenth in a year.", **changes}
    return actions.describe_priority(
        priority_id=priority.pk, version=priority.version, changes=changes, by=officer, at=AT
    )


def submit(assessment, officer):
    assessment.refresh_from_db()
    return actions.submit_assessment(
        assessment_id=assessment.pk, version=assessment.version, by=officer, at=AT
    )


def adopt(assessment, chair):
    """Adopt what was submitted, with everybody there."""
    assessment.refresh_from_db()
    seats = assessment.partnership.seats.all()
    return actions.adopt_assessment(
        assessment_id=assessment.pk,
        version=assessment.version,
        positions={seat.pk: "Chief officer" for seat in seats},
        by=chair,
        at=AT,
    )


def make_adopted(cdrp, officer, chair, year=2008):
    """Bring a year's assessment with one priority through its whole life."""
    assessment = start(cdrp, officer, year)
    write_all(assessment, officer)
    add(assessment, officer)
    submit(assessment, officer)
    return adopt(assessment, chair)
