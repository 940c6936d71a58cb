"""Which way each series goes, and how fast. Pure."""

from collections.abc import Mapping

import numpy as np

from indicators.periods import PeriodKind
from indicators.statistics.proportions import difference
from indicators.statistics.reasons import TOO_FEW
from indicators.statistics.seasonality import month_factors
from indicators.statistics.trends import YEARS, recent_trend

from .columns import FEWEST_TESTED, NO_FIGURE, NO_YEARS, Columns, is_rare, of_finest
from .control import england_season
from .facts import Facts
from .grids import Floats, Grid, Whole, entries, newest_before
from .kinds import TrendTest

CANNOT = "cannot_be_calculated"
TOO_FEW_YEARS = "too few years"
ONE_SURVEY = "only one survey"
TOO_FEW_ANSWERS = "too few answers to test"

FEWEST_ANSWERS = 100
"""Of the effective size of a sample, below which a share is shown but not tested."""
SIGNIFICANT = 0.05


def trend(yearly: Grid | None, areas: Whole, facts: Facts) -> Columns:
    """Return the trend of the last five years of each series, or between its last two surveys."""
    test = facts.parts.trend
    if test is None or yearly is None:
        return _no_trend(len(areas), facts.parts.reason if test is None else NO_YEARS)
    found = _of_surveys(yearly) if test is TrendTest.TWO_SURVEYS else _of_years(yearly, facts)
    reason = yearly.why(np.where(yearly.has_any, found["trend_reason"], NO_FIGURE))
    return found | {"trend_start": yearly.starts(yearly.newest), "trend_reason": reason}


def _no_trend(areas: int, reason: str) -> Columns:
    return {
        "trend": np.full(areas, CANNOT),
        "trend_start": np.full(areas, np.datetime64("NaT", "D")),
        "trend_chi_squared": np.full(areas, np.nan),
        "trend_reason": np.full(areas, reason),
    }


def _of_years(yearly: Grid, facts: Facts) -> Columns:
    years = {name: _last_years(yearly, name) for name in ("value", "lower", "upper")}
    count, base = _last_years(yearly, "count"), _last_years(yearly, "base")
    if facts.parts.trend is TrendTest.FIVE_SHARES:
        found = recent_trend(count, base, kind="proportion")
    else:
        found = recent_trend(count, base, kind="rate", **years)
    few = yearly.points < YEARS
    rare = is_rare(yearly, count, facts.minimum_count) & ~few
    untested = few | rare
    reason = np.where(few, TOO_FEW_YEARS, np.where(rare, FEWEST_TESTED, found.reason))
    return {
        "trend": np.where(untested, CANNOT, found.marker),
        "trend_chi_squared": np.where(untested, np.nan, found.chi_squared),
        "trend_reason": reason,
    }


def _last_years(yearly: Grid, name: str) -> Floats:
    """Return the five years up to each series' newest, NaN before its first."""
    numbers = yearly.of(name)
    before = np.full((len(numbers), YEARS - 1), np.nan)
    columns = yearly.newest[:, np.newaxis].clip(0) + np.arange(YEARS)
    return np.take_along_axis(np.hstack([before, numbers]), columns, axis=1)


def _of_surveys(yearly: Grid) -> Columns:
    previous = newest_before(yearly.comparable, yearly.newest)
    count, base = yearly.of("count"), yearly.of("base")

    now_base, then_base = yearly.at_newest(base), entries(base, previous)
    test = difference(
        entries(count, previous),
        then_base,
        yearly.at_newest(count),
        now_base,
        confidence=1 - SIGNIFICANT,
    )
    small = np.minimum(now_base, then_base) < FEWEST_ANSWERS
    reason = np.where(np.isfinite(test.z), "", TOO_FEW_ANSWERS)
    reason = np.where(small, TOO_FEW_ANSWERS, reason)
    reason = np.where(previous < 0, ONE_SURVEY, reason)
    marker = np.where(test.value > 0, "increasing", "decreasing")
    marker = np.where(test.p < SIGNIFICANT, marker, "no_change")
    return {
        "trend": np.where(reason == "", marker, CANNOT),
        "trend_chi_squared": np.where(reason == "", test.z**2, np.nan),
        "trend_reason": reason,
    }


def yearly_change(grids: Mapping[PeriodKind, Grid], areas: Whole, facts: Facts) -> Columns:
    """Return by what fraction a year each series changed over the last five, and its dispersion.

    By the finest kind of period that says so: months tell the trend best.
    """
    if facts.parts.trend in (None, TrendTest.TWO_SURVEYS):
        return _no_change(len(areas), facts.parts.reason)
    tried = []
    for grid in grids.values():
        columns = _change_of(grid, areas, facts)
        tried.append((grid, columns["change_reason"] == "", columns))
    return of_finest(tried, _no_change(len(areas), NO_FIGURE))


def _no_change(areas: int, reason: str) -> Columns:
    numbers = ("yearly_change", "yearly_change_error", "dispersion")
    return {
        **dict.fromkeys(numbers, np.full(areas, np.nan)),
        "change_reason": np.full(areas, reason),
    }


def _change_of(grid: Grid, areas: Whole, facts: Facts) -> Columns:
    count, base = grid.recent("count", YEARS), grid.recent("base", YEARS)
    months = grid.recent_months(YEARS)
    found = month_factors(
        count,
        base,
        months,
        period=grid.per_year,
        borrowed=england_season(count, base, months, grid, areas, facts),
    )
    change = np.expm1(found.slope * grid.per_year)
    reason = np.where(np.isfinite(base).any(axis=1), found.reason, TOO_FEW)
    return {
        "yearly_change": change,
        "yearly_change_error": (1 + change) * found.error * grid.per_year,
        "dispersion": found.dispersion,
        "change_reason": grid.why(reason),
    }
