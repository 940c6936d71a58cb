"""The targets of an agreement under negotiation as its page and its file print them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators import printing
from laa_portal.foundation.cells import safe_cell
from targets.models import OfferLine, TargetType
from targets.queries import Overview, OverviewRow
from targets.rules import DESIGNATED_AT_MOST
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .redlines import amount, last_value

P, G, S = Side.PARTNERSHIP, Side.GOVERNMENT, TargetStatus

COLOURS = {S.SHORTLISTED: "grey", S.OPEN: "blue", S.PLACEHOLDER: "purple", S.AGREED: "green"}

LAST_TERMS = {S.OPEN: "On the table", S.PLACEHOLDER: "Held open", S.AGREED: "Agreed"}

PREPARED = {
    LineKind.OFFER: "To offer",
    LineKind.COUNTER: "To counter",
    LineKind.ACCEPT: "To accept",
    LineKind.HOLD: "To hold",
    LineKind.REOPEN: "To reopen",
    LineKind.WITHDRAW: "To take out",
}


@dataclass(frozen=True)
class Shown:
    """A row as the page draws it, for the reader's side (None: on neither)."""

    row: OverviewRow
    side: Side | None

    @cached_property
    def terms(self) -> OfferLine | None:
        return self.row.on_the_table

    @property
    def code(self) -> str:
        return self.row.target.code

    @property
    def type(self) -> str:
        return TargetType(self.terms.type).label if self.terms else ""

    @property
    def unit(self) -> str:
        return self.terms.unit if self.terms else ""

    @property
    def baseline(self) -> str:
        return amount(self.terms.baseline, self.terms) if self.terms else ""

    @property
    def baseline_period(self) -> str:
        return self.terms.baseline_period if self.terms else ""

    @property
    def agreed(self) -> str:
        """The last value of what is settled; for those on no side, who read no more."""
        return last_value(self.terms)

    @property
    def by_partnership(self) -> str:
        return last_value(self.row.offered_by(P))

    @property
    def by_government(self) -> str:
        return last_value(self.row.offered_by(G))

    @property
    def marks(self) -> dict[str, str]:
        """What stands under the last value of the side whose terms count, by side."""
        where = self.row.position
        said = LAST_TERMS.get(where.status, "")
        return {side.value: said if where.by is side else "" for side in Side}

    @property
    def projected(self) -> str:
        """Where the figures lead if nothing is done, with its 95% interval."""
        one = self.row.summary
        if one is None or one.projected is None:
            return ""
        decimals = one.measure.decimals
        between = printing.interval(one.projected_lower_95, one.projected_upper_95, decimals)
        return f"{printing.number(one.projected, decimals)} ({between})"

    @property
    def peers(self) -> str:
        """The average of similar areas."""
        one = self.row.summary
        if one is None or one.group_average is None:
            return ""
        return printing.number(one.group_average, one.measure.decimals)

    @property
    def against_projection(self) -> str:
        """Where the last value lies beside what is likely if nothing is done; "" if not known."""
        one, terms = self.row.summary, self.terms
        if one is None or terms is None or terms.last_value is None or terms.gap_to_id:
            return ""
        lower, upper = one.projected_lower_95, one.projected_upper_95
        if lower is None or upper is None or terms.measure_id != one.measure_id:
            return ""
        inside = "Within the projected range"
        if float(terms.last_value) < lower:
            return "Below the projected range"
        return "Above the projected range" if float(terms.last_value) > upper else inside

    @property
    def tag(self) -> tuple[str, str]:
        """What its status is called, and in which colour."""
        status = self.row.position.status
        said = "Not offered yet" if status == S.SHORTLISTED else TargetStatus(status).label
        return said, COLOURS.get(status, "grey")

    @property
    def said(self) -> str:
        """Where the target stands, in words."""
        return _said(self.row, self.side)

    @property
    def prepared(self) -> str:
        """What the reader's side has prepared to say of it."""
        return PREPARED[LineKind(self.row.draft.kind)] if self.row.draft else ""


def _said(row: OverviewRow, side: Side | None) -> str:
    where = row.position
    if where.status == S.SHORTLISTED:
        return "The partnership has not offered it yet"
    if where.status == S.WITHDRAWN:
        return "The partnership took it out"
    if where.status == S.PLACEHOLDER:
        terms = row.on_the_table
        return f"Held open by both sides: {terms.get_placeholder_reason_display()}" if terms else ""
    if where.status == S.AGREED:
        return f"Agreed on the terms of offer {where.terms}"
    assert where.by  # what is open has terms on the table
    answering = where.by.other
    if where.is_held:
        holder = "Your side" if side is answering else f"The {answering.label}"
        return f"{holder} holds its answer to offer {where.terms}"
    whose = "your side's" if side is answering else f"the {answering.label}'s"
    return f"Offer {where.terms} waits for {whose} answer"


# --- Which rows, and in which order ---------------------------------------------------------------


def _waits(row: OverviewRow, found: Overview) -> bool:
    """Whether a target waits for the reader's side, whose turn it is."""
    side = found.side
    return side is not None and found.agreement.turn == side and row.position.awaits(side)


def _is(*statuses: TargetStatus) -> Callable[[OverviewRow, Overview], bool]:
    return lambda row, found: row.position.status in statuses


SHOWN: Mapping[str, tuple[str, Callable[[OverviewRow, Overview], bool]]] = {
    # what is asked for: (what it is called, which rows it keeps)
    "": ("All of them", lambda row, found: True),
    "waiting": ("Waiting for your side", _waits),
    "prepared": ("With something prepared", lambda row, found: bool(row.draft)),
    "new": ("Not offered yet", _is(S.SHORTLISTED)),
    "open": ("On the table", _is(S.OPEN)),
    "agreed": ("Agreed", _is(S.AGREED)),
    "placeholders": ("Placeholders", lambda row, found: row.position.is_placeholder),
    "withdrawn": ("Taken out", _is(S.WITHDRAWN)),
}
OF_A_SIDE = frozenset({"waiting", "prepared", "new", "open", "withdrawn"})
"""What those who sit on no side are not asked about."""

ORDER = (S.OPEN, S.SHORTLISTED, S.PLACEHOLDER, S.AGREED, S.WITHDRAWN)

SORTS: Mapping[str, Callable[[Shown], object]] = {
    "title": lambda one: one.row.target.title.casefold(),
    "code": lambda one: (len(one.code), one.code, one.row.target.title.casefold()),
    "type": lambda one: one.type,
    "status": lambda one: ORDER.index(one.row.position.status),
}


def arranged(found: Overview, *, sort: str = "", show: str = "") -> list[Shown]:
    """Return the rows asked for, in the order asked for; else what waits for the reader first."""
    _, keeps = SHOWN.get(show, SHOWN[""])
    kept = [Shown(row, found.side) for row in found.rows if keeps(row, found)]
    kept.sort(key=lambda one: (not _waits(one.row, found), SORTS["title"](one)))
    by = SORTS.get(sort.removeprefix("-"))
    return sorted(kept, key=by, reverse=sort.startswith("-")) if by else kept  # type: ignore[arg-type]


def counts(found: Overview) -> dict[str, int]:
    """Count the targets by how far they have come, and the designated beside their limit."""
    statuses = [row.position.status for row in found.rows]
    return {
        "all": len(statuses),
        "waiting": sum(_waits(row, found) for row in found.rows),
        "open": statuses.count(S.OPEN),
        "agreed": statuses.count(S.AGREED),
        "placeholders": statuses.count(S.PLACEHOLDER),
        "designated": sum(one.terms.type == TargetType.DESIGNATED for one in found.package),
        "designated_at_most": DESIGNATED_AT_MOST,
    }


# --- The file -------------------------------------------------------------------------------------

OF_ALL = (
    *("target", "indicator", "type", "unit", "baseline", "baseline_period"),
    *("value_on_the_table", "projected", "similar_areas", "status", "position"),
)
BY_SIDE = ("partnership", "government_office", "prepared")


def file_of_overview(rows: Sequence[Shown], side: Side | None) -> Iterator[Sequence[object]]:
    """Return the lines of the file: its header, then a line a target."""
    yield (*OF_ALL, *(BY_SIDE if side else ()))
    for one in rows:
        cells = [
            *(one.row.target.title, one.code, one.type, one.unit),
            *(one.baseline, one.baseline_period, one.agreed, one.projected, one.peers),
            *(one.tag[0], one.said),
            *((one.by_partnership, one.by_government, one.prepared) if side else ()),
        ]
        yield [safe_cell(cell) for cell in cells]
