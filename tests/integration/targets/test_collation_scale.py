"""The table of an area asks as much of the database for 350 CDRPs × 20 priorities as for 10."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Area, AreaKind, AreaPart, Partnership, PartnershipKind
from targets import queries
from targets.models import Priority, StrategicAssessment
from tests.conftest import person
from tests.factories.indicators import make_indicator
from tests.factories.partnerships import make_area, make_partnership
from tests.factories.targets import AT

pytestmark = pytest.mark.django_db
PRIORITIES = 20


@pytest.fixture
def indicators():
    return [make_indicator(number) for number in range(901, 906)]


def fill(number, *, cdrps, indicators):
    """Make an area of many CDRPs, each with an adopted assessment, as rows; returns it."""
    county = make_area(f"X1000{number:04}", kind=AreaKind.COUNTY)
    lsp = make_partnership(f"x-lsp-{number}", areas=[county])
    by = person(f"coordinator-{number}", "lsp_coordinator", partnership=lsp)
    kind = AreaKind.NON_METROPOLITAN
    districts = Area.objects.bulk_create(
        Area(gss_code=f"X{number}{at:06}", kind=kind, name=f"D{at}") for at in range(cdrps)
    )
    AreaPart.objects.bulk_create(AreaPart(whole=county, part=one) for one in districts)
    partnerships = Partnership.objects.bulk_create(
        Partnership(code=f"x-{number}-{at}", kind=PartnershipKind.CDRP, name=f"CDRP {at}")
        for at in range(cdrps)
    )
    Partnership.areas.through.objects.bulk_create(
        Partnership.areas.through(partnership=cdrp, area=district)
        for cdrp, district in zip(partnerships, districts, strict=True)
    )
    adopted = {"status": "adopted", "adopted_by": by, "adopted_at": AT}
    assessments = StrategicAssessment.objects.bulk_create(
        StrategicAssessment(partnership=one, year=2008, started_by=by, started_at=AT, **adopted)
        for one in partnerships
    )
    priorities = Priority.objects.bulk_create(
        Priority(assessment=one, title=f"P{rank}", rank=rank, added_by=by, added_at=AT)
        for one in assessments
        for rank in range(1, PRIORITIES + 1)
    )
    Priority.indicators.through.objects.bulk_create(
        Priority.indicators.through(priority=one, indicator=indicators[one.rank % len(indicators)])
        for one in priorities
    )
    return county, by


def test_as_many_queries_for_350_partnerships_as_for_10(indicators):
    asked = []
    for number, cdrps in ((1, 10), (2, 350)):
        area, by = fill(number, cdrps=cdrps, indicators=indicators)
        with CaptureQueriesContext(connection) as seen:
            found = queries.collation(area, by)
        asked.append(len(seen))
        assert len(found.columns) == cdrps
        assert {row.district_count for row in found.rows} == {cdrps}
        assert len(found.rows) == len(indicators)

    assert asked[0] == asked[1] <= 14
