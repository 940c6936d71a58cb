"""Partners' systems that are told when figures change, and the messages that tell them."""

from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from laa_portal.foundation import boxes
from partnerships.models import Role, User, Viewer

ADDRESS_LENGTH = 500
PURPOSE = "webhooks"
"""Of the key under which secrets are encrypted: signing needs them, the database does not."""


class WebhookQuerySet(models.QuerySet[Any]):
    def enabled(self) -> Self:
        return self.filter(disabled_at=None)

    def visible_to(self, user: Viewer) -> Self:
        """A person's own; all of them for administrators, who may disable them."""
        if not isinstance(user, User):
            return self.none()
        return self if user.is_administrator else self.filter(role__user=user)


class Webhook(models.Model):
    """An address that is told of changes, as one role of one person sees them.

    `told_*` is the place in the feed of changes behind which it was told nothing yet: the feed is
    the record of what there is to tell, and a webhook only how far it has come.
    """

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="webhooks")
    address = models.CharField(max_length=ADDRESS_LENGTH)
    host = models.CharField(max_length=255, help_text="by which people know it")
    measures = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="empty: all"
    )
    areas = ArrayField(
        models.CharField(max_length=9), default=list, blank=True, help_text="empty: all"
    )
    secret = models.TextField(help_text="encrypted")
    former_secret = models.TextField(blank=True, help_text="encrypted")
    former_secret_until = models.DateTimeField(null=True, blank=True)
    told_xid = models.BigIntegerField(default=0)
    told_is_figure = models.PositiveSmallIntegerField(default=0)
    told_row_id = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="empty: the service itself",
    )
    disabled_because = models.CharField(max_length=200, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_by=None, disabled_because="")
                | (Q(disabled_at__isnull=False) & ~Q(disabled_because="")),
                name="a_disabled_webhook_says_why",
            ),
            models.CheckConstraint(
                condition=Q(former_secret="", former_secret_until=None)
                | (~Q(former_secret="") & Q(former_secret_until__isnull=False)),
                name="a_former_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"Webhook to {self.host}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:webhook", args=[self.pk])

    def secrets_in_force(self, at: datetime) -> list[str]:
        """Return the secrets that a receiver may check with: after a change both, for a day."""
        is_former_in_force = self.former_secret_until is not None and at < self.former_secret_until
        shut = [self.secret, *([self.former_secret] if is_former_in_force else [])]
        return [boxes.opened(text, PURPOSE) for text in shut]


class WebhookMessageQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(posted_at=None)


class WebhookMessage(models.Model):
    """One message to a webhook: sent again, word for word, until it is taken."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="messages")
    message_id = models.CharField(max_length=40, unique=True)
    body = models.TextField()
    change_count = models.PositiveSmallIntegerField(default=0, help_text="0: a test")
    asked_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="until when nobody but whoever is sending it may"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="the status of the last answer"
    )
    problem = models.CharField(max_length=200, blank=True, help_text="why there was none")
    posted_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook"],
                condition=Q(posted_at=None),
                name="one_message_waits_at_a_webhook",
            ),
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(lease_until=None),
                name="a_taken_message_is_not_being_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    def is_being_sent(self, at: datetime) -> bool:
        """Whether a worker is at it; one that died is waited for until its lease is over."""
        return self.lease_until is not None and at < self.lease_until

    def is_due(self, at: datetime) -> bool:
        return self.not_before <= at and not self.is_being_sent(at)
