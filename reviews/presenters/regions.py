"""A region as its heat map and its file print it: a rating a cell, in a symbol and in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from laa_portal.foundation.cells import safe_cell
from partnerships.models import Area
from reviews.queries import Placed, Region, level_name
from reviews.rag import WORST_FIRST

from .ratings import RATINGS, Told

NONE = Told("No target", "\N{MIDDLE DOT}", "none")
LEGEND = (*RATINGS.values(), NONE)
CELL = (
    '<td class="govuk-table__cell laa-state laa-state--{}"><span aria-hidden="true">{}{}</span>'
    '<span class="govuk-visually-hidden">{}</span></td>'
)
EMPTY = format_html(CELL, NONE.colour, NONE.symbol, "", NONE.words)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One area, with a cell for each indicator."""

    area: Area
    cells: Sequence[SafeString]

    @property
    def drawn(self) -> SafeString:
        return mark_safe("".join(self.cells))  # each of them is


@dataclass(frozen=True)
class PlacedShown:
    """A target of an area in words."""

    placed: Placed

    @property
    def told(self) -> Told:
        return RATINGS[self.placed.now.rated.rag]

    @property
    def rule(self) -> str:
        return self.placed.now.rated.rule

    @property
    def concern(self) -> str:
        """How serious its open concern is; empty where there is none."""
        return "" if self.placed.level is None else level_name(self.placed.level)

    @property
    def words(self) -> str:
        """As a cell is read aloud."""
        if self.placed.level is None:
            return self.told.words
        return f"{self.told.words}, with a concern open at {self.placed.level}, {self.concern}"


def grid(found: Region) -> list[GridRow]:
    """Return a row an area, and in each a cell for every indicator in their order."""
    cells = {key: _cell(PlacedShown(one)) for key, one in found.placed.items()}
    return [
        GridRow(area, [cells.get((area.pk, one.pk), EMPTY) for one in found.indicators])
        for area in found.areas
    ]


def _cell(shown: PlacedShown) -> SafeString:
    level = "" if shown.placed.level is None else f"\N{NO-BREAK SPACE}{shown.placed.level}"
    return format_html(CELL, shown.told.colour, shown.told.symbol, level, shown.words)


def listed(placed: Sequence[Placed]) -> list[PlacedShown]:
    """Return targets in words, the worst first: by rating, then by how serious its concern is."""
    shown = [PlacedShown(one) for one in placed]
    return sorted(
        shown,
        key=lambda one: (
            WORST_FIRST.index(one.placed.now.rated.rag),
            -(one.placed.level or 0),
            one.placed.area.name,
        ),
    )


HEADER = ("area_code", "area", "indicator", "title", "year", "rating", "rule", "open_concern")


def file_of(found: Region, year: str) -> Iterator[Sequence[object]]:
    """Return the lines of the file: its header, then a line a target."""
    yield HEADER
    for indicator in found.indicators:
        for one in listed(found.of(indicator)):
            area = one.placed.area
            cells = (
                *(area.gss_code, area.name, indicator.code, indicator.title, year),
                *(one.told.words, one.rule, one.concern),
            )
            yield [safe_cell(cell) for cell in cells]
