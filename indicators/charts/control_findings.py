"""What a control chart shows, as sentences made from its limits and special causes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from indicators.charts.findings import without_figure
from indicators.charts.model import Point
from indicators.charts.wording import Terms, counted

CAUSES = {
    "above_limit": "above the upper limit",
    "below_limit": "below the lower limit",
    "trend_up": "in a run of rising points",
    "trend_down": "in a run of falling points",
    "two_in_three_high": "two of three points close to the upper limit",
    "two_in_three_low": "two of three points close to the lower limit",
    "shift_high": "in a run of points above the mean",
    "shift_low": "in a run of points below the mean",
}
POINT_TYPES = {
    "improvement": "improvement",
    "concern": "concern",
    "neutral": "more than chance",
}
TRIAL_BELOW = 20  # points in a stretch


@dataclass(frozen=True, slots=True)
class Judged:
    """A point beside its limits. Without a figure or limits it is never a special cause."""

    point: Point
    mean: float
    lower: float
    upper: float
    cause: str
    point_type: str
    reason: str
    has_limits: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        has_limits = all(map(isfinite, (self.mean, self.lower, self.upper)))
        # Worked out once, as `Point.has_figure` is.
        object.__setattr__(self, "has_limits", has_limits)

    @property
    def is_special(self) -> bool:
        return bool(self.cause) and self.point.has_figure and self.has_limits

    @property
    def remark(self) -> str:
        """Return what is to be known of its limits; without a figure its own status says it all."""
        if not self.point.has_figure:
            return ""
        return "trial limits" if self.reason == "trial" else self.reason

    @property
    def finding(self) -> str:
        """Return the kind of special cause and its rule, or nothing."""
        if not self.is_special:
            return ""
        return f"{POINT_TYPES[self.point_type]}: {CAUSES[self.cause]}"


def stretches(judged: Sequence[Judged]) -> list[list[int]]:
    """Return the positions of neighbours that have the same limits."""
    found: list[list[int]] = []
    for at, each in enumerate(judged):
        if not each.has_limits:
            continue
        if found and found[-1][-1] == at - 1 and _same_limits(judged[at - 1], each):
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _same_limits(one: Judged, other: Judged) -> bool:
    alike = (one.mean, one.lower, one.upper) == (other.mean, other.lower, other.upper)
    return alike and one.point.segment == other.point.segment


def is_trial(judged: Sequence[Judged], stretch: Sequence[int]) -> bool:
    """Return whether so few points lie behind the limits that they are only for trial."""
    said = any("trial" in judged[at].reason for at in stretch)
    return said or sum(judged[at].point.has_figure for at in stretch) < TRIAL_BELOW


def title(judged: Sequence[Judged], terms: Terms) -> str:
    """Return whether the latest point, or else any before it, shows more than chance."""
    shown = [each for each in judged if each.point.has_figure]
    tested = [each for each in shown if each.has_limits]
    special = [each for each in tested if each.is_special]
    if not shown:
        return f"{terms.about}: no figures to show"
    if not tested:
        return f"{terms.about}: no control limits{_because(reasons(judged))}"
    if not special:
        return f"{terms.about}: no sign of more than chance in {counted(len(tested), 'point')}"
    latest = special[-1]
    if latest is shown[-1]:
        return f"{terms.about}: {latest.point.label} is {_latest_as(latest.point_type)}"
    verb = "shows" if len(special) == 1 else "show"
    return (
        f"{terms.about}: {len(special)} of {counted(len(tested), 'point')} {verb} more than "
        f"chance, the last of them {latest.point.label}"
    )


def _because(said: Sequence[str]) -> str:
    return f" ({'; '.join(said)})" if said else ""


def _latest_as(point_type: str) -> str:
    if point_type == "neutral":
        return "unlikely to be chance"
    return f"a sign of {POINT_TYPES[point_type]}, unlikely to be chance"


def reasons(judged: Sequence[Judged]) -> list[str]:
    """Return each reason why figures have no limits, once."""
    without = [each for each in judged if each.point.has_figure and not each.has_limits]
    return list(dict.fromkeys(each.reason for each in without if each.reason))


def description(
    judged: Sequence[Judged], terms: Terms, *, changes: Mapping[int, str], heading: str
) -> str:
    """Return the finding, the latest figure, the limits, special causes, and what is missing."""
    shown = [each.point for each in judged if each.point.has_figure]
    said = [f"{heading}."]
    said += [
        f"The latest figure is {terms.figure(point)} in {point.label}." for point in shown[-1:]
    ]
    said += [_limits(judged, stretch, terms) for stretch in stretches(judged)]
    said += [_span(judged, run) for run in special_runs(judged)]
    said += [f"No limits: {reason}." for reason in reasons(judged)]
    said += [f"{label} from {judged[at].point.label} on." for at, label in changes.items()]
    return " ".join([*said, *without_figure([each.point for each in judged])])


def _limits(judged: Sequence[Judged], stretch: Sequence[int], terms: Terms) -> str:
    first, last = judged[stretch[0]], judged[stretch[-1]]
    words = "trial limits" if is_trial(judged, stretch) else "limits"
    return (
        f"{first.point.label} to {last.point.label}: mean {terms.number(first.mean)}, {words} "
        f"{terms.number(first.lower)} to {terms.number(first.upper)}."
    )


def special_runs(judged: Sequence[Judged]) -> list[list[int]]:
    """Return the positions of neighbours with the same special cause."""
    found: list[list[int]] = []
    for at, each in enumerate(judged):
        if not each.is_special:
            continue
        if found and found[-1][-1] == at - 1 and judged[at - 1].finding == each.finding:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _span(judged: Sequence[Judged], run: Sequence[int]) -> str:
    first, last = judged[run[0]], judged[run[-1]]
    labels = first.point.label if len(run) == 1 else f"{first.point.label} to {last.point.label}"
    return f"{labels}: {first.finding}."
