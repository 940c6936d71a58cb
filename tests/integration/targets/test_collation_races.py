"""Two who decide at once between districts and agreements. Each commits, as in life."""

import uuid

import pytest

from targets import actions
from targets.models import Escalation, Target
from tests.factories import collation as made
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")
AT = made.AT


@pytest.fixture
def county():
    """A county of this test's own, with two priorities of one district."""
    found = made.make_county(uuid.uuid4().hex[:5].upper(), districts=("ash",))
    found.adopt("ash", "Noise", "Drugs")
    return found


def test_two_who_choose_from_the_same_table_do_not_both_choose(county):
    rows = county.rows()

    outcomes = Race(
        *(
            lambda title=title, by=by: actions.shortlist(
                area=county.area, version=0, rows=[rows[title].row], by=by, at=AT
            )
            for title, by in (("Noise", county.officer), ("Drugs", county.coordinator))
        )
    ).finish()

    assert outcomes == ["Stale", "done"]
    assert Target.objects.filter(agreement__area=county.area).count() == 1


def test_a_priority_put_by_two_at_once_is_put_once(county):
    (noise,) = county.rows()["Noise"].priorities

    outcomes = Race(
        *(
            lambda by=by: made.put(county, "ash", noise, by=by)
            for by in (county.officers["ash"], county.chairs["ash"])
        )
    ).finish()

    assert outcomes in (["Stale", "done"], ["PermissionDenied", "done"])
    assert Escalation.objects.filter(priority=noise).count() == 1
