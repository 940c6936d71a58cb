"""A table with a column for each period: every cell with a figure in it becomes a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .cells import WITH_VALUE
from .columns import Header
from .fields import FIGURE, FIGURES, field_of
from .problems import Problem, Refused
from .rows import MARKED, Row, cut_off, left_over, named_cells, problems_of, read_cells
from .table import MOST_ROWS, Record
from .wording import listed, quoted

Key = tuple[str, str, str, str]
"""Indicator, measure, area and period."""

LEFT_OUT = "Empty cells left out: {:,}. Write [x] in one whose figure is missing."


class Wide:
    """Takes the rows of such a table one by one and gathers what their cells say.

    A row holds numerators, or what its column `figure` names. The numerator and the denominator of
    one measure, area and period become one row, the place of each remembered.
    """

    def __init__(self, header: Header) -> None:
        self._header = header
        self._found: list[Row] = []
        self._by_key: dict[Key, int] = {}
        self._left_out = 0

    @property
    def rows(self) -> Sequence[Row]:
        return self._found

    @property
    def notices(self) -> list[str]:
        return [LEFT_OUT.format(self._left_out)] if self._left_out else []

    def read(self, record: Record) -> Iterator[Problem]:
        """Take one row of the sheet, and yield what cannot be read in it.

        Raises Refused once there are more figures than a return may have rows.
        """
        number, texts = record
        named = named_cells(record, self._header)
        figure, refused = _figure_of(named)
        read, unread = read_cells({name: named[name] for name in named if name != FIGURE})
        refused |= unread | cut_off(self._header, texts)
        yield from problems_of(number, named, self._header.columns, refused)
        yield from left_over(record, self._header)
        if FIGURE not in refused:
            common = Row(number, **read, unread=self._header.unread.union(refused))
            yield from self._read_figures(record, common, figure)

    def _read_figures(self, record: Record, common: Row, figure: str) -> Iterator[Problem]:
        """Take the cells under the periods, each with all that the rest of its row says."""
        number, texts = record
        for index, (period, column) in self._header.periods.items():
            text = texts[index].strip() if index < len(texts) else ""
            if not text and common.status in WITH_VALUE:
                self._left_out += 1
                continue
            read, refused = _read_figure(figure, text, common.status)
            columns = dict.fromkeys(refused, column)
            yield from problems_of(number, dict.fromkeys(refused, text), columns, refused)
            places = dict.fromkeys((figure, "period"), (number, column))
            self._add(
                replace(
                    common,
                    **read,
                    period=period,
                    unread=common.unread.union(refused),
                    places=places,
                ),
                figure,
            )

    def _add(self, row: Row, figure: str) -> None:
        """Keep a cell's row, or complete the one that has another figure of the same already."""
        key = (row.indicator, row.measure, row.area_code, str(row.period))
        kept = self._by_key.get(key)
        if kept is not None and figure not in self._found[kept].places and not row.unread:
            self._found[kept] = _completed(self._found[kept], row, figure)
            return
        if len(self._found) >= MOST_ROWS:
            raise Refused(
                "too_many_rows",
                f"The file has more than {MOST_ROWS:,} figures. Split it and send the parts.",
            )
        self._by_key.setdefault(key, len(self._found))
        self._found.append(row)


def _figure_of(named: Mapping[str, str]) -> tuple[str, dict[str, Refused]]:
    """Return which of the figures a row holds, or why that is not known."""
    said = named.get(FIGURE, "")
    field = field_of(said) if said else "numerator"
    if field in FIGURES:
        return field, {}
    message = f"{quoted(said)} is no figure of a return. Write {listed(FIGURES, 'or')}."
    return "", {FIGURE: Refused("not_a_figure", message)}


def _read_figure(figure: str, text: str, status: str) -> tuple[dict[str, Any], dict[str, Refused]]:
    """Read one cell; a marker such as [x] in it is a status, beside the one of its row."""
    said = {"status": status} if status not in ("", "final") else {}
    return read_cells({figure: text, **said})


def _completed(kept: Row, row: Row, figure: str) -> Row:
    """Return a row with one more figure.

    What was found says the status, not among how many; and its note goes before the other's.
    """
    first, second = (row, kept) if figure in MARKED else (kept, row)
    added: dict[str, Any] = {figure: getattr(row, figure), "status": first.status}
    note = first.note or second.note
    return replace(kept, **added, note=note, places={**row.places, **kept.places})
