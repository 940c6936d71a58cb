"""The negotiation of an agreement handed over to a colleague of the same side."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from targets import policies, queries
from targets.models import Agreement, HandOver
from targets.sides import Side

from .listing import NotPossible


@transaction.atomic
def hand_over_negotiation(
    *,
    agreement_id: int,
    version: int,
    holder: User | None,
    note: str,
    by: User,
    at: datetime,
) -> HandOver:
    """Say who of one's side has an agreement in hand from now on; None: nobody in particular.

    `version` is the number of the hand-over that the person was shown, 0 where there was none.
    Raises NotPossible, Stale and PermissionDenied.
    """
    locked = Agreement.objects.select_for_update(of=("self",), no_key=True)
    agreement = locked.select_related("area").get(pk=agreement_id)
    policies.may_hand_over_negotiation(by, agreement).enforce()
    side = policies.speaks_for(by, agreement)
    assert side  # as the policy has made sure
    if version != queries.hand_over_count(agreement, side):
        raise Stale("A colleague has handed it over meanwhile. See who has it, and try again.")
    _refuse_strangers(agreement, side, holder, at)
    made = HandOver(
        agreement=agreement,
        side=side.value,
        number=version + 1,
        holder=holder,
        note=note,
        handed_by=by,
        handed_at=at,
    )
    made.save(force_insert=True)
    audit.record(
        "hand_over_negotiation",
        made,
        by=by,
        at=at,
        area_id=agreement.area_id,
        side=side.value,
        agreement=str(agreement),
    )
    return made


def _refuse_strangers(agreement: Agreement, side: Side, holder: User | None, at: datetime) -> None:
    """Raise NotPossible where somebody does not speak for the side, or no longer does."""
    if holder is None:
        return
    colleagues = queries.colleagues(agreement, side, timezone.localdate(at))
    if not colleagues.filter(pk=holder.pk).exists():
        raise NotPossible(f"{holder} does not speak for your side here. Choose somebody who does.")
