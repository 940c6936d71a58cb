"""The paper for a board in words: what each target was, what it is now, and what to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from targets.models import Commitment
from targets.queries import BoardPaper, PaperTarget
from targets.redline import RedlineRow
from targets.states import CommitmentStatus

from .negotiation import Shown
from .offers import ALWAYS_SHOWN
from .redlines import redline_of

ORDER = (
    CommitmentStatus.OBJECTED,
    CommitmentStatus.ASKED,
    CommitmentStatus.AGREED,
    CommitmentStatus.NOT_APPLICABLE,
)
"""Of partners: what a board has to talk about first."""


@dataclass(frozen=True)
class TargetOnPaper:
    """One target as the paper prints it."""

    target: PaperTarget
    shown: Shown
    rows: Sequence[RedlineRow]
    """The terms that matter, each beside the last round and the baseline."""

    @cached_property
    def changes(self) -> list[str]:
        """What is other than in the last round, in words."""
        changed = (row for row in self.rows if row.is_changed and row.last)
        return [f"{row.said.name}: {row.said.text or 'nothing'}. {_of(row)}" for row in changed]

    @property
    def round(self) -> str:
        """Which offer has its terms, and which the last round's."""
        now = f"Terms of offer {self.target.terms.offer.number}"
        if self.target.last is None:
            return f"{now}, the first for this target"
        return f"{now}; the last round is offer {self.target.last.offer.number}"

    @property
    def outlook(self) -> str:
        """Where the figures lead beside what is asked, as far as they say."""
        one = self.shown
        said = (
            f"If nothing new is done, {one.projected} is likely." if one.projected else "",
            f"The average of similar areas is {one.peers}." if one.peers else "",
            f"{one.against_projection}." if one.against_projection else "",
        )
        return " ".join(filter(None, said)) or "The figures say nothing of it yet."

    @property
    def partners(self) -> list[str]:
        """What each organisation that is named has said, objections first."""
        named = sorted(
            self.target.partners,
            key=lambda one: (ORDER.index(CommitmentStatus(one.status)), not one.is_lead),
        )
        return [_partner(one) for one in named]


def _of(row: RedlineRow) -> str:
    assert row.last  # as it is changed
    return f"{row.last.symbol} {row.last.sentence}"


def _partner(one: Commitment) -> str:
    lead = ", lead" if one.is_lead else ""
    said = f"{one.organisation}{lead}: {CommitmentStatus(one.status).label.lower()}"
    is_told = one.status == CommitmentStatus.OBJECTED
    return f"{said}, because {one.reason}" if is_told else said


def on_paper(paper: BoardPaper) -> list[TargetOnPaper]:
    """Return the targets of a paper, by title."""
    return [
        TargetOnPaper(one, Shown(one.row, paper.overview.side), _rows(one, paper.names))
        for one in paper.targets
    ]


def _rows(one: PaperTarget, names: Mapping[str, str]) -> list[RedlineRow]:
    rows = redline_of(one.terms, names, last=one.last, agreed=None)
    return [
        row for row in rows if row.said.is_value or row.said.name in ALWAYS_SHOWN or row.is_changed
    ]


# --- As data for its typst template ---------------------------------------------------------------


def as_data(paper: BoardPaper, heading: str, day: str) -> dict[str, object]:
    """Return what `templates/documents/board_paper.typ` reads."""
    agreement = paper.overview.agreement
    return {
        "title": heading,
        "agreement": str(agreement),
        "is_invented": agreement.area.is_invented,
        "day": day,
        "offer": str(paper.offer) if paper.offer else "",
        "why": paper.offer.rationale if paper.offer else "",
        "findings": [one.sentence for one in paper.findings],
        "targets": [dict(_as_data(one)) for one in on_paper(paper)],
    }


def _as_data(one: TargetOnPaper) -> Iterator[tuple[str, object]]:
    yield "title", one.shown.row.target.title
    yield "code", one.shown.row.target.code_beside_title
    yield "standing", one.shown.said
    yield "round", one.round
    yield "unit", one.shown.unit
    yield "has_last", one.target.last is not None
    yield "rows", [_cells(row) for row in one.rows]
    yield "outlook", one.outlook
    yield "partners", one.partners
    yield "issues", [issue.title for issue in one.target.issues]
    yield "findings", [found.sentence for found in one.target.findings]


def _cells(row: RedlineRow) -> list[str]:
    marks = (row.last, row.baseline)
    return [row.said.name, row.said.text, *(f"{m.symbol} {m.sentence}" if m else "" for m in marks)]
