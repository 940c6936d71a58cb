"""Sealing the audit trail: in batches, behind every transaction that may yet write before them.

`seal` may be called by anybody at any time; those who call at once wait for each other, and each
goes on where the last one ended. `verify` holds the whole trail against its seals.
"""

import hashlib
import hmac
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Cast

from . import anchors, jobs
from .chain import Anchor, Event, SealedBatch, Tally, check, digest_of
from .models import AuditEvent, AuditEventQuerySet, Seal

BATCH = 1000
MAX_BATCHES = 50
"""Of one job, so that no transaction grows without end; whatever is left is asked for anew."""

SEALING = 2
"""The first key of the advisory lock that sealers take."""

CHUNK = 2000
SEALS_AT_ONCE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PURPOSE = b"laa-portal: the chain of the audit trail"


class CounterBehind(Exception):
    """The database counts transactions from lower down than when the last seal was made."""


def ask() -> None:
    """Ask for the trail to be sealed, all that the calling transaction writes included."""
    jobs.ask("seal_audit", "trail")


def is_behind() -> bool:
    """Whether there are events that can be sealed and are not."""
    return _unsealed().exists()


@transaction.atomic
def seal(*, at: datetime) -> int:
    """Seal what has settled since the last seal, and return how many events that was.

    The new seals are anchored once they are committed, and so are those that an earlier sealer was
    not there to anchor.
    """
    _wait_for_turn()
    counts = list(islice(iter(lambda: _seal_batch(at), 0), MAX_BATCHES))
    if len(counts) == MAX_BATCHES:
        ask()
    transaction.on_commit(anchor, robust=True)
    return sum(counts)


def anchor() -> None:
    """Write down, outside the database, every committed seal that is not there yet."""
    with anchors.held() as path:
        anchors.mend(path)
        lacking = Seal.objects.filter(number__gt=anchors.last_number(path)).order_by("number")
        rows = lacking.values_list("number", "chain").iterator(chunk_size=CHUNK)
        anchors.write((Anchor(number, chain) for number, chain in rows), path)


@transaction.atomic
def verify(path: Path | None) -> Tally:
    """Hold every event against its seal, and every seal against the file of anchors.

    A few thousand rows are in memory at a time. Raises chain.Broken at the first bad row.
    """
    _refuse_counter_behind()
    noted = anchors.read(path) if path else iter(())
    with closing(_seals()) as seals:
        first = list(islice(seals, 1))
        # The seals' cursor is open by now, so what is done and sealed meanwhile is past its end.
        with closing(_events(AuditEvent.objects.order_by("xid", "id"))) as events:
            return check(_key(), chain(first, seals), events, noted)


@dataclass(frozen=True, slots=True)
class Cover:
    """How the seals stand over some events."""

    sealed: int
    waiting: int
    """Not sealed yet."""
    broken: tuple[int, ...]
    """Events that are not as they were sealed, or whose seal was changed."""


def cover(events: AuditEventQuerySet) -> Cover:
    """Hold a few events against their own seals alone, in a query for each and one more.

    It takes seals as they follow one another for granted: `verify` holds them all.
    """
    found = [(event, _seal_over(event)) for event in _events(events.order_by("xid", "id"))]
    sealed = [(event, seal) for event, seal in found if seal]
    broken = tuple(event.id for event, seal in sealed if not _holds(event, seal))
    return Cover(len(sealed) - len(broken), len(found) - len(sealed), broken)


def _seal_over(event: Event) -> SealedBatch | None:
    """Return the seal in whose place an event stands; None while there is none."""
    after = Q(last_xid__gt=event.xid) | Q(last_xid=event.xid, last_id__gte=event.id)
    return next(iter(_batches(Seal.objects.filter(after).order_by("number")[:1])), None)


def _holds(event: Event, seal: SealedBatch) -> bool:
    digests = dict(zip(seal.event_ids, seal.digests, strict=True))
    is_ours = hmac.compare_digest(seal.chain, seal.chain_under(_key()))
    return is_ours and digests.get(event.id) == event.digest


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [SEALING])


def _seal_batch(at: datetime) -> int:
    """Seal the next batch, and return how many events it has."""
    last = _last_seal()
    events = list(_events(_unsealed()[:BATCH]))
    if not events:
        _refuse_counter_behind()
        return 0
    made = SealedBatch(
        number=last.number + 1 if last else 1,
        last_xid=events[-1].xid,
        last_id=events[-1].id,
        event_ids=tuple(event.id for event in events),
        digests=tuple(event.digest for event in events),
        previous=last.chain if last else "",
        sealed_at=_moment(at),
    ).under(_key())
    Seal.objects.create(
        number=made.number,
        last_xid=made.last_xid,
        last_id=made.last_id,
        event_ids=list(made.event_ids),
        digests=list(made.digests),
        previous=made.previous,
        chain=made.chain,
        sealed_at=at,
    )
    return len(events)


def _last_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def _unsealed() -> AuditEventQuerySet:
    """The events that can be sealed now, in their order."""
    last = _last_seal()
    place = (last.last_xid, last.last_id) if last else (0, 0)
    return AuditEvent.objects.settled_after(*place)


def _events(events: AuditEventQuerySet) -> Generator[Event, None, None]:
    """Read events with the digest of each, all columns as the database itself writes them."""
    fields = AuditEvent._meta.concrete_fields
    names = [field.attname for field in fields]
    rows = events.values_list(*(_as_text(field) for field in fields))
    with closing(_read(rows, CHUNK)) as read:
        for row in read:
            columns = dict(zip(names, row, strict=True))
            yield Event(int(columns["xid"]), int(columns["id"]), digest_of(columns))


def _as_text(field: models.Field) -> Cast:
    """How the database writes a column, whatever the session's settings are."""
    if isinstance(field, models.DateTimeField):
        seconds = Func(
            F(field.attname),
            template="extract(epoch from %(expressions)s)",
            output_field=models.DecimalField(),
        )
        return Cast(seconds, TextField())
    return Cast(field.attname, TextField())


def _seals() -> Generator[SealedBatch, None, None]:
    """Read all seals in the order of their numbers."""
    return _batches(Seal.objects.order_by("number"))


def _batches(seals: "models.QuerySet[Seal]") -> Generator[SealedBatch, None, None]:
    columns = ("number", "last_xid", "last_id", "event_ids", "digests", "previous")
    sealed_at = _as_text(Seal._meta.get_field("sealed_at"))
    rows = seals.values_list(*columns, sealed_at, "chain")
    with closing(_read(rows, SEALS_AT_ONCE)) as read:
        for number, xid, last_id, ids, digests, previous, moment, sealed in read:
            yield SealedBatch(
                number, xid, last_id, tuple(ids), tuple(digests), previous, moment, sealed
            )


def _read(rows: "models.QuerySet[Any]", size: int) -> Generator[Any, None, None]:
    """Read rows by a cursor on the server, which closing ends."""
    yield from rows.iterator(chunk_size=size)


def _moment(at: datetime) -> str:
    """Write a moment as `_as_text` reads it back."""
    microseconds = (at - EPOCH) // timedelta(microseconds=1)
    return f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06}"


def _refuse_counter_behind() -> None:
    """Raise CounterBehind where new events would come to stand before the last seal."""
    last = _last_seal()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        counter = cursor.fetchone()[0]
    if last is not None and counter <= last.last_xid:
        raise CounterBehind(
            f"The database counts its transactions from {counter}, and seal {last.number} ends at"
            f" {last.last_xid}. Was it restored elsewhere? See docs/operations.md, “Restoring”."
        )


def _key() -> bytes:
    """The key of the chain, which the database must never hold."""
    given = settings.AUDIT_KEY or settings.SECRET_KEY
    return hmac.new(given.encode(), PURPOSE, hashlib.sha256).digest()
