"""An invented agreement under negotiation, as those who speak over it act upon it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from indicators.models import Indicator
from indicators.periods import Period
from partnerships.models import Area, Organisation, OrganisationKind, RoleKind, User
from targets import actions, queries, shapes
from targets.models import YEAR_FIELDS, Agreement, Commitment, DraftLine, Offer, Target, terms_of
from targets.rows import Row, RowKind
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .geography import REGION
from .people import user_of
from .priority_stories import LABEL

Terms = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one area: who speaks there, and the acts by which an agreement comes about.

    Targets are named by the code of their indicator or, where they have none, by their title.
    """

    place: str
    """As codes have it: in small letters."""

    @property
    def coordinator(self) -> User:
        return user_of(RoleKind.LSP_COORDINATOR, self.place)

    @property
    def reviewer(self) -> User:
        return user_of(RoleKind.GO_REVIEWER, REGION[2])

    def speaker(self, side: Side) -> User:
        return self.coordinator if side == Side.PARTNERSHIP else self.reviewer

    @property
    def area(self) -> Area:
        return Area.objects.get(name=self.place.capitalize(), is_invented=True)

    @property
    def is_begun(self) -> bool:
        """Whether anything was offered."""
        return Offer.objects.filter(agreement__area=self.area).exists()

    @property
    def agreement(self) -> Agreement:
        found: Agreement = Agreement.objects.select_related("area").get(area=self.area)
        return found

    @property
    def version(self) -> int:
        """Of the agreement, as lists claim it: 0 before its first target."""
        found = queries.agreement_of(self.area)
        return found.version if found else 0

    def target(self, name: str) -> Target:
        targets = self.agreement.targets.select_related("agreement__area", "indicator")
        of_indicator = targets.filter(indicator__code=name).first()
        found: Target = of_indicator or targets.get(title=name)
        return found

    def shortlist(self, names: Collection[str], at: datetime) -> None:
        """Choose what is not listed yet, for targets of these names."""
        listed = Target.objects.filter(agreement__area=self.area)
        known = set(listed.values_list("indicator__code", flat=True))
        for name in names:
            if name not in known:
                self._longlist(name, at)
        new = listed.filter(status=TargetStatus.LONGLISTED)
        actions.shortlist(
            area=self.area,
            version=self.version,
            rows=[Row(RowKind.TARGET, one.pk) for one in new],
            by=self.coordinator,
            at=at,
        )

    def _longlist(self, name: str, at: datetime) -> None:
        indicator = Indicator.objects.filter(code=name).first()
        actions.longlist(
            area=self.area,
            version=self.version,
            title=f"{indicator.code} {indicator.title}" if indicator else name,
            indicator=indicator,
            by=self.coordinator,
            at=at,
        )

    def falling(self, name: str, share: Decimal) -> Terms:
        """Return terms in a straight line to a last value that is this share below the baseline."""
        target = self.target(name)
        first = queries.first_terms(target, queries.terms_choices(target))
        assert first.measure  # what falls has figures
        assert first.baseline
        values = shapes.filled_in(
            first.shape,
            baseline=first.baseline,
            baseline_year=Period.parse(first.baseline_period).start.year,
            last=round(first.baseline * (1 - share), first.measure.decimals),
            measured=[True] * len(YEAR_FIELDS),
            decimals=first.measure.decimals,
        )
        return terms_of(first) | dict(zip(YEAR_FIELDS, values, strict=True))

    def draft(
        self, side: Side, name: str, kind: LineKind, at: datetime, terms: Terms, why: str = ""
    ) -> DraftLine:
        return actions.draft_line(
            target_id=self.target(name).pk,
            version=0,
            kind=kind,
            terms=dict(terms),
            rationale=f"{LABEL} {why}" if why else "",
            by=self.speaker(side),
            at=at,
        )

    def send(self, side: Side, rationale: str, at: datetime) -> Offer:
        agreement = self.agreement
        return actions.make_offer(
            agreement_id=agreement.pk,
            version=agreement.version,
            rationale=f"{LABEL} {rationale}",
            by=self.speaker(side),
            at=at,
        )

    def open(self, side: Side, at: datetime) -> None:
        last = queries.last_offer(self.agreement)
        assert last  # it was just made
        actions.open_offer(offer_id=last.pk, by=self.speaker(side), at=at)

    def ask(
        self, name: str, kind: OrganisationKind, question: str, at: datetime, *, leads: bool = False
    ) -> Commitment:
        """Ask the partnership's body of a kind to sign up to a target."""
        (asked,) = actions.ask_partners(
            target_id=self.target(name).pk,
            organisations=[self.body(kind)],
            question=f"{LABEL} {question}",
            by=self.coordinator,
            at=at,
        )
        if leads:
            asked = actions.mark_lead(
                commitment_id=asked.pk,
                version=asked.version,
                is_lead=True,
                by=self.coordinator,
                at=at,
            )
        return asked

    def body(self, kind: OrganisationKind) -> Organisation:
        found: Organisation = self.agreement.partnership.organisations.get(kind=kind)
        return found
