"""Where each series will be in the target year if no new action is taken. Pure."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from indicators.periods import PeriodKind
from indicators.statistics.projection import Projection, carried_forward, project
from indicators.statistics.reasons import PART_MISSING
from indicators.statistics.value_projection import project_ratio, project_share, project_survey

from .columns import NO_FIGURE, NO_YEARS, Columns, of_finest
from .control import england_season
from .facts import Facts
from .grids import Floats, Grid, Whole, Words
from .kinds import Projecting

NOT_AHEAD = "the target year has begun"
TOO_SHORT = "too few years"

YEARS = 5
YEARS_OF_YEARS = 7
"""How far back a projection looks: further back, the past says little of what is to come."""

FEWEST_YEARS = 3
SURVEYS_FOR_TREND = 4

NUMBERS = {
    "projected": "median",
    "projected_lower_50": "lower_50",
    "projected_upper_50": "upper_50",
    "projected_lower_95": "lower_95",
    "projected_upper_95": "upper_95",
}


def projections(grids: Mapping[PeriodKind, Grid], areas: Whole, facts: Facts) -> Columns:
    """Return the value of the target year, a yearly one, by the finest kind that can say."""
    method = facts.parts.projection
    if method is None:
        return _nothing(facts, np.full(len(areas), facts.parts.reason))
    tried = []
    for grid in _usable(grids, method):
        columns = METHODS[method](grid, areas, facts)
        tried.append((grid, columns["projection_reason"] == "", columns))
    reason = NO_FIGURE if tried or not grids else NO_YEARS
    return of_finest(tried, _nothing(facts, np.full(len(areas), reason)))


def _usable(grids: Mapping[PeriodKind, Grid], method: Projecting) -> Sequence[Grid]:
    """Return the series that a method takes: of any period for events, of years for the others."""
    return [grid for grid in grids.values() if method is Projecting.EVENTS or grid.per_year == 1]


def _nothing(facts: Facts, reason: Words) -> Columns:
    unknown = np.full(len(reason), np.nan)
    return {
        **dict.fromkeys((*NUMBERS, "projected_variance", "carried_forward"), unknown),
        "target_start": np.full(len(reason), facts.target_start(is_calendar=False)).astype(
            "datetime64[D]"
        ),
        "projected_from_start": np.full(len(reason), np.datetime64("NaT", "D")),
        "projected_by": np.full(len(reason), ""),
        "projection_reason": reason,
    }


def _given(
    found: Projection, carried: Floats, scale: Floats | float, grid: Grid, facts: Facts
) -> Columns:
    """Return a projection as columns, its numbers times `scale`."""
    reason = np.where(np.isfinite(found.median * scale), found.reason, PART_MISSING)
    reason = np.where(found.reason == "", reason, found.reason)
    given = reason == ""
    start = facts.target_start(is_calendar=grid.kind is PeriodKind.CALENDAR_YEAR)
    from_start = grid.starts(np.full(len(given), grid.common))
    return _nothing(facts, reason) | {
        **{name: getattr(found, field) * scale for name, field in NUMBERS.items()},
        "projected_variance": found.variance,
        "carried_forward": np.where(given, carried * scale, np.nan),
        "target_start": np.full(len(given), start).astype("datetime64[D]"),
        "projected_from_start": np.where(given, from_start, np.datetime64("NaT", "D")),
        "projected_by": np.where(given, grid.kind.value, ""),
        "projection_reason": grid.why(reason),
    }


def _ahead(grid: Grid, facts: Facts) -> int:
    """Return how many periods after the last common one the target year begins."""
    start = facts.target_start(is_calendar=grid.kind is PeriodKind.CALENDAR_YEAR)
    return grid.ahead(np.datetime64(start))


def _of_events(grid: Grid, areas: Whole, facts: Facts) -> Columns:
    ahead, years = _ahead(grid, facts), YEARS_OF_YEARS if grid.per_year == 1 else YEARS
    count, base = grid.recent("count", years), grid.recent("base", years)
    if reason := _too_early(ahead, count.shape[1] // grid.per_year):
        return _nothing(facts, np.full(len(areas), reason))
    months = grid.recent_months(years)
    target = ahead + np.arange(grid.per_year)
    found = project(
        count,
        base,
        months,
        target_months=target,
        period=grid.per_year,
        borrowed=england_season(count, base, months, grid, areas, facts),
    )
    carried = carried_forward(count, base, target_months=target, period=grid.per_year)
    last_year = base[:, -grid.per_year :]
    residents = last_year.mean(axis=1) if facts.shares_base else last_year.sum(axis=1)
    return _given(found, carried, facts.per / residents, grid, facts)


def _too_early(ahead: int, years: int) -> str:
    if ahead < 1:
        return NOT_AHEAD
    return TOO_SHORT if years < FEWEST_YEARS else ""


def _of_shares(grid: Grid, areas: Whole, facts: Facts) -> Columns:
    ahead = _ahead(grid, facts)
    share, size = _recent_shares(grid, facts), grid.recent("base", YEARS_OF_YEARS)
    if reason := _too_early(ahead, share.shape[1]):
        return _nothing(facts, np.full(len(areas), reason))
    found = project_share(share, size, years_ahead=ahead)
    return _given(found, share[:, -1], facts.per, grid, facts)


def _recent_shares(grid: Grid, facts: Facts) -> Floats:
    return grid.recent("value", YEARS_OF_YEARS) / facts.per


def _of_surveys(grid: Grid, areas: Whole, facts: Facts) -> Columns:
    """Project from the last two surveys, or from four as from other shares."""
    share, size = _recent_shares(grid, facts), grid.recent("base", YEARS_OF_YEARS)
    held = np.flatnonzero(np.isfinite(share).sum(axis=0) * 2 >= np.isfinite(share[:, -1]).sum())
    if len(held) >= SURVEYS_FOR_TREND and held[-SURVEYS_FOR_TREND] == held[-1] - 3:
        return _of_shares(grid, areas, facts)
    ahead = _ahead(grid, facts)
    if ahead < 1 or len(held) < 2:
        reason = NOT_AHEAD if ahead < 1 else TOO_SHORT
        return _nothing(facts, np.full(len(areas), reason))
    last_two = held[-2:]
    found = project_survey(
        share[:, last_two],
        size[:, last_two],
        years_between=int(np.diff(last_two)[0]),
        years_ahead=ahead,
    )
    return _given(found, share[:, -1], facts.per, grid, facts)


def _of_ratios(grid: Grid, areas: Whole, facts: Facts) -> Columns:
    ahead = _ahead(grid, facts)
    count, base = grid.recent("count", YEARS_OF_YEARS), grid.recent("base", YEARS_OF_YEARS)
    if reason := _too_early(ahead, count.shape[1]):
        return _nothing(facts, np.full(len(areas), reason))
    found = project_ratio(count, base, years_ahead=ahead)
    return _given(found, count[:, -1] / base[:, -1], facts.per, grid, facts)


METHODS: Mapping[Projecting, Callable[[Grid, Whole, Facts], Columns]] = {
    Projecting.EVENTS: _of_events,
    Projecting.SHARES: _of_shares,
    Projecting.SURVEYS: _of_surveys,
    Projecting.RATIOS: _of_ratios,
}
