"""A figure's page: what it is, how it moved, and where it comes from, down to the row."""

import csv
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from indicators import actions
from indicators.models import Figure, Observation, Status
from laa_portal.foundation import jobs
from partnerships.models import AreaKind, Role, RoleKind
from tests.factories.indicators import (
    explained,
    make_definition,
    make_figure,
    make_indicator,
    make_measure,
    make_observation,
    make_return,
)
from tests.factories.partnerships import make_area, make_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def rate():
    return make_measure(make_indicator(), levels=["yot"])


@pytest.fixture
def team():
    return make_area("X99000001", kind=AreaKind.YOT, name="Northshire", is_invented=False)


@pytest.fixture
def sent(home_office):
    return make_return(home_office)


def page(measure, area) -> str:
    return reverse("indicators:figure", args=[measure.indicator.slug, area.gss_code])


def parts_of(whole, count):
    """Make areas that lie in another."""
    areas = [make_area(f"X9900001{n}", kind=AreaKind.YOT, name=f"Part {n}") for n in range(count)]
    for area in areas:
        make_part(whole, area)
    return areas


def region():
    return make_area("X12000001", kind=AreaKind.REGION, name="The North")


def sum_of(parts, rate, whole, sent, **changes):
    values = {"summed_from": "yot", "part_count": len(parts), **changes}
    return make_figure(rate, whole, sent, **values)


def without_value(reason="missing", **changes) -> dict[str, object]:
    numbers = ("value", "lower", "upper", "lower_998", "upper_998", "numerator", "denominator")
    return {**dict.fromkeys(numbers), "status": Status.MISSING, "reason": reason, **changes}


def test_the_latest_figure_stands_first_with_its_interval_and_counts(client, rate, team, sent):
    make_figure(rate, team, sent, "2007/08", value=9.99)
    make_figure(rate, team, sent, "2008/09")

    response = client.get(page(rate, team))

    assert "Latest figure, 2008/09" in response.text
    assert '<span class="laa-number">0.49</span>' in response.text
    assert "95% interval: 0.45 to 0.53" in response.text
    assert "<strong>640</strong>" in response.text
    assert "<strong>1,306,000</strong>" in response.text
    assert response.content.count(b"<h1") == 1


def test_the_formula_method_definition_and_moments_are_told(client, rate, team, sent):
    make_figure(rate, team, sent)

    text = client.get(page(rate, team)).text

    assert "640 ÷ 1,306,000 × 1,000 = 0.49 offences per 1,000 people" in text
    assert "Byar’s approximation" in text
    assert "NI 901, version 2008-05" in text
    assert "1 June 2009" in text


def test_a_reported_figure_names_its_return_and_row(client, rate, team, sent):
    make_figure(rate, team, sent)
    make_observation(rate, team, sent, row=17, revision=2)

    text = " ".join(client.get(page(rate, team)).text.split())

    assert f"Return {sent.pk} from Home Office, received 1 June 2009: row 17 of its sheet" in text
    assert "2; earlier ones are kept" in text


def test_a_return_is_linked_for_those_who_may_open_it(client, rate, team, sent, provider):
    make_figure(rate, team, sent)
    make_observation(rate, team, sent)
    link = f'href="{sent.get_absolute_url()}"'

    assert link not in client.get(page(rate, team)).text
    client.force_login(provider)
    assert link in client.get(page(rate, team)).text


def test_a_superseded_row_is_not_where_a_figure_comes_from(client, rate, team, sent):
    make_figure(rate, team, sent)
    later = datetime(2009, 7, 1, tzinfo=UTC)
    make_observation(rate, team, sent, row=5, superseded_at=later)
    make_observation(rate, team, sent, row=6, revision=2)

    provenance = client.get(page(rate, team)).context["provenance"]

    assert provenance.observation.row == 6
    assert [source.row_count for source in provenance.sources] == [1]


def test_a_sum_over_areas_lists_its_parts_and_returns(client, rate, sent):
    whole = region()
    parts = parts_of(whole, 3)
    for number, part in enumerate(parts):
        make_figure(rate, part, sent)
        make_observation(rate, part, sent, row=10 + number)
    sum_of(parts, rate, whole, sent)

    response = client.get(page(rate, whole))

    provenance = response.context["provenance"]
    assert [part.area.name for part in provenance.parts] == ["Part 0", "Part 1", "Part 2"]
    assert provenance.observation is None
    assert [(s.row_count, s.first_row, s.last_row) for s in provenance.sources] == [(3, 10, 12)]
    assert "3 youth offending team areas: their counts are added up" in response.text
    assert response.text.count("Invented for demonstration") == 1, "the region"
    assert response.text.count("Invented</strong>") == 3, "its parts"
    assert "3 rows of its sheet, between 10 and 12" in response.text


def test_parts_are_those_of_the_day_on_which_the_period_began(client, rate, sent):
    whole = region()
    kept, gone, not_yet = parts_of(whole, 3)
    gone.wholes.update(ends_on=date(2008, 4, 1))
    not_yet.wholes.update(starts_on=date(2009, 4, 1))
    sum_of([kept], rate, whole, sent)

    provenance = client.get(page(rate, whole)).context["provenance"]

    assert [part.area for part in provenance.parts] == [kept]


def test_parts_are_found_however_deep_they_lie(client, rate, sent):
    whole = region()
    county = make_area("X10000001", kind=AreaKind.COUNTY)
    make_part(whole, county)
    parts = parts_of(county, 2)
    sum_of(parts, rate, whole, sent)

    provenance = client.get(page(rate, whole)).context["provenance"]

    assert [part.area for part in provenance.parts] == parts


def test_a_sum_that_lacks_parts_says_how_many(client, rate, sent):
    whole = region()
    parts = parts_of(whole, 3)
    make_figure(rate, parts[0], sent)
    make_figure(rate, parts[1], sent, **without_value())
    sum_of(parts, rate, whole, sent, **without_value("part missing"))

    response = client.get(page(rate, whole))

    assert "Part missing: 2 of 3 youth offending team areas have no figure" in response.text
    assert '<span class="laa-number">[x]</span>' in response.text


def test_a_year_summed_from_months_lists_them(client, rate, team, sent):
    make_figure(rate, team, sent, summed_from="month", part_count=12)
    for month in (4, 5):
        make_figure(rate, team, sent, f"2008-{month:02}")
        make_observation(rate, team, sent, f"2008-{month:02}", row=month)

    response = client.get(page(rate, team), {"by": "financial_year"})

    provenance = response.context["provenance"]
    assert len(provenance.parts) == 12
    assert provenance.missing == 10
    assert [source.row_count for source in provenance.sources] == [2]
    assert "12 months of 2008/09" in response.text


def test_a_sum_of_sums_reaches_down_to_the_months_reported(client, rate, sent):
    whole = region()
    parts = parts_of(whole, 2)
    for number, part in enumerate(parts):
        make_figure(rate, part, sent, summed_from="month", part_count=12)
        make_observation(rate, part, sent, "2008-04", row=20 + number)
    sum_of(parts, rate, whole, sent)

    (source,) = client.get(page(rate, whole)).context["provenance"].sources

    assert (source.row_count, source.first_row, source.last_row) == (2, 20, 21)


def test_a_withheld_count_stays_withheld_among_the_parts(client, rate, sent):
    rate.suppression_threshold = 5
    rate.save()
    whole = region()
    parts = parts_of(whole, 2)
    make_figure(rate, parts[0], sent, numerator=3, value=0.0037)
    make_figure(rate, parts[1], sent)
    sum_of(parts, rate, whole, sent)

    first, _ = client.get(page(rate, whole)).context["provenance"].parts

    assert first.row.shown.numerator is None
    assert first.row.shown.status == Status.SUPPRESSED


def test_a_count_too_small_to_publish_says_so(client, rate, team, sent):
    rate.suppression_threshold = 5
    rate.save()
    make_figure(rate, team, sent, numerator=3, value=3.33)

    response = client.get(page(rate, team))

    assert "Withheld, to protect small counts" in response.text
    assert "[c]" in response.text
    assert "3.33" not in response.text


def test_who_works_for_the_area_sees_a_small_count(client, rate, team, sent, stranger):
    Role.objects.create(user=stranger, kind=RoleKind.PARTNER, area=team)
    rate.suppression_threshold = 5
    rate.save()
    make_figure(rate, team, sent, numerator=3, value=3.33)
    client.force_login(stranger)

    assert "3.33" in client.get(page(rate, team)).text


def test_one_period_of_the_past_is_looked_at_closely(client, rate, team, sent):
    make_figure(rate, team, sent, "2007/08", value=9.99)
    make_figure(rate, team, sent, "2008/09")

    response = client.get(page(rate, team), {"period": "2007/08"})

    assert '<span class="laa-number">9.99</span>' in response.text
    assert "Latest figure" not in response.text


def test_the_kind_of_period_is_chosen_by_name_or_through_a_period(client, rate, team, sent):
    make_figure(rate, team, sent, "2008/09")
    make_figure(rate, team, sent, "2008-04", value=0.04)

    by_name = client.get(page(rate, team), {"by": "month"}).context["history"]
    by_period = client.get(page(rate, team), {"period": "2008-04"}).context["history"]
    otherwise = client.get(page(rate, team), {"by": "fortnight"}).context["history"]

    assert by_name.chosen.period.code == by_period.chosen.period.code == "2008-04"
    assert otherwise.chosen.period.code == "2008/09"


def test_a_later_period_without_a_figure_is_pointed_out(client, rate, team, sent):
    make_figure(rate, team, sent, "2007/08")
    make_figure(rate, team, sent, "2008/09", **without_value())

    response = client.get(page(rate, team))

    assert "Latest figure, 2007/08" in response.text
    assert "There is no figure for 2008/09 yet" in response.text


def test_the_line_breaks_where_the_definition_changed(client, rate, team, sent):
    make_figure(rate, team, sent, "2007/08")
    later = make_figure(rate, team, sent, "2008/09")
    old = rate.definitions.get()
    old.ends_on = date(2008, 4, 1)
    old.save()
    new = make_definition(
        rate, version="new", starts_on=old.ends_on, is_comparable=False, change_note="Counted anew"
    )
    Figure.objects.filter(pk=later.pk).update(definition=new)

    assert "Counted anew" in client.get(page(rate, team)).text


def test_a_new_return_that_is_being_worked_on_is_announced(client, rate, team, sent):
    make_figure(rate, team, sent)
    jobs.ask("recompute", rate.code, measure_code=rate.code)

    response = client.get(page(rate, team))

    assert "New data arrived; these figures are being recomputed" in response.text


def test_another_measures_work_is_not_announced(client, rate, team, sent):
    make_figure(rate, team, sent)
    jobs.ask("recompute", "NI 1", measure_code="NI 1")

    assert "New data arrived" not in client.get(page(rate, team)).text


def test_without_any_figure_the_page_says_why_and_what_to_do(client, rate, team):
    response = client.get(page(rate, team))

    assert "There is no figure of NI 901 for Northshire yet" in response.text
    assert "See which areas have figures" in response.text


def test_a_figure_still_to_be_worked_out_is_called_not_yet_computed(client, rate, team):
    jobs.ask("recompute", rate.code, measure_code=rate.code)

    assert "Not yet computed" in client.get(page(rate, team)).text


def test_a_restricted_figure_is_not_shown_and_the_page_says_so(client, rate, team, sent):
    rate.indicator.is_restricted = True
    rate.indicator.save()
    make_figure(rate, team, sent)

    response = client.get(page(rate, team))

    assert "Values of this indicator are restricted" in response.text
    assert "0.49" not in response.text


def test_an_invented_area_is_labelled(client, rate, team, sent):
    team.is_invented = True
    team.save()
    make_figure(rate, team, sent)

    response = client.get(page(rate, team))

    assert "Invented for demonstration" in response.text
    assert "Northshire (invented)" in response.context["charts"]["trend"].title


def test_a_code_of_2008_leads_to_the_page_with_what_was_asked(client, rate, team):
    team.ons_code = "99ZZ"
    team.save()
    address = reverse("indicators:figure", args=[rate.indicator.slug, "99ZZ"])

    response = client.get(address, {"by": "month"})

    assert response.status_code == 302
    assert response["Location"] == f"{page(rate, team)}?by=month"


@pytest.mark.parametrize("address", ["ni-999/X99000001/", "ni-901/X00000000/"])
def test_unknown_indicators_and_areas_are_not_found(client, rate, team, address):
    assert client.get(f"/explore/indicators/{address}").status_code == 404


def test_an_indicator_without_measures_has_no_figures(client, team):
    indicator = make_indicator()

    address = reverse("indicators:figure", args=[indicator.slug, team.gss_code])

    assert client.get(address).status_code == 404


def test_the_figures_and_the_chart_are_downloaded(client, rate, team, sent):
    make_figure(rate, team, sent, "2007/08", value=9.99)
    make_figure(rate, team, sent, "2008/09", **without_value())

    table = client.get(page(rate, team), {"format": "csv"})
    chart = client.get(page(rate, team), {"format": "svg"})

    rows = list(csv.DictReader(table.text.splitlines()))
    assert [(row["period"], row["value"], row["reason"]) for row in rows] == [
        ("2007/08", "9.99", ""),
        ("2008/09", "", "missing"),
    ]
    assert "ni-901-northshire-by-financial-year.csv" in table["Content-Disposition"]
    assert chart.text.startswith("<svg")


def test_a_printed_page_has_its_tables_open(client, rate, team, sent):
    make_figure(rate, team, sent)

    assert "<details" in client.get(page(rate, team)).text
    assert " open>" not in client.get(page(rate, team)).text
    assert " open>" in client.get(page(rate, team), {"print": "1"}).text


def test_more_parts_take_no_more_queries(client, rate, sent, django_assert_max_num_queries):
    whole = region()
    parts = parts_of(whole, 9)
    for part in parts:
        make_figure(rate, part, sent)
        make_observation(rate, part, sent)
    sum_of(parts, rate, whole, sent)

    with django_assert_max_num_queries(22):
        client.get(page(rate, whole))


ROADS = {"2005": 120, "2006": 114, "2007": 111, "2008": 99}


@pytest.fixture
def roads():
    return make_measure(
        make_indicator(947),
        kind="rolling_change",
        unit="% change in the three-year average",
        per=100,
        decimals=1,
        levels=["yot"],
        period_kinds=["calendar_year"],
        minimum_count=20,
    )


def casualties(roads, area, sent, row=2, **changes):
    """Make the figures and the reported rows of four years; the last one alone has a value."""
    for place, (year, count) in enumerate(ROADS.items()):
        counts = {"numerator": count, "denominator": None}
        numbers = {"value": -6.087} if year == "2008" else without_value("too few years")
        make_figure(roads, area, sent, year, **{**numbers, **counts, **changes})
        make_observation(roads, area, sent, year, row=row + place, **counts)


def test_a_change_over_years_tells_their_counts_and_its_test(client, roads, team, sent):
    casualties(roads, team, sent)

    text = " ".join(client.get(page(roads, team)).text.split())

    assert "((114 + 111 + 99) ÷ (120 + 114 + 111) − 1) × 100 = −6.1% change" in text
    assert "108.0 a year (95% interval: 96.6 to 120.4), after 115.0" in text
    assert "99 in 2008 against 120 in 2005: no more than chance explains (p = 0.176)" in text
    assert "Out of" not in text


def test_a_change_over_years_rests_on_the_rows_of_all_of_them(client, roads, team, sent):
    casualties(roads, team, sent)

    provenance = client.get(page(roads, team)).context["provenance"]

    assert [year.row.shown.numerator for year in provenance.years] == list(ROADS.values())
    assert [(s.row_count, s.first_row, s.last_row) for s in provenance.sources] == [(4, 2, 5)]
    assert provenance.observation.row == 5, "that of the year itself"


def test_a_change_of_a_sum_reaches_down_to_the_rows_of_every_part_and_year(client, roads, sent):
    whole = region()
    parts = parts_of(whole, 2)
    for number, part in enumerate(parts):
        casualties(roads, part, sent, row=10 * (number + 1))
    for year in ROADS:
        changes = {"denominator": None} if year == "2008" else without_value("too few years")
        sum_of(parts, roads, whole, sent, period=year, **changes)

    provenance = client.get(page(roads, whole)).context["provenance"]

    assert [(s.row_count, s.first_row, s.last_row) for s in provenance.sources] == [(8, 10, 23)]
    assert provenance.missing == 0


def test_a_change_that_lacks_a_year_names_it(client, roads, team, sent):
    counts = {"numerator": 99, "denominator": None}
    make_figure(roads, team, sent, "2005", **without_value("too few years", **counts))
    make_figure(roads, team, sent, "2006", **without_value())
    make_figure(roads, team, sent, "2008", **without_value("part missing", **counts))

    response = client.get(page(roads, team), {"period": "2008"})

    assert "Part missing: there is no count for 2006 or 2007." in response.text


def test_england_rests_on_the_39_forces_of_a_real_return(
    client, catalogue, home_office, provider, real_return, at
):
    sent, _ = actions.send(
        organisation=home_office, name="ni16.csv", content=real_return, by=provider, at=at
    )
    actions.confirm(
        return_id=sent.pk,
        version=sent.version,
        explanations=explained(sent),
        by=provider,
        at=at,
    )
    actions.recompute(measure_code="NI 16", at=at)

    response = client.get("/explore/indicators/ni-16/E92000001/", {"period": "2008/09"})

    provenance = response.context["provenance"]
    figure = Figure.objects.get(pk=provenance.row.figure.pk)
    observed = Observation.objects.filter(period_start=date(2008, 4, 1))
    assert len(provenance.parts) == 39
    assert sum(part.row.shown.numerator for part in provenance.parts) == figure.numerator
    assert sum(row.numerator for row in observed) == figure.numerator
    assert [source.row_count for source in provenance.sources] == [39]
