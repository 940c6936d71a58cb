"""What the pages of figures bear: limits, peers, projections, surveys, maps and funnels."""

import csv
import re
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from indicators import actions
from indicators.models import Measure, SeriesSummary, Status
from indicators.periods import Period
from partnerships.models import Area, AreaKind, ComparatorGroup, Peer, Role, RoleKind
from tests.factories.indicators import (
    make_definition,
    make_figure,
    make_indicator,
    make_measure,
    make_return,
)
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db

WAVERING = [100, 104, 97, 101, 99, 103, 98, 102, 96, 100, 105, 99]


@pytest.fixture
def sent(home_office):
    return make_return(home_office)


@pytest.fixture
def rate(catalogue):
    return make_measure(make_indicator(), base="population", decimals=3)


@pytest.fixture
def area(catalogue):
    return make_area("X07000901", name="Ashmere", is_invented=False)


@pytest.fixture
def series(sent):
    """Make figures of consecutive periods from counts; None is a period that is missing."""

    def make(measure, area, counts, first="2004-04", base=100_000, **changes):
        period = Period.parse(first)
        for count in counts:
            if count is not None:
                value = count / base * measure.per
                numbers = {
                    "value": value,
                    "lower": value * 0.9,
                    "upper": value * 1.1,
                    "numerator": Decimal(count),
                    "denominator": Decimal(base),
                }
                make_figure(measure, area, sent, period.code, **(numbers | changes))
            period = period.next()

    return make


@pytest.fixture
def look(client, at):
    """Summarise a measure, and return its page in an area, the exhibits by name beside it."""

    def act(measure, area, **asked):
        actions.summarise(measure_code=measure.code, at=at)
        where = [measure.indicator.slug, area.gss_code]
        response = client.get(reverse("indicators:figure", args=where), asked)
        return response, {one.name: one for one in response.context["exhibits"]}

    return act


@pytest.fixture
def overview(client):
    def act(measure, **asked):
        page = reverse("indicators:indicator", args=[measure.indicator.slug])
        response = client.get(page, asked)
        return response, {one.name: one for one in response.context["exhibits"]}

    return act


def cells(chart, label):
    """The row of a chart's table that begins with this label, by its headings."""
    return next(dict(zip(chart.header, row, strict=True)) for row in chart.rows if row[0] == label)


def held_beside(area, peers, source="Home Office"):
    group = ComparatorGroup.objects.create(area=area, source=source)
    for position, peer in enumerate(peers, 1):
        Peer.objects.create(group=group, area=peer, position=position)


# --- Control chart --------------------------------------------------------------------------------


def test_the_control_chart_flags_what_the_summary_flags(series, look, rate, area):
    series(rate, area, [*WAVERING * 3, 150])

    response, exhibits = look(rate, area)

    chart = exhibits["control-chart"].chart
    newest = cells(chart, "April 2007")
    summary = SeriesSummary.objects.get(measure=rate)
    assert "April 2007 is a sign of concern" in chart.title
    assert newest["Finding"] == "Concern: above the upper limit"
    assert newest["Upper control limit"] == f"{summary.upper_limit:.3f}"
    assert newest["Mean"] == f"{summary.mean:.3f}"
    assert "Worse than chance explains" in response.text


@pytest.mark.parametrize("first", ["2003-04", "2003-09"])
def test_a_seasonal_chart_has_the_limits_of_the_summary(series, look, rate, area, first):
    rate.indicator.is_seasonal = True
    rate.indicator.save()
    chance = np.random.default_rng(2008)
    england = Area.objects.real().get(kind=AreaKind.COUNTRY)
    season = 1 + 0.2 * np.cos(2 * np.pi * np.arange(62) / 12)
    thin = make_area("X07000902", name="Thinmere", is_invented=False)
    for place, level in ((area, 200), (thin, 9), (england, 9000)):
        series(rate, place, chance.poisson(level * season).tolist(), first=first)

    for place in (area, thin):
        _, exhibits = look(rate, place)
        summary = SeriesSummary.objects.get(measure=rate, area=place)
        *_, newest = exhibits["control-chart"].chart.rows
        chart = exhibits["control-chart"].chart
        found = dict(zip(chart.header, newest, strict=True))
        assert summary.season_factor != pytest.approx(1, abs=0.01)
        assert found[place.name] == f"{summary.value / summary.season_factor:.3f}"
        assert found["Lower control limit"] == f"{summary.lower_limit:.3f}"
        assert found["Upper control limit"] == f"{summary.upper_limit:.3f}"
    assert "adjusted for the season" in chart.subtitle


def test_few_points_have_limits_on_trial(series, look, rate, area):
    series(rate, area, WAVERING)

    _, exhibits = look(rate, area)

    assert "rial limits" in cells(exhibits["control-chart"].chart, "April 2004")["Notes"]


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (WAVERING[:6], "too few points for limits"),
        ([100] * 24, "the figures hardly vary"),
        ([2, 3, 1, 2] * 6, "too few events a period"),
    ],
)
def test_without_limits_the_page_says_why(series, look, rate, area, counts, why):
    series(rate, area, counts)

    response, exhibits = look(rate, area)

    assert exhibits["control-chart"].chart is None
    assert f"There is no control chart: {why}." in response.text


def test_limits_start_afresh_where_the_definition_changed(series, look, rate, area):
    old, new = cut(rate, date(2006, 4, 1))
    series(rate, area, WAVERING * 2, definition=old)
    series(rate, area, [200, 210, 190, 205] * 6, first="2006-04", definition=new)

    response, exhibits = look(rate, area)

    chart = exhibits["control-chart"].chart
    before, after = cells(chart, "March 2006"), cells(chart, "April 2006")
    assert (before["Mean"], after["Mean"]) == ("1.003", "2.013")
    assert after["Notes"].startswith("Counted anew")
    assert "Figures from April 2006 are therefore not compared with earlier ones" in response.text


def test_nothing_is_said_across_a_break_but_that_there_is_one(series, look, rate, area):
    old, new = cut(rate, date(2007, 4, 1))
    series(rate, area, [1000, 1100, 1200], first="2004/05", definition=old)
    series(rate, area, [2000], first="2007/08", definition=new)

    response, exhibits = look(rate, area)

    assert "Cannot be said: too few years since the definition changed" in response.text
    assert exhibits["trajectory"].chart is None
    assert "since the definition changed" in exhibits["trajectory"].reason
    assert "no trend, limit or projection crosses that boundary" in response.text


def cut(measure, day):
    """Cut a measure's definitions in two on a day, not comparable; return both."""
    measure.definitions.update(version="old", ends_on=day)
    old = measure.definitions.get()
    new = make_definition(
        measure, version="new", starts_on=day, is_comparable=False, change_note="Counted anew"
    )
    return old, new


# --- Who sees what --------------------------------------------------------------------------------


def test_a_provisional_figure_is_drawn_for_the_area_alone_and_never_tested(
    client, series, look, rate, area, stranger
):
    series(rate, area, WAVERING * 2)
    series(rate, area, [987], first="2006-04", status=Status.PROVISIONAL)

    response, exhibits = look(rate, area, by="month")
    assert "9.870" not in response.text

    Role.objects.create(user=stranger, kind=RoleKind.PARTNER, area=area)
    client.force_login(stranger)
    response, exhibits = look(rate, area, by="month")
    drawn = cells(exhibits["control-chart"].chart, "April 2006")
    assert drawn["Ashmere"] == "9.870 [p]"
    assert (drawn["Upper control limit"], drawn["Finding"]) == ("", "")
    assert "nly final, published figures are tested" in drawn["Notes"]


def test_a_small_count_stays_hidden_in_every_chart(series, look, rate, area):
    Measure.objects.filter(pk=rate.pk).update(suppression_threshold=5)
    series(rate, area, [*WAVERING * 2, 3, *WAVERING])

    response, exhibits = look(rate, area, by="month")

    assert cells(exhibits["control-chart"].chart, "April 2006")["Ashmere"] == "[c]"
    assert "0.030" not in response.text


def test_a_restricted_measure_gives_strangers_no_exhibit(client, series, look, area, stranger):
    secret = make_measure(make_indicator(905, is_restricted=True), decimals=3)
    series(secret, area, [*WAVERING * 2, 150])

    response, exhibits = look(secret, area)

    assert [name for name, one in exhibits.items() if one.chart and name != "trend"] == []
    assert "1.500" not in response.text
    page = reverse("indicators:figure", args=[secret.indicator.slug, area.gss_code])
    asked = {"chart": "control-chart", "format": "csv"}
    assert client.get(page, asked).status_code == 404

    Role.objects.create(user=stranger, kind=RoleKind.PARTNER, area=area)
    client.force_login(stranger)
    assert "1.5" in client.get(page, asked).text


def test_what_is_not_worked_out_yet_is_said_to_be(client, series, rate, area):
    series(rate, area, WAVERING * 2)

    text = client.get(reverse("indicators:figure", args=["ni-901", area.gss_code])).text

    assert "has not been worked out yet" in text
    assert "There is no control chart: the series has not been summarised yet." in text


# --- Peers ----------------------------------------------------------------------------------------


def neighbours(series, measure, count, **changes):
    peers = [make_area(f"X0700092{n}", name=f"Peer {n}") for n in range(count)]
    for place, peer in enumerate(peers):
        series(measure, peer, [1000 + 10 * place], first="2008/09", **changes)
    return peers


def test_an_area_is_judged_beside_its_peers_in_words(series, look, rate, area):
    series(rate, area, [2000], first="2008/09")
    held_beside(area, neighbours(series, rate, 7))

    response, exhibits = look(rate, area)

    exhibit = exhibits["most-similar-areas"]
    average = (20 + sum(10 + n / 10 for n in range(7))) / 8
    assert "Ashmere was far worse than its peers in 2008/09" in exhibit.chart.title
    assert exhibit.chart.rows[-1][:2] == ("Group average", f"{average:.3f}")
    assert exhibit.chart.rows[0][0] == "Ashmere"
    assert "Most similar areas by: Home Office." in exhibit.notes
    assert "Peer 3 (invented)" in response.text


def test_few_peers_are_drawn_and_not_judged(series, look, rate, area):
    series(rate, area, [900], first="2008/09")
    held_beside(area, neighbours(series, rate, 3))

    _, exhibits = look(rate, area)

    exhibit = exhibits["most-similar-areas"]
    assert "than its peers" not in exhibit.chart.title
    assert any("too few peers" in note for note in exhibit.notes)


def test_an_area_of_no_group_says_so(series, look, rate, area):
    series(rate, area, [900], first="2008/09")

    _, exhibits = look(rate, area)

    assert exhibits["most-similar-areas"].chart is None
    assert "no comparator group" in exhibits["most-similar-areas"].reason


def test_peers_provisional_figures_are_not_drawn(series, look, rate, area):
    series(rate, area, [900], first="2008/09")
    settled, provisional = neighbours(series, rate, 2)
    rate.figures.filter(area=provisional).update(status=Status.PROVISIONAL)
    held_beside(area, [settled, provisional])

    _, exhibits = look(rate, area)

    names = [row[0] for row in exhibits["most-similar-areas"].chart.rows]
    assert names == ["Peer 0 (invented)", "Ashmere", "Group average"]


# --- Projection -----------------------------------------------------------------------------------


def test_the_projection_reaches_the_target_year_and_assumes_no_new_action(series, look, rate, area):
    chance = np.random.default_rng(2008)
    for place in (area, *(make_area(f"X0700093{n}") for n in range(8))):
        counts = chance.poisson(100, 60)
        series(rate, place, counts.tolist())
        years = counts.reshape(5, 12).sum(axis=1)
        series(rate, place, years.tolist(), first="2004/05")

    response, exhibits = look(rate, area)

    summary = SeriesSummary.objects.get(measure=rate, area=area)
    chart, notes = exhibits["trajectory"].chart, exhibits["trajectory"].notes
    target = cells(chart, "2010/11")
    assert target["Projection"] == f"{summary.projected:.3f}"
    assert target["Upper end of 95% range"] == f"{summary.projected_upper_95:.3f}"
    assert target["Carried forward"] == f"{summary.carried_forward:.3f}"
    assert cells(chart, "2009/10")["Ashmere"] == ""
    assert "assumes no new action" in chart.description
    assert notes[0].startswith("Worked out from figures up to March 2009 for 2010/11")
    assert "In 2010/11, if nothing new is done?" in response.text


# --- Surveys --------------------------------------------------------------------------------------


@pytest.fixture
def survey(catalogue):
    indicator = make_indicator(902, frequency="every two years")
    return make_measure(
        indicator, kind="survey_proportion", unit="%", per=100, polarity="high", decimals=1
    )


@pytest.mark.parametrize(("then", "finding"), [(400, "more than chance"), (310, "may be chance")])
def test_two_surveys_are_tested_against_each_other(series, look, survey, area, then, finding):
    series(survey, area, [300], first="2006/07", base=1000)
    series(survey, area, [then], first="2008/09", base=1000)

    response, exhibits = look(survey, area)

    assert f"({finding})" in exhibits["survey-change"].chart.title
    assert exhibits["control-chart"].chart is None
    assert "surveys are too few for a control chart" in response.text
    assert "Has the answer changed?" in response.text


def test_one_survey_has_nothing_to_be_compared_with(series, look, survey, area):
    series(survey, area, [300], first="2008/09", base=1000)

    _, exhibits = look(survey, area)

    assert exhibits["survey-change"].reason.startswith("There is nothing to compare")


def test_what_is_counted_has_no_survey_change(series, look, rate, area):
    series(rate, area, WAVERING * 2)

    _, exhibits = look(rate, area)

    assert "survey-change" not in exhibits


# --- All areas ------------------------------------------------------------------------------------


@pytest.fixture
def districts(catalogue):
    return list(Area.objects.real().filter(kind=AreaKind.LONDON_BOROUGH).order_by("gss_code"))


def test_areas_lie_on_a_map_and_in_funnels(series, overview, rate, districts):
    chance = np.random.default_rng(7)
    for place in districts:
        series(rate, place, [int(chance.normal(5000, 900))], first="2008/09", base=250_000)

    response, exhibits = overview(rate, level="laa_area", chart="funnel-of-chance")

    assert "in fifths" in exhibits["map"].chart.subtitle
    assert "widened for overdispersion" in exhibits["funnel"].chart.subtitle
    assert "limits for chance alone" in exhibits["funnel-of-chance"].chart.subtitle
    wide = cells(exhibits["funnel"].chart, districts[0].name)
    narrow = cells(exhibits["funnel-of-chance"].chart, districts[0].name)
    assert float(wide["Upper 95% limit"]) > float(narrow["Upper 95% limit"])
    assert 'href="#funnel"' in response.text


def test_the_funnel_of_chance_alone_is_drawn_on_request(series, overview, rate, districts):
    for at, place in enumerate(districts):
        series(rate, place, [5000 + 100 * at], first="2008/09", base=250_000)

    response, exhibits = overview(rate, level="laa_area")
    printed, _ = overview(rate, level="laa_area", print=1)

    assert exhibits["funnel-of-chance"].chart is None
    assert re.search(r"\d+ of 32 areas lie outside the limits within which chance", response.text)
    assert "?level=laa_area&amp;chart=funnel-of-chance#funnel-of-chance" in response.text
    assert "funnel-of-chance" in printed.context["charts"]


def test_areas_that_differ_by_chance_have_one_funnel(series, overview, rate, districts):
    chance = np.random.default_rng(7)
    for place in districts:
        series(rate, place, [int(chance.poisson(5000))], first="2008/09", base=250_000)

    _, exhibits = overview(rate, level="laa_area")

    assert "funnel-of-chance" not in exhibits
    assert "for chance alone" in exhibits["funnel"].chart.subtitle


def test_areas_without_any_event_have_a_funnel_without_limits(series, overview, rate, districts):
    for place in districts:
        series(rate, place, [0], first="2008/09", base=250_000)

    _, exhibits = overview(rate, level="laa_area")

    assert "no limits to hold areas against" in exhibits["funnel"].chart.title


def test_a_level_without_a_map_and_few_areas_say_so(series, overview, rate, area):
    series(rate, area, [900], first="2008/09")

    response, exhibits = overview(rate, level="district")

    assert "There is a map of" in response.text
    assert "There is no funnel of fewer than 10 areas" in response.text
    assert exhibits["bars"].reason == "Fewer than two areas have a figure."


def test_a_survey_has_no_funnel_and_the_page_says_why(series, overview, survey, districts):
    for place in districts:
        series(survey, place, [300], first="2008/09", base=1000)

    response, _ = overview(survey, level="laa_area")

    assert "There is no funnel: it needs the count and the base" in response.text


def test_a_hidden_count_is_neither_on_the_map_nor_in_the_funnel(series, overview, rate, districts):
    Measure.objects.filter(pk=rate.pk).update(suppression_threshold=5)
    for place in districts[1:]:
        series(rate, place, [5000], first="2008/09", base=250_000)
    series(rate, districts[0], [4], first="2008/09", base=250_000)

    response, exhibits = overview(rate, level="laa_area")

    assert cells(exhibits["map"].chart, districts[0].name)["Notes"] == "Confidential"
    assert "0.016" not in response.text


# --- Files, and what it takes ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["control-chart", "trend"])
def test_each_chart_has_a_file_of_its_table_and_its_picture(client, series, look, rate, area, name):
    series(rate, area, [*WAVERING * 3, 150])
    look(rate, area)
    page = reverse("indicators:figure", args=[rate.indicator.slug, area.gss_code])

    table = client.get(page, {"chart": name, "format": "csv"})
    picture = client.get(page, {"chart": name, "format": "svg"})

    rows = list(csv.DictReader(table.text.splitlines()))
    assert [row["Ashmere"] for row in rows][-1] == "1.500"
    assert f"{name}.csv" in table["Content-Disposition"]
    assert picture.text.startswith("<svg")
    assert client.get(page, {"chart": "nonsense", "format": "csv"}).status_code == 404


def test_more_figures_and_peers_take_no_more_queries(
    client, series, look, rate, area, django_assert_num_queries
):
    rate.indicator.is_seasonal = True
    rate.indicator.save()
    series(rate, area, WAVERING * 4)
    series(rate, area, [1200] * 4, first="2004/05")
    page = reverse("indicators:figure", args=[rate.indicator.slug, area.gss_code])
    held_beside(area, few := neighbours(series, rate, 2))
    look(rate, area)
    with django_assert_num_queries(QUERIES):
        client.get(page)

    more = [make_area(f"X0700094{n}") for n in range(8)]
    for peer in more:
        series(rate, peer, WAVERING * 4)
        series(rate, peer, [1200] * 5, first="2004/05")
    ComparatorGroup.objects.all().delete()
    held_beside(area, few + more)
    look(rate, area)
    with django_assert_num_queries(QUERIES):
        client.get(page)


QUERIES = 18


def test_the_table_of_a_chart_escapes_what_areas_are_called(client, series, look, rate, area):
    area.name = "<b>Ashmere</b> & Co"
    area.save()
    series(rate, area, WAVERING * 2)

    response, _ = look(rate, area)

    assert "<b>Ashmere" not in response.text
    assert "&amp;amp;" not in response.text
    assert 'header--numeric">&lt;b&gt;Ashmere&lt;/b&gt; &amp; Co</th>' in response.text
