"""What a trajectory is made of: figures, projection, straight line, milestones, target, paths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from indicators.charts.model import Point, Series
from indicators.charts.trajectory_paths import Path, paths_of


@dataclass(frozen=True, slots=True)
class Projected:
    """What one period will bring: the median, and the ranges it lies in by 50% and by 95%."""

    label: str
    median: float
    lower_50: float
    upper_50: float
    lower_95: float
    upper_95: float

    @property
    def numbers(self) -> tuple[float, ...]:
        return self.median, self.lower_50, self.upper_50, self.lower_95, self.upper_95

    @property
    def is_known(self) -> bool:
        return all(map(isfinite, self.numbers))


@dataclass(frozen=True, slots=True)
class Course:
    """All of it by position on the axis. `points` end with the last figure that was asked for."""

    periods: Sequence[str]
    points: Sequence[Point]
    projected: Mapping[int, Projected]
    reason: str
    carried_forward: float | None
    milestones: Mapping[int, Point]
    baseline: tuple[int, Point] | None
    target: tuple[int, Point] | None
    paths: Sequence[Path] = ()
    others: Sequence[Path] = ()

    @property
    def latest(self) -> int | None:
        """The position of the last figure."""
        shown = [at for at, point in enumerate(self.points) if point.has_figure]
        return shown[-1] if shown else None

    def planned(self, at: int) -> float | None:
        """Return the height of the straight line from the baseline to the target."""
        if self.baseline is None or self.target is None:
            return None
        (first, start), (last, end) = self.baseline, self.target
        if not first <= at <= last or first == last:
            return None
        return start.figure + (end.figure - start.figure) * (at - first) / (last - first)

    @property
    def numbers(self) -> list[float]:
        """Every number that the picture must find room for."""
        ends = [end[1] for end in (self.baseline, self.target) if end]
        lines = [point for one in [*self.paths, *self.others] for point in one.points.values()]
        points = [*self.points, *self.milestones.values(), *ends, *lines]
        figures = [point.figure for point in points if point.has_figure]
        ranges = [number for each in self.projected.values() for number in each.numbers]
        level = [] if self.carried_forward is None else [self.carried_forward]
        return figures + ranges + level


def course(
    periods: Sequence[str],
    actuals: Sequence[Point],
    *,
    projection: Sequence[Projected],
    reason: str,
    carried_forward: float | None,
    milestones: Sequence[Point],
    baseline: Point | None,
    target: Point | None,
    paths: Sequence[Series] = (),
    others: Sequence[Series] = (),
) -> Course:
    """Match everything to the periods. Raises ValueError for a label that is not among them."""
    place = {label: at for at, label in enumerate(periods)}
    points = [*actuals, *milestones, *(end for end in (baseline, target) if end)]
    points += [point for one in [*paths, *others] for point in one.points]
    labels = [point.label for point in points] + [each.label for each in projection]
    if unknown := [label for label in labels if label not in place]:
        raise ValueError(f"Not among the periods: {', '.join(unknown)}.")
    from_baseline, to_target = (
        (place[end.label], end) if end is not None and end.has_figure else None
        for end in (baseline, target)
    )
    reach = max((place[point.label] + 1 for point in actuals), default=0)
    is_level = carried_forward is not None and isfinite(carried_forward)
    return Course(
        periods,
        Series("", tuple(actuals)).at(periods[:reach]),
        {place[each.label]: each for each in projection if each.is_known},
        reason,
        carried_forward if is_level else None,
        {place[point.label]: point for point in milestones if point.has_figure},
        from_baseline,
        to_target,
        paths_of(paths, place),
        paths_of(others, place),
    )
