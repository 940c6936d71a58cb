"""The targets of many agreements as pages and files print them, in words and symbols."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from laa_portal.foundation.cells import safe_cell
from partnerships.models import Area
from targets.queries import Landscape, Placed
from targets.states import TargetStatus

from .redlines import last_value
from .together import held

S = TargetStatus


@dataclass(frozen=True, slots=True)
class State:
    """How a state is told: in words, by a symbol, and in the colour of a tag."""

    words: str
    symbol: str
    colour: str


STATES: Mapping[TargetStatus, State] = {
    S.AGREED: State("Agreed", "\N{CHECK MARK}", "green"),
    S.OPEN: State("On the table", "\N{LEFT RIGHT ARROW}", "blue"),
    S.PLACEHOLDER: State("Held open", "\N{DOUBLE VERTICAL LINE}", "purple"),
}
NONE = State("No target", "\N{MIDDLE DOT}", "grey")
LEGEND = (*STATES.values(), NONE)

CELL = '<td class="govuk-table__cell laa-state laa-state--{}"><span aria-hidden="true">{}</span>' \
    '<span class="govuk-visually-hidden">{}</span></td>'  # fmt: skip


def _cell(state: State) -> SafeString:
    return format_html(CELL, state.colour, state.symbol, state.words)


CELLS = {status: _cell(state) for status, state in STATES.items()}
"""A cell of the grid for each state, written once: there are thousands of them."""
EMPTY = _cell(NONE)


# --- Area by indicator ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GridRow:
    """One area, with a cell for each indicator."""

    area: Area
    region: str
    cells: Sequence[SafeString]

    @property
    def drawn(self) -> SafeString:
        """All cells at once: a template that draws thousands one by one takes half a second."""
        return mark_safe("".join(self.cells))  # each of them is


def grid(found: Landscape) -> list[GridRow]:
    """Return a row an area, and in each a cell for every indicator in their order."""
    states = {(one.area.pk, one.indicator_id): CELLS[one.status] for one in found.placed}
    return [
        GridRow(
            area=area,
            region=region_of(found, area),
            cells=[states.get((area.pk, one.pk), EMPTY) for one in found.indicators],
        )
        for area in found.areas
    ]


def region_of(found: Landscape, area: Area) -> str:
    region = found.regions.get(area.pk)
    return region.name if region else ""


# --- One indicator, and files ---------------------------------------------------------------------


@dataclass(frozen=True)
class PlacedShown:
    """A target somewhere as a page and a file print it."""

    placed: Placed
    region: str

    @property
    def state(self) -> State:
        return STATES[self.placed.status]

    @property
    def value(self) -> str:
        """The value of the last year, once it is agreed."""
        return last_value(self.placed.terms) if self.placed.status == S.AGREED else ""

    @property
    def unit(self) -> str:
        return self.placed.terms.unit if self.value and self.placed.terms else ""

    @property
    def waits_for(self) -> str:
        """Why it is held open, and what for."""
        terms = held(self.placed)
        if terms is None:
            return ""
        return f"{terms.get_placeholder_reason_display()}: {terms.placeholder_trigger}"


def shown(found: Landscape) -> list[PlacedShown]:
    """Return targets by area."""
    return [
        PlacedShown(one, region_of(found, one.area))
        for one in sorted(found.placed, key=lambda one: (one.area.name, one.indicator_id))
    ]


HEADER = (
    *("area_code", "area", "region", "indicator", "title", "supports"),
    *("status", "first_offered_on", "agreed_last_value", "unit", "waits_for"),
)


def file_of_landscape(found: Landscape) -> Iterator[Sequence[object]]:
    """Return the lines of the file: its header, then a line a target."""
    indicators = {one.pk: one for one in found.indicators}
    yield HEADER
    for one in shown(found):
        area, indicator = one.placed.area, indicators[one.placed.indicator_id]
        cells = (
            *(area.gss_code, area.name, one.region),
            *(indicator.code, indicator.title, indicator.supports),
            *(one.state.words, one.placed.since.isoformat(), one.value, one.unit, one.waits_for),
        )
        yield [safe_cell(cell) for cell in cells]
