"""What targets are held to: what was signed last, revised or not, and what was agreed since."""

from datetime import UTC, date, datetime

import pytest

from reviews import actions, queries
from reviews.models import Assessment
from reviews.queries import held_to
from reviews.queries.around import first_targets
from reviews.queries.held import held_targets
from targets.models import TargetType
from targets.sides import Side
from targets.states import LineKind
from tests.factories.reviews import Reviewing
from tests.factories.revising import LATER, make_signed

pytestmark = pytest.mark.django_db

LAST_DAY, AFTER = date(2011, 3, 31), date(2011, 4, 1)


@pytest.fixture
def signed():
    return make_signed()


def held(signed, title, day):
    """Return the last values to which a target is held on a day."""
    return [str(one.terms.last_value) for one in held_to(signed.talks.measures[title], day)]


def test_what_a_revision_takes_out_is_assessed_and_reviewed_no_more(signed):
    measure = signed.talks.measures["Burglary"]
    actions.assess(measure_code=measure.code, at=LATER)
    assert Assessment.objects.filter(target=signed.target("Burglary")).exists()
    signed.accepted("Burglary", "remove", ground="ministers").sign_again()

    assert measure.code in queries.to_assess(LATER.date())
    actions.assess(measure_code=measure.code, at=LATER)
    assert not Assessment.objects.exists()
    review = Reviewing(signed.talks).come_to("hold_review")
    assert [one.target.title for one in review.findings.all()] == ["Violence"]
    told = queries.progress(signed.area, signed.reviewer, LATER.date())
    assert [one.target.title for one in told] == ["Violence"]


def test_what_is_the_area_s_is_carried_by_a_target_that_is_held(signed):
    carriers = first_targets([signed.area.pk], LATER.date())
    assert carriers == {signed.target("Burglary").pk}

    signed.accepted("Burglary", "remove", ground="ministers").sign_again()
    carriers = first_targets([signed.area.pk], LATER.date())
    assert carriers == {signed.target("Violence").pk}


def test_last_year_is_judged_by_what_was_signed_last(signed, django_assert_max_num_queries):
    signed.talks.shortlist(990, "Wardens")
    signed.begin()
    signed.revise("Burglary", last="15.00")
    signed.revise("Wardens", "add", ground="local", last="16.00", type=TargetType.LOCAL)
    signed.act("propose_revision")
    signed.answer()
    signed.act("accept_revision", reason="")
    assert held(signed, "Burglary", LATER.date()) == ["14.400000"], "it is not signed yet"
    assert signed.target("Wardens").status == "agreed"
    assert signed.target("Wardens") not in held_targets(LATER.date())
    signed.sign_again()

    for day in (LAST_DAY, AFTER):
        with django_assert_max_num_queries(4):
            assert held(signed, "Burglary", day) == ["15.000000"]
        assert held(signed, "Violence", day) == ["14.400000"]
        assert held(signed, "Wardens", day) == ["16.000000"]
        titles = [one.title for one in queries.reviewed_targets(signed.agreement, day)]
        assert titles == ["Burglary", "Violence", "Wardens"]
    at = datetime(2011, 5, 3, 9, tzinfo=UTC)
    actions.assess(measure_code=signed.talks.measures["Burglary"].code, at=at)
    assert Assessment.objects.get(target=signed.target("Burglary"), year=2010).asked == 15


def test_what_was_agreed_since_is_held_to_its_offer_even_after_the_term(signed):
    signed.talks.shortlist(990, "Wardens")
    signed.talks.say(Side.PARTNERSHIP, Wardens="13.00")
    assert held(signed, "Wardens", LATER.date()) == []
    signed.talks.say(Side.GOVERNMENT, Wardens=LineKind.ACCEPT)

    assert held(signed, "Wardens", LATER.date()) == held(signed, "Wardens", AFTER) == ["13.000000"]
