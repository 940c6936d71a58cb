"""A thousand ways to rewrite what happened, as the database's superuser: each one shows."""

import os
import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from laa_portal.foundation import seals
from laa_portal.foundation.chain import Broken
from laa_portal.foundation.models import AuditEvent, Seal
from laa_portal.foundation.servers.postgres import SUPERUSER
from tests.database import acting_as

pytestmark = pytest.mark.django_db

TAMPERINGS = int(os.environ.get("TAMPERINGS", "300"))
EVENTS = 200
IN_A_SEAL = 20
IN_A_TRANSACTION = 7
FIRST_ID = 1000
MOMENT = datetime(2008, 6, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def trail(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two hundred events in ten seals, all of them anchored."""
    patch = pytest.MonkeyPatch()
    path = tmp_path_factory.mktemp("audit") / "anchors.csv"
    patch.setattr(seals.settings, "AUDIT_ANCHORS", path)
    patch.setattr(seals, "BATCH", IN_A_SEAL)
    with django_db_blocker.unblock(), acting_as(SUPERUSER), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger is in the way
        AuditEvent.objects.bulk_create(an_event(count) for count in range(EVENTS))
        assert seals.seal(at=MOMENT) == EVENTS
        seals.anchor()
        events = list(AuditEvent.objects.order_by("xid", "id"))
        yield SimpleNamespace(events=events, ids=[event.pk for event in events], path=path)
    patch.undo()


def an_event(count: int) -> AuditEvent:
    return AuditEvent(
        id=FIRST_ID + count,
        xid=100 + 2 * (count // IN_A_TRANSACTION),
        verb=f"verb_{count}",
        target_type="partnerships.role",
        target_id=str(count),
        target_version=count if count % 3 else None,
        target_name=f"Role {count}",
        area_id=count if count % 4 else None,
        side="partnership" if count % 5 == 0 else "",
        reason="Because it was due.",
        made_by_id=count if count % 2 else None,
        made_at=MOMENT + timedelta(seconds=count),
        key_prefix="laa_abc" if count % 6 == 0 else "",
        details={"was": count, "share": 0.5},
    )


# --- The ways. Each does its worst and returns what must be named: the kind of row, and which ----


def update(table, key, row, **columns):
    with connection.cursor() as cursor:
        setting = ", ".join(f"{name} = {sql}" for name, sql in columns.items())
        cursor.execute(f"UPDATE {table} SET {setting} WHERE {key} = %s", [row])
        assert cursor.rowcount == 1


def delete(model, **which):
    assert model.objects.filter(**which).delete()[0]


def event_row(row, **columns):
    update("foundation_auditevent", "id", row, **columns)


def seal_row(row, **columns):
    update("foundation_seal", "number", row, **columns)


EDITS = {
    "verb": ["verb || 'x'", "''", "upper(verb)"],
    "target_type": ["'partnerships.user'"],
    "target_id": ["target_id || '0'", "''"],
    "target_version": ["coalesce(target_version, 0) + 1000"],
    "target_name": ["target_name || ' '", "''"],
    "area_id": ["coalesce(area_id, 0) + 1000"],
    "side": ["side || 'x'", "'government'"],
    "reason": ["''", "replace(reason, 'due', 'due ')"],
    "made_by_id": ["coalesce(made_by_id, 0) + 1000"],
    "made_at": [
        "made_at + interval '1 microsecond'",
        "made_at - interval '1 year'",
        "'infinity'",
        "'0044-03-15 12:00+00 BC'",
    ],
    "key_prefix": ["key_prefix || 'x'"],
    "details": [
        "'{}'",
        "details || '{\"share\": 0.50}'",
        "details || '{\"more\": null}'",
        "'null'",
    ],
}
SEAL_EDITS = {
    "last_xid": ["last_xid + 1", "last_xid - 1"],
    "last_id": ["last_id + 1"],
    "event_ids": ["event_ids[2:] || event_ids[1:1]", "array_replace(event_ids, event_ids[1], 1)"],
    "digests": ["digests[2:] || digests[1:1]", "array_fill('0'::varchar, ARRAY[20])"],
    "previous": ["'x'", "md5(previous)"],
    "chain": ["reverse(chain)", "''"],
    "sealed_at": ["sealed_at + interval '1 microsecond'", "'infinity'"],
}


def edit_a_column(trail, chance):
    column = chance.choice(sorted(EDITS))
    row = chance.choice(trail.ids)
    event_row(row, **{column: chance.choice(EDITS[column])})
    return "event", {row}


def take_a_value_away(trail, chance):
    column = chance.choice(["target_version", "area_id", "made_by_id"])
    having = [event.pk for event in trail.events if getattr(event, column) is not None]
    row = chance.choice(having)
    event_row(row, **{column: "NULL"})
    return "event", {row}


def give_another_id(trail, chance):
    row, other = chance.choice(trail.ids), chance.choice([1, 500, 5000])
    event_row(row, id=str(other))
    return "event", {row, other}


def move(trail, chance):
    event = chance.choice(trail.events)
    xid = chance.choice([xid for xid in (1, 111, 131, 155, 99_999) if xid != event.xid])
    event_row(event.pk, xid=f"'{xid}'")
    return "event", {event.pk}


def delete_one(trail, chance):
    row = chance.choice(trail.ids)
    delete(AuditEvent, pk=row)
    return "event", {row}


def delete_some(trail, chance):
    rows = chance.sample(trail.ids, chance.randint(2, 60))
    delete(AuditEvent, pk__in=rows)
    return "event", {min(rows, key=trail.ids.index)}


def insert(trail, chance):
    event = an_event(chance.randrange(EVENTS))
    event.pk, event.xid = 7000, chance.randrange(1, trail.events[-1].xid)
    event.save(force_insert=True)
    return "event", {7000}


def exchange_contents(trail, chance):
    one, other = (trail.events[at] for at in sorted(chance.sample(range(EVENTS), 2)))
    for row, event in ((one.pk, other), (other.pk, one)):
        columns = ("verb", "target_id", "target_name", "details")
        AuditEvent.objects.filter(pk=row).update(**{name: getattr(event, name) for name in columns})
    return "event", {one.pk}


def exchange_ids(trail, chance):
    one, other = chance.sample(trail.ids, 2)
    for row, to in ((one, 0), (other, one), (0, other)):
        event_row(row, id=str(to))
    return "event", {one, other}


def exchange_places(trail, chance):
    one, other = chance.sample(trail.events, 2)
    while one.xid == other.xid:
        other = chance.choice(trail.events)
    event_row(one.pk, xid=f"'{other.xid}'")
    event_row(other.pk, xid=f"'{one.xid}'")
    return "event", {one.pk, other.pk}


def cut_off_events(trail, chance):
    kept = chance.randrange(EVENTS)
    delete(AuditEvent, pk__in=trail.ids[kept:])
    return "event", {trail.ids[kept]}


def cut_off_seals(trail, chance):
    kept = chance.randrange(EVENTS // IN_A_SEAL)
    delete(Seal, number__gt=kept)
    return "seal", {kept + 1}


def cut_off_both(trail, chance):
    kept = chance.randrange(EVENTS // IN_A_SEAL)
    delete(Seal, number__gt=kept)
    delete(AuditEvent, pk__in=trail.ids[kept * IN_A_SEAL :])
    return "seal", {kept + 1}


def cut_off_and_seal_again(trail, chance):
    kind, named = cut_off_both(trail, chance)
    AuditEvent.objects.bulk_create(
        AuditEvent(
            xid=90_000, verb="instead", target_type="a.b", target_id="1", made_at=MOMENT, pk=row
        )
        for row in range(8000, 8030)
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_auditevent SET xid = '400' WHERE xid = '90000'")
    seals.seal(at=MOMENT)
    return kind, named


def edit_a_seal(trail, chance):
    column = chance.choice(sorted(SEAL_EDITS))
    number = chance.randint(1, EVENTS // IN_A_SEAL)
    seal_row(number, **{column: chance.choice(SEAL_EDITS[column])})
    return "seal", {number}


def delete_a_seal(trail, chance):
    number = chance.randint(1, EVENTS // IN_A_SEAL)
    delete(Seal, number=number)
    return "seal", {number}


def renumber_a_seal(trail, chance):
    number = chance.randint(1, EVENTS // IN_A_SEAL)
    seal_row(number, number=str(number + 500))
    return "seal", {number}


def exchange_seals(trail, chance):
    one, other = sorted(chance.sample(range(1, EVENTS // IN_A_SEAL + 1), 2))
    for number, to in ((one, 900), (other, one), (900, other)):
        seal_row(number, number=str(to))
    return "seal", {one}


def add_a_seal(trail, chance):
    forged = Seal.objects.get(number=chance.randint(1, EVENTS // IN_A_SEAL))
    forged.number = EVENTS // IN_A_SEAL + 1
    forged.save(force_insert=True)
    return "seal", {forged.number}


def make_good_without_the_key(trail, chance):
    at = chance.randrange(EVENTS)
    number = at // IN_A_SEAL + 1
    event_row(trail.ids[at], verb="'other'")
    (changed,) = (
        event
        for event in seals._events(AuditEvent.objects.filter(pk=trail.ids[at]))
        if event.id == trail.ids[at]
    )
    record = Seal.objects.get(number=number)
    record.digests[at % IN_A_SEAL] = changed.digest
    record.save(update_fields=["digests"])
    (batch,) = (one for one in seals._seals() if one.number == number)
    Seal.objects.filter(number=number).update(chain=batch.under(b"a guess").chain)
    return "seal", {number}


WAYS = [
    *(edit_a_column, edit_a_column, edit_a_column, edit_a_column, take_a_value_away),
    *(give_another_id, move, delete_one, delete_some, insert),
    *(exchange_contents, exchange_ids, exchange_places),
    *(cut_off_events, cut_off_seals, cut_off_both, cut_off_and_seal_again),
    *(edit_a_seal, edit_a_seal, edit_a_seal, delete_a_seal, renumber_a_seal, exchange_seals),
    *(add_a_seal, make_good_without_the_key),
]


def test_an_untouched_trail_is_whole(trail):
    tally = seals.verify(trail.path)

    assert (tally.events, tally.seals, tally.anchored, tally.unsealed) == (EVENTS, 10, 10, 0)


def test_every_one_is_found_and_its_first_row_named(trail):
    chance = random.Random(2008)
    wrong = []
    for count in range(TAMPERINGS):
        way = WAYS[count % len(WAYS)]
        with transaction.atomic():
            kind, rows = way(trail, chance)
            try:
                seals.verify(trail.path)
            except Broken as broken:
                if broken.row != kind or broken.number not in rows:
                    wrong.append((count, way.__name__, kind, rows, str(broken)))
            else:
                wrong.append((count, way.__name__, kind, rows, "not found"))
            transaction.set_rollback(True)

    assert count + 1 == TAMPERINGS
    assert {way.__name__ for way in WAYS} >= {"insert", "move", "cut_off_both", "edit_a_seal"}
    assert wrong == []
    assert seals.verify(trail.path).events == EVENTS


def test_the_command_names_the_first_bad_row(trail):
    with transaction.atomic():
        event_row(trail.ids[41], reason="'Another'")
        with pytest.raises(CommandError, match=r"^Event 1041 was changed after seal 3 was made\.$"):
            call_command("verify_audit", anchors=trail.path)
        transaction.set_rollback(True)


def test_the_command_says_what_it_found(trail, capsys):
    call_command("verify_audit", anchors=trail.path)

    assert "200 events in 10 seals, 10 of them anchored; 0 events not sealed" in (
        capsys.readouterr().out
    )


def test_a_file_of_anchors_that_is_not_there_is_no_excuse(trail, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("verify_audit", anchors=tmp_path / "none.csv")


def test_a_few_events_are_held_against_their_own_seals(trail):
    few = AuditEvent.objects.filter(pk__in=[trail.ids[3], trail.ids[41], trail.ids[199]])
    assert seals.cover(few) == seals.Cover(sealed=3, waiting=0, broken=())

    with transaction.atomic():
        event_row(trail.ids[41], reason="'Another'")
        seal_row(1, chain="reverse(chain)")
        delete(Seal, number=10)
        assert seals.cover(few) == seals.Cover(0, 1, (trail.ids[3], trail.ids[41]))
        transaction.set_rollback(True)
