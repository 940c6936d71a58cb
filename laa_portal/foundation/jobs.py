"""Work asked for: PostgreSQL is the queue, the broker only the doorbell.

`ask` writes a row in the transaction that wants the work, so the two stand or fall together, and
rings the doorbell after the commit. A lost ring costs two seconds, until the ticker's next one.

`run_next` claims the oldest job that is due in a transaction of its own, which counts the attempt
and survives whatever follows; then it does the work and marks the job done in one second
transaction, holding the row's lock. So the effect and `done` are one: a worker that dies leaves
neither, its lock goes with its connection, and the job is claimed again once the lease has run
out. The lease only spans the gap between the two transactions, hence its shortness; it and every
other moment here are read from the database's clock.

What reads the feed of changes or seals acts waits for the oldest transaction, and the second one
lasts as long as the work. So work that waits for another machine takes what it is about under a
lease of its own and leaves the rest to `transaction.on_commit` (`indicators.tasks.deliver`).
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from . import audit
from .models import MAX_FAILURES, Job
from .versioning import Stale

log = logging.getLogger(__name__)

LEASE_SECONDS = 10
MAX_CLAIMS = 50
"""Claims that ended in nothing, not even an error: beyond them the job itself kills workers."""

Handler = Callable[..., None]

ASK = """
INSERT INTO foundation_job (kind, key, payload, state, attempts, failures, error, not_before)
VALUES (%s, %s, %s, 'queued', 0, 0, '', statement_timestamp() + make_interval(secs => %s))
ON CONFLICT (kind, key) WHERE state = 'queued' DO UPDATE SET key = excluded.key
"""

CLAIM = """
UPDATE foundation_job
   SET state = 'running', attempts = attempts + 1,
       lease_until = clock_timestamp() + make_interval(secs => %s)
 WHERE id = (SELECT id FROM foundation_job
              WHERE (state = 'queued' AND not_before <= clock_timestamp())
                 OR (state = 'running' AND lease_until < clock_timestamp())
              ORDER BY not_before, id
              LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, attempts
"""


class LostClaim(Exception):
    """Another worker took the job over; this one must leave no trace."""


def ask(kind: str, key: str, **payload: object) -> None:
    """Ask for a piece of work, once for each `key` however often it is asked before it starts.

    Call it inside the transaction that makes the work necessary. What is asked while a job of the
    same key already runs is queued behind it, since that one may have read too early to see; and a
    job that already waits is held back until the asker commits, for the same reason.
    """
    _write(kind, key, payload, seconds=0)
    transaction.on_commit(import_string(settings.JOB_DOORBELL), robust=True)


def ask_later(seconds: int, kind: str, key: str, **payload: object) -> None:
    """Ask for a piece of work as `ask` does, to be done some seconds from now.

    For a job that finds it too early for its work, so that no worker waits with it in its hands.
    """
    _write(kind, key, payload, seconds=seconds)


def run_next(handlers: Mapping[str, Handler]) -> bool:
    """Do the oldest job that is due. Returns whether there was one."""
    if (claimed := _claim()) is None:
        return False
    job_id, attempt = claimed
    try:
        with transaction.atomic():
            job = _hold(job_id, attempt)
            handlers[job.kind](**job.payload)
            _follow_up(job)
    except LostClaim:
        log.warning("Job %s was taken over by another worker", job_id)
    except Exception as error:  # whatever a handler raises is the job's failure, not the worker's
        log.exception("Job %s failed", job_id)
        _fail(job_id, attempt, error)
    return True


@transaction.atomic
def retry(*, job_id: int, by: AbstractBaseUser, at: datetime) -> None:
    """Ask anew for the work of a job that was given up, which thereby no longer waits for anyone.

    A row of its own, so that no worker left over from before can take it for the old one. Raises
    Stale when somebody else did so first.
    """
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != Job.State.DEAD:
        raise Stale("Somebody has tried this job again already.")
    job.state = Job.State.DONE
    job.save(update_fields=["state"])
    ask(job.kind, job.key, **job.payload)
    audit.record("retry", job, by=by, at=at)


def open_jobs() -> QuerySet[Job]:
    """The jobs that are waiting or under way."""
    return Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])


def _write(kind: str, key: str, payload: Mapping[str, object], *, seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ASK, [kind, key, json.dumps(payload), seconds])


def _claim() -> tuple[int, int] | None:
    """Take the oldest due job for ourselves; its id and the number of this attempt."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [LEASE_SECONDS])
        claimed: tuple[int, int] | None = cursor.fetchone()
        return claimed


def _hold(job_id: int, attempt: int) -> Job:
    """Lock the job for this transaction and mark it done, to be true when the work commits."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != Job.State.RUNNING or job.attempts != attempt:
        raise LostClaim
    if job.attempts - job.failures > MAX_CLAIMS:
        raise RuntimeError(f"The worker died {MAX_CLAIMS} times over this job.")
    job.state, job.lease_until, job.finished_at = Job.State.DONE, None, Now()
    job.save(update_fields=["state", "lease_until", "finished_at"])
    return job


def _follow_up(job: Job) -> None:
    """Ask for what rests on a job that was just done, of the same key and payload."""
    if following := settings.JOB_FOLLOW_UPS.get(job.kind):
        ask(following, job.key, **job.payload)


@transaction.atomic
def _fail(job_id: int, attempt: int, error: Exception) -> None:
    """Put a failed job back for later, or give it up after MAX_FAILURES."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != Job.State.RUNNING or job.attempts != attempt:
        return
    job.failures += 1
    job.error = f"{type(error).__name__}: {error}"
    job.lease_until = None
    if job.failures >= MAX_FAILURES or job.attempts - job.failures >= MAX_CLAIMS:
        job.state, job.finished_at = Job.State.DEAD, Now()
        job.save()
    elif _newer_is_queued(job):
        job.state, job.finished_at = Job.State.DONE, Now()
        job.save()
    else:
        job.state = Job.State.QUEUED
        job.not_before = Now() + timedelta(seconds=2**job.failures)
        job.save()


def _newer_is_queued(job: Job) -> bool:
    """Whether the same work was asked for again meanwhile, so that the new job does it."""
    return Job.objects.filter(kind=job.kind, key=job.key, state=Job.State.QUEUED).exists()
