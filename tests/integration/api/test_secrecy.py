"""What must not leave: small counts, provisional, unpublished and restricted figures."""

import json

import pytest

from indicators.models import Figure, Measure, Status
from indicators.policies import WITHHELD, release, suppressed_for
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area
from tests.integration.api.conftest import codes

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
SMALL = {"numerator": 3, "value": 0.12345678, "lower": 0.02345678, "upper": 0.42345678}


@pytest.fixture
def small(world):
    """A figure of three people, of a measure that publishes no fewer than five."""
    Measure.objects.filter(pk=world.measure.pk).update(suppression_threshold=5)
    return world.figure(**SMALL, method="exact")


@pytest.fixture
def unseen(world):
    """Figures that the public must not know of."""
    provisional = world.figure("2009/10", status=Status.PROVISIONAL)
    unpublished = world.figure("2010/11", is_published=False)
    restricted = world.figure(measure=make_measure(make_indicator(936, is_restricted=True)))
    return [provisional, unpublished, restricted]


def test_small_count_leaves_neither_list_nor_record(api, small):
    listed = api.get(FIGURES, {"indicator": "NI 901"})
    (record,) = listed.json()["data"]
    alone = api.get(record["links"]["self"])

    for answer in (listed, alone):
        text = json.dumps(answer.json())
        assert not [secret for secret in ("12345678", "02345678", "42345678") if secret in text]
    assert (record["numerator"], record["ci"], record["limits_998"]) == (None, None, None)
    assert (record["status"], record["status_code"]) == ("suppressed", "Q")
    assert record["reason"] == WITHHELD


@pytest.mark.parametrize(
    "asked, number",
    [
        ({"status": "final"}, 0),
        ({"status": "suppressed"}, 1),
        ({"status": ["final", "suppressed"]}, 1),
        ({"method": "exact"}, 0),
        ({"method": "exact", "count": "exact"}, 0),
    ],
)
def test_filters_tell_no_more_of_a_small_count_than_its_record(api, small, asked, number):
    answer = api.get(FIGURES, {"indicator": "NI 901"} | asked)

    assert len(codes(answer)) == number
    assert answer.json()["meta"].get("count", number) == number


def test_small_count_is_there_for_those_who_work_for_the_area(official, small):
    (record,) = official.get(FIGURES, {"indicator": "NI 901", "status": "final"}).json()["data"]

    assert (record["numerator"], record["value"]) == ("3", "0.12345678")


def test_condition_of_filters_agrees_with_the_policy(world, officer, analyst, stranger):
    """Around the threshold, for own and other areas, and for every kind of reader."""
    Measure.objects.filter(pk=world.measure.pk).update(suppression_threshold=5)
    elsewhere = make_area("X07000902")
    for year, numerator in enumerate((None, 0, 1, 4, 5, 6), start=2001):
        period = f"{year}/{(year + 1) % 100:02}"
        world.figure(period, numerator=numerator)
        world.figure(period, numerator=numerator, area=elsewhere)
    figures = Figure.objects.select_related("measure").filter(measure=world.measure)

    hidden_counts = []
    for viewer in (stranger, analyst, officer):
        hidden = set(figures.filter(suppressed_for(viewer)))
        assert hidden == {f for f in figures if release(f, viewer).reason == WITHHELD}
        hidden_counts.append(len(hidden))
    assert hidden_counts == [4, 0, 2]


def test_public_learns_nothing_of_what_is_not_for_it(api, world, unseen):
    world.figure("2007/08")
    world.figure("2008/09")

    asked = {"area": "99ZZ", "limit": 1, "count": "exact"}
    first = api.get(FIGURES, asked)
    second = api.get(first.json()["next"])

    meta = first.json()["meta"]
    assert (meta["limit"], meta["returned"], meta["count"]) == (1, 1, 2)
    assert codes(first) + codes(second) == [
        "ni-901.X07000901.2007_08",
        "ni-901.X07000901.2008_09",
    ]
    assert second.json()["next"] is None
    assert 'rel="next"' not in second["Link"]


@pytest.mark.parametrize("status", ["provisional", "final"])
def test_public_cannot_ask_for_what_is_not_for_it(api, world, unseen, status):
    assert codes(api.get(FIGURES, {"area": "99ZZ", "status": status})) == []
    assert codes(api.get(FIGURES, {"indicator": "NI 936"})) == []


DIFFER_FROM_ANSWER_TO_ANSWER = {
    *("X-Request-ID", "Content-Length"),  # which has the key in it that was asked for
    *("RateLimit-Remaining", "RateLimit-Reset"),
}


@pytest.mark.parametrize(
    "key",
    [
        "ni-901.X07000901.2009_10",  # provisional
        "ni-901.X07000901.2010_11",  # not published
        "ni-936.X07000901.2008_09",  # restricted
    ],
)
def test_unseen_figure_is_as_one_that_does_not_exist(api, world, unseen, key):
    unseen_answer = api.get(f"{FIGURES}{key}/")
    nowhere_answer = api.get(f"{FIGURES}ni-901.X07000901.1999_00/")

    bodies = [answer.json() for answer in (unseen_answer, nowhere_answer)]
    assert all(body.pop("instance") for body in bodies)
    assert bodies[0] == bodies[1]
    headers = [
        {name: value for name, value in answer.items() if name not in DIFFER_FROM_ANSWER_TO_ANSWER}
        for answer in (unseen_answer, nowhere_answer)
    ]
    assert headers[0] == headers[1]
    assert unseen_answer.status_code == nowhere_answer.status_code == 404


def test_those_who_work_for_the_area_see_all_of_it(official, unseen):
    found = codes(official.get(FIGURES, {"area": "99ZZ"}))

    assert set(found) == {
        "ni-901.X07000901.2009_10",
        "ni-901.X07000901.2010_11",
        "ni-936.X07000901.2008_09",
    }
