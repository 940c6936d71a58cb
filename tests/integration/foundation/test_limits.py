"""Counting is exact, ends with its stretch, and is undone with what it counted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory

from laa_portal.foundation import idempotency, limits, tasks
from laa_portal.foundation.limits import DAY, HOUR, TooMany, take
from laa_portal.foundation.models import Allowance, Answer
from laa_portal.middleware import Limits

pytestmark = pytest.mark.django_db

NOON = datetime(2009, 6, 1, 12, tzinfo=UTC)


def test_as_many_as_the_limit_are_let_through_and_no_more():
    left = [take("keys made", "a", limit=3, per=DAY, at=NOON) for _ in range(3)]

    with pytest.raises(TooMany, match="3 keys made is the most for a day") as refused:
        take("keys made", "a", limit=3, per=DAY, at=NOON)

    assert left == [2, 1, 0]
    assert refused.value.wait == 12 * 3600
    assert "12 hours" in str(refused.value)


def test_others_and_other_things_have_counts_of_their_own():
    take("keys made", "a", limit=1, per=DAY, at=NOON)

    assert take("keys made", "b", limit=1, per=DAY, at=NOON) == 0
    assert take("exports", "a", limit=1, per=HOUR, at=NOON) == 0


def test_next_stretch_begins_anew_at_its_very_start():
    take("keys made", "a", limit=1, per=DAY, at=NOON)
    midnight = datetime(2009, 6, 2, tzinfo=UTC)

    with pytest.raises(TooMany) as refused:
        take("keys made", "a", limit=1, per=DAY, at=midnight - timedelta(seconds=1))

    assert refused.value.wait == 1
    assert take("keys made", "a", limit=1, per=DAY, at=midnight) == 0


def test_what_is_undone_is_not_counted():
    with transaction.atomic():
        take("keys made", "a", limit=1, per=DAY, at=NOON)
        transaction.set_rollback(True)

    assert take("keys made", "a", limit=1, per=DAY, at=NOON) == 0


def test_refusal_leaves_the_count_as_it_was():
    take("keys made", "a", limit=1, per=DAY, at=NOON)
    for _ in range(3):
        with pytest.raises(TooMany):
            take("keys made", "a", limit=1, per=DAY, at=NOON)

    assert Allowance.objects.get().used == 1


def test_page_says_so_with_the_seconds_to_wait():
    refusal = TooMany("20 returns sent is the most for a day.", 90)

    answer = Limits(lambda request: None).process_exception(RequestFactory().get("/"), refusal)

    assert (answer.status_code, answer["Retry-After"]) == (429, "90")
    assert "20 returns sent is the most for a day." in answer.content.decode()


def test_other_faults_are_left_to_others():
    answer = Limits(lambda request: None).process_exception(RequestFactory().get("/"), KeyError())

    assert answer is None


def test_sweep_forgets_what_is_old_and_nothing_else():
    now = datetime.now(UTC)
    old, new = now - timedelta(hours=49), now - timedelta(hours=47)
    for moment in (old, new):
        Allowance.objects.create(what="exports", who="a", begins_at=moment)
        kept = Answer.objects.create(actor="key 1", key=str(moment), route="/", body_sha256="")
        Answer.objects.filter(pk=kept.pk).update(asked_at=moment)

    tasks.sweep()

    assert [allowance.begins_at for allowance in Allowance.objects.all()] == [new]
    assert [answer.key for answer in Answer.objects.all()] == [str(new)]
    assert (limits.sweep(at=now), idempotency.sweep(at=now)) == (0, 0)
