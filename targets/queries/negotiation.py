"""Where the targets of an agreement stand, read off the offers that stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from targets.models import Agreement, Offer, OfferLine, Target
from targets.negotiation import Position, Step, position, whose_turn
from targets.sides import Side
from targets.states import CANDIDATES, LineKind, TargetStatus

STEP = ("offer__number", "offer__side", "kind", "placeholder_reason")


def last_offer(agreement: Agreement) -> Offer | None:
    """Return the newest offer that was not withdrawn."""
    return agreement.offers.standing().order_by("number").last()


def turn_of(agreement: Agreement) -> Side | None:
    """Return who is to speak next, worked out anew from the offers that stand."""
    last = last_offer(agreement)
    return whose_turn(
        Side(last.side) if last else None, positions(agreement.targets.all()).values()
    )


def positions(targets: Iterable[Target]) -> dict[int, Position]:
    """Return where each target stands, by its key, in one query."""
    targets = list(targets)
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    lines = OfferLine.objects.standing().filter(target__in=targets)
    for target_id, number, side, kind, reason in lines.values_list("target", *STEP):
        steps[target_id].append(Step(number, Side(side), LineKind(kind), bool(reason)))
    return {one.pk: position_of(one, steps[one.pk]) for one in targets}


def position_of(target: Target, steps: Iterable[Step]) -> Position:
    """Return what the steps come to; what was never offered stands where its list has it."""
    steps = list(steps)
    if not steps and target.status in CANDIDATES:
        return Position(TargetStatus(target.status))
    return position(steps, target.reopened_after)


def terms_on_the_table(positions: Mapping[int, Position]) -> dict[int, OfferLine]:
    """Return the line whose terms lie on the table or were agreed, by target, in one query."""
    numbers = {key: one.terms for key, one in positions.items() if one.terms is not None}
    lines = OfferLine.objects.standing().filter(target__in=numbers)
    related = lines.select_related("offer", "measure__indicator", "gap_to", "issue")
    related = related.defer("pack__content")
    return {one.target_id: one for one in related if one.offer.number == numbers[one.target_id]}
