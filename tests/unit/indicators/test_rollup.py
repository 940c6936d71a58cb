"""Sums over areas and over time, on arrays a reader can check by eye.

The geography: England (1) holds the county (2), which holds districts 3 and 4; until April 2009
there was district 5 too, which became part of 4.
"""

import numpy as np
import pandas as pd
import pytest

from indicators.rollup import DAWN, DUSK, PART_MISSING, Geography, chains, financial_years, roll_up

ENGLAND, COUNTY, NORTH, SOUTH, OLD = 1, 2, 3, 4, 5
REFORM = pd.Timestamp(2009, 4, 1)


@pytest.fixture
def geography():
    links = pd.DataFrame(
        [
            (ENGLAND, COUNTY, DAWN, DUSK),
            (COUNTY, NORTH, DAWN, DUSK),
            (COUNTY, SOUTH, DAWN, DUSK),
            (COUNTY, OLD, DAWN, REFORM),
        ],
        columns=["whole_id", "part_id", "starts", "ends"],
    )
    levels = pd.DataFrame(
        [
            (ENGLAND, "country", DAWN, DUSK),
            (COUNTY, "laa_area", DAWN, DUSK),
            (NORTH, "district", DAWN, DUSK),
            (SOUTH, "district", DAWN, DUSK),
            (OLD, "district", DAWN, REFORM),
        ],
        columns=["area_id", "level", "starts", "ends"],
    )
    return Geography(within=chains(links), levels=levels)


def observed(*rows):
    """Rows of (area, start, numerator, denominator) as final, published financial years."""
    frame = pd.DataFrame(rows, columns=["area_id", "period_start", "numerator", "denominator"])
    return frame.assign(
        period_start=pd.to_datetime(frame["period_start"]),
        period_kind="financial_year",
        definition_id=1,
        data_return_id=1,
        is_provisional=False,
        is_published=True,
        recorded_at=pd.Timestamp("2010-01-01", tz="UTC"),
        status="final",
        summed_from="",
        part_count=1,
    )


def figure(rolled, area, start="2008-04-01"):
    rows = rolled[(rolled["area_id"] == area) & (rolled["period_start"] == start)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_chains_reach_through_every_layer(geography):
    pairs = set(zip(geography.within["whole_id"], geography.within["part_id"], strict=True))

    assert (ENGLAND, NORTH) in pairs
    ends = geography.within.set_index(["whole_id", "part_id"])["ends"]
    assert ends[ENGLAND, OLD] == REFORM


def test_a_county_is_the_sum_of_its_districts_and_not_the_mean_of_their_rates(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, 1000),
        (SOUTH, "2008-04-01", 30, 1000),
        (OLD, "2008-04-01", 0, 500),
    )

    county = figure(roll_up(rows, geography, ["district"], is_summed=True), COUNTY)

    assert (county["numerator"], county["denominator"]) == (40, 2500)
    assert (county["summed_from"], county["part_count"], county["reason"]) == ("district", 3, "")


def test_a_sum_with_a_part_missing_is_missing(geography):
    rows = observed((NORTH, "2008-04-01", 10, 1000), (SOUTH, "2008-04-01", 30, 1000))

    county = figure(roll_up(rows, geography, ["district"], is_summed=True), COUNTY)

    assert county["reason"] == PART_MISSING
    assert np.isnan(county["numerator"])


def test_a_part_without_a_count_is_a_part_missing(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, 1000),
        (SOUTH, "2008-04-01", np.nan, 1000),
        (OLD, "2008-04-01", 0, 500),
    )

    assert (
        figure(roll_up(rows, geography, ["district"], is_summed=True), COUNTY)["reason"]
        == PART_MISSING
    )


def test_geography_is_that_of_the_day_on_which_the_period_starts(geography):
    rows = observed((NORTH, "2009-04-01", 10, 1000), (SOUTH, "2009-04-01", 30, 1500))

    county = figure(
        roll_up(rows, geography, ["district"], is_summed=True), COUNTY, start="2009-04-01"
    )

    assert (county["numerator"], county["reason"]) == (40, "")


def test_levels_are_never_mixed_and_the_first_complete_one_answers(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, 1000),
        (SOUTH, "2008-04-01", 30, 1000),
        (OLD, "2008-04-01", 0, 500),
        (COUNTY, "2008-04-01", 99, 2500),
    )

    rolled = roll_up(rows, geography, ["district", "laa_area"], is_summed=True)

    assert figure(rolled, COUNTY)["numerator"] == 40
    assert figure(rolled, ENGLAND)["numerator"] == 40


def test_an_incomplete_level_gives_way_to_the_next(geography):
    rows = observed((NORTH, "2008-04-01", 10, 1000), (COUNTY, "2008-04-01", 99, 2500))

    rolled = roll_up(rows, geography, ["district", "laa_area"], is_summed=True)

    assert figure(rolled, COUNTY)["numerator"] == 99
    assert figure(rolled, ENGLAND)["numerator"] == 99
    assert figure(rolled, ENGLAND)["summed_from"] == "laa_area"


def test_a_report_of_missing_gives_way_to_a_complete_sum(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, 1000),
        (SOUTH, "2008-04-01", 30, 1000),
        (OLD, "2008-04-01", 0, 500),
        (COUNTY, "2008-04-01", np.nan, np.nan),
    )
    rows.loc[rows["area_id"] == COUNTY, "status"] = "missing"

    rolled = roll_up(rows, geography, ["laa_area", "district"], is_summed=True)

    assert figure(rolled, COUNTY)["numerator"] == 40


def test_answers_to_a_survey_are_not_summed(geography):
    rows = observed((NORTH, "2008-04-01", 10, 1000), (SOUTH, "2008-04-01", 30, 1000))

    rolled = roll_up(rows, geography, ["district"], is_summed=False)

    assert set(rolled["area_id"]) == {NORTH, SOUTH}


def months(area, counts, *, base=1000, start="2008-04-01"):
    starts = pd.date_range(start, periods=len(counts), freq="MS")
    return observed(
        *((area, day, count, base) for day, count in zip(starts, counts, strict=True))
    ).assign(period_kind="month")


def test_twelve_months_make_a_year_over_its_one_population():
    (year,) = financial_years(months(NORTH, [2] * 12), shares_base=True).to_dict("records")

    assert (year["numerator"], year["denominator"]) == (24, 1000)
    assert (year["period_kind"], year["summed_from"]) == ("financial_year", "month")
    assert year["part_count"] == 12


def test_bases_that_are_not_shared_are_added_up():
    (year,) = financial_years(months(NORTH, [2] * 12), shares_base=False).to_dict("records")

    assert year["denominator"] == 12_000


@pytest.mark.parametrize("counts", [[2] * 11, [2] * 11 + [np.nan]])
def test_a_year_with_a_month_missing_is_not_known_yet(counts):
    assert financial_years(months(NORTH, counts), shares_base=True).empty


def test_a_year_that_was_reported_as_such_is_not_summed_again():
    rows = pd.concat([months(NORTH, [2] * 12), observed((NORTH, "2008-04-01", 25, 1000))])

    assert financial_years(rows, shares_base=True).empty
