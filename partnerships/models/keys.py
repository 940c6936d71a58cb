"""Keys: how a partner's system comes in, for one role and no further than its scopes."""

from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from .people import User, Viewer
from .roles import Role


class Scope(models.TextChoices):
    """What a key may do. There is none for consent, signature, roles or keys: those are acts of
    a person in the browser."""

    VALUES_READ = "values:read", "Read figures, those of your own areas included"
    VALUES_WRITE = "values:write", "Send and confirm returns"
    AGREEMENTS_READ = "agreements:read", "Read agreements"
    ASSESSMENTS_WRITE = (
        "assessments:write",
        "Write assessments, plans, agreements of counties and what goes with them",
    )
    OFFERS_WRITE = "offers:write", "Make and answer offers"
    CONCERNS_READ = "concerns:read", "Read concerns"
    CONCERNS_WRITE = "concerns:write", "Ask, answer and judge in concerns"


class KeyState(models.TextChoices):
    """What has become of a key; worked out, never kept."""

    IN_FORCE = "in_force", "In force"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"
    ROLE_ENDED = "role_ended", "Role ended"


def _role_in_force(day: date) -> models.QuerySet[Any]:
    return Role.objects.in_force(day).filter(pk=OuterRef("role"))


class KeyQuerySet(models.QuerySet[Any]):
    def alive(self, at: datetime) -> Self:
        """Those that open something at a moment, as far as the key itself goes."""
        return self.filter(revoked_at=None, valid_until__gt=at)

    def opening(self, at: datetime, day: date) -> Self:
        """Those that open something: alive, of an active person, for a role in force that day."""
        return self.alive(at).filter(Exists(_role_in_force(day)), role__user__is_active=True)

    def with_state(self, at: datetime, day: date) -> Self:
        """Add `state`: what has become of each."""
        return self.annotate(
            state=Case(
                When(revoked_at__isnull=False, then=Value(KeyState.REVOKED)),
                When(valid_until__lte=at, then=Value(KeyState.EXPIRED)),
                When(~Exists(_role_in_force(day)), then=Value(KeyState.ROLE_ENDED)),
                When(role__user__is_active=False, then=Value(KeyState.ROLE_ENDED)),
                default=Value(KeyState.IN_FORCE),
                output_field=models.CharField(),
            )
        )

    def visible_to(self, user: Viewer) -> Self:
        """A person's own; all of them for administrators, who may revoke them."""
        if not isinstance(user, User):
            return self.none()
        return self if user.is_administrator else self.filter(role__user=user)


class Key(models.Model):
    """A secret that stands for one role of one person. Only its hash is kept."""

    name = models.CharField(max_length=100, help_text="what it is for")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=20, unique=True, help_text="by which people know it")
    token_sha256 = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    addresses = ArrayField(
        models.CharField(max_length=43), default=list, blank=True, help_text="empty: any"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = KeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="key_revoked_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=models.F("made_at")),
                name="a_key_expires_after_it_is_made",
            ),
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="a_key_has_a_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
