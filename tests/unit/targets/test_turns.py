"""The sentence that says whose turn it is and what comes next, to each reader: no database."""

from datetime import UTC, date, datetime

import pytest

from targets.models import Agreement, Offer
from targets.presenters.turns import NOTHING_WAITS, days_waiting, said
from targets.sides import Side

P, G = Side.PARTNERSHIP, Side.GOVERNMENT
SINCE = date(2008, 6, 2)


def agreement(turn, since=SINCE):
    return Agreement(turn=turn, turn_since_on=since)


def offer(side, *, is_opened=True):
    opened_at = datetime(2008, 6, 3, tzinfo=UTC) if is_opened else None
    return Offer(number=3, side=side, opened_at=opened_at)


@pytest.mark.parametrize(
    ("turn", "side", "last", "speaks", "sentence"),
    [
        (P, P, None, True, "No offer has been made yet: prepare the targets one by one"),
        (P, P, offer(G), True, "It is your turn, since 2 June 2008. Accept, counter or hold"),
        (P, P, offer(G, is_opened=False), True, "Open offer 3, then accept, counter or hold"),
        (P, P, offer(P), True, "Prepare what has not been offered or is to change"),
        (G, G, offer(P), False, "your side's turn, since 2 June 2008; the Government Office rev"),
        (G, P, offer(P), True, "It has opened your offer 3; you are told when it answers."),
        (G, P, offer(P, is_opened=False), True, "until it does, you can withdraw it."),
        (P, G, offer(P), True, "the partnership's turn, since 2 June 2008. You can prepare what"),
        (P, None, None, False, "It is the partnership's turn, since 2 June 2008."),
        ("", P, offer(G), True, NOTHING_WAITS),
    ],
)
def test_each_reader_is_told_what_happens_next(turn, side, last, speaks, sentence):
    assert sentence in said(agreement(turn), side, last, speaks=speaks)


@pytest.mark.parametrize(
    ("turn", "last"), [(P, None), (P, offer(G)), (G, offer(P, is_opened=False))]
)
def test_who_only_reads_along_is_not_told_what_to_do(turn, last):
    sentence = said(agreement(turn), P, last, speaks=False)

    assert not any(word in sentence for word in ("repare", "ccept", "withdraw"))


def test_waiting_is_counted_in_days_once_there_is_an_offer_to_answer():
    today = date(2008, 6, 12)

    assert days_waiting(agreement(G), today) == 10
    assert days_waiting(agreement(P, since=None), today) is None
    assert days_waiting(agreement(""), today) is None
