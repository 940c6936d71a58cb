"""One target between the sides: what was said of it, what lies on the table, what is prepared."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from indicators import reading
from indicators.models import Measure
from partnerships.models import Area, Viewer
from targets import policies, rules
from targets.models import DraftLine, Offer, OfferLine, SharedIssue, Target, Terms
from targets.negotiation import Position, Step
from targets.sides import Side
from targets.states import LineKind

from .negotiation import position_of
from .packages import PackageLine, rule_lines
from .packs import somebody_of
from .plan_values import OtherPlan
from .recollection import Recollection, recall

Offers = Mapping[int, Offer]
"""All that were made over some agreements, withdrawn ones too, by key, the newest first."""

SELDOM_NAMED = {"gap_to": Area.objects, "issue": SharedIssue.objects}
"""What terms name now and then: asked for when they do, since to join it each time costs more."""


@dataclass(frozen=True, slots=True)
class Negotiation:
    """One target as one side of its table finds it."""

    target: Target
    side: Side | None
    """Whose side the reader sits on; None: on neither, and then no line is here."""
    position: Position
    lines: tuple[OfferLine, ...]
    """Of every offer, the newest first, withdrawn ones included; without what is sealed."""
    sealed: tuple[Offer, ...]
    """Offers of the other side that nobody of the reader's has read, the newest first."""
    draft: DraftLine | None
    """What the reader's side has prepared."""
    last_offer: Offer | None
    """The newest of the agreement that stands, whether or not it speaks of this target."""

    @property
    def terms(self) -> tuple[OfferLine, ...]:
        """The lines with terms of offers that stand, the newest first."""
        return tuple(
            one
            for one in self.lines
            if LineKind(one.kind).has_terms and one.offer.withdrawn_at is None
        )

    @property
    def on_the_table(self) -> OfferLine | None:
        """The line whose terms lie there or were agreed; None where none is, or it is sealed."""
        number = self.position.terms
        return next((one for one in self.terms if one.offer.number == number), None)

    @property
    def before(self) -> OfferLine | None:
        """The terms that lay there before those."""
        number = self.position.terms or 0
        return next((one for one in self.terms if one.offer.number < number), None)

    @property
    def unopened(self) -> Offer | None:
        """The offer that lies before the reader's side and that nobody there has opened."""
        return next((one for one in self.sealed if one.withdrawn_at is None), None)

    def last_of(self, side: Side) -> OfferLine | None:
        """Return the last terms that a side put on the table."""
        return next((one for one in self.terms if one.offer.side == side), None)


def negotiation_of(target: Target, viewer: Viewer) -> Negotiation:
    """Return where a target stands and what was said of it, in three queries.

    A fourth and a fifth where terms name another area or a shared issue, as few do. `target` comes
    with its agreement, the agreement's area and the indicator.
    """
    return negotiations_of([target], viewer)[target.pk]


def negotiations_of(targets: Iterable[Target], viewer: Viewer) -> dict[int, Negotiation]:
    """Return the same of several targets, by their keys, in as many queries as of one."""
    known = {one.pk: one for one in targets}
    lines, drafts = _lines(known), _drafts(known, viewer)
    offers = _offers(known.values())  # after their lines: of one made meanwhile there are none
    _name_all(known, [*lines, *drafts.values()])
    by_target: defaultdict[int, list[OfferLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: offers[one.offer_id].number, reverse=True):
        line.offer = offers[line.offer_id]
        by_target[line.target_id].append(line)
    return {
        key: _negotiation(one, viewer, offers, by_target[key], drafts.get(key))
        for key, one in known.items()
    }


def _negotiation(
    target: Target, viewer: Viewer, offers: Offers, lines: list[OfferLine], draft: DraftLine | None
) -> Negotiation:
    side = policies.sits_on(viewer, target.agreement)
    position = position_of(target, _steps(lines))
    if side is None:
        return Negotiation(target, None, position, (), (), None, None)
    made = (one for one in offers.values() if one.agreement_id == target.agreement_id)
    standing = (one for one in made if one.withdrawn_at is None)
    return Negotiation(
        target=target,
        side=side,
        position=position,
        lines=tuple(one for one in lines if policies.may_read_offer(side, one.offer)),
        sealed=tuple(one.offer for one in lines if not policies.may_read_offer(side, one.offer)),
        draft=draft,
        last_offer=next(standing, None),
    )


def _lines(targets: Collection[int]) -> list[OfferLine]:
    """Return what every offer said of targets."""
    lines = OfferLine.objects.filter(target__in=targets).select_related("pack", "measure")
    return list(lines.defer("pack__content").order_by())


def _drafts(targets: Collection[int], viewer: Viewer) -> dict[int, DraftLine]:
    """Return what the reader's side has prepared, by target."""
    own = DraftLine.objects.visible_to(viewer).filter(target__in=targets)
    return {one.target_id: one for one in own.select_related("measure").order_by()}


def _offers(targets: Iterable[Target]) -> Offers:
    agreements = {one.agreement_id: one.agreement for one in targets}
    made = Offer.objects.filter(agreement__in=agreements).order_by("-number")
    found = {one.pk: one for one in made}
    for one in found.values():
        one.agreement = agreements[one.agreement_id]
    return found


def _name_all(targets: Mapping[int, Target], several: Collection[OfferLine | DraftLine]) -> None:
    """Give terms their target, its indicator, and the few things that few of them name."""
    for name, records in SELDOM_NAMED.items():
        keys = {getattr(one, f"{name}_id") for one in several} - {None}
        found = records.in_bulk(keys) if keys else {}
        for one in several:
            if key := getattr(one, f"{name}_id"):
                setattr(one, name, found[key])
    for one in several:
        one.target = targets[one.target_id]
        indicator = one.target.indicator
        of_indicators: tuple[Measure | SharedIssue | None, ...] = (one.measure, one.issue)
        for named in of_indicators:
            if named and indicator and named.indicator_id == indicator.pk:
                named.indicator = indicator


def _steps(lines: Iterable[OfferLine]) -> list[Step]:
    return [
        Step(line.offer.number, Side(line.offer.side), LineKind(line.kind), line.is_placeholder)
        for line in lines
        if line.offer.withdrawn_at is None
    ]


# --- What stands beside it ------------------------------------------------------------------------


def measure_of(negotiation: Negotiation) -> Measure | None:
    """Return what a target is measured by: as its terms have it, or else the first measure of its
    indicator.
    """
    target = negotiation.target
    said = negotiation.on_the_table or negotiation.draft
    chosen = said.measure if said else None
    if chosen is None and target.indicator:
        chosen = target.indicator.measures.order_by("code").first()
    if chosen:
        chosen.indicator = target.indicator or chosen.indicator
    return chosen


def frozen_with(line: OfferLine | None) -> Recollection | None:
    """Return what was known when a line was offered; None where nothing was.

    In one query, or none: a pack never changes, so those read last are kept by this process.
    """
    return _recalled(line.pack) if line and line.pack else None


_recalled = reading.kept(recall)


def findings_of(
    target: Target, terms: Terms, on: date, plans: Iterable[OtherPlan]
) -> list[rules.Finding]:
    """Return what rules find in terms of a target on a day, in three queries at most."""
    area = target.agreement.area
    (line,) = rule_lines([PackageLine(target, terms)], area, somebody_of(area))
    return rules.findings_of(replace(line, plans=tuple(one.line for one in plans)), on)
