"""The data dictionary: every measure, field and word of what is published.

All of it is read from what writes the data (the catalogue, the columns of files, the OpenAPI
document, the choices of the models), so it says what they say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.api.figure_formats.columns import COLUMNS as API_COLUMNS
from indicators.charts.model import MARKS
from indicators.models import Measure, Status
from indicators.periods import PeriodKind
from indicators.policies import WITHHELD
from indicators.presenters import REASONS
from indicators.presenters.files import COLUMNS
from laa_portal.foundation.cells import safe_cell
from partnerships.models import LEVEL_LABELS, Level

from .api import document
from .api_docs import records

PERIODS = {
    PeriodKind.MONTH: "2008-04: year and month",
    PeriodKind.QUARTER: "2008/09 Q1: a quarter of a financial year, the first from April to June",
    PeriodKind.FINANCIAL_YEAR: "2008/09: from 1 April to 31 March",
    PeriodKind.CALENDAR_YEAR: "2008: from 1 January to 31 December",
}

MEASURE_HEADER = (
    *("measure", "title", "indicator", "unit", "kind", "per", "polarity", "best_from", "best_to"),
    *("decimals", "base", "levels", "periods", "minimum_count", "suppression_threshold"),
    *("source", "frequency", "lag_months", "restricted", "definition", "definition_source"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A field, or a word that may stand in one, and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Section:
    """Words that belong together: the columns of files, the fields of a kind of record."""

    title: str
    words: tuple[Word, ...]


def measures() -> list[Measure]:
    """Return every measure with its indicator and definitions."""
    found = Measure.objects.select_related("indicator").prefetch_related("definitions")
    return list(found.order_by("indicator__number", "code"))


def sections() -> list[Section]:
    """Return every field and word but the measures."""
    columns = (Word(name, "column", meaning) for name, meaning in COLUMNS.items())
    return [
        Section("Columns of the files that pages offer", tuple(columns)),
        Section("Columns of figures as CSV in the API", tuple(_columns_of_the_api())),
        Section("Statuses of a figure", tuple(_statuses())),
        Section("Reasons why there is no value", tuple(_reasons())),
        Section("Periods", tuple(Word(k, "period", said) for k, said in PERIODS.items())),
        Section("Levels", tuple(Word(level, "level", LEVEL_LABELS[level]) for level in Level)),
        *(
            Section(f"Fields of {record['name'].lower()} records in the API", _fields(record))
            for record in records(document())
        ),
    ]


def _columns_of_the_api() -> Iterator[Word]:
    for column in API_COLUMNS:
        yield Word(column.title, "column", column.meaning)


def _statuses() -> Iterator[Word]:
    for status in Status:
        mark = MARKS.get(status)
        shown = f", shown on pages as {mark}" if mark else ""
        yield Word(status.value, "status", f"{status.label}{shown}")


def _reasons() -> Iterator[Word]:
    yield Word(WITHHELD, "reason", "the count is below the threshold of its measure")
    for word, meaning in REASONS.items():
        yield Word(word, "reason", meaning)


def _fields(record: dict) -> tuple[Word, ...]:
    return tuple(Word(one["name"], one["type"], one["description"]) for one in record["fields"])


def file_of_words() -> Iterator[Sequence[object]]:
    """Return the lines of a file of all fields and words."""
    yield ("section", "name", "type", "meaning")
    for section in sections():
        for word in section.words:
            cells = (section.title, word.name, word.kind, word.meaning)
            yield [safe_cell(cell) for cell in cells]


def file_of_measures() -> Iterator[Sequence[object]]:
    """Return the lines of a file of all measures."""
    yield MEASURE_HEADER
    for measure in measures():
        yield [safe_cell(cell) for cell in _cells(measure)]


def _cells(measure: Measure) -> Iterator[object]:
    indicator, definitions = measure.indicator, list(measure.definitions.all())
    newest = definitions[-1] if definitions else None
    yield from (measure.code, measure.title, indicator.code, measure.unit, measure.kind)
    yield from (measure.per, measure.polarity, measure.best_from or "", measure.best_to or "")
    yield from (measure.decimals, measure.base, " ".join(measure.levels))
    yield from (" ".join(measure.period_kinds), measure.minimum_count)
    yield from (measure.suppression_threshold, indicator.source, indicator.frequency)
    yield "" if indicator.lag_months is None else indicator.lag_months
    yield "yes" if indicator.is_restricted else "no"
    yield newest.version if newest else ""
    yield newest.definition_source if newest else ""
