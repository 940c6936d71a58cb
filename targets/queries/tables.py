"""Agreements as those at their tables find them: how far they have come, and what lies there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, prefetch_related_objects

from partnerships.models import User
from targets import policies
from targets.ambition import Ambition
from targets.models import Agreement, DraftLine, EvidencePack, Offer, OfferLine, Target
from targets.sides import Side
from targets.states import SETTLED, LineKind, TargetStatus

from .ambition import ambition_then
from .negotiation import terms_on_the_table
from .queues import newest_offers
from .recollection import recall
from .rounds import SpokenLine
from .workspace import Negotiation


@dataclass(frozen=True, slots=True)
class Table:
    """An agreement, as somebody on one side of its table finds it, or on none."""

    agreement: Agreement
    side: Side | None
    speaks: bool
    """Whether the reader makes their side's offers."""
    counts: Mapping[str, int]
    """Of the targets that the reader sees, by status."""
    last_offer: Offer | None
    """The newest that stands; None for those on no side."""
    drafts: int
    """How many targets the reader's side has prepared to speak of."""

    @property
    def unopened(self) -> Offer | None:
        """The offer that the reader's side has yet to open."""
        last = self.last_offer
        return last if last and last.side != self.side and last.opened_at is None else None


def tables(agreements: Sequence[Agreement], reader: User) -> list[Table]:
    """Return what lies on the tables of agreements, in four queries for any number of them."""
    counts, drafts = _counts(agreements, reader), _drafts(agreements, reader)
    sides = {one.pk: policies.sits_on(reader, one) for one in agreements}
    offers = _last_offers([one for one in agreements if sides[one.pk]])
    return [
        Table(
            agreement=one,
            side=sides[one.pk],
            speaks=policies.speaks_for(reader, one) is not None,
            counts=counts[one.pk],
            last_offer=offers.get(one.pk),
            drafts=drafts.get(one.pk, 0),
        )
        for one in agreements
    ]


def _last_offers(agreements: Sequence[Agreement]) -> Mapping[int, Offer]:
    """Return the newest offers that stand, with what policies ask of them."""
    found = newest_offers(agreements)
    prefetch_related_objects(list(found.values()), "answered_by")
    for one in agreements:
        if one.pk in found:
            found[one.pk].agreement = one
    return found


def _counts(agreements: Sequence[Agreement], reader: User) -> Mapping[int, dict[str, int]]:
    visible = Target.objects.visible_to(reader).filter(agreement__in=agreements)
    grouped = Target.objects.filter(pk__in=visible.order_by().values("pk")).order_by()
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for agreement, status, number in grouped.values_list("agreement", "status").annotate(
        number=Count("pk")
    ):
        found[agreement][status] = number
    return found


def _drafts(agreements: Sequence[Agreement], reader: User) -> Mapping[int, int]:
    own = DraftLine.objects.visible_to(reader).filter(target__agreement__in=agreements)
    grouped = own.order_by().values_list("target__agreement").annotate(number=Count("pk"))
    return dict(grouped)


def waiting_for_sides(targets: QuerySet[Target], sides: Iterable[Side]) -> QuerySet[Target]:
    """Return those of targets on whose terms a side has to answer: the others' lie there last."""
    with_terms = [kind for kind in LineKind if kind.has_terms]
    last = OfferLine.objects.standing().filter(target=OuterRef("pk"), kind__in=with_terms)
    by = last.order_by("-offer__number").values("offer__side")[:1]
    open_ = targets.filter(status=TargetStatus.OPEN).annotate(terms_by=Subquery(by))
    return open_.filter(terms_by__in=[side.other.value for side in sides])


def readable_terms(negotiations: Iterable[Negotiation], reader: User) -> dict[int, OfferLine]:
    """Return the terms on the table that a reader may read, by target, in two queries at most.

    Each side reads what it has opened, and national roles what is settled.
    """
    found, settled = {}, {}
    for one in negotiations:
        if one.on_the_table:
            found[one.target.pk] = one.on_the_table
        elif one.side is None and reader.sees_all_areas and one.position.status in SETTLED:
            settled[one.target.pk] = one.position
    return found | (terms_on_the_table(settled) if settled else {})


def ambitions(spoken: Sequence[SpokenLine]) -> list[Ambition | None]:
    """Return what its own pack says of the terms of each line of an offer, in one query.

    None where a line has no terms, or there was no figure when it was made.
    """
    keys = [one.line.pack_id for one in spoken if isinstance(one.line, OfferLine)]
    packs = EvidencePack.objects.in_bulk(filter(None, keys))
    return [
        ambition_then(recall(packs[one.line.pack_id]), one.terms)
        if isinstance(one.line, OfferLine) and one.line.pack_id and one.terms
        else None
        for one in spoken
    ]
