"""The columns of flat files of figures.

The first 26 are those of the files of Fingertips, the public health service's tool, in its order
and under its names, so that what reads those reads these. Where it has something that we do not,
the column is there and empty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from indicators.api.catalogue import POLARITIES
from indicators.api.figure_keys import SDMX_STATUS, figure_key
from indicators.models import SeriesSummary
from indicators.reading import ToldFigure
from laa_portal.foundation.api.fields import exact
from laa_portal.foundation.cells import safe_cell
from partnerships.models import Population

Value = str | int | float | Decimal | bool | date | datetime | None
Get = Callable[[ToldFigure], Value]

EMPTY = "Always empty: this service has nothing of the kind"

ALL_AGES = "All ages"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is headed, what it means, and of which field of a record it is."""

    title: str
    field: str
    meaning: str
    get: Get
    datatype: str = "string"
    """As in XML Schema."""

    @property
    def name(self) -> str:
        """The title as programs name things."""
        return self.title.lower().replace(" ", "_").replace(".", "_")

    def text(self, figure: ToldFigure) -> str:
        """Return the cell as text that no spreadsheet runs; "" where there is none."""
        value = self.get(figure)
        if isinstance(value, str):
            return str(safe_cell(value))
        return written(value)


def written(value: Value) -> str:
    """Write a value that is no text, as JSON does: numbers with all their digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | Decimal):
        return exact(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value)


def _nothing(figure: ToldFigure) -> None:
    return None


def _empty(title: str) -> Column:
    return Column(title, "", EMPTY, _nothing)


def _number(title: str, field: str, meaning: str, name: str) -> Column:
    return Column(title, field, meaning, lambda one: getattr(one.shown, name), "decimal")


def _age(figure: ToldFigure) -> str:
    band = figure.measure.age_band
    return ALL_AGES if band == Population.ALL_AGES else band


def _note(figure: ToldFigure) -> str:
    return figure.shown.reason or figure.note


def _trend(figure: ToldFigure) -> str:
    return figure.trend.get_trend_display() if figure.trend else ""


FINGERTIPS = (
    Column("Indicator ID", "indicator", "As in NI 16", lambda one: one.indicator.code),
    Column("Indicator Name", "indicator", "Its title", lambda one: one.indicator.title),
    _empty("Parent Code"),
    _empty("Parent Name"),
    Column("Area Code", "area", "GSS code", lambda one: one.area.gss_code),
    Column("Area Name", "area", "Its name", lambda one: one.area.name),
    Column("Area Type", "area", "What it is in law", lambda one: one.area.get_kind_display()),
    Column("Sex", "measure", "Always Persons: no figure is of one sex", lambda one: "Persons"),
    Column("Age", "measure", "Of those who are counted", _age),
    _empty("Category Type"),
    _empty("Category"),
    Column(
        "Time period", "period", "2008-04, 2008/09 Q1, 2008/09 or 2008", lambda one: one.period.code
    ),
    _number("Value", "value", "The figure, unrounded; empty where there is none", "value"),
    _number("Lower CI 95.0 limit", "ci", "Of the 95% confidence interval", "lower"),
    _number("Upper CI 95.0 limit", "ci", "Of the 95% confidence interval", "upper"),
    _number("Lower CI 99.8 limit", "limits_998", "Of the 99.8% interval", "lower_998"),
    _number("Upper CI 99.8 limit", "limits_998", "Of the 99.8% interval", "upper_998"),
    _number("Count", "numerator", "What was counted", "numerator"),
    _number("Denominator", "denominator", "What it is divided by", "denominator"),
    Column("Value note", "notes", "Why there is no value, or what the sender notes", _note),
    Column("Recent Trend", "trend", "Of the series; with its newest figure only", _trend),
    _empty("Compared to England value or percentiles"),
    _empty("Compared to percentiles"),
    Column(
        "Time period Sortable",
        "period",
        "Puts periods in order",
        lambda one: one.period.sort,
        "integer",
    ),
    _empty("New data"),
    _empty("Compared to goal"),
)


def _last_day(figure: ToldFigure) -> date:
    return figure.period.end - timedelta(days=1)


def _revision(figure: ToldFigure) -> int | None:
    return figure.revision.revision if figure.revision else None


def _recorded_at(figure: ToldFigure) -> datetime:
    return figure.revision.recorded_at if figure.revision else figure.figure.vintage


def _compared(name: str) -> Get:
    def get(figure: ToldFigure) -> Value:
        compared: SeriesSummary | None = figure.comparison
        return getattr(compared, name) if compared else None

    return get


OURS = (
    Column("id", "id", "Stays when figures are worked out again", lambda o: figure_key(o.figure)),
    Column("measure", "measure", "What exactly is computed", lambda one: one.measure.code),
    Column("measure_title", "measure", "In words", lambda one: one.measure.title),
    Column("unit", "indicator", "Of the value", lambda one: one.measure.unit),
    Column(
        "polarity",
        "indicator",
        "Which way is better",
        lambda o: POLARITIES[o.measure.polarity],  # type: ignore[index]
    ),
    Column("definition_version", "indicator", "Of the measure", lambda one: one.definition.version),
    Column("area_code_2008", "area", "The ONS code of 2008", lambda one: one.area.ons_code),
    Column("period_type", "period", "How long it is", lambda one: one.period.kind.value),
    Column("period_from", "period", "Its first day", lambda one: one.period.start, "date"),
    Column("period_to", "period", "Its last day", _last_day, "date"),
    _number("expected", "expected", "What a ratio is set against", "expected"),
    _number("group_2_numerator", "group_2_numerator", "Of a difference", "group_2_numerator"),
    _number("group_2_denominator", "group_2_denominator", "Of a difference", "group_2_denominator"),
    Column(
        "interval_method",
        "ci",
        "How the intervals were worked out",
        lambda one: None if one.shown.lower is None else one.figure.method,
    ),
    Column("status", "status", "What is known of the value", lambda one: one.shown.status),
    Column(
        "status_code",
        "status_code",
        "In SDMX's list CL_OBS_STATUS",
        lambda one: SDMX_STATUS[one.shown.status],
    ),
    Column("reason", "reason", "Why there is no value", lambda one: one.shown.reason),
    Column("note", "notes", "What the sender notes", lambda one: one.note),
    Column("revision", "revision", "Its number; empty for a sum", _revision, "integer"),
    Column(
        "recorded_at", "revision", "When the newest of it was recorded", _recorded_at, "dateTime"
    ),
    Column(
        "revision_reason",
        "revision",
        "Why it was revised",
        lambda one: one.revision.reason if one.revision else "",
    ),
    Column(
        "comparison_group", "comparison", "The areas it is held beside", _compared("group_source")
    ),
    Column(
        "comparison_value",
        "comparison",
        "The average of that group",
        _compared("group_average"),
        "decimal",
    ),
    Column("comparison_outcome", "comparison", "How it compares", _compared("grade")),
    Column(
        "summed_from",
        "summed_from",
        "The level of its parts; empty: it was reported so",
        lambda one: one.figure.summed_from,
    ),
    Column(
        "part_count",
        "part_count",
        "How many rows it rests on",
        lambda one: one.figure.part_count,
        "integer",
    ),
    Column(
        "source_organisation",
        "source",
        "The code of the body that sent the newest row",
        lambda one: one.figure.data_return.organisation.code,
    ),
    Column(
        "source_return",
        "source",
        "The number of its return",
        lambda o: o.figure.data_return_id,
        "integer",
    ),
    Column(
        "computed_at",
        "computed_at",
        "When it was worked out",
        lambda o: o.figure.computed_at,
        "dateTime",
    ),
    Column(
        "synthetic",
        "synthetic",
        "Whether it is made up for demonstration",
        lambda one: one.area.is_invented,
        "boolean",
    ),
)

COLUMNS = (*FINGERTIPS, *OURS)
