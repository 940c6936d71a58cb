"""What a chart shows, as sentences made from its numbers.

The wording claims no more than the figures bear: nothing rose, fell or lies above where the
intervals leave it open.
"""

from collections.abc import Mapping, Sequence

from indicators.charts.model import MEANINGS, Point, Reference, Series
from indicators.charts.wording import Terms


def subtitle(points: Sequence[Point], terms: Terms, *, when: str) -> str:
    intervals = any(point.interval for point in points)
    return f"{terms.unit_heading}, {when}" + (f", with {terms.interval}s" if intervals else "")


def span(points: Sequence[Point]) -> str:
    """Return from which period to which the points reach."""
    if not points:
        return "no periods"
    first, last = points[0].label, points[-1].label
    return f"{first} to {last}" if len(points) > 1 else last


def mark_notes(points: Sequence[Point]) -> list[str]:
    """Return a sentence for each mark in use."""
    used = {point.mark: MEANINGS[point.standing] for point in points if point.mark}
    return [f"{mark} {meaning}." for mark, meaning in sorted(used.items())]


def trend_title(points: Sequence[Point], terms: Terms) -> str:
    """Return what became of the figures that one definition lets us compare."""
    shown = comparable(points)
    if not shown:
        return f"{terms.about}: no figures to show"
    if len(shown) == 1:
        return f"{terms.about}: {terms.figure(shown[0])} in {shown[0].label}"
    return f"{terms.about} {change(shown[0], shown[-1], terms)}"


def comparable(points: Sequence[Point]) -> list[Point]:
    """Return the points with figures that were measured as the latest of them was."""
    shown = [point for point in points if point.has_figure]
    return [point for point in shown if point.segment == shown[-1].segment]


def change(first: Point, last: Point, terms: Terms) -> str:
    """Return how a figure moved: "fell from 28.5 to 26.1 per 1,000 people between …".

    It moved only if that shows at the printed decimals, and, where both figures have intervals,
    if these do not overlap.
    """
    before, after = terms.number(first.figure), terms.figure(last)
    span = f"between {first.label} and {last.label}"
    if before == terms.number(last.figure):
        return f"stayed at {after} {span}"
    if overlap(first, last):
        return f"showed no clear change {span} ({before}, then {after})"
    return f"{'fell' if last.figure < first.figure else 'rose'} from {before} to {after} {span}"


def overlap(first: Point, second: Point) -> bool:
    """Return whether both figures have intervals and these overlap."""
    if first.interval is None or second.interval is None:
        return False
    return first.interval[0] <= second.interval[1] and second.interval[0] <= first.interval[1]


def trend_description(
    points: Sequence[Point],
    terms: Terms,
    *,
    changes: Mapping[int, str],
    comparators: Sequence[Series],
) -> str:
    """Return the finding with its intervals, its range, what is missing and what is beside it.

    `changes` are the changes of definition, by the position of the first point after each.
    """
    shown = comparable(points)
    said = [f"{trend_title(points, terms)}."]
    said += [f"{p.label}: {terms.with_interval(p)}." for p in shown if p in (shown[0], shown[-1])]
    if len(shown) > 1 and overlap(shown[0], shown[-1]):
        said.append("The two intervals overlap, so the difference may be chance.")
    if len(shown) > 2:
        said.append(_range(shown, terms))
    said += [
        f"{label}: figures from {points[at].label} do not compare with earlier ones."
        for at, label in changes.items()
    ]
    if shown and shown[-1].status == "provisional":
        said.append(f"The figure for {shown[-1].label} is provisional.")
    said += [_latest(series, terms) for series in comparators]
    return " ".join([*said, *without_figure(points)])


def _range(shown: Sequence[Point], terms: Terms) -> str:
    highest = max(shown, key=lambda point: point.figure)
    lowest = min(shown, key=lambda point: point.figure)
    return (
        f"The highest is {terms.number(highest.figure)} in {highest.label}, "
        f"the lowest {terms.number(lowest.figure)} in {lowest.label}."
    )


def _latest(series: Series, terms: Terms) -> str:
    shown = [point for point in series.points if point.has_figure]
    if not shown:
        return f"{series.name}: no figures."
    return f"{series.name}: {terms.figure(shown[-1])} in {shown[-1].label}."


def without_figure(points: Sequence[Point]) -> list[str]:
    """Return a sentence for each reason why figures are missing, with the labels concerned."""
    labels: dict[str, list[str]] = {}
    for point in points:
        if not point.has_figure:
            labels.setdefault(MEANINGS[point.standing], []).append(point.label)
    return [f"{reason.capitalize()}: {', '.join(those)}." for reason, those in labels.items()]


def bars_title(
    points: Sequence[Point],
    terms: Terms,
    *,
    period: str,
    focus: str | None,
    reference: Reference | None,
    verdict: str = "",
) -> str:
    """Return how the area in focus lies, or, without one, from where to where the areas reach.

    `points` are in order, highest first. A `verdict` is what a better test than the interval found.
    """
    shown = [point for point in points if point.has_figure]
    chosen = next((point for point in points if point.label == focus), None)
    if not shown:
        return f"{terms.about}: no figures to show for {period}"
    if chosen is None:
        return f"{terms.about}: {_reach(shown, terms)}, {period}"
    if not chosen.has_figure:
        return f"{terms.about}: no figure for {chosen.label} in {period}"
    if reference is None:
        lies = f"{chosen.label} was {verdict}" if verdict else _place(chosen, shown)
        return f"{terms.about}: {lies} in {period} ({terms.figure(chosen)})"
    numbers = f"{terms.number(chosen.figure)} against {terms.number(reference.value)}"
    lies = f"was {verdict}" if verdict else against(chosen, reference, terms)
    return f"{terms.about}: {chosen.label} {lies} in {period} ({terms.with_unit(numbers)})"


def _reach(shown: Sequence[Point], terms: Terms) -> str:
    highest, lowest = shown[0], shown[-1]
    if len(shown) == 1:
        return f"{terms.figure(highest)} in {highest.label}"
    return (
        f"from {terms.number(lowest.figure)} in {lowest.label} "
        f"to {terms.figure(highest)} in {highest.label}"
    )


def _place(chosen: Point, shown: Sequence[Point]) -> str:
    higher = sum(point.figure > chosen.figure for point in shown)
    equal = sum(point.figure == chosen.figure for point in shown)
    place = [] if higher == 0 else [ordinal(higher + 1)]
    joint = ["joint"] if equal > 1 else []
    return " ".join([chosen.label, "was", *joint, *place, "highest of", str(len(shown))])


def ordinal(place: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{place}{'th' if place % 100 in (11, 12, 13) else endings.get(place % 10, 'th')}"


def against(point: Point, reference: Reference, terms: Terms) -> str:
    """Return how a figure lies to a reference; above or below only if its interval says so too."""
    if terms.number(point.figure) == terms.number(reference.value):
        return f"was level with {reference.name}"
    if point.interval and point.interval[0] <= reference.value <= point.interval[1]:
        return f"was not clearly different from {reference.name}"
    return f"was {'above' if point.figure > reference.value else 'below'} {reference.name}"


def bars_description(
    points: Sequence[Point],
    terms: Terms,
    *,
    title: str,
    focus: str | None,
    reference: Reference | None,
) -> str:
    """Return the finding, the figure in focus with its interval, the range, and who is missing."""
    shown = [point for point in points if point.has_figure]
    said = [f"{title}."]
    said += [f"{p.label}: {terms.with_interval(p)}." for p in shown if p.label == focus]
    if len(shown) > 1:
        said.append(_range(shown, terms))
    if reference:
        said.append(f"{reference.name}: {terms.with_unit(terms.number(reference.value))}.")
    return " ".join([*said, *without_figure(points)])
