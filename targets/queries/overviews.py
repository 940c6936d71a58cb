"""All targets of one agreement, a row each: what both sides offer, and what the figures say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from indicators.models import Indicator, SeriesSummary
from partnerships.models import User
from targets import policies, rules
from targets.models import Agreement, DraftLine, Offer, OfferLine, Target
from targets.negotiation import Position
from targets.sides import Side
from targets.states import SETTLED, TargetStatus

from .negotiation import position_of
from .packages import PackageLine, package, rule_lines, with_partners
from .rounds import SpokenLine, beside, last_terms, rounds_of, steps_of

NOT_NEGOTIATED = (TargetStatus.LONGLISTED, TargetStatus.LEFT_OUT)


@dataclass(frozen=True)
class OverviewRow:
    """A target, where it stands, and what is known of its measure."""

    target: Target
    position: Position
    """As far as the reader's side has opened what was said."""
    lines: Sequence[OfferLine]
    """What was said of it, the oldest first."""
    draft: DraftLine | None
    """What the reader's side has prepared to say next."""
    summary: SeriesSummary | None
    """What the figures of its measure come to; None where nothing was worked out."""

    @cached_property
    def on_the_table(self) -> OfferLine | None:
        """The line whose terms lie on the table, or were agreed."""
        return last_terms(self.lines)

    def offered_by(self, side: Side) -> OfferLine | None:
        """The last line by which a side put terms on the table."""
        return last_terms(self.lines, side)


@dataclass(frozen=True)
class Overview:
    """An agreement under negotiation, as somebody on one side of it reads it, or on none."""

    agreement: Agreement
    side: Side | None
    rows: tuple[OverviewRow, ...]
    offers: tuple[Offer, ...]
    """All that were made, withdrawn ones too, the newest first; none for those on no side."""

    @cached_property
    def last_offer(self) -> Offer | None:
        """The newest offer that stands."""
        return next((one for one in self.offers if one.withdrawn_at is None), None)

    @cached_property
    def unopened(self) -> Offer | None:
        """The first offer that the reader's side has yet to open."""
        theirs = [one for one in reversed(self.offers) if one.side != self.side]
        closed = (one for one in theirs if one.opened_at is None and one.withdrawn_at is None)
        return next(closed, None)

    @property
    def may_speak(self) -> bool:
        """Whether it is the turn of the reader's side, or nobody's, so that either may speak."""
        return self.side is not None and self.agreement.turn in ("", self.side)

    @property
    def drafts(self) -> list[OverviewRow]:
        """The targets of which something is prepared."""
        return [row for row in self.rows if row.draft]

    @property
    def unanswered(self) -> list[OverviewRow]:
        """The targets that wait for the reader's side, of which nothing is prepared."""
        side = self.side
        return [row for row in self.rows if side and row.position.awaits(side) and not row.draft]

    @cached_property
    def package(self) -> list[PackageLine]:
        """What the agreement would come to, if what is prepared were said."""
        return package(
            [row.target for row in self.rows if row.position.status != TargetStatus.WITHDRAWN],
            {row.target.pk: row.on_the_table for row in self.rows if row.on_the_table},
            {row.target.pk: row.draft for row in self.rows if row.draft},
        )

    def findings(self, reader: User, on: date) -> list[rules.Finding]:
        """Return which rules the package would not keep."""
        return rules.findings(with_partners(self.package, self.agreement.area, reader), on)

    def prepared(self) -> list[SpokenLine]:
        """Return what is prepared, each beside what lies on the table now."""
        return [beside(row.draft, row.lines) for row in self.rows if row.draft]


def overview(agreement: Agreement, reader: User) -> Overview:
    """Return all targets of an agreement, in as many queries for one as for fifty."""
    side = policies.sits_on(reader, agreement)
    targets = list(_targets(agreement, reader))
    rounds, drafts = rounds_of(agreement, side), _drafts(agreement, side)
    summaries = _summaries(agreement, targets, reader)
    rows = (
        OverviewRow(
            target=one,
            position=position_of(one, steps_of(rounds.get(one.pk, ()))),
            lines=rounds.get(one.pk, ()),
            draft=drafts.get(one.pk),
            summary=_summary_of(one, rounds.get(one.pk, ()), summaries),
        )
        for one in targets
    )
    offers = agreement.offers.order_by("-number") if side else ()
    return Overview(
        agreement, side, tuple(row for row in rows if _is_read_by(row, side)), tuple(offers)
    )


def _targets(agreement: Agreement, reader: User) -> Iterable[Target]:
    visible = Target.objects.visible_to(reader).filter(agreement=agreement)
    return visible.exclude(status__in=NOT_NEGOTIATED).select_related("indicator").order_by("title")


def _is_read_by(row: OverviewRow, side: Side | None) -> bool:
    """Whether a side knows of a target yet: the Government Office from the offer it has opened."""
    if side is None:
        return row.position.status in SETTLED
    return side is Side.PARTNERSHIP or bool(row.lines)


def _drafts(agreement: Agreement, side: Side | None) -> Mapping[int, DraftLine]:
    if side is None:
        return {}
    found = DraftLine.objects.of(agreement, side)
    related = found.select_related(
        "target__indicator", "measure__indicator", "gap_to", "issue__indicator"
    )
    return {one.target_id: one for one in related}


def _summaries(
    agreement: Agreement, targets: Iterable[Target], reader: User
) -> list[SeriesSummary]:
    """Return what the measures of targets' indicators come to in the area."""
    indicators = {one.indicator_id for one in targets if one.indicator_id}
    found = SeriesSummary.objects.visible_to(reader).filter(
        area=agreement.area_id, measure__indicator__in=indicators
    )
    return list(found.select_related("measure").order_by("measure__code"))


def _summary_of(
    target: Target, lines: Sequence[OfferLine], summaries: Iterable[SeriesSummary]
) -> SeriesSummary | None:
    """Return that of the measure on the table, else of the first measure of its indicator."""
    own = [one for one in summaries if one.measure.indicator_id == target.indicator_id]
    terms = last_terms(lines)
    exact = (one for one in own if terms and one.measure_id == terms.measure_id)
    return next(exact, own[0] if own else None)


def what_if(
    found: Overview, indicator: Indicator, type_: str, reader: User, on: date
) -> list[rules.Finding]:
    """Return which rules would keep the package, with one more indicator, from being offered."""
    line = PackageLine(
        Target(agreement=found.agreement, title=indicator.code, indicator=indicator),
        DraftLine(type=type_),
    )
    lines = rule_lines([*found.package, line], found.agreement.area, reader)
    asked = (rules.TOO_MANY, *rules.LAW)
    return [
        one
        for one in rules.findings(lines, on)
        if one.rule in asked and one.rule.blocks and one.title in ("", line.target.title)
    ]
