"""What a strategy group adopts has in common: editions, drafted, adopted and superseded."""

from typing import Self

from django.db import models
from django.db.models import Q

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Partnership, RoleKind, User, Viewer
from targets.contents import year_label
from targets.states import EditionStatus

CDRP_PEOPLE = (RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR)


def person() -> models.ForeignKey:
    """Return the field of somebody who may have acted, and whose name stays on record."""
    return models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


def act(name: str) -> models.CheckConstraint:
    """Say that an act has both its moment and its person, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}_at": None, f"{name}_by": None})
        | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
        name=f"%(class)s_{name}_at_and_by",
    )


class AdoptableQuerySet(VersionedQuerySet):
    own_kinds: tuple[RoleKind, ...]
    """The roles over the partnership that see its drafts."""

    def visible_to(self, user: Viewer) -> Self:
        """What was adopted for all who work for the area; drafts for its own people alone."""
        if not isinstance(user, User):
            return self.none()
        is_own = Q(partnership__in=partnerships_of(user, *self.own_kinds))
        was_adopted = ~Q(status=EditionStatus.DRAFT.value)
        if not user.sees_all_areas:
            was_adopted &= Q(partnership__areas__in=user.area_ids)
        return self.filter(is_own | was_adopted).distinct()


def partnerships_of(user: User, *kinds: RoleKind) -> list[int]:
    """Return the ids of the partnerships over which `user` has a role of one of these kinds."""
    return [
        role.partnership_id
        for role in user.current_roles
        if role.kind in kinds and role.partnership_id
    ]


class Adoptable(Versioned):
    """An edition of what a partnership says for a year: drafted, adopted, and once superseded."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    year = models.PositiveSmallIntegerField(help_text="in which its financial year begins")
    edition = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in EditionStatus],
        default=EditionStatus.DRAFT.value,
    )
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    adopted_by = person()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-year", "-edition"]
        constraints = [
            act("adopted"),
            models.CheckConstraint(
                condition=Q(status=EditionStatus.DRAFT.value, adopted_at=None)
                | (~Q(status=EditionStatus.DRAFT.value) & Q(adopted_at__isnull=False)),
                name="%(class)s_is_a_draft_until_adopted",
            ),
        ]

    @property
    def year_label(self) -> str:
        return year_label(self.year)

    @property
    def is_draft(self) -> bool:
        return self.status == EditionStatus.DRAFT
