"""The list of summaries, the record of one, and how each part of it came about."""

from decimal import Decimal

import pytest

from indicators import actions
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area
from tests.factories.summaries import make_summary
from tests.integration.api.conftest import codes, queries

pytestmark = pytest.mark.django_db

SUMMARIES = "/api/v1/summaries/"
ONE = f"{SUMMARIES}ni-901.X07000901/"


@pytest.fixture
def five_years(world, at):
    """Five rising years of the district, and what they come to."""
    for place, year in enumerate(range(2004, 2009)):
        count = 1000 + 200 * place
        world.figure(
            f"{year}/{(year + 1) % 100:02}",
            value=count / 100,
            lower=count / 105,
            upper=count / 95,
            numerator=Decimal(count),
            denominator=Decimal(100_000),
        )
    actions.summarise(measure_code=world.measure.code, at=at)


@pytest.mark.usefixtures("five_years")
def test_record_carries_every_part_with_its_reason(api):
    record = api.get(ONE).json()

    assert record["id"] == "ni-901.X07000901"
    assert record["indicator"]["polarity"] == "low_is_good"
    newest = record["newest"]
    assert (newest["value"], newest["status"], newest["reason"]) == ("18", "final", None)
    assert float(newest["lower"]) < 18 < float(newest["upper"])
    assert record["newest"]["period"]["code"] == "2008/09"
    assert record["series"] == {
        "period_type": "financial_year", "begins": "2004-04-01", "points": 5,
    }  # fmt: skip
    assert record["trend"]["outcome"] == "increasing"
    assert float(record["trend"]["chi_squared"]) > 9.55
    assert float(record["yearly_change"]["fraction"]) > 0.1
    assert record["control_chart"]["upper_limit"] is None
    assert record["control_chart"]["outcome"] is None
    assert record["control_chart"]["reason"] == "too few points"
    assert record["peers"]["group"] is None
    assert record["peers"]["reason"] == "no comparator group"
    assert record["projection"]["year"]["code"] == "2010/11"
    assert record["vintage"] == "2009-06-01T12:00:00Z"
    assert record["method_version"] == "1"
    assert record["synthetic"] is True


@pytest.mark.usefixtures("five_years")
def test_list_gives_the_same_record_and_its_address(api):
    (listed,) = api.get(SUMMARIES, {"indicator": "NI 901"}).json()["data"]

    assert api.get(listed["links"]["self"]).json() == listed
    assert api.get(listed["links"]["indicator"]).json()["code"] == "NI 901"


@pytest.mark.usefixtures("five_years")
def test_every_part_is_followed_to_its_figures_and_returns(api, world):
    record = api.get(ONE).json()
    explained = api.get(record["links"]["explain"]).json()

    parts = {part["part"]: part for part in explained["parts"]}
    assert list(parts) == ["figure", "trend", "change", "control", "peers", "projection"]
    for part in parts.values():
        assert all(part["method"].values()), part["part"]
    trend = parts["trend"]
    assert trend["value"] == "Increasing"
    assert trend["inputs"][0] == {
        "what": "chi-squared", "value": record["trend"]["chi_squared"],
    }  # fmt: skip
    assert [figure["period"] for figure in trend["figures"]] == [
        "2004/05", "2005/06", "2006/07", "2007/08", "2008/09",
    ]  # fmt: skip
    assert trend["returns"][0]["id"] == world.data_return.pk
    assert api.get(trend["figures"][0]["link"]).json()["value"] == trend["figures"][0]["value"]
    counted = {one["what"]: one["value"] for one in parts["figure"]["inputs"]}
    assert (counted["count"], counted["base"], counted["factor"]) == ("1800", "100000", "1000")


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"trend": "increasing"}, True),
        ({"trend": "decreasing"}, False),
        ({"area": "99ZZ"}, True),
        ({"level": "country"}, False),
        ({"measure": "ni901"}, True),
        ({"grade": "in line"}, False),
        ({"point_type": "concern"}, False),
        ({"cause": "above_limit"}, False),
    ],
)
@pytest.mark.usefixtures("five_years")
def test_filters_narrow(api, asked, found):
    answer = api.get(SUMMARIES, {"indicator": "NI 901", **asked})

    assert codes(answer) == (["ni-901.X07000901"] if found else [])


def test_unknown_parameters_and_keys_are_refused(api, world):
    assert api.get(SUMMARIES, {"trnd": "increasing"}).status_code == 400
    assert api.get(ONE).status_code == 404
    assert api.get(f"{ONE}explain/").status_code == 404
    assert api.get(f"{SUMMARIES}nothing/").status_code == 404


def test_restricted_summaries_are_no_ones_but_the_areas(api, official, world):
    restricted = make_measure(make_indicator(903, is_restricted=True))
    make_summary(restricted, world.district)
    elsewhere = make_area("X07000902")
    make_summary(restricted, elsewhere)
    own, other = (f"{SUMMARIES}ni-903.{code}/" for code in ("X07000901", "X07000902"))

    assert codes(api.get(SUMMARIES, {"indicator": "NI 903"})) == []
    assert codes(official.get(SUMMARIES, {"indicator": "NI 903"})) == ["ni-903.X07000901"]
    assert [api.get(one).status_code for one in (own, f"{own}explain/")] == [404, 404]
    assert [official.get(one).status_code for one in (own, other)] == [200, 404]
    assert official.get(f"{other}explain/").status_code == 404


def test_both_sides_read_the_same_explanation(api, official, world, at):
    type(world.measure).objects.update(suppression_threshold=5)
    world.figure("2007/08", numerator=Decimal(3))
    world.figure("2008/09", status="provisional")
    world.figure("2006/07")
    actions.summarise(measure_code=world.measure.code, at=at)

    answers = [client.get(f"{ONE}explain/").json() for client in (api, official)]

    assert answers[0] == answers[1]
    periods = {f["period"] for part in answers[0]["parts"] for f in part["figures"]}
    assert "2008/09" not in periods, "provisional"
    small = [
        f["value"] for part in answers[0]["parts"] for f in part["figures"]
        if f["period"] == "2007/08"
    ]  # fmt: skip
    assert set(small) <= {None}


def test_a_hundred_summaries_take_as_many_queries_as_one(api, world):
    make_summary(world.measure, world.district)
    few = queries(lambda: api.get(SUMMARIES))
    for place in range(30):
        make_summary(world.measure, make_area(f"X0700{place:04}"))

    many = queries(lambda: api.get(SUMMARIES))

    assert len(many) == len(few) <= 6
