"""A chain holds for what was sealed, and for nothing else."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laa_portal.foundation.chain import Anchor, Broken, Event, SealedBatch, check, digest_of

KEY = b"for tests only"
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=5), max_size=4)


def seals_of(batches, key=KEY):
    """Seal batches of events one after the other."""
    seals, chain = [], ""
    for number, batch in enumerate(batches, start=1):
        seal = SealedBatch(
            number=number,
            last_xid=batch[-1].xid,
            last_id=batch[-1].id,
            event_ids=tuple(event.id for event in batch),
            digests=tuple(event.digest for event in batch),
            previous=chain,
            sealed_at=f"{number}.000000",
        ).under(key)
        seals.append(seal)
        chain = seal.chain
    return seals


@st.composite
def trails(draw):
    """Events in their order, in batches of any size, whose ids follow no order."""
    ids = draw(st.lists(st.integers(1, 10_000), min_size=2, max_size=25, unique=True))
    xids = sorted(draw(st.lists(st.integers(1, 12), min_size=len(ids), max_size=len(ids))))
    places = sorted(zip(xids, ids, strict=True))
    events = [Event(xid, id_, digest_of({"id": str(id_)})) for xid, id_ in places]
    size = draw(st.integers(1, len(events)))
    batches = [events[start : start + size] for start in range(0, len(events), size)]
    return events, seals_of(batches)


def anchors_of(seals):
    return [Anchor(seal.number, seal.chain) for seal in seals]


def broken(seals, events, anchors=()):
    with pytest.raises(Broken) as caught:
        check(KEY, seals, events, anchors)
    return caught.value.row, caught.value.number


@unhurried
@given(trails())
def test_what_was_sealed_is_whole(trail):
    events, seals = trail
    later = Event(13, 1, "not sealed yet")

    tally = check(KEY, seals, [*events, later], anchors_of(seals))

    assert (tally.seals, tally.anchored) == (len(seals), len(seals))
    assert (tally.events, tally.unsealed) == (len(events), 1)


@unhurried
@given(trails(), st.data())
def test_a_changed_event_is_named(trail, data):
    events, seals = trail
    at = data.draw(st.integers(0, len(events) - 1))
    tampered = [*events[:at], replace(events[at], digest="other"), *events[at + 1 :]]

    assert broken(seals, tampered) == ("event", events[at].id)


@unhurried
@given(trails(), st.data())
def test_the_first_missing_event_is_named(trail, data):
    events, seals = trail
    at = data.draw(st.integers(0, len(events) - 1))
    upto = data.draw(st.integers(at + 1, len(events)))

    assert broken(seals, events[:at] + events[upto:]) == ("event", events[at].id)


@unhurried
@given(trails(), st.data())
def test_an_event_put_in_is_named(trail, data):
    events, seals = trail
    xid = data.draw(st.integers(0, max(0, events[-1].xid - 1)))
    added = Event(xid, 20_000, "added")

    assert broken(seals, sorted([*events, added], key=lambda e: (e.xid, e.id))) == ("event", 20_000)


@unhurried
@given(trails(), st.data())
def test_an_event_moved_to_another_place_is_named(trail, data):
    events, seals = trail
    at = data.draw(st.integers(0, len(events) - 1))
    xid = data.draw(st.integers(0, 20).filter(lambda xid: xid != events[at].xid))
    moved = replace(events[at], xid=xid, digest="with another xid")
    tampered = sorted(
        [*events[:at], moved, *events[at + 1 :]], key=lambda event: (event.xid, event.id)
    )

    assert broken(seals, tampered) == ("event", moved.id)


@unhurried
@given(trails(), st.data())
def test_a_changed_seal_is_named(trail, data):
    events, seals = trail
    at = data.draw(st.integers(0, len(seals) - 1))
    seal = seals[at]
    changes = {
        "last_xid": seal.last_xid + 1,
        "last_id": seal.last_id + 1,
        "event_ids": (*seal.event_ids[::-1], 1),
        "digests": ("other", *seal.digests[1:]),
        "previous": "other",
        "sealed_at": "0.000000",
        "chain": "other",
    }
    name = data.draw(st.sampled_from(sorted(changes)))
    seals[at] = replace(seal, **{name: changes[name]})

    assert broken(seals, events) == ("seal", seal.number)


@unhurried
@given(trails(), st.data())
def test_a_seal_made_good_without_the_key_is_named(trail, data):
    events, seals = trail
    at = data.draw(st.integers(0, len(seals) - 1))
    seals[at] = replace(seals[at], digests=("other", *seals[at].digests[1:])).under(b"a guess")

    assert broken(seals, events) == ("seal", seals[at].number)


@unhurried
@given(trails(), st.data())
def test_a_seal_taken_out_is_named(trail, data):
    events, seals = trail
    at = data.draw(st.integers(0, len(seals) - 1))

    assert broken(seals[:at] + seals[at + 1 :], events, anchors_of(seals)) == ("seal", at + 1)


@unhurried
@given(trails(), st.data())
def test_a_cut_off_end_shows_by_the_anchors_alone(trail, data):
    events, seals = trail
    kept = data.draw(st.integers(0, len(seals) - 1))
    rest = [event for seal in seals[:kept] for event in events if event.id in seal.event_ids]

    assert check(KEY, seals[:kept], rest).unsealed == 0
    assert broken(seals[:kept], rest, anchors_of(seals)) == ("seal", kept + 1)


def test_a_trail_sealed_anew_with_the_key_is_not_what_was_anchored():
    events = [Event(1, 1, "a"), Event(1, 2, "b")]
    seals = seals_of([events])
    rewritten = [Event(1, 1, "a"), Event(1, 2, "c")]

    assert broken(seals_of([rewritten]), rewritten, anchors_of(seals)) == ("seal", 1)


def test_a_seal_that_follows_from_none_is_named():
    events = [Event(1, 1, "a"), Event(1, 2, "b")]
    first, second = seals_of([events[:1], events[1:]])
    second = replace(second, previous="").under(KEY)

    assert broken([first, second], events) == ("seal", 2)


def test_a_sentence_says_what_is_wrong():
    with pytest.raises(Broken, match=r"^Event 7 is missing from its place in seal 1\.$"):
        check(KEY, seals_of([[Event(1, 7, "a")]]), [])


@unhurried
@given(TEXTS, TEXTS)
def test_two_rows_have_one_digest_only_if_they_say_the_same(one, other):
    def said(columns):
        return {name: text for name, text in columns.items() if text is not None}

    assert (digest_of(one) == digest_of(other)) == (said(one) == said(other))
