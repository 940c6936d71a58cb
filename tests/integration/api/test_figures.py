"""The list of figures and the record of one."""

from decimal import Decimal

import pytest

from indicators.models import Status
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area
from tests.integration.api.conftest import codes, queries

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"


def test_record_carries_all_that_is_needed_to_read_the_value(api, world):
    world.figure("2008/09")

    record = api.get(f"{FIGURES}ni-901.X07000901.2008_09/").json()

    assert record["id"] == "ni-901.X07000901.2008_09"
    assert record["indicator"] == {
        "code": "NI 901",
        "name": "Rate of crime 901",
        "definition_version": "2008-05",
        "polarity": "low_is_good",
        "unit": "offences per 1,000 people",
        "decimals": 2,
    }
    assert record["measure"] == {"code": "NI 901", "title": "Rate of crime 901"}
    assert record["area"] == {
        "code": "X07000901",
        "ons_2008_code": "99ZZ",
        "name": "Wold District",
        "type": "non_metropolitan",
        "scheme": "gss",
        "levels": ["district"],
        "valid_from": None,
        "valid_to": None,
        "synthetic": True,
    }
    assert record["period"] == {
        "code": "2008/09",
        "type": "financial_year",
        "sort": 20080412,
        "from": "2008-04-01",
        "to": "2009-03-31",
    }
    assert (record["numerator"], record["denominator"]) == ("640", "1306000")
    assert record["ci"] == {
        "level": "0.95",
        "method": "byar",
        "lower": "0.4528059486",
        "upper": "0.5295175936",
    }
    assert record["limits_998"] == {"lower": "0.4323361", "upper": "0.5533401"}
    assert (record["status"], record["status_code"], record["reason"]) == ("final", "A", None)
    assert record["source"]["organisation"]["code"] == "x-force"
    assert record["source"]["data_return"] == world.data_return.pk
    assert record["vintage"] == "2009-06-01T12:00:00Z"
    assert record["synthetic"] is True


def test_value_is_the_float_digit_for_digit(api, world):
    figure = world.figure(value=0.1 + 0.2)

    (record,) = api.get(FIGURES, {"indicator": "NI 901"}).json()["data"]

    assert record["value"] == "0.30000000000000004"
    assert float(record["value"]) == figure.value


@pytest.mark.parametrize(
    "number, written",
    [("640.500000", "640.5"), ("1306000.000000", "1306000"), ("0.000000", "0")],
)
def test_counts_have_no_zeros_at_the_end(api, world, number, written):
    world.figure(denominator=Decimal(number))

    (record,) = api.get(FIGURES, {"indicator": "NI 901"}).json()["data"]

    assert record["denominator"] == written


@pytest.mark.parametrize(
    "period, key",
    [
        ("2008/09", "2008_09"),
        ("2008-09", "2008-09"),
        ("2008/09 Q1", "2008_09-Q1"),
        ("2008", "2008"),
    ],
)
def test_each_kind_of_period_has_an_address(api, world, period, key):
    world.figure(period)

    (listed,) = api.get(FIGURES, {"indicator": "NI 901"}).json()["data"]
    found = api.get(listed["links"]["self"]).json()

    assert listed["id"] == f"ni-901.X07000901.{key}"
    assert found == listed
    assert found["period"]["code"] == period


def test_links_lead_to_the_page_the_indicator_and_the_area(api, world):
    world.figure()

    (record,) = api.get(FIGURES, {"indicator": "NI 901"}).json()["data"]

    assert api.get(record["links"]["indicator"]).json()["code"] == "NI 901"
    assert api.get(record["links"]["area"]).json()["code"] == "X07000901"
    page = api.get(record["links"]["page"], headers={"accept": "text/html"})
    assert "Wold District" in page.content.decode()


@pytest.mark.parametrize("code", ["NI 901", "NI901", "ni-901", "ni901", "Ni 901"])
def test_indicator_may_be_written_in_any_way(api, world, code):
    figure = world.figure()

    assert len(codes(api.get(FIGURES, {"indicator": code}))) == 1
    assert figure.measure.indicator.code == "NI 901"


@pytest.mark.parametrize("code", ["X07000901", "x07000901", "99ZZ", "99zz"])
def test_both_codes_of_an_area_are_taken(api, world, code):
    world.figure()

    answer = api.get(FIGURES, {"indicator": "NI 901", "area": code})

    assert codes(answer) == ["ni-901.X07000901.2008_09"]


def test_values_of_a_parameter_widen_and_parameters_narrow(api, world):
    other = make_measure(make_indicator(902))
    elsewhere = make_area("X07000902")
    world.figure("2007/08")
    world.figure("2008/09", measure=other)
    world.figure("2008/09", area=elsewhere)

    both = api.get(FIGURES, {"indicator": ["NI 901", "NI 902"]})
    narrowed = api.get(FIGURES, {"indicator": ["NI 901", "NI 902"], "period": "2008/09"})
    narrowest = api.get(
        FIGURES, {"indicator": ["NI 901", "NI 902"], "period": "2008/09", "area": "99ZZ"}
    )

    assert len(codes(both)) == 3
    assert set(codes(narrowed)) == {"ni-902.X07000901.2008_09", "ni-901.X07000902.2008_09"}
    assert codes(narrowest) == ["ni-902.X07000901.2008_09"]


@pytest.mark.parametrize(
    "asked, expected",
    [
        ({"from": "2008/09"}, {"2008_09", "2008-06", "2008_09-Q1", "2009"}),
        ({"from": "2008-06"}, {"2008-06", "2009"}),
        ({"to": "2008-06-30"}, {"2007_08", "2008-06", "2008_09-Q1"}),
        ({"to": "2008-06-29"}, {"2007_08"}),
        ({"from": "2008/09", "to": "2008/09"}, {"2008_09", "2008-06", "2008_09-Q1"}),
        ({"period_type": ["month", "quarter"]}, {"2008-06", "2008_09-Q1"}),
        ({"period": ["2009", "2008/09"]}, {"2009", "2008_09"}),
    ],
)
def test_periods_lie_wholly_in_the_span_asked_for(api, world, asked, expected):
    for period in ("2007/08", "2008/09", "2008-06", "2008/09 Q1", "2009"):
        world.figure(period)

    found = codes(api.get(FIGURES, {"indicator": "NI 901"} | asked))

    assert {key.rsplit(".")[-1] for key in found} == expected


def test_level_is_where_the_area_counts(api, world):
    unitary = make_area("X06000901", kind="unitary")
    world.figure()
    world.figure(area=unitary)

    at_laa_areas = api.get(FIGURES, {"indicator": "NI 901", "level": "laa_area"})
    at_districts = api.get(FIGURES, {"indicator": "NI 901", "level": "district"})

    assert codes(at_laa_areas) == ["ni-901.X06000901.2008_09"]
    assert len(codes(at_districts)) == 2


def test_figure_without_a_value_says_why(api, world):
    world.figure(
        value=None,
        lower=None,
        upper=None,
        lower_998=None,
        upper_998=None,
        numerator=None,
        denominator=None,
        status=Status.MISSING,
        reason="missing",
        method="",
    )

    (record,) = api.get(FIGURES, {"indicator": "NI 901", "status": "missing"}).json()["data"]

    assert (record["value"], record["ci"], record["limits_998"]) == (None, None, None)
    assert (record["status_code"], record["reason"]) == ("O", "missing")


@pytest.mark.parametrize("asked, number", [("byar", 1), ("exact", 1), ("wilson", 0)])
def test_method_of_the_interval_can_be_asked_for(api, world, asked, number):
    world.figure("2007/08", method="byar")
    world.figure("2008/09", method="exact")

    answer = api.get(FIGURES, {"indicator": "NI 901", "method": asked})

    assert len(codes(answer)) == number


def test_a_thousand_figures_take_as_many_queries_as_one(api, world):
    world.figure("2008/09")
    asked = {"indicator": "NI 901", "limit": 1000}
    of_one = queries(lambda: api.get(FIGURES, asked))

    for number in range(999):
        year, month = 1980 + number // 12, number % 12 + 1
        world.figure(f"{year}-{month:02}")
    of_all = queries(lambda: api.get(FIGURES, asked))

    assert len(codes(api.get(FIGURES, asked))) == 1000
    # the edition, the indicator and the figures; and once what these are of
    assert (len(of_one), len(of_all)) == (7, 3)
