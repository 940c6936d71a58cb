"""Agreements under negotiation: whose turn it is, for those who speak for a side."""

from collections.abc import Iterable

from django.urls import reverse

from targets import policies, queries
from targets.presenters import turns
from targets.queries import Queued

from .blocks import LONGEST, Looking, Row, shortened

SPEAKERS = frozenset(policies.SPEAKERS.values())
AT_THE_TABLE = SPEAKERS.union(*policies.FOLLOWERS.values())
"""Those for whom the queue of agreements is made; others of a side read along."""


def ours(looking: Looking) -> Iterable[Row]:
    """Agreements in which the side that the person speaks for has to speak, or to open an offer."""
    rows = [
        Row(
            f"{_to_do(one)}: {one.agreement.area}",
            one.agreement.get_absolute_url(),
            _for_how_long(one, looking),
            "Your turn" if one.is_ours else "To open",
            "yellow",
            one.agreement.turn_since_on,
        )
        for one in _spoken_for(looking)
        if one.waits
    ]
    return _short(rows)


def theirs(looking: Looking) -> Iterable[Row]:
    """Agreements in which the other side has to answer what the person's side offered."""
    rows = [
        Row(
            f"Answer to offer {one.last_offer.number}: {one.agreement.area}",
            one.agreement.get_absolute_url(),
            _for_how_long(one, looking),
            "Opened" if one.last_offer.opened_at else "Not opened",
            "blue",
            one.agreement.turn_since_on,
        )
        for one in _spoken_for(looking)
        if one.last_offer and one.agreement.turn == one.side.other
    ]
    return _short(rows)


def _spoken_for(looking: Looking) -> list[Queued]:
    if not looking.kinds & SPEAKERS:
        return []
    return [one for one in queries.queue(looking.person) if one.speaks]


def _to_do(one: Queued) -> str:
    if one.unopened:
        verb = "Open and answer" if one.is_ours else "Open"
        return f"{verb} offer {one.unopened.number}"
    return "Make your next offer" if one.last_offer else "Make the first offer"


def _for_how_long(one: Queued, looking: Looking) -> str:
    days = turns.days_waiting(one.agreement, looking.today)
    return "" if days is None else f"For {days} day{'' if days == 1 else 's'}, since"


def _short(rows: list[Row]) -> list[Row]:
    return shortened(rows[: LONGEST + 1], Row("All agreements", reverse("targets:review")))
