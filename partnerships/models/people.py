"""Who, as people: those who sign in, how they come in, and what they left half done."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet

from .areas import Area
from .kinds import NATIONAL, NOT_OF_AN_AREA, RoleKind

if TYPE_CHECKING:
    from .keys import Key
    from .roles import Role


class UserQuerySet(VersionedQuerySet):
    def visible_to(self, user: "Viewer") -> Self:
        """Administrators see everybody; others see themselves and whoever works for their areas."""
        if not isinstance(user, User):
            return self.none()
        if user.is_administrator:
            return self
        return self.filter(Q(pk=user.pk) | Q(roles__in=_roles_seen_by(user))).distinct()


def _roles_seen_by(user: "User") -> models.QuerySet[Any]:
    from .roles import Role

    return Role.objects.visible_to(user)


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's, whose `create_user` hashes passwords, with our QuerySet."""


class User(AbstractUser, Versioned):
    """A person who signs in. The demonstration's are roles, never people."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150)

    key: "Key | None" = None
    """The API key through which they act in this request; None in a browser."""

    objects: ClassVar[UserManager] = UserManager()

    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="one_person_per_email_address"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def current_roles(self) -> tuple["Role", ...]:
        """The roles in force today, read once for each request."""
        today = date.today()  # noqa: DTZ011 -- roles are dated in local days
        roles = self.roles.in_force(today).select_related("organisation", "area", "partnership")
        return tuple(roles)

    def has_role(self, *kinds: RoleKind) -> bool:
        """Whether a role of one of these kinds is in force."""
        return any(role.kind in kinds for role in self.current_roles)

    @property
    def is_administrator(self) -> bool:
        return self.has_role(RoleKind.ADMINISTRATOR)

    @cached_property
    def sees_all_areas(self) -> bool:
        """Whether a national role looks at every area: the Home Office and the inspectorates."""
        return self.has_role(*NATIONAL)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas a person works for."""
        roles = [role for role in self.current_roles if role.kind not in NOT_OF_AN_AREA]
        return tuple(Area.objects.of_roles(roles)) if roles else ()

    @cached_property
    def area_ids(self) -> frozenset[int]:
        """The areas a person works for, and all that lies within them."""
        return Area.objects.ids_within(area.pk for area in self.areas)

    @cached_property
    def areas_by_roles(self) -> dict[frozenset[int], frozenset[int]]:
        """What `audiences.areas_within` found, by the keys of roles; none is over no area."""
        return {frozenset(): frozenset()}

    @cached_property
    def coordinated_area_ids(self) -> frozenset[int]:
        """The areas in which they propose roles, as LSP coordinator."""
        own = [role for role in self.current_roles if role.kind == RoleKind.LSP_COORDINATOR]
        return Area.objects.ids_within(pk for role in own for pk in role.over_area_ids)


Viewer = User | AnonymousUser
"""Whoever reads: somebody signed in, or anybody."""


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Those that nobody has taken up or withdrawn; their time may have run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def visible_to(self, user: Viewer) -> Self:
        """Administrators see them."""
        is_administrator = isinstance(user, User) and user.is_administrator
        return self if is_administrator else self.none()


class Invitation(models.Model):
    """A letter that lets one person in, once, to choose a password and a second factor."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by=models.F("user")),
                name="an_invitation_is_accepted_by_whom_it_is_for",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="invitation_withdrawn_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation of {self.user}"


class Draft(models.Model):
    """What somebody had typed on a page and not sent: kept until they send it."""

    saved_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    saved_at = models.DateTimeField()
    path = models.CharField(max_length=300)
    fields = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saved_by", "path"], name="one_draft_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.saved_by} on {self.path}"
