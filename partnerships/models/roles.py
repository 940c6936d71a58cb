"""What each person may do where, from when to when, and which two others said so."""

from datetime import date, datetime
from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.states import RoleStatus

from .areas import Area
from .bodies import Organisation, Partnership
from .kinds import RoleKind
from .people import User, Viewer
from .spans import Span, SpanQuerySet


class RoleQuerySet(VersionedQuerySet, SpanQuerySet):  # type: ignore[override]
    def in_force(self, day: date) -> Self:
        """Those that count on a day. Roles the service itself gave need nobody's approval."""
        is_approved = Q(granted_by=None) | Q(approved_at__isnull=False)
        return self.on(day).filter(is_approved, ended_at=None, refused_at=None)

    def in_force_at(self, moment: datetime) -> Self:
        """Those that counted at a moment, whatever became of them since."""
        was_approved = Q(granted_by=None) | Q(approved_at__lte=moment)
        was_over = Q(ended_at__lte=moment) | Q(refused_at__lte=moment)
        return self.on(timezone.localdate(moment)).filter(was_approved).exclude(was_over)

    def awaiting_approval(self) -> Self:
        """Those that one administrator granted and a second has yet to answer."""
        return self.filter(
            granted_at__isnull=False, approved_at=None, refused_at=None, ended_at=None
        )

    def lasting(self, day: date) -> Self:
        """Those that count on a day or may yet come to: approved, waiting, or still to begin."""
        still = Q(ends_on=None) | Q(ends_on__gt=day)
        return self.filter(still, ended_at=None, refused_at=None)

    def over_areas(self, ids: frozenset[int]) -> Self:
        """Those over one of the areas, by themselves or through a body."""
        return self.filter(
            Q(area_id__in=ids) | Q(organisation__areas__in=ids) | Q(partnership__areas__in=ids)
        ).distinct()

    def visible_to(self, user: Viewer) -> Self:
        """Administrators see all; others their own, and those over the areas they work for."""
        if not isinstance(user, User):
            return self.none()
        if user.is_administrator:
            return self
        around = self.model.objects.over_areas(user.area_ids).values("pk")
        return self.filter(Q(user=user) | Q(pk__in=around))


def _act(name: str) -> models.CheckConstraint:
    """Say that an act has both its moment and its person, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}_at": None, f"{name}_by": None})
        | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
        name=f"role_{name}_at_and_by",
    )


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Role(Span, Versioned):
    """What a person may do, over which body or place, and from when to when.

    Exactly one of organisation, partnership and area is set, or none of them: then it is national.
    One administrator grants it and another approves it, neither of them the person themself.
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
    takes_over = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="passed_to",
        help_text="the role that ends when this one is approved",
    )
    granted_by = _person()
    granted_at = models.DateTimeField(null=True, blank=True)
    approved_by = _person()
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_by = _person()
    refused_at = models.DateTimeField(null=True, blank=True)
    ended_by = _person()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

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
            *(_act(name) for name in ("granted", "approved", "refused", "ended")),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("user")),
                name="nobody_grants_to_themselves",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("user")) & ~Q(approved_by=F("granted_by"))),
                name="a_second_person_approves",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(refused_at=None),
                name="a_role_is_not_both_approved_and_refused",
            ),
        ]

    def __str__(self) -> str:
        over = self.over
        return f"{self.get_kind_display()}, {over}" if over else self.get_kind_display()

    @property
    def over(self) -> Organisation | Partnership | Area | None:
        """The body or place it is over; None where it is national."""
        return self.organisation or self.partnership or self.area

    @property
    def status(self) -> RoleStatus:
        """How far its life has come. Its dates say beside that on which days it counts."""
        if self.ended_at:
            return RoleStatus.ENDED
        if self.refused_at:
            return RoleStatus.REFUSED
        is_waiting = self.granted_by_id is not None and self.approved_at is None
        return RoleStatus.GRANTED if is_waiting else RoleStatus.APPROVED

    @cached_property
    def over_area_ids(self) -> frozenset[int]:
        """The areas of the body or place it is over; none where it is national."""
        if self.area_id:
            return frozenset({self.area_id})
        body = self.organisation or self.partnership
        return frozenset(area.pk for area in body.areas.all()) if body else frozenset()

    @property
    def only_area_id(self) -> int | None:
        """The one area that acts upon it are recorded under; None where there is not just one."""
        return next(iter(self.over_area_ids)) if len(self.over_area_ids) == 1 else None
