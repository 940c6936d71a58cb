"""What a funnel shows, as sentences made from where the areas lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from indicators.charts.findings import without_figure
from indicators.charts.model import Point, Reference
from indicators.charts.wording import Terms, counted

ENOUGH_FOR_CHANCE = 20  # areas, below which a twentieth of them is none
NAMED_AT_MOST = 20  # areas in a sentence; the table has them all


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """What chance alone would leave 95% and 99.8% of areas of one size within."""

    size: float
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float

    @property
    def are_known(self) -> bool:
        limits = (self.lower_95, self.upper_95, self.lower_998, self.upper_998)
        return all(map(isfinite, (self.size, *limits))) and self.size > 0


@dataclass(frozen=True, slots=True)
class Placed:
    """An area beside the limits at its size."""

    point: Point
    size: float | None
    limits: FunnelLimits

    @property
    def has_size(self) -> bool:
        return self.size is not None and isfinite(self.size) and self.size > 0

    @property
    def is_shown(self) -> bool:
        return self.point.has_figure and self.has_size

    @property
    def zone(self) -> str:
        """Return `inside`, `between` or `outside`, or nothing where it cannot be told."""
        if not self.is_shown or not self.limits.are_known:
            return ""
        if not self.limits.lower_998 <= self.point.figure <= self.limits.upper_998:
            return "outside"
        within = self.limits.lower_95 <= self.point.figure <= self.limits.upper_95
        return "inside" if within else "between"

    @property
    def is_high(self) -> bool:
        return self.point.figure > self.limits.upper_95

    @property
    def position(self) -> str:
        """Return how the area lies to the limits, in words."""
        side = "above" if self.is_high else "below"
        return {
            "": "",
            "inside": "inside the 95% limits",
            "between": f"{side} the 95% limits but inside the 99.8% limits",
            "outside": f"{side} the 99.8% limits",
        }[self.zone]


def kind_of_limits(*, is_widened: bool) -> str:
    if is_widened:
        return (
            "95% and 99.8% limits widened for overdispersion, as areas differ more than by chance"
        )
    return "95% and 99.8% limits for chance alone"


def title(placed: Sequence[Placed], terms: Terms, *, period: str, focus: str | None) -> str:
    """Return where the area in focus lies, and how many areas lie outside the wider limits."""
    tested = [each for each in placed if each.zone]
    chosen = next((each for each in placed if each.point.label == focus), None)
    if not any(each.is_shown for each in placed):
        return f"{terms.about}: no figures to show for {period}"
    if not tested:
        return f"{terms.about}: no limits to hold areas against for {period}"
    outside = _outside(tested)
    if chosen is None:
        return f"{terms.about}: {outside} in {period}"
    if not chosen.point.has_figure:
        return f"{terms.about}: no figure for {focus} in {period}; {outside}"
    if not chosen.zone:
        return f"{terms.about}: no limits for {focus} in {period}; {outside}"
    figure = terms.figure(chosen.point)
    return f"{terms.about}: {focus} was {chosen.position} in {period} ({figure}); {outside}"


def _outside(tested: Sequence[Placed]) -> str:
    count = sum(each.zone == "outside" for each in tested)
    verb = "was" if 1 in (count, len(tested)) else "were"
    return f"{count or 'none'} of {counted(len(tested), 'area')} {verb} outside the 99.8% limits"


def description(placed: Sequence[Placed], terms: Terms, *, average: Reference, heading: str) -> str:
    """Return the finding, who lies outside, what chance alone would do, and what is missing."""
    tested = [each for each in placed if each.zone]
    outside = [each for each in tested if each.zone == "outside"]
    said = [f"{heading}.", f"{average.name}: {terms.with_unit(terms.number(average.value))}."]
    for side, those in (
        ("Above", [each for each in outside if each.is_high]),
        ("Below", [each for each in outside if not each.is_high]),
    ):
        if those:
            said.append(f"{side} the 99.8% limits: {_names(those, terms)}.")
    if len(tested) >= ENOUGH_FOR_CHANCE:
        said.append(
            f"By chance alone about {0.05 * len(tested):.0f} of {len(tested)} would lie outside "
            f"the 95% limits and {0.002 * len(tested):.1f} outside the 99.8% limits."
        )
    without_size = [each.point.label for each in placed if each.point.has_figure and not each.zone]
    if without_size:
        said.append(f"Not held against limits: {_list(without_size)}.")
    return " ".join([*said, *without_figure([each.point for each in placed])])


def _names(those: Sequence[Placed], terms: Terms) -> str:
    return _list([f"{each.point.label} {terms.number(each.point.figure)}" for each in those])


def _list(names: Sequence[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    listed = ", ".join(names[:NAMED_AT_MOST])
    return f"{listed} and {more} more" if more > 0 else listed
