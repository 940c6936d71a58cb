"""Work asked for is done once, whatever happens to those who do it."""

import pytest
from django.db import connection, transaction

from laa_portal.foundation import jobs
from laa_portal.foundation.models import MAX_FAILURES, Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """What the handler below was asked to do, in order."""
    return []


@pytest.fixture
def handlers(done):
    def note(*, what):
        done.append(what)

    def fail(*, what):
        done.append(what)
        raise RuntimeError("the well is dry")

    return {"note": note, "fail": fail}


def make_due():
    """Let every waiting job's time have come, and every lease have run out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_job SET not_before = now() - interval '1 hour',"
            " lease_until = CASE WHEN state = 'running' THEN now() - interval '1 second' END"
        )


def test_ask_once_for_a_key_however_often_it_is_asked(handlers, done):
    jobs.ask("note", "same", what=1)
    jobs.ask("note", "same", what=2)

    assert jobs.run_next(handlers) is True
    assert jobs.run_next(handlers) is False
    assert done == [1]


def test_ask_while_the_same_runs_is_queued_behind_it(handlers, done):
    def again(*, what):
        done.append(what)
        jobs.ask("note", "same", what="newer")

    jobs.ask("again", "same", what="older")
    jobs.ask("note", "same", what="first")

    for _ in range(3):
        jobs.run_next({**handlers, "again": again})

    assert done == ["older", "first"]
    jobs.ask("note", "same", what="after")
    jobs.run_next(handlers)
    assert done[-1] == "after"


def test_what_is_asked_for_later_is_done_later_and_once(handlers, done):
    jobs.ask_later(60, "note", "same", what=1)
    jobs.ask_later(60, "note", "same", what=2)

    assert jobs.run_next(handlers) is False
    make_due()
    assert jobs.run_next(handlers) is True
    assert jobs.run_next(handlers) is False
    assert done == [1]


def test_ask_is_undone_with_the_transaction_that_wanted_it():
    with transaction.atomic():
        jobs.ask("note", "gone", what=1)
        transaction.set_rollback(True)

    assert not jobs.open_jobs().exists()


def test_ask_rings_after_the_commit_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        jobs.ask("note", "rung", what=1)

    assert len(callbacks) == 1


def test_failed_job_waits_and_is_tried_again_until_it_is_dead(handlers, done):
    jobs.ask("fail", "poison", what=1)

    assert jobs.run_next(handlers) is True
    assert jobs.run_next(handlers) is False, "it waits before it is tried again"
    for _ in range(MAX_FAILURES + 3):
        make_due()
        jobs.run_next(handlers)

    job = Job.objects.get()
    assert (job.state, job.failures, len(done)) == (Job.State.DEAD, MAX_FAILURES, MAX_FAILURES)
    assert job.error == "RuntimeError: the well is dry"


def test_failed_job_leaves_nothing_of_its_work(handlers):
    def half(*, what):
        jobs.ask("note", "half done", what=what)
        raise RuntimeError

    jobs.ask("half", "x", what=1)
    jobs.run_next({**handlers, "half": half})

    assert not Job.objects.filter(key="half done").exists()


def test_job_of_a_dead_worker_is_claimed_again_after_its_lease(handlers, done):
    jobs.ask("note", "left", what=1)
    jobs._claim()

    assert jobs.run_next(handlers) is False, "its lease still holds"
    make_due()

    assert jobs.run_next(handlers) is True
    assert done == [1]
    assert Job.objects.get().attempts == 2


def test_worker_that_lost_its_claim_leaves_no_trace(handlers, done):
    jobs.ask("note", "contested", what=1)
    job_id, attempt = jobs._claim()
    make_due()
    jobs._claim()

    with pytest.raises(jobs.LostClaim), transaction.atomic():
        jobs._hold(job_id, attempt)

    assert Job.objects.get().state == Job.State.RUNNING


def test_job_that_kills_its_workers_dies_at_last(handlers, done):
    jobs.ask("note", "killer", what=1)
    for _ in range(jobs.MAX_CLAIMS):
        jobs._claim()
        make_due()

    jobs.run_next(handlers)

    job = Job.objects.get()
    assert (job.state, done) == (Job.State.DEAD, [])
    assert "died" in job.error


def test_failed_job_makes_way_for_a_newer_one_of_the_same_key(handlers):
    def fail_after_newer(*, what):
        raise RuntimeError

    jobs.ask("fail_after_newer", "key", what=1)
    job_id, attempt = jobs._claim()
    jobs.ask("fail_after_newer", "key", what=2)
    jobs._fail(job_id, attempt, RuntimeError("late"))

    states = Job.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [Job.State.DONE, Job.State.QUEUED]
