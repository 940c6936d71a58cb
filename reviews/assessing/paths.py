"""The path that a target's terms ask for, and where a figure stands on it."""

from dataclasses import dataclass

import numpy as np

from indicators.statistics.trajectories import milestones, progress, published
from reviews.progress import Progress, Verdict


@dataclass(frozen=True, slots=True)
class Path:
    """What was agreed: amounts in the measure's unit, years by those they begin in."""

    baseline: float | None
    baseline_year: int | None
    first_year: int
    values: tuple[float | None, ...]
    """One a year from `first_year`; None: not measured that year, or not agreed."""
    improvement: int
    """-1 where lower is better, 1 where higher is; 0 where neither is."""
    decimals: int
    unmeasured: frozenset[int] = frozenset()
    """Years in which nothing is measured."""

    def agreed(self, year: int) -> float | None:
        """Return the value that was agreed for a year."""
        place = year - self.first_year
        return self.values[place] if 0 <= place < len(self.values) else None

    def asks(self, year: int) -> float | None:
        """Return what the path asks for in a year: what was agreed, or on the line between.

        None before the baseline, after the last value, and where no line leads.
        """
        if (agreed := self.agreed(year)) is not None:
            return agreed
        place = year - self.first_year
        if not 0 <= place < len(self.values):
            return None
        values = [np.nan if one is None else one for one in self.values]
        start = np.nan if self.baseline is None else self.baseline
        ahead = 1 if self.baseline_year is None else max(self.first_year - self.baseline_year, 1)
        found = float(
            milestones(start, values, decimals=self.decimals, ahead=ahead).value[..., place]
        )
        return found if np.isfinite(found) else None

    @property
    def last_year(self) -> int | None:
        """The last year that has a value."""
        known = [place for place, one in enumerate(self.values) if one is not None]
        return self.first_year + known[-1] if known else None


NO_DIRECTION = "Neither more nor less of it is better, so there is no way to go."
NO_PATH = "Nothing was agreed for this year, and no line leads through it."
NO_BASELINE = "There is no baseline, so how far it has come cannot be counted."
HOLDS_STILL = "The target is to stay where the baseline was, so there is no way to go."
UNMEASURED = "Its survey is not held in this year."
NO_FIGURE = "There is no figure of this year yet."


def progress_of(path: Path, year: int, figure: float | None) -> Progress:
    """Return where the figure of a whole year stands on the path, as a reader of print sees it.

    A target is met where the printed figure is at least as good as the printed value. Progress is
    counted from the baseline in the right direction, whichever way is better.
    """
    asked = path.asks(year)
    if year in path.unmeasured:
        return Progress(Verdict.NOT_MEASURED, asked, because=UNMEASURED)
    if figure is None:
        return Progress(Verdict.NOT_YET, asked, because=NO_FIGURE)
    share, because = _share(path, figure)
    if not path.improvement:
        return Progress(Verdict.UNTOLD, asked, None, share, NO_DIRECTION)
    if asked is None:
        return Progress(Verdict.UNTOLD, None, None, share, NO_PATH)
    shown, due = published([figure, asked], path.decimals)
    gap = float(shown - due) * -path.improvement
    return Progress(_verdict(gap, share), asked, gap, share, because)


def _share(path: Path, figure: float) -> tuple[float | None, str]:
    last = next((one for one in reversed(path.values) if one is not None), None)
    if path.baseline is None or last is None:
        return None, NO_BASELINE
    found = progress(figure, path.baseline, last, decimals=path.decimals)
    if str(found.reason):
        return None, HOLDS_STILL
    return float(found.share), ""


def _verdict(gap: float, share: float | None) -> Verdict:
    if gap <= 0:
        return Verdict.MET
    if share is None or share > 0:
        return Verdict.ON_THE_WAY
    return Verdict.AWAY if share < 0 else Verdict.NO_PROGRESS
