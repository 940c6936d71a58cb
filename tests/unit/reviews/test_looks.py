"""The year so far against the path: what is told, what is not, and what is only noise."""

import numpy as np
import pandas as pd
import pytest

from indicators.periods import Period
from reviews.assessing import COLUMNS, look

YEAR = Period.parse("2009/10")


def months(area, counts, *, first="2008-04", provisional=0):
    """Months of an area of 120,000 people, the last so many provisional."""
    starts = pd.date_range(f"{first}-01", periods=len(counts), freq="MS")
    return pd.DataFrame(
        {
            "area_id": area,
            "period_kind": "month",
            "period_start": starts,
            "numerator": np.array(counts, float),
            "denominator": 120_000.0,
            "is_provisional": np.arange(len(counts)) >= len(counts) - provisional,
            "vintage": pd.Timestamp("2009-10-01", tz="UTC"),
        }
    )


def targets(*areas, asked=10.0, **changes):
    values = {"asked": asked, "factors": [[]] * len(areas), "dispersion": 1.0}
    return pd.DataFrame({"area_id": areas, "adverse_flag": False} | values | changes)


def judged(frame, figures, **changes):
    return look(frame, figures, YEAR, per=1000, improvement=-1, **changes)


def test_area_on_its_path_is_on_path():
    (row,) = judged(targets(1), months(1, [100] * 18)).itertuples()

    assert (row.look, row.looks, row.level, row.reason) == (6, 12, "on_path", "")
    assert row.to_date == 600
    assert row.total == pytest.approx(1200)
    assert row.expected == pytest.approx(1200 * 183 / 365)


def test_lasting_rise_is_firm_only_when_it_is_more_than_noise():
    rise = [100] * 12 + [130] * 9

    levels = [judged(targets(1), months(1, rise[: 12 + n])).level.item() for n in (1, 9)]

    assert levels == ["watch", "intervene_review"]


def test_season_is_part_of_the_path():
    factors = [1.0] * 3 + [1.5] * 3 + [0.75] * 3 + [0.75] * 3
    year = [150] * 3 + [75] * 6 + [100] * 3
    seasonal = targets(1, factors=[factors])

    (row,) = judged(seasonal, months(1, year + year[:3])).itertuples()

    assert row.expected == pytest.approx(450, rel=0.02)
    assert row.level == "on_path"


def test_few_events_are_too_few_to_tell():
    (row,) = judged(targets(1, asked=0.5), months(1, [5] * 18)).itertuples()

    assert row.level == "too_few"


def test_missing_month_is_left_out_on_both_sides():
    counts = [100.0] * 18
    counts[14] = np.nan

    (row,) = judged(targets(1), months(1, counts)).itertuples()

    assert (row.look, row.to_date, row.level) == (5, 500, "on_path")
    assert row.expected == pytest.approx(1200 * (183 - 30) / 365)


def test_what_is_not_sent_hides_nothing():
    counts = [100.0] * 12 + [np.nan, np.nan] + [150.0] * 7

    assert judged(targets(1), months(1, counts)).level.item() == "intervene_review"


def test_factors_of_counts_know_already_that_february_is_short():
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    factors = [days * 12 / 365 for days in lengths]
    with_factors = judged(targets(1, factors=[factors]), months(1, [100] * 23))

    assert with_factors.expected.item() == pytest.approx(1200 * 334 / 365)


def test_quarters_have_their_own_season():
    quarters = months(1, [150, 75, 75, 300] * 2).assign(
        period_kind="quarter", period_start=pd.date_range("2008-04-01", periods=8, freq="3MS")
    )
    frame = targets(1, asked=5.0, factors=[[2.0, 1.0, 0.5, 0.5]])

    (row,) = judged(frame, quarters[:5]).itertuples()

    assert (row.look, row.to_date) == (1, 150)
    assert row.expected == pytest.approx(150)


def test_what_cannot_be_held_against_a_path_says_why():
    found = judged(targets(1, 2, 3, asked=[10, np.nan, 10]), months(1, [100] * 18))

    assert list(found["level"]) == ["on_path", "unknown", "unknown"]
    assert list(found["reason"]) == [
        "",
        "nothing was agreed for this year",
        "nothing of this year is in yet",
    ]


def test_provisional_months_are_marked():
    assert judged(targets(1), months(1, [100] * 18, provisional=1)).is_provisional.item()
    assert not judged(targets(1), months(1, [100] * 18)).is_provisional.item()


def test_quarters_are_four_looks():
    quarters = months(1, [300] * 6).assign(
        period_kind="quarter", period_start=pd.date_range("2008-04-01", periods=6, freq="3MS")
    )

    (row,) = judged(targets(1), quarters).itertuples()

    assert (row.look, row.looks, row.to_date) == (2, 4, 600)


def test_more_areas_at_once_raise_no_more_false_alarms():
    chance = np.random.default_rng(2009)
    areas = range(1, 301)
    figures = pd.concat(months(one, chance.poisson(100, 24)) for one in areas)

    found = judged(targets(*areas), figures)

    assert (found["level"] == "intervene_review").mean() < 0.025
    assert (found["level"] == "concern").mean() < 0.10


def test_nothing_is_told_of_what_has_no_direction():
    found = look(targets(1), months(1, [100] * 18), YEAR, per=1000, improvement=0)

    assert list(found.columns) == list(COLUMNS)
    assert found["level"].isna().all()
