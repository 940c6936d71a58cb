"""Two who open something in an area at once. Each commits, as in life."""

import uuid

import pytest

from reviews.models import Intervention
from tests.factories.concerns import make_case
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def case():
    """An area of this test's own."""
    return make_case(uuid.uuid4().hex[:5].upper())


def test_of_two_bodies_that_open_at_once_the_second_has_to_see_the_first(case):
    race = Race(lambda: case.open("One"), lambda: case.open("Two", by=case.inspector))

    assert race.finish() == ["NotAcknowledged", "done"]
    assert Intervention.objects.touching(case.area).count() == 1
