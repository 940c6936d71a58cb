"""Sixteen writers, some of whom change their minds, and two sealers that do not wait for them."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction

from laa_portal.foundation import seals
from laa_portal.foundation.models import AuditEvent, Seal

pytestmark = [pytest.mark.fault, pytest.mark.django_db]

WRITERS = 16
SEALERS = 2
SECONDS = 6
ROLLED_BACK = 0.1
AT = datetime(2008, 6, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def anchors(committed, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "AUDIT_ANCHORS", tmp_path_factory.mktemp("audit") / "anchors.csv")
        yield


def write(number, stop, committed, undone):
    """Write events in transactions of several lengths, and take one in ten back."""
    chance = random.Random(number)
    with closing(connection):
        while not stop.is_set():
            with transaction.atomic():
                ids = [an_event(number) for _ in range(chance.randint(1, 4))]
                time.sleep(chance.choice([0, 0, 0.001, 0.05]))
                is_undone = chance.random() < ROLLED_BACK
                transaction.set_rollback(is_undone)
            if is_undone:
                undone.update(ids)
            else:
                committed.update(ids)


def an_event(number):
    return AuditEvent.objects.create(
        verb="send", target_type="a.b", target_id=str(number), made_at=AT
    ).pk


def seal(stop):
    with closing(connection):
        while not stop.is_set():
            seals.seal(at=AT)


def test_every_committed_event_is_sealed_once_and_no_other():
    stop, committed, undone = threading.Event(), set(), set()
    with ThreadPoolExecutor(WRITERS + SEALERS) as pool:
        work = [pool.submit(write, number, stop, committed, undone) for number in range(WRITERS)]
        work += [pool.submit(seal, stop) for _ in range(SEALERS)]
        time.sleep(SECONDS)
        sealed_meanwhile = Seal.objects.count()
        stop.set()
        for one in work:
            one.result()
        pool.submit(seal_the_rest).result()

    listed = [row for seal in Seal.objects.order_by("number") for row in seal.event_ids]
    assert len(listed) == len(set(listed))
    assert set(listed) == committed
    assert not undone & committed
    assert undone
    assert sealed_meanwhile > 1
    numbers = Seal.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    tally = seals.verify(settings.AUDIT_ANCHORS)
    assert (tally.events, tally.unsealed) == (len(committed), 0)
    assert tally.anchored == tally.seals == len(numbers)


def seal_the_rest():
    with closing(connection):
        seals.seal(at=AT)
