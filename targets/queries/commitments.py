"""Who is asked to sign up to which target, what binds them, and what they said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from partnerships import standing
from partnerships.models import Area, AreaPart, Organisation, OrganisationKind, User
from targets.models import (
    STARTS_ON,
    Agreement,
    Commitment,
    FormerCommitment,
    OfferLine,
    Target,
)
from targets.negotiation import Position
from targets.states import CommitmentStatus

from .negotiation import positions, terms_on_the_table

OF_AGREEMENTS = (standing.SUBMIT, standing.COOPERATE, standing.HAVE_REGARD)
"""The duties that bear on the targets of an agreement."""

CENTRAL = (
    OrganisationKind.GOVERNMENT_OFFICE,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.INSPECTORATE,
)
"""Bodies of the government's side: no target of an area relates to them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An organisation that is named for a target, with what binds it and what it was asked."""

    commitment: Commitment
    duties: tuple[standing.Duty, ...]
    """Empty: it signs up voluntarily."""
    position: Position
    terms: OfferLine | None
    """Those that lie on the table or were agreed; None before any offer."""

    @property
    def is_overtaken(self) -> bool:
        """Whether other terms lie on the table than when it answered."""
        one = self.commitment
        return one.answered_at is not None and one.answered_terms != self.position.terms


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an organisation said of a target before it said something else, or was asked again."""

    status: CommitmentStatus
    reason: str
    answered_at: datetime
    answered_terms: int | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A target, or an organisation, with all that were asked about it; leads first."""

    name: str
    target: Target | None
    """None where the row is of an organisation."""
    asked: tuple[Asked, ...]


def named(commitments: QuerySet[Commitment]) -> list[Asked]:
    """Return commitments with what binds each and the terms on the table, in three queries."""
    related = commitments.select_related(
        "organisation", "target__agreement__area", "target__agreement__partnership",
        "target__indicator",
    )  # fmt: skip
    return with_terms(list(related))


def with_terms(found: Sequence[Commitment]) -> list[Asked]:
    """Return the same of commitments that are fetched with all of that, in two queries."""
    where = positions({one.target_id: one.target for one in found}.values())
    terms = terms_on_the_table(where)
    return [
        Asked(one, duties(one), where[one.target_id], terms.get(one.target_id)) for one in found
    ]


def partners_of(target: Target, position: Position) -> list[Asked]:
    """Return who is named for a target that stands where it stands, in one query."""
    found = target.commitments.select_related("organisation")
    return [Asked(one, _duties(one, target), position, None) for one in found]


def earlier_answers(commitment: Commitment) -> list[Earlier]:
    """Return what an organisation said before, oldest first: its former states say it."""
    former = FormerCommitment.objects.filter(pgh_obj=commitment, answered_at__isnull=False)
    said = {
        one.answered_at: Earlier(
            CommitmentStatus(one.status), one.reason, one.answered_at, one.answered_terms
        )
        for one in former.order_by("pgh_id")
        if one.answered_at != commitment.answered_at
    }
    return list(said.values())


def duties(commitment: Commitment) -> tuple[standing.Duty, ...]:
    """Return what the law asks of an organisation towards the targets of an agreement."""
    return _duties(commitment, commitment.target)


def _duties(commitment: Commitment, target: Target) -> tuple[standing.Duty, ...]:
    day = target.agreement.starts_on or STARTS_ON
    return duties_on(commitment.organisation, day)


def duties_on(organisation: Organisation, day: date) -> tuple[standing.Duty, ...]:
    """Return what the law asks of an organisation in an agreement that begins on a day."""
    binding = standing.duties(organisation.kind, day)
    return tuple(duty for duty in binding if duty in OF_AGREEMENTS)


def ledger(agreement: Agreement, reader: User, *, by_partner: bool = False) -> list[LedgerRow]:
    """Return who has signed up to what in an agreement, as far as a reader sees its targets."""
    found = named(Commitment.objects.visible_to(reader).filter(target__agreement=agreement))
    if by_partner:
        return _by_partner(found)
    visible = Target.objects.visible_to(reader).filter(agreement=agreement).in_the_running()
    return _by_target(found, list(visible.order_by("title")))


def _by_target(found: Iterable[Asked], targets: Iterable[Target]) -> list[LedgerRow]:
    by_target: defaultdict[int, list[Asked]] = defaultdict(list)
    for one in found:
        by_target[one.commitment.target_id].append(one)
    return [LedgerRow(one.title, one, tuple(by_target[one.pk])) for one in targets]


def _by_partner(found: Iterable[Asked]) -> list[LedgerRow]:
    by_name: defaultdict[tuple[str, int], list[Asked]] = defaultdict(list)
    for one in found:
        body = one.commitment.organisation
        by_name[body.name, body.pk].append(one)
    return [
        LedgerRow(name, None, tuple(sorted(asked, key=lambda one: one.commitment.target.title)))
        for (name, _), asked in sorted(by_name.items())
    ]


def linked_counts(targets: Iterable[int]) -> Mapping[int, int]:
    """Count the organisations to which each target relates, by its key; none where it is absent."""
    linked = Commitment.objects.linked().filter(target__in=targets).order_by()
    return dict(linked.values("target").annotate(n=Count("pk")).values_list("target", "n"))


def bodies_around(area: Area) -> QuerySet[Organisation]:
    """Return the organisations that the targets of an LAA area may relate to.

    Those that answer for it, for what lies in it or for what it lies in, those that sit on its
    partnerships, and those that answer for the whole country; none of central government.
    """
    within = Area.objects.ids_within([area.pk])
    around = AreaPart.objects.filter(part__in=within).values("whole")
    near = Q(areas__in=within) | Q(areas__in=around) | Q(areas=None)
    seated = Q(seats__partnership__areas__in=within)
    return Organisation.objects.filter(near | seated).exclude(kind__in=CENTRAL).distinct()
