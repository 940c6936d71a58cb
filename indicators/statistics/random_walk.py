"""How far the level of a series wanders from year to year, beyond what chance and trend explain."""

import numpy as np

from indicators.statistics.estimates import Floats

FEWEST_CHANGES = 2  # between years, from which they can vary about their trend


def yearly_totals(of_period: Floats, period: int) -> Floats:
    """Return the sums of whole years, counted back from the last column; NaN with a part missing.

    Columns before the first whole year are left out.
    """
    years = of_period.shape[1] // period
    whole = of_period[:, of_period.shape[1] - years * period :]
    return whole.reshape(len(of_period), years, period).sum(axis=2)


def walk_variance_of(events: Floats, base: Floats, dispersion: Floats, period: int) -> float:
    """Return the variance of one step of the walk that the levels of all series take.

    Shapes: `events` and `base` series by years, `dispersion` one a series, all of one indicator.
    Units: yearly totals in; the variance on the log scale, per period, of which a year has
    `period`.
    Missing: years with a NaN or without events are left out, and series with under two changes
    from year to year. NaN where no series is left.
    Errors: none.
    Source: the variance of the changes of each series about its trend, less what chance gives it,
    both averaged over the series; means of neighbouring years of a random walk with steps of
    variance 1 differ with variance (2 period² + 1) / (3 period), 8 for months.
    """
    there = (events > 0) & (base > 0)
    change = np.diff(np.log(np.where(there, events, np.nan) / np.where(there, base, np.nan)))
    one_over = dispersion[:, np.newaxis] / np.where(there, events, np.nan)
    return step_variance(change, one_over[:, 1:] + one_over[:, :-1], period)


def step_variance(change: Floats, by_chance: Floats, period: int) -> float:
    """Return the variance of a step, from changes between the means of neighbouring years.

    The changes are taken as independent. In truth neighbours share a year, and chance in it moves
    them apart, so that a walk is seen even in series that stand still. That is left as it is: in
    simulation it makes up for the trends that do not go on as supposed (`benchmarks/statistics`).

    Shapes: `change`, and the variance that chance gives it, both series by changes.
    """
    known = np.isfinite(change) & np.isfinite(by_chance)
    number = known.sum(axis=1)
    rows = number >= FEWEST_CHANGES
    if not rows.any():
        return float("nan")
    change, by_chance = (np.where(known, array, 0)[rows] for array in (change, by_chance))
    number = number[rows]
    about_mean = (change**2).sum(axis=1) - change.sum(axis=1) ** 2 / number
    excess = about_mean / (number - 1) - by_chance.sum(axis=1) / number
    of_one_step = (2 * period**2 + 1) / (3 * period)
    return max(0.0, float(excess.mean()) / of_one_step)
