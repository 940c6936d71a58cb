"""The places: the list of them, and the page of one."""

import pytest
from django.urls import reverse

from indicators.models import Status
from partnerships.models import Area, AreaKind, Population
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_part, make_partnership

PAGE = reverse("indicators:areas")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england")]


def names(response) -> list[str]:
    return [place.area.name for place in response.context["page"]]


def page(code: str) -> str:
    return reverse("indicators:area", args=[code])


def of(profile_areas) -> list[str]:
    return [area.name for area in profile_areas]


@pytest.fixture
def ashmere():
    """An invented unitary authority."""
    return make_area("X06000901", kind=AreaKind.UNITARY, name="Ashmere")


@pytest.fixture
def sent(home_office):
    return make_return(home_office)


# --- The list -------------------------------------------------------------------------------------


def test_the_list_opens_at_the_areas_that_make_agreements(client):
    response = client.get(PAGE)

    assert set(names(response)) >= {"Kent", "Leeds", "Portsmouth"}
    assert "Metropolitan Police" not in names(response)
    assert response.content.count(b"<h1") == 1


def test_the_areas_of_a_level_are_listed(client):
    response = client.get(PAGE, {"level": "police_force"})

    assert len(names(response)) == 39


def test_england_comes_first_and_the_invented_last_and_labelled(client, ashmere):
    response = client.get(PAGE, {"q": "", "level": ""})
    last = client.get(PAGE, {"q": "", "level": "", "page": "99"})

    assert names(response)[0] == "England"
    assert names(last)[-1] == "Ashmere"
    assert "Invented for demonstration: no part of England" in last.text
    assert "Invented</strong>" in last.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("leeds", "Leeds"),
        ("E08000035", "Leeds"),
        ("00da", "Leeds"),
        ("leeds atlantis", None),
        ("police metro", "Metropolitan Police"),
    ],
)
def test_a_search_goes_over_names_and_codes_of_all_kinds(client, words, found):
    response = client.get(PAGE, {"q": words})

    assert (found in names(response)) if found else names(response) == []


def test_a_place_is_listed_with_its_codes_region_and_dates(client):
    response = client.get(PAGE, {"q": "Alnwick"})

    (place,) = response.context["page"]
    assert place.region == "North East"
    assert "35UB" in response.text
    assert "Until 1 April 2009" in response.text


def test_a_search_that_finds_nothing_says_how_to_go_on(client):
    response = client.get(PAGE, {"q": "Atlantis"})

    assert "No areas match" in response.text


def test_long_lists_have_pages(client):
    response = client.get(PAGE, {"level": "district"})

    assert response.context["page"].has_next()
    assert 'rel="next"' in response.text


def test_the_list_takes_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get(PAGE, {"level": "district"})


# --- One place ------------------------------------------------------------------------------------


def test_a_district_lies_in_its_county_force_fire_authority_region_and_country(client):
    response = client.get(page("E07000105"))

    assert of(response.context["profile"].lies_in) == [
        "Kent and Medway Towns",
        "Kent",
        "Kent",
        "South East",
        "England",
    ]
    assert "in 2008 29UB" in response.text


def test_a_county_contains_its_districts_under_their_kind(client):
    (group,) = client.get(page("E10000016")).context["profile"].contains

    assert group.heading == "Non-metropolitan district (12)"
    assert of(group.areas)[:2] == ["Ashford", "Canterbury"]


def test_a_long_list_of_parts_is_folded(client):
    response = client.get(page("E23000001"))

    assert "London borough (32)" in response.text
    assert "<details" in response.text


def test_a_place_that_ended_leads_to_what_followed_it_and_back(client):
    alnwick = Area.objects.get(name="Alnwick")

    response = client.get(page(alnwick.gss_code))
    (successor,) = response.context["profile"].successors

    assert successor.name == "Northumberland"
    followed = client.get(page(successor.gss_code)).context["profile"].predecessors
    assert alnwick in followed


def test_residents_are_those_of_the_year_shown(client, ashmere):
    for year, count in ((2007, 190_000), (2008, 200_100), (2009, 210_000)):
        Population.objects.create(area=ashmere, year=year, count=count, source="invented")
    Population.objects.create(area=ashmere, year=2009, age_band="10-17", count=9)

    response = client.get(page(ashmere.gss_code))

    assert "200,100 in mid-2008" in response.text


def test_partnerships_and_organisations_stand_with_their_standing(client, ashmere):
    council = make_organisation("x-council", kind="unitary_council", areas=[ashmere])
    make_partnership(areas=[ashmere], members=[council])

    response = client.get(page(ashmere.gss_code))

    (body,) = response.context["profile"].bodies
    assert body.standings == (
        "Responsible authority",
        "Responsible local authority",
        "Best value authority",
    )
    assert "Organisation x-council, co-operating body" in response.text
    assert "Local Government and Public Involvement in Health Act 2007" in response.text


def test_organisations_of_the_force_and_fire_areas_work_for_a_district_too(client):
    bodies = client.get(page("E07000105")).context["profile"].bodies

    kinds = {body.organisation.kind for body in bodies}
    assert kinds >= {"district_council", "county_council", "police_force", "fire_authority"}


def test_every_measure_with_figures_is_listed_with_its_latest_value(client, ashmere, sent):
    first = make_measure(make_indicator(901))
    second = make_measure(make_indicator(902))
    make_figure(first, ashmere, sent, "2007/08", value=9.99)
    make_figure(first, ashmere, sent, "2008/09", value=8.88)
    make_figure(second, ashmere, sent, "2008-04", value=0.12)

    response = client.get(page(ashmere.gss_code))

    latest = [one.latest for one, _ in response.context["measures"]]
    assert [(row.period.code, row.shown.value) for row in latest] == [
        ("2008/09", 8.88),
        ("2008-04", 0.12),
    ]
    assert "8.88" in response.text


def test_years_are_preferred_to_months(client, ashmere, sent):
    measure = make_measure(make_indicator())
    make_figure(measure, ashmere, sent, "2008/09", value=8.88)
    make_figure(measure, ashmere, sent, "2010-04", value=0.12)

    ((history, _),) = client.get(page(ashmere.gss_code)).context["measures"]

    assert history.latest.period.code == "2008/09"


def test_a_measure_without_any_value_says_so(client, ashmere, sent):
    measure = make_measure(make_indicator())
    make_figure(measure, ashmere, sent, value=None, status=Status.MISSING, reason="part missing")

    response = client.get(page(ashmere.gss_code))

    assert "[x]" in response.text
    assert "Missing" in response.text


@pytest.mark.parametrize("hidden", [{"status": Status.PROVISIONAL}, {"is_published": False}])
def test_the_public_sees_no_provisional_or_unpublished_figure(client, ashmere, sent, hidden):
    make_figure(make_measure(make_indicator()), ashmere, sent, **hidden)

    response = client.get(page(ashmere.gss_code))

    assert response.context["measures"] == []


def test_a_place_without_figures_says_what_will_be_here(client, ashmere):
    response = client.get(page(ashmere.gss_code))

    assert "There are no figures for Ashmere yet" in response.text
    assert "Invented for demonstration" in response.text


def test_a_code_of_2008_leads_to_the_page(client):
    response = client.get(page("29UB"))

    assert response["Location"] == page("E07000105")


def test_an_unknown_code_is_not_found(client):
    assert client.get(page("E00000000")).status_code == 404


def test_more_measures_take_no_more_queries(client, ashmere, sent, django_assert_max_num_queries):
    county = make_area("X10000901", kind=AreaKind.COUNTY)
    make_part(county, ashmere)
    for number in range(901, 911):
        make_figure(make_measure(make_indicator(number)), ashmere, sent)

    with django_assert_max_num_queries(16):
        client.get(page(ashmere.gss_code))
