"""How a CDRP asked the people who live and work in its area, what they said, what came of it."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.periods import financial_year_start
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, Partnership, User, Viewer
from targets.contents import year_label
from targets.states import EngagementStatus

from .actors import actor
from .assessments import own_partnerships
from .priorities import Priority
from .seats import SeatPresence


class EngagementKind(models.TextChoices):
    """How people were asked."""

    SURVEY = "survey", "Survey"
    PUBLIC_MEETING = "public_meeting", "Public meeting"
    FOCUS_GROUP = "focus_group", "Focus group"
    STREET = "street", "Street consultation"
    ONLINE = "online", "Online consultation"
    OF_OTHERS = "of_others", "Somebody else’s consultation"


class AskedGroup(models.TextChoices):
    """Of whom somebody may have been asked in particular."""

    RESIDENTS = "residents", "Residents in general"
    BUSINESSES = "businesses", "Businesses and those who work here"
    YOUNG = "young", "Children and young people"
    OLDER = "older", "Older people"
    VICTIMS = "victims", "Victims of crime"
    MINORITY_ETHNIC = "minority_ethnic", "Minority ethnic communities"
    FAITH = "faith", "Faith communities"
    DISABLED = "disabled", "Disabled people"
    LGBT = "lgbt", "Lesbian, gay, bisexual and trans people"
    SERVICE_USERS = "service_users", "People who use drug or alcohol services"


class ConsultingDuty(models.TextChoices):
    """A duty to ask people that a record may meet. One record may meet both."""

    SEEK_VIEWS = "seek_views", "Seek the community’s views (SI 2007/1830, regulation 12)"
    INVOLVE = "involve", "Inform, consult and involve (Local Government Act 1999, section 3A)"


class EngagementQuerySet(VersionedQuerySet):
    def published(self) -> Self:
        """Those that everybody may read now."""
        return self.filter(status=EngagementStatus.PUBLISHED.value)

    def visible_to(self, user: Viewer) -> Self:
        """Published ones for everybody; the others for those of the partnership alone."""
        if not isinstance(user, User):
            return self.published()
        is_own = Q(partnership__in=own_partnerships(user))
        return self.filter(is_own | Q(status=EngagementStatus.PUBLISHED.value))


def _number(of: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        null=True, blank=True, help_text=f"{of}; none: not known, which is not 0"
    )


class Engagement(Versioned):
    """An act of consulting: who was asked, what they said, and what changed because of it."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="engagements"
    )
    kind = models.CharField(max_length=15, choices=EngagementKind)
    title = models.CharField(max_length=150)
    began_on = models.DateField()
    ended_on = models.DateField(
        null=True, blank=True, help_text="its last day; none: it took one day, or goes on"
    )
    source = models.CharField(
        max_length=300, blank=True, help_text="of somebody else's: whose, and where to read it"
    )
    groups = ArrayField(
        models.CharField(max_length=20, choices=AskedGroup), default=list, blank=True
    )
    asked = models.TextField(blank=True, help_text="who was asked, and how they were found")
    number_asked = _number("people")
    number_taking_part = _number("people")
    duties = ArrayField(
        models.CharField(max_length=10, choices=ConsultingDuty), default=list, blank=True
    )
    announced_on = models.DateField(
        null=True, blank=True, help_text="when people were told of a public meeting"
    )
    announced_how = models.CharField(max_length=300, blank=True)
    discussed = models.TextField(blank=True, help_text="what a public meeting spoke about")
    heard = models.TextField(blank=True)
    changed = models.TextField(blank=True, help_text="because of what was heard")
    organisations: "models.ManyToManyField[Organisation, Any]" = models.ManyToManyField(
        Organisation, related_name="engagements", blank=True
    )
    priorities: "models.ManyToManyField[Priority, Any]" = models.ManyToManyField(
        Priority, related_name="engagements", blank=True
    )
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in EngagementStatus],
        default=EngagementStatus.DRAFT.value,
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    published_by = actor()
    published_at = models.DateTimeField(null=True, blank=True)
    corrected_by = actor()
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_because = models.TextField(blank=True)
    withdrawn_by = actor()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="an_engagement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(number_asked=None)
                | Q(number_taking_part=None)
                | Q(number_taking_part__lte=F("number_asked")),
                name="no_more_take_part_than_were_asked",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EngagementKind.OF_OTHERS.value) | ~Q(source=""),
                name="what_others_asked_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(status=EngagementStatus.DRAFT.value)
                | (Q(published_at__isnull=False) & ~Q(heard="")),
                name="what_is_published_says_what_was_heard",
            ),
            models.CheckConstraint(
                condition=~Q(status=EngagementStatus.WITHDRAWN.value)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawal_has_its_reason",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"engagement_{name}_at_and_by",
                )
                for name in ("published", "corrected", "withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("targets:engagement", args=[self.pk])

    @property
    def year(self) -> int:
        """The financial year in which it began, by the year in which that begins."""
        return financial_year_start(self.began_on).year

    @property
    def year_label(self) -> str:
        return year_label(self.year)

    @property
    def is_public_meeting(self) -> bool:
        return self.kind == EngagementKind.PUBLIC_MEETING

    @property
    def group_labels(self) -> list[str]:
        """Whom it asked in particular, in the order in which people are offered them."""
        return [group.label for group in AskedGroup if group in self.groups]

    @property
    def duty_labels(self) -> list[str]:
        return [duty.label for duty in ConsultingDuty if duty in self.duties]


class Attendance(SeatPresence):
    """That somebody of a responsible authority was at a public meeting, and in which post."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="attendances")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "seat"], name="a_seat_attends_once")
        ]
