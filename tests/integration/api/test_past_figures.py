"""Figures as they were known, and what was ever said of them, by the API."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators import actions
from indicators.models import Figure, Measure, Status
from tests.factories.indicators import make_indicator, make_measure, make_observation
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
ONE = f"{FIGURES}ni-901.X07000901.2008_09/"
FIRST, SECOND = (datetime(2009, month, 1, 12, tzinfo=UTC) for month in (6, 8))


@pytest.fixture
def revised(world):
    """A count of 640 that was revised to 700 two months later."""
    make_observation(
        world.measure,
        world.district,
        world.data_return,
        recorded_at=FIRST,
        superseded_at=SECOND,
        status=Status.PROVISIONAL,
    )
    make_observation(
        world.measure,
        world.district,
        world.data_return,
        recorded_at=SECOND,
        revision=2,
        numerator=Decimal(700),
        note="Force data sent again",
    )
    actions.recompute(measure_code=world.measure.code, at=SECOND)
    return world


def test_record_of_the_past_is_the_one_of_then(official, revised):
    then = official.get(ONE, {"as_of": "2009-07-15"}).json()
    now = official.get(ONE).json()

    assert (then["numerator"], then["status"]) == ("640", "provisional")
    assert (now["numerator"], now["status"]) == ("700", "final")
    assert then["vintage"] == "2009-06-01T12:00:00Z"
    assert now.keys() == then.keys()


def test_record_at_this_moment_is_that_of_now(api, revised):
    then = api.get(ONE, {"as_of": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"}).json()
    now = api.get(ONE).json()

    del then["computed_at"], now["computed_at"]
    assert then == now


@pytest.mark.parametrize(
    "moment, numerator",
    [
        ("2009-07-31", "640"),
        ("2009-08-01", "700"),
        ("2009-08-01T11:59:59Z", "640"),
        ("2009-08-01T12:00:00Z", "700"),
        ("2009-08-01T12:59:59+01:00", "640"),
    ],
)
def test_moment_is_taken_exactly_and_a_day_at_its_end(official, revised, moment, numerator):
    asked = {"measure": "NI 901", "period": "2008/09", "area": "X07000901", "as_of": moment}

    (record,) = official.get(FIGURES, asked).json()["data"]

    assert record["numerator"] == numerator


def test_nothing_was_known_before(official, revised):
    asked = {"measure": "NI 901", "as_of": "2009-05-31"}

    assert official.get(FIGURES, asked).json()["data"] == []
    assert official.get(ONE, {"as_of": "2009-05-31"}).status_code == 404


def test_public_is_not_told_what_was_provisional_then(api, revised):
    asked = {"measure": "NI 901", "as_of": "2009-07-15", "count": "exact"}

    answer = api.get(FIGURES, asked).json()

    assert (answer["data"], answer["meta"]["count"]) == ([], 0)
    assert api.get(ONE, {"as_of": "2009-07-15"}).status_code == 404


def test_filters_and_pages_hold_for_the_past(official, revised):
    for year in range(2001, 2006):
        make_observation(
            revised.measure,
            revised.district,
            revised.data_return,
            f"{year}/{(year + 1) % 100:02}",
            recorded_at=FIRST,
        )
    asked = {"measure": "NI 901", "as_of": "2009-07-15", "area": "X07000901", "limit": 2}

    first = official.get(FIGURES, asked | {"to": "2004/05", "count": "exact"}).json()
    second = official.get(first["next"]).json()

    periods = [one["period"]["code"] for one in first["data"] + second["data"]]
    assert periods == ["2001/02", "2002/03", "2003/04", "2004/05"]
    assert (first["meta"]["count"], second["next"]) == (4, None)


def test_what_is_too_small_to_publish_now_is_so_of_the_past(api, revised):
    Measure.objects.filter(pk=revised.measure.pk).update(suppression_threshold=5)
    Figure.objects.filter(period_start="2008-04-01").update(numerator=3)

    later = {"as_of": f"{SECOND + timedelta(days=1):%Y-%m-%d}"}
    then = api.get(ONE, later).json()
    history = api.get(f"{ONE}history/").json()

    assert (then["value"], then["numerator"], then["status"]) == (None, None, "suppressed")
    assert {one["numerator"] for one in history["revisions"]} == {None}
    asked = {"measure": "NI 901", "area": "X07000901", "status": "final"}
    assert api.get(FIGURES, asked | later).json()["data"] == []


@pytest.mark.parametrize(
    "asked, said",
    [
        ({"as_of": "2009-07-15"}, "Ask for one measure at a time"),
        ({"as_of": "2009-07-15", "area": "X07000901"}, "Ask for one measure at a time"),
        ({"as_of": "2999-01-01", "measure": "NI 901"}, "is not a date or a moment that is past"),
        ({"as_of": "2009-13-01", "measure": "NI 901"}, "is not a date or a moment that is past"),
        ({"as_of": "2009-07-15T12:00", "measure": "NI 901"}, "is not a date or a moment"),
    ],
)
def test_question_that_cannot_be_answered_is_refused_with_a_sentence(api, revised, asked, said):
    answer = api.get(FIGURES, asked)

    told = problem(answer, 400, "invalid")
    assert told["errors"][0]["parameter"] == "as_of"
    assert said in told["detail"]


def test_question_about_two_measures_is_refused(api, revised):
    other = make_measure(make_indicator(902))
    asked = {"as_of": "2009-07-15", "measure": [revised.measure.code, other.code]}

    assert api.get(FIGURES, asked).status_code == 400


def test_question_that_takes_too_many_rows_asks_for_areas(api, revised, monkeypatch):
    monkeypatch.setattr("indicators.reading.past.MOST_OBSERVATIONS", 0)

    answer = api.get(FIGURES, {"as_of": "2009-07-15", "measure": "NI 901"})

    assert "Name areas" in problem(answer, 400, "invalid")["detail"]


def test_summaries_are_of_now_alone(api, revised):
    answer = api.get("/api/v1/summaries/", {"as_of": "2009-07-15"})

    assert "as_of" in problem(answer, 400, "invalid")["detail"]


def test_history_tells_every_revision_to_those_who_may_see_it(api, official, revised):
    mine = official.get(f"{ONE}history/").json()
    everybodys = api.get(f"{ONE}history/").json()

    newest, oldest = mine["revisions"]
    assert mine["revision_count"] == 2
    assert (newest["number"], newest["numerator"], newest["status"]) == (2, "700", "final")
    assert (newest["reason"], newest["superseded_at"]) == ("Force data sent again", None)
    assert (oldest["number"], oldest["numerator"], oldest["status"]) == (1, "640", "provisional")
    assert oldest["superseded_at"] == newest["recorded_at"] == "2009-08-01T12:00:00Z"
    assert newest["data_return"]["organisation"]["code"] == "x-force"
    assert everybodys["revisions"] == [newest]


def test_history_of_a_sum_tells_of_its_parts(official, revised):
    address = f"{FIGURES}ni-901.X10000901.2008_09/history/"

    told = official.get(address)

    assert told.status_code == 200
    assert {one["area"] for one in told.json()["revisions"]} == {"X07000901"}
