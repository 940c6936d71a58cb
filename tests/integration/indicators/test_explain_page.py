"""The page that follows a statistic to the returns it rests on."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import actions
from partnerships.models import ComparatorGroup, Peer, RoleKind
from tests.conftest import person
from tests.factories.indicators import (
    make_definition,
    make_figure,
    make_indicator,
    make_measure,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation
from tests.factories.summaries import make_summary

pytestmark = pytest.mark.django_db

PAGE = "/explore/indicators/ni-901/X07000901/explain/{}/"
PARTS = ["figure", "trend", "change", "control", "peers", "projection"]


@pytest.fixture
def area(catalogue, db):
    return make_area("X07000901", name="Wold District", ons_code="99ZZ")


@pytest.fixture
def measure(area, at):
    """A measure with six years of figures in the area and in seven like it."""
    measure = make_measure(make_indicator(901), base="population")
    data_return = make_return(make_organisation("x-force"))
    peers = [make_area(f"X0700092{place}", name=f"Peer {place}") for place in range(7)]
    group = ComparatorGroup.objects.create(area=area, source="Home Office, 2008")
    for position, peer in enumerate(peers, 1):
        Peer.objects.create(group=group, area=peer, position=position)
    for place, one in enumerate([area, *peers]):
        for year in range(6):
            count = 1000 + 37 * place + (53 * year + 29 * place * year) % 90
            make_figure(
                measure, one, data_return, f"{2003 + year}/{4 + year:02}",
                value=count / 100, lower=count / 106, upper=count / 94,
                numerator=Decimal(count), denominator=Decimal(100_000),
            )  # fmt: skip
    actions.summarise(measure_code=measure.code, at=at)
    return measure


@pytest.mark.usefixtures("measure")
@pytest.mark.parametrize("part", PARTS)
def test_page_shows_formula_inputs_method_source_and_returns(client, part):
    response = client.get(PAGE.format(part))

    assert response.status_code == 200
    for heading in ("Formula", "Method", "Source", "What it cannot tell", "Vintage"):
        assert heading in response.text
    assert "What went into it" in response.text
    assert "Organisation x-force" in response.text
    assert "2008/09" in response.text


@pytest.mark.usefixtures("measure")
def test_page_of_the_figure_leads_there(client):
    text = client.get("/explore/indicators/ni-901/X07000901/").text

    for part in PARTS:
        assert f'href="{PAGE.format(part)}?measure=NI%20901"' in text


@pytest.mark.usefixtures("measure")
def test_page_of_peers_lists_them_after_the_area(client):
    text = client.get(PAGE.format("peers")).text

    figures = text[text.index("The figures it rests on") :]
    assert figures.index("Wold District") < figures.index("Peer 0") < figures.index("Peer 6")
    assert "Home Office, 2008" in text


@pytest.mark.usefixtures("measure")
def test_page_for_print_opens_its_lists(client):
    assert "<details" in client.get(PAGE.format("trend")).text
    assert "open" in client.get(f"{PAGE.format('trend')}?print").text.split("<details")[1][:80]


def test_page_takes_few_queries(client, measure, django_assert_max_num_queries):
    client.get(PAGE.format("peers"))

    with django_assert_max_num_queries(12):
        client.get(PAGE.format("peers"))


@pytest.mark.usefixtures("measure")
@pytest.mark.parametrize(
    "address", [PAGE.format("nothing"), PAGE.format("trend").replace("X07000901", "X07999999")]
)
def test_unknown_parts_and_areas_are_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("measure")
def test_code_of_2008_leads_to_the_page(client):
    response = client.get(PAGE.format("trend").replace("X07000901", "99ZZ"))

    assert response.status_code == 302
    assert response["Location"] == PAGE.format("trend")


def test_trend_lists_no_year_from_before_a_break_of_the_series(client, measure, area, at):
    """Months have been counted anew since; no year has, so the trend rests on none."""
    measure.definitions.update(ends_on=date(2009, 4, 1))
    anew = make_definition(measure, version="anew", starts_on=date(2009, 4, 1), is_comparable=False)
    data_return = measure.figures.first().data_return
    for month in ("2009-04", "2009-05"):
        make_figure(measure, area, data_return, month, definition=anew)
    actions.summarise(measure_code=measure.code, at=at)

    text = client.get(PAGE.format("trend")).text

    assert "2008/09" not in text
    assert "May 2009" in client.get(PAGE.format("control")).text


def test_series_without_figures_has_no_page(client, area):
    make_measure(make_indicator(901))

    assert client.get(PAGE.format("trend")).status_code == 404


def test_restricted_page_is_for_those_of_the_area(client, area):
    restricted = make_measure(make_indicator(901, is_restricted=True))
    make_summary(restricted, area, period_start=date(2008, 4, 1))
    officer = person("officer", RoleKind.CDRP_OFFICER, area=area)

    assert client.get(PAGE.format("peers")).status_code == 404
    client.force_login(officer)
    assert client.get(PAGE.format("peers")).status_code == 200


def test_measure_whose_parts_do_not_apply_says_why(client, area, at):
    score = make_measure(make_indicator(901), kind="score", unit="", per=1, decimals=0)
    make_figure(
        score, area, make_return(make_organisation("x-force")),
        value=3.0, lower=None, upper=None, numerator=None, denominator=None,
    )  # fmt: skip
    actions.summarise(measure_code=score.code, at=at)

    for part in ("trend", "control", "projection"):
        assert "Scores are taken as they are reported" in client.get(PAGE.format(part)).text
