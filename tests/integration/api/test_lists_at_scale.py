"""Lists ask as much of the database for 350 CDRPs × 20 priorities as for 10."""

import pytest

from partnerships.models import Scope
from tests.conftest import person
from tests.factories.indicators import make_indicator
from tests.factories.keys import program
from tests.factories.scale import fill, write_all
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db

LISTS = (
    *("assessments", "priorities", "attachments", "engagements", "hallmarks"),
    *("standard-records", "partnership-plans", "plan-steps"),
)


def test_as_many_queries_for_350_partnerships_as_for_10():
    indicators = [make_indicator(number) for number in range(901, 906)]
    reader = program(person("analyst", "ho_analyst"), Scope.AGREEMENTS_READ)
    asked = []

    for number, cdrps in ((1, 10), (2, 350)):
        write_all(*fill(number, cdrps=cdrps, indicators=indicators))
        counted = {}
        for name in LISTS:
            got = []
            address = f"/api/v1/{name}/?limit=350"
            counted[name] = len(queries(lambda a=address, g=got: g.append(reader.get(a))))
            assert got[0].json()["meta"]["returned"] >= cdrps
        asked.append(counted)

    few, many = asked
    assert few == many
    assert max(many.values()) <= 30
