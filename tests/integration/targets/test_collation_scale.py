"""The table of an area asks as much of the database for 350 CDRPs × 20 priorities as for 10."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from targets import queries
from tests.factories.indicators import make_indicator
from tests.factories.scale import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicators():
    return [make_indicator(number) for number in range(901, 906)]


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
