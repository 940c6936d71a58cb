"""An indicator's page: what it is, and one measure in all areas of a level."""

import csv

import pytest
from django.urls import reverse

from indicators.models import Polarity, Status
from partnerships.models import Area, AreaKind, Role, RoleKind
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def rate():
    """A measure without figures, collected by youth offending team: England's are not loaded."""
    indicator = make_indicator(apacs_title="Crime", first_year="2008/09")
    return make_measure(indicator, levels=["yot"], suppression_threshold=5)


@pytest.fixture
def teams():
    """Areas of three real teams and of an invented one."""
    names = ["Northshire", "Eastshire", "Southshire"]
    real = [team(f"X9900000{n}", name, is_invented=False) for n, name in enumerate(names)]
    return [*real, team("X99000009", "Greyshire")]


@pytest.fixture
def sent(home_office):
    return make_return(home_office)


def team(code, name, **changes):
    return make_area(code, kind=AreaKind.YOT, name=name, **changes)


def page(measure) -> str:
    return reverse("indicators:indicator", args=[measure.indicator.slug])


def shown(response) -> list[str]:
    """The areas in the table, in their order."""
    return [row.area.name for row, _ in response.context["rows"]]


def lines(response) -> list[dict[str, str]]:
    return list(csv.DictReader(response.text.splitlines()))


def figures(measure, areas, sent, values, period="2008/09", **changes):
    for area, value in zip(areas, values, strict=True):
        make_figure(measure, area, sent, period, value=value, **changes)


def test_an_indicator_is_described_under_both_its_titles(client, catalogue):
    response = client.get("/explore/indicators/ni-33/")

    assert "Arson incidents</h1>" in response.text
    assert "Arson and deliberate fires" in response.text
    assert "NI 33i: Deliberate primary fires" in response.text
    assert "Break in the series" in response.text
    assert "Not checked against the Handbook of Definitions" in response.text
    assert "1 April 2008 until 14 October 2010" in response.text
    assert response.content.count(b"<h1") == 1


def test_an_unknown_indicator_is_not_found(client):
    assert client.get("/explore/indicators/ni-999/").status_code == 404


def test_without_figures_the_page_says_what_will_be_here_and_why_it_is_not(client, rate):
    response = client.get(page(rate))

    assert "There are no figures yet" in response.text
    assert "The first year in the set is 2008/09" in response.text


def test_a_delayed_indicator_says_from_when(client, catalogue):
    response = client.get("/explore/indicators/ni-24/")

    assert "Its introduction was delayed until 2009/10" in response.text


def test_a_dropped_indicator_says_that_it_takes_no_figures(client, catalogue):
    response = client.get("/explore/indicators/ni-31/")

    assert "dropped before launch" in response.text
    assert "There are no figures yet" not in response.text


def test_all_areas_of_a_level_are_listed_with_their_figures(client, rate, teams, sent):
    figures(rate, teams[:2], sent, [26.05, 12.0])

    response = client.get(page(rate), {"level": "yot", "period": "2008/09"})

    assert shown(response) == ["Eastshire", "Northshire", "Southshire"]
    assert "2 of 3 youth offending team areas have a figure for 2008/09" in response.text
    assert "26.05" in response.text
    assert "No figure" in response.text


def test_an_invented_area_is_listed_where_it_has_a_figure_and_labelled(client, rate, teams, sent):
    figures(rate, [teams[0], teams[-1]], sent, [26.05, 12.0])

    response = client.get(page(rate))

    assert "Greyshire" in shown(response)
    assert response.text.count("Invented</strong>") == 1


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("figure", ["Eastshire", "Northshire", "Southshire"]),
        ("-figure", ["Northshire", "Eastshire", "Southshire"]),
        ("-area", ["Southshire", "Northshire", "Eastshire"]),
        ("nonsense", ["Eastshire", "Northshire", "Southshire"]),
    ],
)
def test_the_table_is_sorted_by_links_and_what_is_missing_comes_last(
    client, rate, teams, sent, sort, order
):
    figures(rate, teams[:2], sent, [26.05, 12.0])

    assert shown(client.get(page(rate), {"sort": sort})) == order


def test_the_page_opens_at_the_latest_year(client, rate, teams, sent):
    figures(rate, teams[:1], sent, [26.05], "2008/09")
    figures(rate, teams[:1], sent, [12.0], "2009/10")
    figures(rate, teams[:1], sent, [1.0], "2010-05")

    selection = client.get(page(rate)).context["table"].selection

    assert selection.period.code == "2009/10"
    assert [period.code for period in selection.periods] == ["2009/10", "2008/09", "2010-05"]


@pytest.mark.parametrize("asked", [{"period": "1999/00"}, {"level": "region"}, {"measure": "NI 1"}])
def test_what_there_is_no_figure_for_falls_back_on_what_there_is(client, rate, teams, sent, asked):
    figures(rate, teams[:1], sent, [26.05])

    response = client.get(page(rate), asked)

    assert response.context["table"].selection.period.code == "2008/09"


def test_one_of_several_measures_is_chosen(client, rate, teams, sent):
    other = make_measure(rate.indicator, code="NI 901b", polarity=Polarity.HIGH)
    figures(rate, teams[:1], sent, [26.05])
    figures(other, teams[:1], sent, [77.0])

    response = client.get(page(rate), {"measure": "NI 901b"})

    assert response.context["table"].selection.measure == other
    assert "77.00" in response.text


def test_bars_stand_beside_england(client, rate, teams, sent):
    england = Area.objects.get_or_create(
        gss_code="E92000001", defaults={"kind": AreaKind.COUNTRY, "name": "England"}
    )[0]
    figures(rate, [*teams[:2], england], sent, [26.05, 12.0, 15.5])

    response = client.get(page(rate), {"level": "yot"})

    assert "England" in response.context["charts"]["bars"].rows[-1][0]
    assert "England: " in response.text
    assert "15.50" in response.text


def test_a_sparkline_goes_back_over_earlier_years(client, rate, teams, sent):
    figures(rate, teams[:1], sent, [26.05], "2008/09")
    figures(rate, teams[:1], sent, [29.4], "2006/07")
    figures(rate, teams[:1], sent, [99.9], "2009/10")

    response = client.get(page(rate), {"period": "2008/09"})

    row = next(row for row, _ in response.context["rows"] if row.trend)
    assert [one.period.code for one in row.trend] == ["2006/07", "2008/09"]


def test_a_count_too_small_to_publish_is_hidden(client, rate, teams, sent):
    figures(rate, teams[:1], sent, [0.37], numerator=3)
    figures(rate, teams[1:2], sent, [12.0])

    response = client.get(page(rate))

    assert "0.37" not in response.text
    assert "[c]" in response.text


@pytest.mark.parametrize("hidden", [{"status": Status.PROVISIONAL}, {"is_published": False}])
def test_the_public_sees_no_provisional_or_unpublished_figure(client, rate, teams, sent, hidden):
    figures(rate, teams[:1], sent, [26.05], **hidden)

    response = client.get(page(rate))

    assert "26.05" not in response.text
    assert "There are no figures yet" in response.text


def test_who_works_for_an_area_sees_its_provisional_figure(client, rate, teams, sent, stranger):
    Role.objects.create(user=stranger, kind=RoleKind.PARTNER, area=teams[0])
    figures(rate, teams[:2], sent, [26.05, 12.34], status=Status.PROVISIONAL)
    client.force_login(stranger)

    response = client.get(page(rate))

    assert "26.05 [p]" in response.text
    assert "12.34" not in response.text


def test_a_restricted_indicator_shows_its_definition_and_no_value(client, rate, teams, sent):
    rate.indicator.is_restricted = True
    rate.indicator.save()
    figures(rate, teams[:1], sent, [26.05])

    response = client.get(page(rate))

    assert "Values of this indicator are restricted" in response.text
    assert "Offences" in response.text
    assert "26.05" not in response.text


def test_the_download_is_this_very_table(client, rate, teams, sent):
    teams[0].name = "=1+1"
    teams[0].save()
    figures(rate, [*teams[:2], teams[-1]], sent, [26.051, 12.0, 1.0])

    response = client.get(page(rate), {"sort": "-figure", "format": "csv"})

    assert response["Content-Disposition"] == ('attachment; filename="ni-901-yot-200809.csv"')
    rows = lines(response)
    assert [row["area"] for row in rows] == ["'=1+1", "Eastshire", "Greyshire", "Southshire"]
    assert [row["value"] for row in rows] == ["26.051", "12.0", "1.0", ""]
    assert [row["synthetic"] for row in rows] == ["no", "no", "yes", "no"]
    assert rows[0]["numerator"] == "640"


def test_the_chart_is_downloaded_as_svg(client, rate, teams, sent):
    figures(rate, teams[:2], sent, [26.05, 12.0])

    response = client.get(page(rate), {"format": "svg"})

    assert response["Content-Type"] == "image/svg+xml"
    assert response.text.startswith("<svg")


def test_where_there_is_no_chart_there_is_no_download_of_one(client, rate, sent):
    figures(rate, [team("X99000001", "Northshire")], sent, [26.05])

    response = client.get(page(rate), {"format": "svg"})

    assert response.status_code == 404


def test_a_page_without_a_chart_says_why(client, rate, sent):
    figures(rate, [team("X99000001", "Northshire")], sent, [26.05])

    text = client.get(page(rate)).text

    assert "There is one area only, and none to compare it with." in text
    assert "too many" not in text


def test_each_chart_of_a_page_has_downloads_of_its_own(client, rate, teams, sent):
    figures(rate, teams[:2], sent, [26.05, 12.0])

    text = client.get(page(rate), {"sort": "-figure"}).text

    assert 'href="?sort=-figure&amp;format=csv&amp;chart=bars"' in text
    assert 'href="?sort=-figure&amp;format=svg&amp;chart=bars"' in text


def test_the_table_of_a_chart_is_downloaded(client, rate, teams, sent):
    figures(rate, teams[:2], sent, [1026.05, 12.0])

    response = client.get(page(rate), {"format": "csv", "chart": "bars"})

    assert 'filename="ni-901-yot-200809-bars.csv"' in response["Content-Disposition"]
    assert response.text.splitlines()[1].startswith("Northshire,1026.0")


@pytest.mark.parametrize("kind", ["csv", "svg"])
def test_a_chart_that_a_page_does_not_have_is_not_found(client, rate, teams, sent, kind):
    figures(rate, teams[:2], sent, [26.05, 12.0])

    response = client.get(page(rate), {"format": kind, "chart": "funnel"})

    assert response.status_code == 404


def test_more_areas_take_no_more_queries(client, rate, teams, sent, django_assert_max_num_queries):
    figures(rate, teams[:1], sent, [26.05])
    with django_assert_max_num_queries(12):
        client.get(page(rate))
    figures(rate, teams[1:], sent, [12.0, 13.0, 14.0])

    with django_assert_max_num_queries(12):
        client.get(page(rate))
