"""Whose turn it is and what happens next, in one sentence, for the top of every page."""

from datetime import date

from django.utils import timezone

from partnerships.models import Viewer
from targets import policies, queries
from targets.models import Agreement, Offer
from targets.sides import Side

NOTHING_WAITS = (
    "Nothing on the table waits for an answer. The partnership can offer what is on its short "
    "list, and either side can reopen what is settled, with its reason."
)


def next_step(agreement: Agreement, viewer: Viewer) -> str:
    """Say whose turn it is over an agreement, and what `viewer` or the other side does next."""
    side = policies.sits_on(viewer, agreement)
    speaks = policies.speaks_for(viewer, agreement) is not None
    last = queries.last_offer(agreement) if side else None
    return said(agreement, side, last, speaks=speaks)


def said(agreement: Agreement, side: Side | None, last: Offer | None, *, speaks: bool) -> str:
    """Say what happens next to somebody on `side` (None: on neither), where `last` stands last.

    `speaks`: whether they make their side's offers, or read along.
    """
    if not agreement.turn:
        return NOTHING_WAITS
    turn = Side(agreement.turn)
    if side is None:
        return f"It is the {turn.label}'s turn{_since(agreement)}."
    if turn is side:
        return _our_turn(agreement, side, speaks=speaks) + (_to_do(last, side) if speaks else "")
    meanwhile = _while_they_think(last, side, speaks=speaks)
    return f"It is the {turn.label}'s turn{_since(agreement)}.{meanwhile}"


def _our_turn(agreement: Agreement, side: Side, *, speaks: bool) -> str:
    if speaks:
        return f"It is your turn{_since(agreement)}."
    speaker = policies.SPEAKERS[side].label
    return f"It is your side's turn{_since(agreement)}; the {speaker} speaks for it."


def _to_do(last: Offer | None, side: Side) -> str:
    if last is None:
        return " No offer has been made yet: prepare the targets one by one, then make your offer."
    if last.side == side:
        return " Prepare what has not been offered or is to change, then make your offer."
    opening = "" if last.opened_at else f"Open offer {last.number}, then accept"
    return f" {opening or 'Accept'}, counter or hold what waits for you, then make your offer."


def _while_they_think(last: Offer | None, side: Side, *, speaks: bool) -> str:
    if last is None or last.side != side:
        return " You can prepare what you will say next." if speaks else ""
    if last.opened_at:
        return f" It has opened your offer {last.number}; you are told when it answers."
    while_unopened = ": until it does, you can withdraw it" if speaks else ""
    return f" It has not opened your offer {last.number}{while_unopened}."


def _since(agreement: Agreement) -> str:
    since = agreement.turn_since_on
    return f", since {since:%-d %B %Y}" if since else ""


def days_waiting(agreement: Agreement, today: date | None = None) -> int | None:
    """Return for how many days the turn has been where it is; None before any offer."""
    if agreement.turn_since_on is None or not agreement.turn:
        return None
    return ((today or timezone.localdate()) - agreement.turn_since_on).days
