"""Work asked for, and acts recorded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
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


class AuditEvent(models.Model):
    """One act: who did what to which record, from where. The database refuses to change it.

    The target is text, so that history outlives the record. `made_at` is the moment of the act
    as the interface saw it; `id` orders events.
    """

    verb = models.CharField(max_length=40)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    target_version = models.PositiveIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"
