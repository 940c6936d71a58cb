"""What offers say of each target, one after the other, and what lay on the table before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from targets.models import Agreement, DraftLine, Offer, OfferLine, Terms
from targets.negotiation import Step
from targets.sides import Side
from targets.states import LineKind

Rounds = Mapping[int, Sequence[OfferLine]]
"""The lines of offers that stand, by the key of their target, the oldest first."""


def rounds_of(agreement: Agreement, side: Side | None) -> Rounds:
    """Return what was said of each target, as far as a side has opened it, in one query.

    None stands for those who sit on no side: they read of what is settled, whoever has opened it.
    """
    lines = OfferLine.objects.standing().filter(offer__agreement=agreement)
    if side:
        lines = lines.opened_to(side)
    related = lines.select_related("offer", "measure__indicator", "gap_to", "issue__indicator")
    found: defaultdict[int, list[OfferLine]] = defaultdict(list)
    for line in related.order_by("offer__number"):
        found[line.target_id].append(line)
    return found


def steps_of(lines: Iterable[OfferLine]) -> list[Step]:
    """Return lines as the moves that they were."""
    return [
        Step(one.offer.number, Side(one.offer.side), LineKind(one.kind), one.is_placeholder)
        for one in lines
    ]


def last_terms(lines: Sequence[OfferLine], side: Side | None = None) -> OfferLine | None:
    """Return the newest line that put terms on the table, of one side if it is given."""
    return next(
        (
            one
            for one in reversed(lines)
            if LineKind(one.kind).has_terms and side in (None, one.offer.side)
        ),
        None,
    )


def agreed_terms(lines: Sequence[OfferLine]) -> OfferLine | None:
    """Return the line whose terms were last agreed; None where none ever were."""
    accepted = [at for at, one in enumerate(lines) if one.kind == LineKind.ACCEPT]
    return last_terms(lines[: accepted[-1]]) if accepted else None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What a side says of one target, beside what was said before."""

    line: OfferLine | DraftLine
    terms: Terms | None
    """Its own, or those on the table that it speaks of."""
    last: OfferLine | None
    """The line whose terms lay on the table before."""
    agreed: OfferLine | None
    """The line whose terms had been agreed before."""


def beside(line: OfferLine | DraftLine, before: Sequence[OfferLine]) -> SpokenLine:
    """Set a line beside those that came before it."""
    last = last_terms(before)
    terms = line if LineKind(line.kind).has_terms else last
    return SpokenLine(line, terms, last, agreed_terms(before))


def spoken_lines(offer: Offer, side: Side) -> list[SpokenLine]:
    """Return the lines of an offer, each beside what lay on the table when it was made."""
    rounds = rounds_of(offer.agreement, side)
    lines = offer.lines.select_related(
        "target__indicator", "measure__indicator", "gap_to", "issue__indicator", "pack"
    )
    return [
        beside(one, [past for past in rounds.get(one.target_id, ()) if _is_before(past, offer)])
        for one in lines.defer("pack__content").order_by("target__title")
    ]


def _is_before(line: OfferLine, offer: Offer) -> bool:
    return line.offer.number < offer.number
