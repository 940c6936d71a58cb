"""Who, as people: those who sign in, and what each may do where."""

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Q

from .areas import Area
from .bodies import Organisation, Partnership
from .spans import Span, SpanQuerySet


class User(AbstractUser):
    """A person who signs in. The demonstration's are roles, never people."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150)

    REQUIRED_FIELDS = ["name"]

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
        roles = self.roles.on(today).select_related("organisation", "area", "partnership")
        return tuple(roles)

    @cached_property
    def sees_all_areas(self) -> bool:
        """Whether a national role looks at every area: the Home Office and the inspectorates."""
        national = {RoleKind.HO_ANALYST, RoleKind.INSPECTOR}
        return any(role.kind in national for role in self.current_roles)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas a person works for."""
        roles = [role for role in self.current_roles if role.kind not in NOT_OF_AN_AREA]
        return tuple(Area.objects.of_roles(roles)) if roles else ()

    @cached_property
    def area_ids(self) -> frozenset[int]:
        """The areas a person works for, and all that lies within them."""
        return Area.objects.ids_within(area.pk for area in self.areas)


Viewer = User | AnonymousUser
"""Whoever reads: somebody signed in, or anybody."""


class RoleKind(models.TextChoices):
    CDRP_OFFICER = "cdrp_officer", "CDRP officer"
    CDRP_CHAIR = "cdrp_chair", "CDRP chair"
    COUNTY_OFFICER = "county_officer", "County strategy group officer"
    LSP_COORDINATOR = "lsp_coordinator", "LSP coordinator"
    LSP_CHAIR = "lsp_chair", "LSP chair"
    COUNCIL_LEADER = "council_leader", "Council leader"
    PARTNER = "partner", "Partner"
    GO_REVIEWER = "go_reviewer", "Government Office reviewer"
    GO_DIRECTOR = "go_director", "Government Office director"
    HO_ANALYST = "ho_analyst", "Home Office analyst"
    INSPECTOR = "inspector", "Inspector"
    DATA_PROVIDER = "data_provider", "Data provider"
    ADMINISTRATOR = "administrator", "Administrator"


NOT_OF_AN_AREA = frozenset({RoleKind.DATA_PROVIDER, RoleKind.ADMINISTRATOR})
"""Roles that act for a body or the service, and read no more of its areas than the public."""


class Role(Span):
    """What a person may do, over which body or place, and from when to when.

    Exactly one of organisation, partnership and area is set, or none of them: then it is national.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(organisation=None, partnership=None)
                    | Q(organisation=None, area=None)
                    | Q(partnership=None, area=None)
                ),
                name="a_role_is_over_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(granted_at=None, granted_by=None)
                | Q(granted_at__isnull=False, granted_by__isnull=False),
                name="role_granted_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        over = self.organisation or self.partnership or self.area
        return f"{self.get_kind_display()}, {over}" if over else self.get_kind_display()
