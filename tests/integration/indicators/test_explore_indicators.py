"""The list of indicators: every one of them, and those that a search finds."""

import re

import pytest
from django.urls import reverse

from indicators.models import Indicator, Status
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area

PAGE = reverse("indicators:indicators")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def listed(response) -> list[str]:
    """The codes in the table, in their order."""
    return [row.indicator.code for row in response.context["rows"]]


def row_of(response, code):
    return next(row for row in response.context["rows"] if row.indicator.code == code)


@pytest.fixture
def figure(home_office):
    """A function that makes a figure of NI 901, which is not in the catalogue."""

    def make(*, is_restricted=False, **changes):
        measure = make_measure(make_indicator(901, is_restricted=is_restricted))
        return make_figure(measure, make_area(), make_return(home_office), **changes)

    return make


def test_all_indicators_are_listed_by_number(client):
    response = client.get(PAGE)

    codes = listed(response)
    assert len(codes) == 36
    assert codes[:2] == ["NI 15", "NI 16"]
    assert codes[-1] == "NI 111"
    assert response.content.count(b"<h1") == 1


def test_an_apacs_title_stands_beneath_where_it_differs(client):
    response = client.get(PAGE, {"q": "arson"})

    assert listed(response) == ["NI 33"]
    assert "APACS: Arson and deliberate fires" in response.text


@pytest.mark.parametrize(
    ("code", "tag"),
    [("NI 24", "From 2009/10"), ("NI 31", "Dropped before launch"), ("NI 35", "Restricted")],
)
def test_what_is_special_about_an_indicator_is_tagged(client, code, tag):
    response = client.get(PAGE, {"q": code.replace(" ", "")})

    assert listed(response) == [code]
    assert re.search(rf"govuk-tag[^>]*>{tag}<", response.text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("NI 16", "NI 16"),
        ("ni16", "NI 16"),
        ("acquisitive", "NI 16"),
        ("aquisitive crime", "NI 16"),
        ("felt invasion", "NI 16"),
        ("arsen incident", "NI 33"),
    ],
    ids=["code", "code without a space", "title", "misspelt", "rationale", "near enough"],
)
def test_a_search_finds_by_code_title_and_rationale(client, words, code):
    assert code in listed(client.get(PAGE, {"q": words}))


def test_every_word_of_a_search_must_fit(client):
    assert "NI 16" not in listed(client.get(PAGE, {"q": "acquisitive arson"}))


def test_filters_narrow_the_list_together(client):
    fire = listed(client.get(PAGE, {"theme": "Fire"}))
    headline = listed(client.get(PAGE, {"theme": "Fire", "framework": "APACS"}))

    assert fire == ["NI 33", "NI 49"]
    assert headline == ["NI 33"]


def test_the_note_of_april_2008_lists_25(client):
    assert len(listed(client.get(PAGE, {"only_in_note": "on"}))) == 25


def test_a_search_that_finds_nothing_says_how_to_go_on(client):
    response = client.get(PAGE, {"q": "zzz"})

    assert "No indicators match" in response.text
    assert "Clear the search" in response.text


def test_a_service_without_a_catalogue_says_what_will_be_here(client):
    Indicator.objects.all().delete()

    response = client.get(PAGE)

    assert "No indicators yet" in response.text
    assert "No indicators match" not in response.text


def test_a_filter_that_does_not_exist_is_an_error_and_filters_nothing(client):
    response = client.get(PAGE, {"theme": "Weather"})

    assert "There is a problem" in response.text
    assert len(listed(response)) == 36


def test_an_indicator_says_whether_figures_exist(client, figure):
    figure()

    response = client.get(PAGE)

    assert row_of(response, "NI 901").has_figures
    assert not row_of(response, "NI 15").has_figures


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Status.PROVISIONAL},
        {"is_published": False},
        {"value": None, "status": Status.MISSING, "reason": "missing"},
        {"is_restricted": True},
    ],
    ids=["provisional", "not published", "without a value", "restricted"],
)
def test_figures_that_the_public_may_not_see_do_not_exist_for_it(client, figure, hidden):
    figure(**hidden)

    assert not row_of(client.get(PAGE), "NI 901").has_figures


def test_the_list_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(PAGE)
