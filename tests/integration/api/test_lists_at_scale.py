"""Lists ask as much of the database for 350 CDRPs × 20 priorities as for 10."""

import pytest
from rest_framework.test import APIClient

from tests.conftest import person
from tests.factories.indicators import make_indicator
from tests.factories.scale import fill, write_all
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db

LISTS = (
    *("assessments", "priorities", "attachments", "engagements", "hallmarks"),
    *("standard-records", "partnership-plans", "plan-steps"),
)


def count(reader, name, *, at_least):
    """Return how many queries a list of so many records takes."""
    answers = []
    made = queries(lambda: answers.append(reader.get(f"/api/v1/{name}/", {"limit": 350})))
    assert answers[0].json()["meta"]["returned"] >= at_least
    return len(made)


def test_as_many_queries_for_350_partnerships_as_for_10():
    indicators = [make_indicator(number) for number in range(901, 906)]
    reader = APIClient(headers={"accept": "application/json"})
    reader.force_authenticate(person("analyst", "ho_analyst"))  # a key notes when it was used
    reader.get("/api/v1/assessments/")  # the roles of whoever reads are read once
    asked = []

    for number, cdrps in ((1, 10), (2, 350)):
        write_all(*fill(number, cdrps=cdrps, indicators=indicators))
        asked.append({name: count(reader, name, at_least=cdrps) for name in LISTS})

    few, many = asked
    assert few == many
    assert max(many.values()) <= 30
