"""Work asked for, acts recorded and sealed, mail to send, and what was answered already."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

MAX_FAILURES = 5


class Job(models.Model):
    """A piece of work that somebody asked for. PostgreSQL is the queue; `jobs.py` moves it."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        DEAD = "dead", "Dead"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, help_text="what it is about; one queued job per key")
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="times a worker claimed it")
    failures = models.PositiveSmallIntegerField(default=0, help_text="attempts that raised")
    error = models.TextField(blank=True, help_text="of the last attempt that failed")
    asked_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state="queued"), name="one_queued_job_per_key"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="a_running_job_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state__in=["queued", "running"]),
                name="open_jobs",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class TransactionIdField(models.BigIntegerField):
    """The number of the transaction that wrote the row; they count up and never wrap round."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        return None if value is None else str(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)


def current_transaction() -> Func:
    """Return the number of the transaction under way, as the database fills it in."""
    return Func(function="pg_current_xact_id")


def _condition(sql: str, *params: object) -> RawSQL:
    return RawSQL(sql, params, output_field=models.BooleanField())


class SettledQuerySet(models.QuerySet[Any]):
    """Rows that know, as `xid`, which transaction wrote them."""

    def settled_after(self, xid: int, row_id: int) -> Self:
        """Rows behind the one given, in the order in which they can be read once and for all.

        Numbers are given out before transactions commit, so the newest rows may yet get company
        below them. Rows of transactions older than every one still under way cannot.
        """
        table = self.model._meta.db_table
        is_settled = _condition(f"{table}.xid < pg_snapshot_xmin(pg_current_snapshot())")
        place = f"({table}.xid, {table}.id)"
        is_behind = _condition(f"{place} > (%s::text::xid8, %s)", str(xid), row_id)
        return self.filter(is_settled, is_behind).order_by("xid", "id")

    def written_here(self) -> Self:
        """Rows that the transaction under way wrote."""
        return self.filter(_condition(f"{self.model._meta.db_table}.xid = pg_current_xact_id()"))


class AuditEventQuerySet(SettledQuerySet):
    """Acts, as whoever works through them reads them."""


class AuditEvent(models.Model):
    """One act: who did what to which record, where and why. The database refuses to change it.

    The target is text, so that history outlives the record. `made_at` is the moment of the act
    as the interface saw it; (`xid`, `id`) orders events for whoever works through them.
    """

    verb = models.CharField(max_length=40)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    target_version = models.PositiveIntegerField(null=True, blank=True)
    target_name = models.CharField(max_length=200, blank=True, help_text="as it was called then")
    area_id = models.BigIntegerField(
        null=True, blank=True, help_text="a number only: the ground floor knows no places"
    )
    side = models.CharField(
        max_length=20, blank=True, help_text="whose alone it is; empty where both sides see it"
    )
    reason = models.TextField(blank=True, help_text="in the words of whoever acted")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    key_prefix = models.CharField(max_length=20, blank=True, help_text="of the API key used")
    details = models.JSONField(default=dict, blank=True)
    xid = TransactionIdField(editable=False, db_default=current_transaction())

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
            models.Index(fields=["xid", "id"], name="audit_in_order"),
            models.Index(fields=["area_id", "-id"], name="audit_by_area"),
            models.Index(fields=["made_by", "-id"], name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"


class Place(models.Model):
    """How far a reader of the audit trail has come: everything up to this event is done."""

    reader = models.CharField(max_length=40, primary_key=True)
    xid = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.event_id}"


class Seal(models.Model):
    """A batch of events, each with its digest, chained to the seal before by a keyed hash.

    The key is not in the database, so whoever can edit rows cannot make the chain agree again.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    last_xid = models.BigIntegerField()
    last_id = models.BigIntegerField()
    event_ids = ArrayField(models.BigIntegerField())
    digests = ArrayField(models.CharField(max_length=64))
    previous = models.CharField(max_length=64, blank=True, help_text="chain of the seal before")
    chain = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="seals_count_from_one"),
            models.CheckConstraint(
                condition=Q(event_ids__len=F("digests__len")), name="each_sealed_event_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class Mail(models.Model):
    """A letter to send, once: the same `key` asks for the same letter.

    The body is forgotten once it is sent, since it may hold a link that lets somebody in.
    """

    key = models.CharField(max_length=100, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class Answer(models.Model):
    """What a write was answered, so that the same request again gets the same answer."""

    actor = models.CharField(max_length=60, help_text="the key or person that asked")
    key = models.CharField(max_length=255, help_text="the caller's Idempotency-Key")
    route = models.CharField(max_length=300)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, help_text="null while it is worked on")
    headers = models.JSONField(default=dict)
    content = models.BinaryField(default=b"")
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="one_answer_per_actor_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Allowance(models.Model):
    """How often somebody did something within one stretch of time."""

    what = models.CharField(max_length=60)
    who = models.CharField(max_length=120)
    begins_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "who", "begins_at"], name="one_count_per_stretch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.used} × {self.what}"
