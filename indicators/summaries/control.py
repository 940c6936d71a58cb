"""The newest figure of each area, and what a control chart says of it. Pure."""

import json
from collections.abc import Mapping

import numpy as np

from indicators.periods import PeriodKind
from indicators.statistics.control_charts import TRIAL, xmr
from indicators.statistics.seasonality import month_factors

from .columns import FEWEST_TESTED, NO_FIGURE, Columns, is_rare, of_finest
from .facts import Facts
from .grids import Floats, Grid, Whole, Words
from .kinds import Counting

NO_SEASON = "under three years of figures to tell the season from"
NONE_LISTED = "[]"
MARCH = 2  # months after January


def control(grids: Mapping[PeriodKind, Grid], areas: Whole, facts: Facts) -> Columns:
    """Return the newest figure of each area and its control chart.

    By the finest kind of period that a chart can be drawn of, else by the longest there is.
    """
    tried = []
    for grid in grids.values():
        columns = _of_grid(grid, areas, facts)
        tried.append((grid, np.isfinite(columns["upper_limit"]), columns))
    return of_finest(tried, _nothing(len(areas)))


def _nothing(areas: int) -> Columns:
    numbers = ("value", "lower", "upper", "mean", "lower_limit", "upper_limit", "season_factor")
    return {
        **dict.fromkeys(numbers, np.full(areas, np.nan)),
        **dict.fromkeys(("cause", "point_type", "period_kind"), np.full(areas, "")),
        **dict.fromkeys(
            ("period_start", "segment_start"), np.full(areas, np.datetime64("NaT", "D"))
        ),
        "season_factors": np.full(areas, NONE_LISTED),
        "points": np.zeros(areas, int),
        "control_reason": np.full(areas, NO_FIGURE),
    }


def _of_grid(grid: Grid, areas: Whole, facts: Facts) -> Columns:
    season, no_season = season_factors(grid, areas, facts)
    factors = season[:, grid.months - 1]
    has_counts = facts.parts.counting is not None
    count = grid.of("count") if has_counts else np.full_like(grid.of("value"), np.nan)
    chart = xmr(
        grid.of("value") / factors,
        improvement=facts.improvement,
        count=count if has_counts else None,
    )
    at = grid.at_newest
    reason = np.where(no_season != "", no_season, at(chart.reason))
    reason = np.where(is_rare(grid, count, facts.minimum_count), FEWEST_TESTED, reason)
    if not facts.parts.has_control:
        reason = np.full(len(areas), facts.parts.reason)
    has_limits = np.isin(reason, ["", TRIAL])
    return {
        "period_kind": np.full(len(areas), grid.kind.value),
        "period_start": grid.starts(grid.newest),
        "segment_start": grid.starts(np.where(grid.has_any, grid.comparable.argmax(axis=1), -1)),
        "points": grid.points,
        **{name: at(grid.of(name)) for name in ("value", "lower", "upper")},
        "cause": np.where(has_limits, at(chart.cause), ""),
        "point_type": np.where(has_limits, at(chart.point_type), ""),
        **{
            name: np.where(has_limits, at(limit), np.nan)
            for name, limit in (
                ("mean", chart.mean),
                ("lower_limit", chart.lower),
                ("upper_limit", chart.upper),
            )
        },
        "season_factor": np.where(has_limits, at(factors), np.nan),
        "season_factors": np.where(has_limits, _listed(season), NONE_LISTED),
        "control_reason": grid.why(np.where(grid.has_any, reason, NO_FIGURE)),
    }


def season_factors(grid: Grid, areas: Whole, facts: Facts) -> tuple[Floats, Words]:
    """Return what to divide each series' months or quarters by, and why that is not known.

    Factors are worked out of the figures up to the end of a financial year, so that they change
    once a year and points already seen stay where they were.
    """
    has_season = facts.is_seasonal and facts.parts.counting is Counting.EVENTS
    if not has_season or grid.per_year == 1:
        return np.ones((len(areas), grid.per_year)), np.full(len(areas), "")
    fixed = slice(0, _end_of_year(grid))
    count, base = grid.of("count")[:, fixed], grid.of("base")[:, fixed]
    season = month_factors(
        count,
        base,
        grid.months[fixed],
        period=grid.per_year,
        borrowed=england_season(count, base, grid.months[fixed], grid, areas, facts),
    )
    factors = np.where(season.factors > 0, season.factors, np.nan)
    return factors, np.where(season.reason == "", "", NO_SEASON)


def _listed(season: Floats) -> Words:
    """Return each series' factors as JSON; none where they are all 1."""
    return np.array(
        [
            json.dumps(factors) if set(factors) != {1.0} else NONE_LISTED
            for factors in season.tolist()
        ]
    )


def england_season(
    count: Floats, base: Floats, months: Whole, grid: Grid, areas: Whole, facts: Facts
) -> Floats | None:
    """Return the country's seasonal factors, for series too thin to show their own."""
    row = np.flatnonzero(areas == facts.england)
    if not row.size:
        return None
    season = month_factors(count[row], base[row], months, period=grid.per_year)
    return season.factors[0] if season.reason[0] == "" else None


def _end_of_year(grid: Grid) -> int:
    """Return how many columns there are up to the last March that `common` reaches."""
    last_month = grid.first + grid.kind.months * (np.arange(grid.common + 1) + 1) - 1
    ends = np.flatnonzero(last_month % 12 == MARCH)
    return int(ends[-1]) + 1 if ends.size else grid.common + 1
