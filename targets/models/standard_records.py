"""What a partnership did, on a day, that a minimum standard asks: kept with its date."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.periods import Period, PeriodKind
from laa_portal.foundation.tracking import track
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, Partnership, User, Viewer
from targets.contents import year_label

from .adoption import CDRP_PEOPLE, act, partnerships_of, person


class RecordKind(models.TextChoices):
    PROTOCOL = "protocol", "Information-sharing protocol"
    LIAISON_OFFICER = "liaison-officer", "Liaison officer"
    DISCLOSURE = "disclosure", "Information disclosed"
    SCRUTINY_COMMITTEE = "scrutiny-committee", "Crime and disorder committee"
    SKILLS_REVIEW = "skills-review", "Review of skills and knowledge"
    ALIGNMENT = "alignment", "Policing plan aligned"


class StandardRecordQuerySet(VersionedQuerySet):
    def standing(self) -> Self:
        """Those that were not withdrawn as mistaken."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: Viewer) -> Self:
        """Those that stand for all who work for the area; withdrawn ones for its own people."""
        if not isinstance(user, User):
            return self.none()
        own = partnerships_of(user, *CDRP_PEOPLE)
        stands = Q(withdrawn_at=None)
        if not user.sees_all_areas:
            stands &= Q(partnership__areas__in=user.area_ids)
        return self.filter(Q(partnership__in=own) | stands).distinct()


class StandardRecord(Versioned):
    """A protocol signed, a liaison officer named, a review held, a plan that aligns.

    `organisations` are whose it is: the signatories, the officer's authority, those that disclosed,
    the council of the committee, the police authority. `text` says more: the post (never a name)
    of an officer, what a review found, how a policing plan aligns.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="standard_records"
    )
    kind = models.CharField(max_length=20, choices=RecordKind)
    happened_on = models.DateField()
    organisations: "models.ManyToManyField[Organisation, Any]" = models.ManyToManyField(
        Organisation, related_name="standard_records", blank=True
    )
    text = models.TextField(blank=True)
    review_due_on = models.DateField(null=True, blank=True, help_text="of a protocol")
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of a policing plan: in which its financial year begins"
    )
    quarter_start = models.DateField(null=True, blank=True, help_text="of what was disclosed")
    is_by_police_authority = models.BooleanField(
        default=False, help_text="recorded by somebody of the police authority itself"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = person()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = StandardRecordQuerySet.as_manager()

    class Meta:
        ordering = ["partnership", "kind", "-happened_on", "-pk"]
        constraints = [
            act("withdrawn"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="withdrawing_a_record_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind=RecordKind.ALIGNMENT.value, year__isnull=False)
                | ~Q(kind=RecordKind.ALIGNMENT.value) & Q(year=None),
                name="an_alignment_is_of_a_year",
            ),
            models.CheckConstraint(
                condition=Q(kind=RecordKind.DISCLOSURE.value, quarter_start__isnull=False)
                | ~Q(kind=RecordKind.DISCLOSURE.value) & Q(quarter_start=None),
                name="a_disclosure_is_of_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return f"{reverse('targets:hallmarks', args=[self.partnership.code])}#record-{self.pk}"

    @property
    def year_label(self) -> str:
        return year_label(self.year) if self.year else ""

    @property
    def quarter_code(self) -> str:
        return Period(PeriodKind.QUARTER, self.quarter_start).code if self.quarter_start else ""


FormerStandardRecord = track(StandardRecord)
