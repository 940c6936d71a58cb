"""An area's figures as one row of consecutive periods, for tests and for the eye."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators import presenters
from indicators.charts import Point
from indicators.periods import Period
from indicators.queries import FigureRow
from indicators.reading import settled
from indicators.statistics.estimates import Floats


@dataclass(frozen=True, slots=True)
class Timeline:
    """Consecutive periods. `points` are what the reader sees, `told` what everybody may see."""

    periods: tuple[Period, ...]
    points: tuple[Point, ...]
    told: tuple[FigureRow | None, ...]

    @property
    def values(self) -> Floats:
        """Return the figures that tests rest on; NaN where there is none."""
        return numbers(self.told, "value")

    @property
    def counts(self) -> Floats:
        return numbers(self.told, "numerator")

    @property
    def bases(self) -> Floats:
        return numbers(self.told, "denominator")

    @property
    def segments(self) -> NDArray[np.int_]:
        return np.array([point.segment for point in self.points], int)


def timeline(
    rows: Sequence[FigureRow], segments: Mapping[int, int], periods: Sequence[Period] = ()
) -> Timeline:
    """Return rows of one kind of period from the first to the last, or over given periods."""
    told = {row.period: row for row in settled(rows)}
    seen = {row.period: row for row in rows}
    if rows and not periods:
        periods = tuple(presenters.unbroken(rows[0].period, rows[-1].period))
    return Timeline(
        tuple(periods),
        tuple(presenters.point_of(one.label, seen.get(one), segments) for one in periods),
        tuple(told.get(one) for one in periods),
    )


def numbers(rows: Sequence[FigureRow | None], name: str) -> Floats:
    """Return a number of each row as its reader may see it; NaN where there is none."""
    values = [getattr(row.shown, name) if row else None for row in rows]
    return np.array([np.nan if value is None else value for value in values], float)
