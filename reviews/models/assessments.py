"""What a target comes to in a year: one row that the page, the API and the letter all read."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from indicators.models import Measure
from partnerships.models import User, Viewer
from reviews.progress import Verdict
from targets.models import Target

LEVELS = [
    ("on_path", "On its path"),
    ("watch", "Watch"),
    ("concern", "Concern"),
    ("intervene_review", "Intervene and review"),
    ("too_few", "Too few to tell"),
    ("unknown", "Cannot be told"),
]


def number(help_text: str = "") -> models.FloatField:
    return models.FloatField(null=True, blank=True, help_text=help_text)


class AssessedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the areas that `user` works for; for national roles those of settled targets.

        They are made of provisional, restricted and small figures too, so that nobody else reads
        them, not even of a target that they see.
        """
        if not isinstance(user, User):
            return self.none()
        seen = self.filter(target__in=Target.objects.visible_to(user))
        if user.sees_all_areas:
            return seen
        return seen.filter(target__agreement__area__in=user.area_ids)

    def told(self) -> Self:
        """Those of which anything is known: `is_told`."""
        return self.filter(Q(look__gt=0) | Q(value__isnull=False))


class Assessment(models.Model):
    """One target held against the figures of one year of its agreement.

    Worked out again whenever a figure changes, so whatever must last copies its numbers and its
    vintage. Amounts are in the measure's unit, counts are events; nothing is rounded.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="assessments")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="in which it begins")

    asked = number("what the path asks for in the year")
    value = number("of the whole year; null: not in yet")
    is_provisional = models.BooleanField(help_text="something it rests on may still change")
    verdict = models.CharField(max_length=15, choices=[(v.value, v.label) for v in Verdict])
    gap = number("short of what the path asks: above 0 on the bad side")
    share = number("of the way from the baseline to the last value")
    because = models.CharField(max_length=160, blank=True, help_text="why a part cannot be said")

    level = models.CharField(max_length=20, choices=LEVELS, default="unknown")
    level_reason = models.CharField(max_length=160, blank=True)
    look = models.PositiveSmallIntegerField(default=0, help_text="months or quarters that are in")
    looks = models.PositiveSmallIntegerField(default=0, help_text="of the whole year")
    period_start = models.DateField(null=True, blank=True, help_text="of the last that is in")
    to_date = number("events in the year so far")
    expected = number("events that the path has by then")
    p = number("chance of as far off the path or further, if it is kept to")
    p_year = number("chance of meeting the year, if the rest is as the last twelve months")
    p_term = number("chance of meeting the last value, by the projection")
    is_settled = models.BooleanField(
        default=False, help_text="the returns of that period are in, or overdue"
    )

    vintage = models.DateTimeField(
        null=True, blank=True, help_text="when the newest of what it rests on was recorded"
    )
    method_version = models.CharField(max_length=10)
    computed_at = models.DateTimeField()

    objects = AssessedQuerySet.as_manager()

    class Meta:
        ordering = ["target", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "target", "year"], name="one_assessment_a_year"
            ),
            models.CheckConstraint(
                condition=Q(p_year=None) | Q(p_year__gte=0, p_year__lte=1),
                name="chance_of_a_year_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}, {self.financial_year}"

    @property
    def financial_year(self) -> str:
        """As in 2008/09."""
        return f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def is_told(self) -> bool:
        """Whether anything of the year is known: a month of it, or the whole."""
        return bool(self.look) or self.value is not None


class AssessedMeasure(models.Model):
    """Up to which state of figures, terms and settings the targets of a measure were assessed.

    A note of the service's own, by which it finds what is to be assessed again; nobody reads it.
    """

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=120, help_text="as `queries.states_now` tells it")
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.measure}: {self.state}"
