"""A chain of seals over events, and what is wrong with one: pure, so that anybody can check it.

A seal lists the events of a batch with a digest of each. Its chain is an HMAC over all the seal
says and over the chain before, under a key that the database does not hold. So no row can be
changed, taken out or put in, and no seal made good again, by somebody who has only the database.
What a chain cannot show is that its end was cut off: for that the seals are anchored elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")


class Broken(Exception):
    """The trail is not as it was sealed. The message is a sentence that names the first bad row."""

    def __init__(self, row: str, number: int, what: str) -> None:
        super().__init__(f"{row.capitalize()} {number} {what}")
        self.row = row
        self.number = number


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands: its place in the order of events, and the digest of all it says."""

    xid: int
    id: int
    digest: str


@dataclass(frozen=True, slots=True)
class SealedBatch:
    """A seal. `last_xid` and `last_id` are the place of its last event."""

    number: int
    last_xid: int
    last_id: int
    event_ids: tuple[int, ...]
    digests: tuple[str, ...]
    previous: str
    sealed_at: str
    chain: str = ""

    def under(self, key: bytes) -> "SealedBatch":
        """Return the seal with its chain."""
        return replace(self, chain=self.chain_under(key))

    def chain_under(self, key: bytes) -> str:
        """Work out what the chain must be."""
        said = (
            *(self.previous, self.number, self.last_xid, self.last_id),
            *(self.event_ids, self.digests, self.sealed_at),
        )
        return hmac.new(key, json.dumps(said).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was written down of a seal outside the database."""

    number: int
    chain: str


@dataclass(slots=True)
class Tally:
    """What was found in order. `unsealed` events came after the last seal."""

    seals: int = 0
    anchored: int = 0
    events: int = 0
    unsealed: int = 0


def digest_of(columns: Mapping[str, str | None]) -> str:
    """Return the digest of a row, its columns given as the database writes them.

    A column that is null is left out: one that is added later leaves old digests as they are.
    """
    said = {name: text for name, text in columns.items() if text is not None}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def check(
    key: bytes,
    seals: Iterable[SealedBatch],
    events: Iterable[Event],
    anchors: Iterable[Anchor] = (),
) -> Tally:
    """Walk seals by their number, events by (xid, id) and anchors by number, all at once.

    Nothing is read twice and no more than one seal is held. Raises Broken at the first bad row.
    """
    tally = Tally()
    anchored, coming = _Ahead(anchors), _Ahead(events)
    chain = ""
    for seal in seals:
        _check_seal(key, seal, tally.seals + 1, chain)
        tally.anchored += _check_anchor(seal, anchored)
        _check_events(seal, coming)
        chain = seal.chain
        tally.seals += 1
        tally.events += len(seal.event_ids)
    if anchored.next is not None:
        raise Broken("seal", anchored.next.number, "was anchored and is gone: the end is cut off.")
    tally.unsealed = coming.count()
    return tally


def _check_seal(key: bytes, seal: SealedBatch, number: int, previous: str) -> None:
    if seal.number != number:
        raise Broken("seal", number, f"is missing: the next is seal {seal.number}.")
    if not hmac.compare_digest(seal.chain, seal.chain_under(key)):
        raise Broken("seal", number, "was changed, or was made under another key.")
    if seal.previous != previous:
        raise Broken("seal", number, "does not follow from the seal before it.")


def _check_anchor(seal: SealedBatch, anchored: "_Ahead[Anchor]") -> int:
    """Compare a seal with what was written down of it; return how many anchors it had."""
    anchor = anchored.next
    if anchor is None or anchor.number > seal.number:
        return 0
    if anchor != Anchor(seal.number, seal.chain):
        raise Broken("seal", anchor.number, "is not the one that was anchored.")
    anchored.take()
    return 1


def _check_events(seal: SealedBatch, coming: "_Ahead[Event]") -> None:
    sealed = dict(zip(seal.event_ids, seal.digests, strict=True))
    end = (seal.last_xid, seal.last_id)
    for event_id, digest in sealed.items():
        found = coming.next
        if found is None or (found.xid, found.id) > end:
            raise Broken("event", event_id, f"is missing from its place in seal {seal.number}.")
        if found.id != event_id:
            raise _misplaced(found, event_id, sealed, seal.number)
        if found.digest != digest:
            raise Broken("event", event_id, f"was changed after seal {seal.number} was made.")
        coming.take()
    found = coming.next
    if found is not None and (found.xid, found.id) <= end:
        raise _put_in(found, seal.number)


def _misplaced(found: Event, wanted: int, sealed: Mapping[int, str], number: int) -> Broken:
    """Say which is bad where one event was sealed and another stands."""
    if found.id not in sealed:
        return _put_in(found, number)
    if found.digest != sealed[found.id]:
        return Broken("event", found.id, f"was changed or moved after seal {number} was made.")
    return Broken("event", wanted, f"is missing from its place in seal {number}.")


def _put_in(found: Event, number: int) -> Broken:
    return Broken("event", found.id, f"was put in or moved here after seal {number} was made.")


class _Ahead(Generic[T]):
    """An iterator that shows what comes next."""

    def __init__(self, values: Iterable[T]) -> None:
        self._values: Iterator[T] = iter(values)
        self.next: T | None = next(self._values, None)

    def take(self) -> None:
        self.next = next(self._values, None)

    def count(self) -> int:
        """Run to the end, and return how many there were."""
        count = 0
        while self.next is not None:
            count += 1
            self.take()
        return count
