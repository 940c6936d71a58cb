"""Offers made, opened and withdrawn; and what was settled put on the table again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from laa_portal.foundation import audit
from partnerships.models import User
from targets import policies, queries
from targets.models import Agreement, DraftLine, Offer, Target
from targets.negotiation import whose_turn
from targets.sides import Side
from targets.states import SETTLED, TargetStatus

from .drafts import draft_again
from .speaking import (
    move_targets,
    open_before_answering,
    pass_turn,
    refuse_breaches,
    refuse_gaps,
    refuse_moves,
    refuse_unseen,
    table_of,
    write_lines,
)


@transaction.atomic
def make_offer(
    *,
    agreement_id: int,
    version: int,
    rationale: str,
    by: User,
    at: datetime,
    shown: Mapping[int, int] | None = None,
) -> Offer:
    """Say to the other side what one's own has prepared, with the evidence as it stands now.

    `shown` are the drafts that the person has seen, by key with their version: where a colleague
    changed one meanwhile it is Stale. None: whatever is prepared. Raises NotPossible (BreaksRules
    where a rule is not kept), Stale and PermissionDenied.
    """
    agreement: Agreement = Agreement.objects.select_related("area").claim(agreement_id, version)
    policies.may_make_offer(by, agreement).enforce()
    side = policies.speaks_for(by, agreement)
    assert side  # as the policy has made sure
    table = table_of(agreement, side)
    refuse_unseen(table, shown)
    refuse_gaps(table)
    refuse_moves(table)
    refuse_breaches(table, by, at)
    last = queries.last_offer(agreement)
    open_before_answering(last, side, by, at)
    offer = Offer(
        agreement=agreement,
        number=table.number,
        side=side.value,
        answers=last,
        rationale=rationale,
        made_by=by,
        made_at=at,
    )
    offer.save(force_insert=True)
    write_lines(table, offer, by, at)
    move_targets(table, by, at)
    pass_turn(agreement, whose_turn(side, table.moved.values()), at)
    lines = {table.targets[key].title: draft.kind for key, draft in table.drafts.items()}
    _record("make_offer", offer, by, at, lines=lines)
    DraftLine.objects.filter(pk__in=[one.pk for one in table.drafts.values()]).delete()
    return offer


@transaction.atomic
def open_offer(*, offer_id: int, by: User, at: datetime) -> Offer:
    """Open an offer for the side it was made to: from then on it stands.

    Opening it again changes nothing. Raises PermissionDenied.
    """
    offer = _hold(offer_id)
    policies.may_open_offer(by, offer).enforce()
    if offer.opened_at is None:
        offer.opened_by, offer.opened_at = by, at
        offer.save(update_fields=["opened_by", "opened_at"])
        _record("open_offer", offer, by, at)
    return offer


@transaction.atomic
def withdraw_offer(*, offer_id: int, reason: str, by: User, at: datetime) -> Offer:
    """Take back an offer that the other side has not opened; what it said becomes drafts again.

    Raises PermissionDenied.
    """
    offer = _hold(offer_id)
    policies.may_withdraw_offer(by, offer).enforce()
    offer.withdrawn_by, offer.withdrawn_at, offer.withdrawn_because = by, at, reason
    offer.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
    lines = list(offer.lines.select_related("target", "measure", "gap_to", "issue"))
    draft_again(lines, Side(offer.side), by, at)
    positions = queries.positions([line.target for line in lines])
    for line in lines:
        line.target.advance(status=positions[line.target_id].status)
    pass_turn(offer.agreement, queries.turn_of(offer.agreement), at)
    _record("withdraw_offer", offer, by, at, reason=reason)
    return offer


@transaction.atomic
def reopen_target(*, target_id: int, reason: str, by: User | None, at: datetime) -> Target | None:
    """Put what was settled on the table again, since what it waited for has come.

    `by` is None where the portal itself saw it come. None where the target is not settled, or where
    a version that was submitted or signed holds it fast as agreed.
    """
    target: Target = Target.objects.get(pk=target_id)
    agreement = _lock(target.agreement_id)
    target.refresh_from_db()
    if target.status not in SETTLED or policies.held_fast(target):
        return None
    last = queries.last_offer(agreement)
    assert last  # something was agreed
    target.advance(status=TargetStatus.OPEN, reopened_after=[*target.reopened_after, last.number])
    pass_turn(agreement, queries.turn_of(agreement), at)
    audit.record("reopen_target", target, by=by, at=at, area_id=agreement.area_id, reason=reason)
    return target


def _lock(agreement_id: int) -> Agreement:
    """Lock an agreement to the end of the transaction, whatever version it has."""
    found: Agreement = Agreement.objects.select_for_update(no_key=True).get(pk=agreement_id)
    return found


def _hold(offer_id: int) -> Offer:
    """Return an offer with its agreement locked, so that nobody answers it meanwhile."""
    _lock(Offer.objects.values_list("agreement", flat=True).get(pk=offer_id))
    held: Offer = Offer.objects.select_related("agreement__area").get(pk=offer_id)
    return held


def _record(verb: str, offer: Offer, by: User, at: datetime, **details: Any) -> None:
    of: dict[str, Any] = {"agreement": str(offer.agreement), "number": offer.number}
    of |= {"turn": offer.agreement.turn}
    area_id = offer.agreement.area_id
    audit.record(verb, offer, by=by, at=at, area_id=area_id, **of, **details)
