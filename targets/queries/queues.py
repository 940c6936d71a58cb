"""The agreements at whose tables somebody sits, those that wait for them first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from partnerships.audiences import areas_on_side
from partnerships.models import User
from targets import policies
from targets.models import Agreement, Offer, Target
from targets.sides import Side
from targets.states import TargetStatus

from .hand_overs import in_hand
from .overviews import NOT_NEGOTIATED

LAST_DAY = date.max
"""Since when it is somebody's turn before any offer: after all that are in offers."""


@dataclass(frozen=True, slots=True)
class Queued:
    """An agreement in somebody's queue."""

    agreement: Agreement
    side: Side
    """On which they sit."""
    speaks: bool
    """Whether they make their side's offers."""
    last_offer: Offer | None
    counts: Mapping[str, int]
    """How many targets have come how far, by status."""
    holder: User | None
    """Who of their side has it in hand; None: nobody in particular."""

    @property
    def is_ours(self) -> bool:
        """Whether it is the turn of the side on which they sit."""
        return self.agreement.turn == self.side

    @property
    def waits(self) -> bool:
        """Whether their side has something to say, or an offer to open that asks for no answer."""
        return self.is_ours or self.unopened is not None

    @property
    def unopened(self) -> Offer | None:
        """The offer that their side has yet to open."""
        last = self.last_offer
        return last if last and last.side != self.side and last.opened_at is None else None


def queue(user: User) -> list[Queued]:
    """Return the agreements that somebody negotiates or follows, those that wait for them first.

    Among those, whoever has waited longest comes first. In as many queries for one as for 150.
    """
    found = []
    for side in Side:
        agreements = list(_under_way(user, side))
        lasts, spoken = newest_offers(agreements), policies.spoken_areas(user, side)
        holders = in_hand(agreements, side, timezone.localdate())
        found += [
            Queued(
                agreement=one,
                side=side,
                speaks=one.area_id in spoken,
                last_offer=lasts.get(one.pk),
                counts={status: getattr(one, f"in_{status}") for status in COUNTED},
                holder=holders.get(one.pk),
            )
            for one in agreements
        ]
    return sorted(found, key=_place)


def _place(one: Queued) -> tuple[bool, date, str]:
    return (not one.waits, one.agreement.turn_since_on or LAST_DAY, one.agreement.area.name)


COUNTED = tuple(status for status in TargetStatus if status not in NOT_NEGOTIATED)


def _under_way(user: User, side: Side) -> QuerySet[Agreement]:
    """Return the agreements of a side's areas of which something is short-listed, or offered."""
    candidates = {TargetStatus.SHORTLISTED} if side is Side.GOVERNMENT else set()
    areas = areas_on_side(user, side)
    counted = {
        f"in_{status}": Count("targets", filter=Q(targets__status=status)) for status in COUNTED
    }
    known = Target.objects.exclude(status__in={*NOT_NEGOTIATED, *candidates})
    found = Agreement.objects.filter(area__in=areas, pk__in=known.values("agreement"))
    return found.annotate(**counted).select_related("area")


def newest_offers(agreements: Iterable[Agreement]) -> Mapping[int, Offer]:
    """Return the newest offer of each agreement that was not withdrawn, in one query."""
    standing = Offer.objects.standing().filter(agreement__in=[one.pk for one in agreements])
    newest = standing.order_by("agreement_id", "-number").distinct("agreement_id")
    return {one.agreement_id: one for one in newest}
