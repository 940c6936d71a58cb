"""From read models to what pages draw and say: charts, formulas, files. Pure over read models."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from laa_portal.foundation.cells import safe_cell
from partnerships.models import LEVEL_LABELS, Area, Level, Population

from . import printing
from .charts import Chart, Point, Reference, Series, bars, layouts, sparkline, tile_map, trend
from .charts.layouts import Layout
from .charts.model import MARKS
from .charts.wording import MINUS
from .models import Definition, Measure, MeasureKind, Observation
from .periods import Period
from .queries import FigureRow, segments_of
from .reading import AreaRow, FigureTable, History, MeasureHistory, Part, Provenance
from .rollup import PART_MISSING
from .statistics.rolling import three_year_change

SIGNIFICANT = 0.05

MOST_BARS = 60
"""Areas beyond which bars are too many to read."""

LAYOUTS = {Level.LAA_AREA: layouts.laa_areas, Level.POLICE_FORCE: layouts.police_forces}
"""The tile maps there are."""

METHODS = {
    "exact": "Exact Poisson limits, as for counts below 10",
    "byar": "Byar’s approximation to Poisson limits",
    "exact_clustered": "Exact Poisson limits, longer as events come in clusters",
    "byar_clustered": "Byar’s approximation to Poisson limits, longer as events come in clusters",
    "wilson": "Wilson’s score interval for a proportion",
    "exact_ratio": "Exact limits of the ratio of the two years that differ, the newest and the one "
    "that dropped out; the two years between are in both averages",
    "newcombe": "Newcombe’s interval for the difference of two proportions",
    "none": "None: a judgement as it was reported",
}

PARTS = {
    "figure": "Newest figure",
    "trend": "Recent trend",
    "change": "Yearly change",
    "control": "Control chart",
    "peers": "Similar areas",
    "projection": "Projection",
}
"""What the parts of a summary are called on pages."""

REASONS = {
    "missing": "no figure was reported",
    "suppressed": "whoever reported it withheld it",
    "not applicable": "the measure does not apply here",
    "not published": "the figure is reported but not yet published",
    "no base": "there is nothing to divide by: the base is missing or zero",
    "no expected": "there is nothing to set it against: the expected number is missing or zero",
    "count above base": "the count reported is larger than what it is a part of",
    "too few years": "the change of a three-year average needs the counts of four years",
}
"""Why there is no value, in words for a sentence; others are said as they are."""


# --- Charts ---------------------------------------------------------------------------------------


def trend_chart(history: History) -> Chart:
    """Return a measure's figures in an area over time, beside England's."""
    definitions = list(history.measure.definitions.all())
    segments = segments_of(definitions)
    return trend(
        points(history.rows, segments),
        subject=history.measure.title,
        area=place_name(history.area),
        unit=chart_unit(history.measure),
        decimals=history.measure.decimals,
        breaks=breaks(definitions, segments),
        comparators=[Series("England", tuple(points(history.england, segments)))]
        if history.england
        else [],
    )


def why_no_bars(table: FigureTable) -> str:
    """Return why the areas of a table are not drawn as bars, in a sentence."""
    if not table.rows:
        return "There are no areas to show."
    if len(table.rows) == 1:
        return "There is one area only, and none to compare it with."
    return f"There are more than {MOST_BARS} areas, too many to read as bars."


def bar_chart(table: FigureTable) -> Chart | None:
    """Return the areas of a table side by side; None of one area, or where they are too many."""
    measure, period = table.selection.measure, table.selection.period
    if not 1 < len(table.rows) <= MOST_BARS:
        return None
    england = table.england.shown.value if table.england else None
    return bars(
        [area_point(one) for one in table.rows],
        subject=measure.title,
        period=period.label,
        unit=chart_unit(measure),
        reference=None if england is None else Reference("England", england),
        decimals=measure.decimals,
    )


def map_of_areas(table: FigureTable) -> Chart | None:
    """Return the areas of a table on a tile map; None for a level without one, or of one area."""
    selection, layout_of = table.selection, LAYOUTS.get(table.selection.level)
    if layout_of is None or not _has_two_on_map(table, layout_of()):
        return None
    return tile_map(
        {one.area.gss_code: area_point(one) for one in table.rows},
        layout_of(),
        subject=selection.measure.title,
        period=selection.period.label,
        unit=chart_unit(selection.measure),
        decimals=selection.measure.decimals,
    )


def _has_two_on_map(table: FigureTable, layout: Layout) -> bool:
    shown = [one for one in table.rows if one.row and one.area.gss_code in layout.tiles]
    return len(shown) > 1


def trend_line(row: AreaRow) -> Chart:
    """Return the small line beside an area's figure."""
    return _small(row.trend, place_name(row.area))


def measure_line(history: MeasureHistory) -> Chart:
    """Return the small line beside a measure's figure."""
    return _small(history.rows, history.measure.code)


def population_line(populations: Sequence[Population]) -> Chart:
    """Return the small line of a place's residents."""
    counts = [Point(f"mid-{one.year}", one.count) for one in populations]
    return sparkline(counts, name="Residents", decimals=0)


def _small(rows: Sequence[FigureRow], name: str) -> Chart:
    decimals = rows[0].measure.decimals if rows else 0
    return sparkline(points(rows, {}), name=name, decimals=decimals)


def breaks(definitions: Sequence[Definition], segments: Mapping[int, int]) -> dict[int, str]:
    """Return what changed at each break of the series, by the segment that begins there."""
    return {
        segments[definition.pk]: definition.change_note or "The definition changed"
        for definition in reversed(definitions)
        if segments[definition.pk] > 0 and not definition.is_comparable
    }


def points(rows: Sequence[FigureRow], segments: Mapping[int, int]) -> list[Point]:
    """Return a point for every period from the first row to the last, missing where it has none."""
    if not rows:
        return []
    by_period = {row.period: row for row in rows}
    return [
        point_of(period.label, by_period.get(period), segments)
        for period in unbroken(rows[0].period, rows[-1].period)
    ]


def unbroken(first: Period, last: Period) -> Iterator[Period]:
    period = first
    while period.start <= last.start:
        yield period
        period = period.next()


def point_of(label: str, row: FigureRow | None, segments: Mapping[int, int]) -> Point:
    if row is None:
        return Point(label, status="missing")
    shown = row.shown
    return Point(
        label,
        shown.value,
        shown.lower,
        shown.upper,
        status=shown.status if shown.status in MARKS else "missing",
        segment=segments.get(row.figure.definition_id, 0),
    )


def row_point(row: FigureRow) -> Point:
    """Return a figure as the point of its area."""
    return point_of(place_name(row.area), row, {})


def area_point(one: AreaRow) -> Point:
    return point_of(place_name(one.area), one.row, {})


def chart_unit(measure: Measure) -> str:
    """Return the unit as it follows a number; of a share the sign alone, the title says of what."""
    return "%" if measure.unit.startswith("%") else measure.unit


def place_name(area: Area) -> str:
    """Return an area's name, which says so where the area is invented."""
    return f"{area.name} (invented)" if area.is_invented else area.name


# --- Where a figure comes from --------------------------------------------------------------------


def formula(row: FigureRow, years: Sequence[Part] = ()) -> str:
    """Return how the value follows from what was collected; nothing where it was taken as it is.

    `years`: those that a change over several rests on.
    """
    workings = _workings(row, years)
    if row.shown.value is None or not workings:
        return ""
    measure = row.measure
    times = f" × {printing.count(measure.per)}" if measure.per != 1 else ""
    value = printing.with_unit(printing.number(row.shown.value, measure.decimals), measure.unit)
    return f"{workings}{times} = {value}"


def _workings(row: FigureRow, years: Sequence[Part]) -> str:
    """Return what is worked out before the factor; nothing where a number is not known."""
    shown = row.shown
    match row.measure.kind:
        case MeasureKind.SCORE | MeasureKind.STANDARDISED_RATE:
            return ""
        case MeasureKind.OBSERVED_OVER_EXPECTED | MeasureKind.PEOPLE_OVER_EXPECTED:
            return _division(shown.numerator, shown.expected)
        case MeasureKind.DIFFERENCE | MeasureKind.SURVEY_DIFFERENCE:
            first = _division(shown.numerator, shown.denominator)
            second = _division(shown.group_2_numerator, shown.group_2_denominator)
            return f"({first} − {second})" if first and second else ""
        case MeasureKind.ROLLING_CHANGE:
            counts = [printing.count(count) for count in _counts(years)]
            newest, previous = " + ".join(counts[1:]), " + ".join(counts[:-1])
            return f"(({newest}) ÷ ({previous}) − 1)" if counts else ""
    return _division(shown.numerator, shown.denominator)


def _division(count: Decimal | None, base: Decimal | None) -> str:
    known = count is not None and base is not None
    return f"{printing.count(count)} ÷ {printing.count(base)}" if known else ""


def _counts(years: Sequence[Part]) -> list[Decimal]:
    """Return the counts of the years of a change; none unless all are known."""
    counts = [year.row.shown.numerator if year.row else None for year in years]
    known = [count for count in counts if count is not None]
    return known if len(known) == len(counts) else []


def averages(years: Sequence[Part]) -> str:
    """Return the newest of two three-year averages, with its limits, and the one before."""
    if not (counts := _counts(years)):
        return ""
    made = three_year_change([float(count) for count in counts])
    mean, lower, upper, previous = (
        printing.number(float(field[-1]), 1)
        for field in (made.mean, made.lower, made.upper, made.previous)
    )
    return f"{mean} a year (95% interval: {lower} to {upper}), after {previous}"


def years_apart(row: FigureRow, years: Sequence[Part]) -> str:
    """Return the test of the newest year of a change against the one that dropped out."""
    if not (counts := _counts(years)):
        return ""
    dropped, newest = (
        f"{printing.count(counts[place])} in {years[place].period.label}" for place in (0, -1)
    )
    return f"{newest} against {dropped}: {_verdict(counts, row.measure.minimum_count)}"


def _verdict(counts: Sequence[Decimal], minimum: int) -> str:
    if counts[-1] < minimum:
        return f"not tested, as a count is below {minimum}"
    p = float(three_year_change([float(count) for count in counts]).p[-1])
    if np.isnan(p):
        return "not tested, as a count is not whole"
    is_more = p < SIGNIFICANT
    return f"{'more' if is_more else 'no more'} than chance explains (p = {printing.number(p, 3)})"


def method(row: FigureRow) -> str:
    """Return the method of a figure's interval in words."""
    return METHODS.get(row.figure.method, row.figure.method)


def survey(row: FigureRow, observation: Observation | None) -> str:
    """Return how many answers a survey's figure rests on, where that was reported."""
    if row.shown.value is None or observation is None or observation.sample_size is None:
        return ""
    answers = f"{printing.count(observation.sample_size)} answers"
    if observation.design_effect is None:
        return answers
    return f"{answers}, design effect {printing.count(observation.design_effect)}"


def why_not(row: FigureRow, provenance: Provenance | None = None) -> str:
    """Return why a figure has no value, in words that end a sentence."""
    reason = row.shown.reason
    if provenance is None or reason != PART_MISSING:
        return REASONS.get(reason, reason)
    return f"{reason}{_what_is_missing(provenance)}"


def _what_is_missing(provenance: Provenance) -> str:
    if provenance.level and provenance.missing:
        level, parts = LEVEL_LABELS[provenance.level], len(provenance.parts)
        areas = level if parts == 1 else f"{level}s"
        have = "has" if provenance.missing == 1 else "have"
        return f": {provenance.missing} of {parts} {areas} {have} no figure"
    years = [
        year.period.label
        for year in provenance.years
        if year.row is None or year.row.shown.numerator is None
    ]
    return f": there is no count for {' or '.join(years)}" if years else ""


# --- Files ----------------------------------------------------------------------------------------

PRINTED_NUMBER = re.compile(rf"[+{MINUS}]?\d[\d,]*(\.\d+)?")

HEADER = (
    "indicator",
    "measure",
    "area_code",
    "area_code_2008",
    "area",
    "period",
    "value",
    "lower_95",
    "upper_95",
    "numerator",
    "denominator",
    "unit",
    "status",
    "reason",
    "synthetic",
)


def file_of_table(table: FigureTable) -> Iterator[Sequence[object]]:
    """Return the lines of a table's file: its header, and its areas in the table's order."""
    yield HEADER
    selection = table.selection
    for one in table.rows:
        yield _line(selection.measure, one.area, selection.period, one.row)


def file_of_history(history: History) -> Iterator[Sequence[object]]:
    """Return the lines of a history's file: its header, and its periods, oldest first."""
    yield HEADER
    for row in history.rows:
        yield _line(history.measure, history.area, row.period, row)


def file_of_chart(chart: Chart) -> Iterator[Sequence[object]]:
    """Return the lines of a chart's table, its numbers as other programs write them."""
    yield [safe_cell(heading) for heading in chart.header]
    for row in chart.rows:
        yield [_cell(words) for words in row]


def _cell(words: str) -> object:
    if PRINTED_NUMBER.fullmatch(words):
        return Decimal(words.replace(",", "").replace(MINUS, "-"))
    return safe_cell(words)


def _line(measure: Measure, area: Area, period: Period, row: FigureRow | None) -> Sequence[object]:
    """Return one figure for other programs: unrounded, and safe in a spreadsheet."""
    cells = (
        measure.indicator.code,
        measure.code,
        area.gss_code,
        area.ons_code,
        area.name,
        period.code,
        *_numbers(row),
        measure.unit,
        row.shown.status if row else "missing",
        row.shown.reason if row else "no figure",
        "yes" if area.is_invented else "no",
    )
    return [safe_cell(cell) for cell in cells]


def _numbers(row: FigureRow | None) -> Iterable[object]:
    if row is None:
        return [""] * 5
    shown = row.shown
    values = (shown.value, shown.lower, shown.upper)
    counts = (shown.numerator, shown.denominator)
    return (
        *("" if value is None else value for value in values),
        *("" if number is None else f"{number.normalize():f}" for number in counts),
    )
