"""The shapes of a path: from a baseline and a last value to the years between. Pure.

What is filled in is a proposal to whoever types: every value can be changed before it is offered.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np

from indicators.statistics.trajectories import milestones, published

FIRST_YEAR = 2008
"""In which the first of the three years of the agreements begins."""

Path = Callable[[float, float, int, int], Sequence[float]]
"""From baseline and last value, steps to the last and decimals, to the value of every step."""


class NoPath(ValueError):
    """A shape that does not lead from this baseline to this value. The message is for people."""


def filled_in(
    shape: str,
    *,
    baseline: Decimal,
    baseline_year: int,
    last: Decimal,
    measured: Sequence[bool],
    decimals: int,
) -> tuple[Decimal | None, ...]:
    """Return the value of each year of an agreement: None where it is not measured, or not known.

    `shape` is one of `models.Shape`; `last` is for the last of the years that are `measured`, and
    stays as it was typed. Years between are rounded as published, with halves away from nought, and
    never past either end. Steps are for people to type, so only the last is known. Raises NoPath.
    """
    if not any(measured):
        raise NoPath("No year is measured, so there is nothing to fill in.")
    final = max(place for place, is_measured in enumerate(measured) if is_measured)
    steps = _whole_steps(baseline_year, final)
    values = PATHS[shape](float(baseline), float(last), steps, decimals)[-(final + 1) :]
    between = [_decimal(value, decimals) for value in values[:-1]]
    known = [*between, last, *[None] * (len(measured) - final - 1)]
    return tuple(
        value if is_measured else None for value, is_measured in zip(known, measured, strict=True)
    )


def _whole_steps(baseline_year: int, final: int) -> int:
    """Return how many years lead from the baseline to the last year."""
    if baseline_year >= FIRST_YEAR:
        raise NoPath("The baseline has to be of a year before 2008/09 to lead through the years.")
    return FIRST_YEAR + final - baseline_year


def _decimal(value: float, decimals: int) -> Decimal | None:
    """Return a value as it is printed; None where there is none."""
    if not np.isfinite(value):
        return None
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals))


def _straight(baseline: float, last: float, steps: int, decimals: int) -> Sequence[float]:
    targets = [np.nan] * (steps - 1) + [last]
    found: list[float] = milestones(baseline, targets, decimals=decimals).value.tolist()
    return found


def _constant_rate(baseline: float, last: float, steps: int, decimals: int) -> Sequence[float]:
    """Return the path on which every year changes by the same percentage."""
    if baseline <= 0 or last <= 0:
        raise NoPath(
            "The same percentage each year leads from no nought and to none. Choose another shape, "
            "or type the years."
        )
    share = np.arange(1, steps + 1) / steps
    path = published(baseline * (last / baseline) ** share, decimals)
    found: list[float] = path.clip(min(baseline, last), max(baseline, last)).tolist()
    return found


def _typed(_baseline: float, last: float, steps: int, _decimals: int) -> Sequence[float]:
    return [np.nan] * (steps - 1) + [last]


PATHS: Mapping[str, Path] = {
    "straight": _straight,
    "constant_rate": _constant_rate,
    "stepped": _typed,
    "survey_years": _straight,
}
"""Of a survey the straight line is met in the years in which it is held."""
