"""What inspectorates found about an area, and what the Home Office advised: entered by them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Area, Organisation, User, Viewer
from reviews.bodies import CAA_FROM
from targets.models.adoption import act, person

from .interventions import areas_touching, body_field
from .standing import of_seats


class JudgementKind(models.TextChoices):
    AREA_ASSESSMENT = "area_assessment", "CAA area assessment"
    ORGANISATIONAL = "organisational", "Organisational assessment"
    INSPECTION = "inspection", "Inspection report"
    AT_RISK = "at_risk", "Advice that delivery is at risk"


OF_CAA = (JudgementKind.AREA_ASSESSMENT, JudgementKind.ORGANISATIONAL)


class Question(models.TextChoices):
    """The three questions of an area assessment."""

    NEEDS = "needs", "How well do local priorities express community needs and aspirations?"
    OUTCOMES = "outcomes", "How well are the outcomes and improvements needed being delivered?"
    PROSPECTS = "prospects", "What are the prospects for future improvement?"


class Weight(models.TextChoices):
    """What a judgement comes to."""

    CONCERN = "concern", "A significant concern"
    EXCEPTIONAL = "exceptional", "Exceptional performance"
    NEITHER = "neither", "Neither"


FLAGS = {Weight.CONCERN: "Red flag", Weight.EXCEPTIONAL: "Green flag"}


class JudgementQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's areas, and all for national roles."""
        return self.filter(of_seats(user))

    def standing(self) -> Self:
        """Those that were not withdrawn as mistaken."""
        return self.filter(withdrawn_at=None)

    def touching(self, area: Area) -> Self:
        """Those of an area, of what lies in it, and of what it lies in."""
        return self.filter(area__in=areas_touching(area))


class Judgement(Versioned):
    """A finding about an area, with the report that it stands in."""

    kind = models.CharField(max_length=20, choices=JudgementKind)
    body = body_field()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="judgements")
    organisation: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="judgements",
        help_text="of which it is, if of one",
    )
    indicators: "models.ManyToManyField[Indicator, Any]" = models.ManyToManyField(
        Indicator, related_name="judgements", blank=True
    )
    theme = models.CharField(max_length=150, blank=True)
    question = models.CharField(max_length=10, choices=Question, blank=True)
    weight = models.CharField(max_length=12, choices=Weight)
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 to 4")
    text = models.TextField(help_text="what was found")
    in_hand = models.TextField(blank=True, help_text="what is already being done about it")
    report = models.CharField(max_length=150, help_text="its title")
    place = models.CharField(max_length=200, blank=True, help_text="where it is to be read")
    published_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_by = person()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            act("withdrawn"),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_CAA) | Q(published_on__gte=CAA_FROM),
                name="no_area_assessment_before_april_2009",
            ),
            models.CheckConstraint(
                condition=Q(question="") ^ Q(kind=JudgementKind.AREA_ASSESSMENT),
                name="an_area_assessment_answers_a_question",
            ),
            models.CheckConstraint(
                condition=Q(score=None)
                | Q(score__range=(1, 4), kind=JudgementKind.ORGANISATIONAL.value),
                name="organisations_are_scored_from_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.get_body_display()})"

    def get_absolute_url(self) -> str:
        return f"{reverse('reviews:judgements', args=[self.area.gss_code])}#judgement-{self.pk}"

    @property
    def flag(self) -> str:
        """The flag that it sets; "" for what sets none."""
        if self.kind != JudgementKind.AREA_ASSESSMENT:
            return ""
        return FLAGS.get(Weight(self.weight), "")

    @property
    def comes_to(self) -> str:
        """What it comes to in a word or two."""
        return self.flag or str(self.get_weight_display())
