"""Sums over areas and over time, on arrays a reader can check by eye.

The geography: England (1) holds the county (2), which holds districts 3 and 4; until April 2009
there was district 5 too, which became part of 4.
"""

import numpy as np
import pandas as pd
import pytest

from indicators.rollup import (
    COUNTS,
    DAWN,
    DUSK,
    PART_MISSING,
    Geography,
    chains,
    financial_years,
    roll_up,
    with_earlier_years,
)

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

    county = figure(roll_up(rows, geography, ["district"], counts=COUNTS), COUNTY)

    assert (county["numerator"], county["denominator"]) == (40, 2500)
    assert (county["summed_from"], county["part_count"], county["reason"]) == ("district", 3, "")


def test_a_sum_with_a_part_missing_is_missing(geography):
    rows = observed((NORTH, "2008-04-01", 10, 1000), (SOUTH, "2008-04-01", 30, 1000))

    county = figure(roll_up(rows, geography, ["district"], counts=COUNTS), COUNTY)

    assert county["reason"] == PART_MISSING
    assert np.isnan(county["numerator"])


def test_a_part_without_a_count_is_a_part_missing(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, 1000),
        (SOUTH, "2008-04-01", np.nan, 1000),
        (OLD, "2008-04-01", 0, 500),
    )

    assert (
        figure(roll_up(rows, geography, ["district"], counts=COUNTS), COUNTY)["reason"]
        == PART_MISSING
    )


def test_geography_is_that_of_the_day_on_which_the_period_starts(geography):
    rows = observed((NORTH, "2009-04-01", 10, 1000), (SOUTH, "2009-04-01", 30, 1500))

    county = figure(
        roll_up(rows, geography, ["district"], counts=COUNTS), COUNTY, start="2009-04-01"
    )

    assert (county["numerator"], county["reason"]) == (40, "")


def test_levels_are_never_mixed_and_the_first_complete_one_answers(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, 1000),
        (SOUTH, "2008-04-01", 30, 1000),
        (OLD, "2008-04-01", 0, 500),
        (COUNTY, "2008-04-01", 99, 2500),
    )

    rolled = roll_up(rows, geography, ["district", "laa_area"], counts=COUNTS)

    assert figure(rolled, COUNTY)["numerator"] == 40
    assert figure(rolled, ENGLAND)["numerator"] == 40


def test_an_incomplete_level_gives_way_to_the_next(geography):
    rows = observed((NORTH, "2008-04-01", 10, 1000), (COUNTY, "2008-04-01", 99, 2500))

    rolled = roll_up(rows, geography, ["district", "laa_area"], counts=COUNTS)

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

    rolled = roll_up(rows, geography, ["laa_area", "district"], counts=COUNTS)

    assert figure(rolled, COUNTY)["numerator"] == 40


def test_answers_to_a_survey_are_not_summed(geography):
    rows = observed((NORTH, "2008-04-01", 10, 1000), (SOUTH, "2008-04-01", 30, 1000))

    rolled = roll_up(rows, geography, ["district"], counts=())

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


def test_only_the_counts_that_add_up_are_summed_and_asked_for(geography):
    rows = observed(
        (NORTH, "2008-04-01", 10, np.nan),
        (SOUTH, "2008-04-01", 30, np.nan),
        (OLD, "2008-04-01", 2, 500),
    ).assign(expected=[8.0, 25.0, 2.0])

    rolled = roll_up(rows, geography, ["district"], counts=("numerator", "expected"))

    county = figure(rolled, COUNTY)
    assert (county["numerator"], county["expected"], county["reason"]) == (42, 35, "")
    assert np.isnan(county["denominator"])


def test_a_part_that_lacks_what_was_expected_is_a_part_missing(geography):
    rows = observed((NORTH, "2009-04-01", 10, 1), (SOUTH, "2009-04-01", 30, 1))
    rows = rows.assign(expected=[8.0, np.nan])

    rolled = roll_up(rows, geography, ["district"], counts=("numerator", "expected"))

    assert figure(rolled, COUNTY, "2009-04-01")["reason"] == PART_MISSING


def yearly(*starts, area=NORTH, segment=0):
    return observed(*((area, start, 5, np.nan) for start in starts)).assign(segment=segment)


YEARS = ("2005-01-01", "2006-01-01", "2007-01-01", "2008-01-01", "2009-01-01")


@pytest.mark.parametrize(
    ("column", "odd", "usual"),
    [("is_provisional", True, False), ("is_published", False, True), ("data_return_id", 7, 1)],
)
def test_a_figure_of_several_years_rests_on_each_of_them(column, odd, usual):
    rows = yearly(*YEARS)
    rows.loc[rows["period_start"] == "2006-01-01", column] = odd

    rested = with_earlier_years(rows, 2)

    assert rested[column].tolist() == [usual, odd, odd, odd, usual]
    assert rested["part_count"].tolist() == [1, 2, 3, 3, 3]
    assert rested["numerator"].tolist() == [5] * 5


def test_no_figure_rests_on_other_areas_or_on_years_beyond_a_break_or_gap():
    rows = pd.concat(
        [
            yearly(*YEARS[:2]),
            yearly(*YEARS[2:4], segment=1),
            yearly(YEARS[0], YEARS[4], area=SOUTH),
        ]
    )

    assert with_earlier_years(rows, 3)["part_count"].tolist() == [1, 2, 1, 2, 1, 1]
