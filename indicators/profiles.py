"""The profile of an area as its page and its file print it: the same findings in both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from laa_portal.foundation.cells import safe_cell
from partnerships.models import LEVEL_LABELS, Area, Level

from . import descriptions, presenters
from .charts import Chart
from .charts.wording import capitalised
from .descriptions import Finding
from .models import SeriesSummary
from .reading import Profile, ProfileLine


@dataclass(frozen=True, slots=True)
class Described:
    """A line of a profile in words, and its small chart."""

    line: ProfileLine
    chart: Chart | None
    trend: Finding
    control: Finding
    peers: Finding
    group_average: str
    projection: Finding
    carried_forward: str
    sentence: str

    @property
    def anchor(self) -> str:
        """What its place on the page is called."""
        return slugify(self.line.measure.code)


def described(line: ProfileLine) -> Described:
    """Return what a page says of a line. Without a summary it gives one reason for everything."""
    chart = presenters.measure_line(line.history) if line.history else None
    summary = line.summary
    if summary is None:
        nothing = Finding("figure", reason=_why_no_summary(line))
        said = f"{capitalised(nothing.reason)}."
        return Described(line, chart, nothing, nothing, nothing, "", nothing, "", said)
    return Described(
        line=line,
        chart=chart,
        trend=descriptions.trend(summary),
        control=descriptions.control(summary),
        peers=descriptions.peers(summary),
        group_average=descriptions.group_average(summary),
        projection=descriptions.projection(summary),
        carried_forward=descriptions.carried_forward(summary),
        sentence=descriptions.sentence(summary),
    )


def _why_no_summary(line: ProfileLine) -> str:
    """Return why there is nothing to say of an indicator here, as the beginning of a sentence."""
    if line.is_recomputing:
        return "new figures arrived, and what they come to is still being worked out"
    if line.history:
        return "what these figures come to has not been worked out yet"
    if line.indicator.is_restricted:
        return "its values are for those who work for the area, and for nobody else"
    if line.is_delayed:
        return f"it was to begin in {line.indicator.first_year}, and no figure has come yet"
    if not line.is_collected_here:
        return f"no published return adds up to this area; it is collected for {_levels(line)}"
    return "no published return says anything of it here"


def _levels(line: ProfileLine) -> str:
    names = (LEVEL_LABELS[Level(level)] for level in line.measure.levels)
    return " or ".join(f"{name}s" for name in names)


# --- At a glance ----------------------------------------------------------------------------------

GLANCES: Mapping[str, Callable[[Described], bool]] = {
    "Improving": lambda one: one.trend.travel == "improving",
    "Deteriorating": lambda one: one.trend.travel == "deteriorating",
    "Better than its peers": lambda one: _grade(one) in {"better", "far better"},
    "Worse than its peers": lambda one: _grade(one) in {"worse", "far worse"},
    "Newest point more than chance": lambda one: bool(one.line.summary and one.line.summary.cause),
    "Nothing to say yet": lambda one: one.line.summary is None,
}


def overview(lines: Sequence[Described]) -> list[tuple[str, list[Described]]]:
    """Return which lines have each thing a reader looks for first; what none has is left out."""
    found = ((label, [one for one in lines if is_so(one)]) for label, is_so in GLANCES.items())
    return [(label, of) for label, of in found if of]


def _grade(one: Described) -> str:
    return one.line.summary.grade if one.line.summary else ""


# --- The file -------------------------------------------------------------------------------------

HEADER = (
    "framework",
    "reference",
    "indicator",
    "measure",
    "title",
    "area_code",
    "area_code_2008",
    "area",
    "description",
    "period",
    "value",
    "lower_95",
    "upper_95",
    "unit",
    "status",
    "trend",
    "yearly_change",
    "trend_reason",
    "control_period",
    "control_point",
    "control_cause",
    "control_mean",
    "control_lower",
    "control_upper",
    "control_reason",
    "group_source",
    "group_average",
    "peers",
    "grade",
    "percentile",
    "peers_reason",
    "target_period",
    "projected",
    "projected_lower_50",
    "projected_upper_50",
    "projected_lower_95",
    "projected_upper_95",
    "carried_forward",
    "projection_reason",
    "vintage",
    "method_version",
    "being_recomputed",
    "synthetic",
)


def file_of_profile(profile: Profile) -> Iterator[Sequence[object]]:
    """Return the lines of a profile's file: its header, and a line for each measure, unrounded."""
    yield HEADER
    for group in profile.groups:
        for line in group.lines:
            cells = (group.framework.value, *_cells(line, profile.area))
            yield [safe_cell("" if cell is None else cell) for cell in cells]


def _cells(line: ProfileLine, area: Area) -> Iterator[object]:
    yield from (line.references, line.indicator.code, line.measure.code, line.measure.title)
    yield from (area.gss_code, area.ons_code, area.name, described(line).sentence)
    yield from _level(line)
    yield from _statistics(line.summary) if line.summary else [""] * STATISTICS
    yield from (_yes_or_no(line.is_recomputing), _yes_or_no(area.is_invented))


STATISTICS = HEADER.index("being_recomputed") - HEADER.index("trend")


def _level(line: ProfileLine) -> Sequence[object]:
    row, unit = line.latest, line.measure.unit
    if row is None:
        return ("", "", "", "", unit, "missing")
    shown = row.shown
    return (row.period.code, shown.value, shown.lower, shown.upper, unit, shown.status)


def _statistics(one: SeriesSummary) -> Iterator[object]:
    yield from (one.trend, one.yearly_change, one.trend_reason)
    yield from (one.period.code, one.point_type, one.cause)
    yield from (one.mean, one.lower_limit, one.upper_limit, one.control_reason)
    yield from (one.group_source, one.group_average, one.peer_count)
    yield from (one.grade, one.percentile, one.peers_reason)
    yield from (one.target_period.code, one.projected)
    yield from (one.projected_lower_50, one.projected_upper_50)
    yield from (one.projected_lower_95, one.projected_upper_95)
    yield from (one.carried_forward, one.projection_reason)
    yield from (one.vintage.isoformat(), one.method_version)


def _yes_or_no(is_so: bool) -> str:  # noqa: FBT001 (the cell is a bool)
    return "yes" if is_so else "no"
