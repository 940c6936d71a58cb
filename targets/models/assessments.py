"""A CDRP's yearly assessment: its life, what it says, and the documents that come with it."""

from typing import Any, Self

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Partnership, User, Viewer
from targets.contents import BY_KEY, CONTENTS, year_label
from targets.states import AssessmentStatus

from .adoption import CDRP_PEOPLE, partnerships_of, person
from .seats import SeatPresence

OPEN = (AssessmentStatus.DRAFT.value, AssessmentStatus.SUBMITTED.value)
SETTLED = (AssessmentStatus.ADOPTED.value, AssessmentStatus.SUPERSEDED.value)


class AssessmentQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Adopted ones for all who work for the area; drafts for those of the partnership alone."""
        if not isinstance(user, User):
            return self.none()
        is_own = Q(partnership__in=own_partnerships(user))
        if user.sees_all_areas:
            return self.filter(is_own | Q(status__in=SETTLED))
        is_near = Q(status__in=SETTLED, partnership__areas__in=user.area_ids)
        return self.filter(is_own | is_near).distinct()


def own_partnerships(user: User) -> list[int]:
    """Return the ids of the partnerships that `user` works for by a role over them."""
    return partnerships_of(user, *CDRP_PEOPLE)


class StrategicAssessment(Versioned):
    """What a CDRP found of crime and disorder in a year. A correction is an edition of its own."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="assessments"
    )
    year = models.PositiveSmallIntegerField(help_text="in which its financial year begins")
    edition = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in AssessmentStatus],
        default=AssessmentStatus.DRAFT.value,
    )
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    submitted_by = person()
    submitted_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = person()
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    adopted_by = person()
    adopted_at = models.DateTimeField(null=True, blank=True)
    corrected_because = models.TextField(
        blank=True, help_text="why the edition before it was not left as it was"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year", "edition"], name="editions_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["partnership", "year"],
                condition=Q(status__in=OPEN),
                name="one_open_edition_a_year",
            ),
            models.UniqueConstraint(
                fields=["partnership", "year"],
                condition=Q(status=AssessmentStatus.ADOPTED.value),
                name="one_adopted_edition_a_year",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"assessment_{name}_at_and_by",
                )
                for name in ("submitted", "sent_back", "adopted")
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN) | Q(adopted_at__isnull=False),
                name="what_is_settled_was_adopted",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(corrected_because=""),
                name="a_correction_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        edition = f", edition {self.edition}" if self.edition > 1 else ""
        return f"Strategic assessment {self.year_label}, {self.partnership}{edition}"

    def get_absolute_url(self) -> str:
        return reverse("targets:assessment", args=[self.pk])

    @property
    def year_label(self) -> str:
        return year_label(self.year)


class SectionQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """The newest text of each content of each assessment."""
        newest = (
            self.model.objects.values("assessment", "content")
            .annotate(newest=Max("number"))
            .values("newest")
        )
        same = newest.filter(
            assessment=models.OuterRef("assessment"), content=models.OuterRef("content")
        )
        return self.filter(number=models.Subquery(same))

    def visible_to(self, user: Viewer) -> Self:
        """Those of the assessments that `user` sees."""
        return self.filter(assessment__in=StrategicAssessment.objects.visible_to(user))


class Section(models.Model):
    """A text of one of the six contents. Each saving is one more, so that none is ever lost."""

    assessment = models.ForeignKey(
        StrategicAssessment, on_delete=models.CASCADE, related_name="sections"
    )
    content = models.CharField(max_length=10, choices=[(c.key, c.title) for c in CONTENTS])
    number = models.PositiveIntegerField(help_text="1 for the first text of this content")
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "content", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "content", "number"], name="texts_of_a_content_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.assessment}"

    @property
    def title(self) -> str:
        return BY_KEY[self.content].title


class Presence(SeatPresence):
    """That a senior member of a responsible authority took part in adopting an assessment."""

    assessment = models.ForeignKey(
        StrategicAssessment, on_delete=models.CASCADE, related_name="presences"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "seat"], name="a_seat_is_present_once")
        ]
