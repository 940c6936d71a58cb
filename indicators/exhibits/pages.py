"""Which exhibits a page has, in the order in which they are read."""

from itertools import pairwise

from indicators import presenters
from indicators.models import Definition
from indicators.queries import segments_of
from indicators.reading import Evidence, FigureTable, History
from partnerships.models import LEVEL_LABELS

from .control import control_chart
from .funnels import OTHER_NAME as OF_CHANCE_ALONE
from .funnels import funnels
from .model import Exhibit
from .peers import beside_peers
from .surveys import survey_change
from .trajectories import trajectory


def of_history(history: History, evidence: Evidence | None) -> list[Exhibit]:
    """Return the exhibits of a measure in an area; of the past, None, nothing is judged."""
    if evidence is None:
        return [over_time(history)]
    ahead = trajectory(evidence)
    return [*until_now(history, evidence), *([ahead] if ahead else [])]


def until_now(history: History, evidence: Evidence) -> list[Exhibit]:
    """Return the exhibits of a measure in an area but for where it heads."""
    shown = [
        over_time(history),
        survey_change(evidence),
        control_chart(evidence),
        beside_peers(evidence),
    ]
    return [one for one in shown if one]


def over_time(history: History) -> Exhibit:
    """Return the figures over time, beside England's, and what divides them."""
    chart = presenters.trend_chart(history)
    return Exhibit("trend", "How did it move?", chart, notes=_divides(history))


def _divides(history: History) -> tuple[str, ...]:
    """Return a sentence for each break between the figures, across which nothing is compared."""
    definitions = {one.pk: one for one in history.measure.definitions.all()}
    segments = segments_of(definitions.values())
    names = presenters.breaks(list(definitions.values()), segments)
    used = dict.fromkeys(row.figure.definition_id for row in history.rows)
    return tuple(
        _divided(definitions[pk], names.get(segments[pk], "The definition changed"))
        for before, pk in pairwise(used)
        if segments[pk] != segments[before]
    )


def _divided(definition: Definition, what_changed: str) -> str:
    since = f"{definition.starts_on:%B %Y}" if definition.starts_on else "its newest version"
    return (
        f"{what_changed.rstrip('.')}. Figures from {since} are therefore not compared with earlier "
        "ones: no trend, limit or projection crosses that boundary."
    )


def of_table(table: FigureTable, *, asked: str = "") -> list[Exhibit]:
    """Return the exhibits of a measure in all areas of a level; `asked` names one on request."""
    has_both = asked in {OF_CHANCE_ALONE, "all"}
    return [side_by_side(table), area_map(table), *funnels(table, has_both=has_both)]


def side_by_side(table: FigureTable) -> Exhibit:
    """Return the areas as bars with their intervals, where they are few enough."""
    chart = presenters.bar_chart(table)
    reason = "" if chart else presenters.why_no_bars(table)
    left_out = len(table.rows) - len(presenters.rows_as_bars(table))
    notes = (f"{left_out} areas without a figure are left out.",) if chart and left_out else ()
    return Exhibit("bars", "How do the areas lie beside each other?", chart, reason, notes)


def area_map(table: FigureTable) -> Exhibit:
    """Return the areas as tiles; there is a layout of two levels."""
    chart = presenters.map_of_areas(table)
    names = " and ".join(f"{LEVEL_LABELS[level]}s" for level in presenters.LAYOUTS)
    reason = "" if chart else f"There is a map of {names}, where two or more have a figure."
    return Exhibit("map", "Where is it high, and where low?", chart, reason)
