"""What the page of one target's negotiation shows, as its templates take it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators import descriptions, printing
from indicators.charts import wording
from indicators.models import SeriesSummary
from partnerships.models import Viewer
from targets import policies, rules
from targets.actions.speaking import WITH_REASON
from targets.models import DraftLine, Offer, OfferLine, Target
from targets.negotiation import open_moves
from targets.queries import Negotiation, Reopening
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .terms import Column, last_value


@dataclass(frozen=True, slots=True)
class Move:
    """Something that the reader may prepare to say of a target."""

    kind: LineKind
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One offer in the history of a target. A sealed one is only named: `line` is None."""

    offer: Offer
    line: OfferLine | None

    @property
    def whose(self) -> str:
        return Side(self.offer.side).label

    @property
    def last_value(self) -> str:
        """The value that its terms come to; "" where it has none."""
        has_terms = self.line and LineKind(self.line.kind).has_terms
        return last_value(self.line) if self.line and has_terms else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number in the box that says where the sides are."""

    label: str
    value: str
    detail: str = ""


def moves(negotiation: Negotiation, viewer: Viewer) -> list[Move]:
    """Return what the reader may prepare to say now, but for what is prepared already."""
    side = policies.speaks_for(viewer, negotiation.target.agreement)
    if side is None or negotiation.unopened:
        return []
    prepared = negotiation.draft.kind if negotiation.draft else None
    kinds = (one for one in open_moves(negotiation.position, side) if one != prepared)
    return [Move(kind, label_of(kind, negotiation, side)) for kind in kinds]


def label_of(kind: LineKind, negotiation: Negotiation, side: Side) -> str:
    """Return what a move is called where the target stands."""
    is_held_by_us = negotiation.position.by == side
    if kind == LineKind.OFFER and negotiation.position.status == TargetStatus.OPEN:
        return "Offer other terms"
    if kind == LineKind.HOLD and is_held_by_us:
        return "Leave your terms as they are"
    return {
        LineKind.OFFER: "Offer terms",
        LineKind.COUNTER: "Counter with other terms",
        LineKind.ACCEPT: "Accept these terms",
        LineKind.HOLD: "Hold your answer",
        LineKind.REOPEN: "Reopen with other terms",
        LineKind.WITHDRAW: "Take it out of the agreement",
    }[kind]


def warnings(draft: DraftLine, findings: Sequence[rules.Finding]) -> list[str]:
    """Return what keeps something prepared from being offered, each with how to mend it."""
    missing = []
    if LineKind(draft.kind) in WITH_REASON and not draft.rationale:
        missing = ["Give your reason: the other side reads it."]
    return [*missing, *(one.sentence for one in findings if one.rule.blocks)]


def conditions(findings: Sequence[rules.Finding]) -> list[str]:
    """Return what is worth seeing to, though it keeps nothing from being offered."""
    return [one.sentence for one in findings if not one.rule.blocks]


def columns(negotiation: Negotiation) -> list[Column]:
    """Return the terms to set side by side: prepared, on the table, and those of before."""
    draft = negotiation.draft
    found = []
    if draft and LineKind(draft.kind).has_terms:
        found = [Column("Prepared by your side, not offered yet", draft)]
    lines = [("On the table", negotiation.on_the_table), ("Before", negotiation.before)]
    if negotiation.position.status in (TargetStatus.AGREED, TargetStatus.PLACEHOLDER):
        lines[0] = ("Agreed", negotiation.on_the_table)
    return found + [
        Column(f"{heading}: offer {line.offer.number} of the {Side(line.offer.side).label}", line)
        for heading, line in lines
        if line
    ]


def history(
    negotiation: Negotiation, reopenings: Sequence[Reopening] = ()
) -> list[Entry | Reopening]:
    """Return every offer that speaks of a target, and what reopened it, all the newest first."""
    told = [Entry(line.offer, line) for line in negotiation.lines]
    sealed = [Entry(offer, None) for offer in negotiation.sealed]
    after = negotiation.target.reopened_after[::-1]
    placed: list[tuple[int, int, Entry | Reopening]] = [
        *((one.offer.number, 0, one) for one in [*told, *sealed]),
        *((number, 1, one) for number, one in zip(after, reopenings, strict=False)),
    ]
    return [one for *_, one in sorted(placed, key=lambda place: place[:2], reverse=True)]


def facts(negotiation: Negotiation, summary: SeriesSummary | None) -> list[Fact]:
    """Return both sides' last values, beside where the figure heads and its similar areas."""
    said = [
        Fact(f"{wording.capitalised(side.label)} proposes", last_value(line), _numbered(line))
        for side in Side
        if (line := negotiation.last_of(side))
    ]
    return said + (list(_figures(summary)) if summary else [])


def _numbered(line: OfferLine) -> str:
    return f"offer {line.offer.number}"


def _figures(summary: SeriesSummary) -> Iterator[Fact]:
    decimals = summary.measure.decimals
    if summary.projected is not None:
        label = f"If nothing new is done, in {summary.target_period.label}"
        limits = printing.interval(summary.projected_lower_95, summary.projected_upper_95, decimals)
        yield Fact(label, printing.number(summary.projected, decimals), f"95% range {limits}")
    else:
        why = descriptions.why_not(summary.projection_reason)
        yield Fact("If nothing new is done", "Not projected", why)
    if summary.group_average is not None and (period := summary.compared_period):
        label = f"Similar areas' average, {period.label}"
        yield Fact(label, printing.number(summary.group_average, decimals))


def title_of(kind: LineKind, target: Target) -> str:
    """Return the heading of the page on which a move is prepared."""
    words = {
        LineKind.OFFER: "Offer terms for",
        LineKind.COUNTER: "Counter the terms of",
        LineKind.ACCEPT: "Accept the terms of",
        LineKind.HOLD: "Hold",
        LineKind.REOPEN: "Reopen",
        LineKind.WITHDRAW: "Take out of the agreement:",
    }
    return f"{words[kind]} {target}"
