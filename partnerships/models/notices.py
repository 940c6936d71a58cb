"""What people are told of: each event once to each person it concerns."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import IsNull

from laa_portal.foundation.models import AuditEvent, Mail

from .people import User, Viewer
from .roles import Role


class Topic(models.TextChoices):
    """What a notice is about; people choose for each how it reaches them."""

    ACCOUNT = "account", "Your account, roles and keys"
    DEADLINES = "deadlines", "Deadlines"
    RETURNS = "returns", "Returns"
    PRIORITIES = "priorities", "Assessments and priorities"
    AGREEMENTS = "agreements", "Offers, agreements and signatures"
    REVIEWS = "reviews", "Concerns and reviews"


class Delivery(models.TextChoices):
    IMMEDIATE = "immediate", "At once"
    DAILY = "daily", "Once a day, together"
    OFF = "off", "Not by e-mail"


class NoticeQuerySet(models.QuerySet[Any]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unread_first(self) -> Self:
        """Unread before read, and the newest first."""
        return self.order_by(IsNull(F("read_at"), True).desc(), "-id")

    def visible_to(self, user: Viewer) -> Self:
        """A person's own."""
        return self.filter(user_id=user.pk) if isinstance(user, User) else self.none()

    def for_digest(self, day: date, before: datetime) -> Self:
        """Those that wait for their person's daily letter of `day`, which has yet to be written.

        Whoever is kept out, holds no role that day or has no address any more gets none: what
        waits for them waits on.
        """
        person = Cast(OuterRef("user_id"), models.CharField())
        letter = Mail.objects.filter(
            key=Concat(Value("digest-"), person, Value(f"-{day.isoformat()}"))
        )
        waiting = self.filter(delivery=Delivery.DAILY, mail=None, noticed_at__lt=before)
        holders = Role.objects.in_force(day).values("user")
        reached = waiting.filter(user__is_active=True, user__in=holders).exclude(user__email="")
        return reached.exclude(Exists(letter))


class Notice(models.Model):
    """That an event concerns a person. Kept whatever they chose to get by e-mail."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="notices")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    topic = models.CharField(max_length=15, choices=Topic)
    subject = models.CharField(max_length=200)
    body = models.TextField(help_text="as the letter says it: no figures, no names of people")
    path = models.CharField(max_length=300, help_text="where it leads")
    delivery = models.CharField(max_length=10, choices=Delivery)
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, null=True, blank=True)
    noticed_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"], name="each_event_is_told_once_to_each_person"
            )
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="unread_notices"),
            models.Index(
                fields=["noticed_at"],
                condition=Q(delivery="daily", mail=None),
                name="notices_for_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class PreferenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """A person's own."""
        return self.filter(user_id=user.pk) if isinstance(user, User) else self.none()


class Preference(models.Model):
    """How somebody wants to hear of a topic; where there is none, at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="preferences")
    topic = models.CharField(max_length=15, choices=Topic)
    delivery = models.CharField(max_length=10, choices=Delivery)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_preference_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.topic} {self.delivery}"
