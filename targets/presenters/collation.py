"""The table of an area's priorities as its page and its file print it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators import presenters
from indicators.charts import Chart
from laa_portal.foundation.cells import safe_cell
from targets.models import Priority
from targets.queries import CollatedRow, Collation
from targets.states import EscalationStatus, TargetStatus

UNDECIDED = "Not decided"

SHOWN: Mapping[str, tuple[str, Callable[[CollatedRow], bool]]] = {
    # what is asked for: (what it is called, which rows it keeps)
    "": ("All of them", lambda row: True),
    "undecided": ("Not decided yet", lambda row: status_of(row) in {"", "longlisted"}),
    "put": ("Waiting for the county's answer", lambda row: _has(row, EscalationStatus.PUT)),
    "taken_up": ("Taken up by the county", lambda row: _has(row, EscalationStatus.TAKEN_UP)),
    "longlisted": ("On the long list", lambda row: status_of(row) == "longlisted"),
    "shortlisted": ("On the short list", lambda row: status_of(row) == "shortlisted"),
    "left_out": ("Left out", lambda row: status_of(row) == "left_out"),
}
OF_THE_COUNTY = frozenset({"put", "taken_up"})
"""What only two-tier areas are asked about."""

NOWHERE = float("inf")
"""The rank of what no district ranks: after all that are ranked."""

SORTS: Mapping[str, Callable[[CollatedRow], object]] = {
    "title": lambda row: row.title.casefold(),
    "districts": lambda row: row.district_count,
    "rank": lambda row: NOWHERE if row.mean_rank is None else row.mean_rank,
    "status": lambda row: said_of(row),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page draws it: a cell for each district, and the line of its figures."""

    row: CollatedRow
    cells: tuple[Sequence[Priority], ...]
    chart: Chart | None

    @property
    def said(self) -> str:
        return said_of(self.row)


def status_of(row: CollatedRow) -> str:
    """Return how far a row's candidate has come; "" where it has none."""
    return row.target.status if row.target else ""


def said_of(row: CollatedRow) -> str:
    """Say how far a row has come."""
    return TargetStatus(row.target.status).label if row.target else UNDECIDED


def _has(row: CollatedRow, status: EscalationStatus) -> bool:
    return any(one.status == status for one in row.escalations)


def arranged(rows: Sequence[CollatedRow], *, sort: str = "", show: str = "") -> list[CollatedRow]:
    """Return the rows asked for, in the order asked for; else what most districts share first."""
    _, keeps = SHOWN.get(show, SHOWN[""])
    kept = sorted(filter(keeps, rows), key=_usual)
    by = SORTS.get(sort.removeprefix("-"))
    return sorted(kept, key=by, reverse=sort.startswith("-")) if by else kept  # type: ignore[arg-type]


def _usual(row: CollatedRow) -> tuple[int, float, str]:
    return (-row.district_count, row.mean_rank or NOWHERE, row.title.casefold())


def shown(collation: Collation, rows: Sequence[CollatedRow]) -> list[Shown]:
    """Return rows as the page draws them."""
    return [Shown(row, tuple(_cells(collation, row)), _chart(row)) for row in rows]


def _cells(collation: Collation, row: CollatedRow) -> Iterator[Sequence[Priority]]:
    for column in collation.columns:
        yield row.by_partnership.get(column.partnership.pk, ())


def _chart(row: CollatedRow) -> Chart | None:
    return presenters.measure_line(row.history) if row.history else None


# --- The file -------------------------------------------------------------------------------------

HEADER = (
    "priority",
    "indicator",
    "districts",
    "mean_rank",
    "status",
    "left_out_because",
    "county",
    "period",
    "value",
    "unit",
    "figure_status",
)


def file_of_collation(
    collation: Collation, rows: Sequence[CollatedRow], *, has_county: bool
) -> Iterator[Sequence[object]]:
    """Return the lines of a table's file: its header, then a line a row, with ranks by district.

    Where there is one tier it has no column for the county.
    """
    names = [column.partnership.name for column in collation.columns]
    yield _without_county([*HEADER, *map(safe_cell, names)], has_county=has_county)
    for row in rows:
        ranks = [_ranks(cell) for cell in _cells(collation, row)]
        cells = [safe_cell(cell) for cell in (*_facts(row), *_figure(row), *ranks)]
        yield _without_county(cells, has_county=has_county)


def _without_county(cells: list[object], *, has_county: bool) -> list[object]:
    at = HEADER.index("county")
    return cells if has_county else [*cells[:at], *cells[at + 1 :]]


def _ranks(cell: Sequence[Priority]) -> str:
    return " and ".join(str(priority.rank) for priority in cell)


def _facts(row: CollatedRow) -> Iterator[object]:
    yield row.title
    yield row.indicator.code if row.indicator else ""
    yield row.district_count
    yield "" if row.mean_rank is None else round(row.mean_rank, 2)
    yield said_of(row)
    is_left_out = status_of(row) == TargetStatus.LEFT_OUT
    yield row.target.left_out_because if row.target and is_left_out else ""
    yield "; ".join(f"{label}: {count}" for label, count in row.county)


def _figure(row: CollatedRow) -> Sequence[object]:
    if row.history is None:
        return ("", "", "", "")
    latest, measure = row.history.latest, row.history.measure
    value = "" if latest.shown.value is None else latest.shown.value
    return (latest.period.code, value, measure.unit, latest.shown.status)
