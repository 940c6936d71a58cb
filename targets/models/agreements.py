"""Local Area Agreements, and the candidates from which their targets are chosen."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Area, Partnership, Span, User, Viewer
from targets.states import TargetStatus

from .assessments import own_partnerships
from .escalations import SIDE
from .priorities import Priority

STARTS_ON, ENDS_ON = date(2008, 4, 1), date(2011, 4, 1)
"""The three financial years of the agreements that were negotiated in 2008."""

TITLE_LENGTH = 150


class AgreementQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the areas one works for on the partnerships' side: nothing is offered yet."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(area__in=areas_on_side(user, SIDE))


class Agreement(Span, Versioned):
    """The agreement of one LAA area. Whoever chooses its targets claims it: they do so as one."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agreements")
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="agreements",
        help_text="the Local Strategic Partnership that makes it",
    )
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    objects = AgreementQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["area", "starts_on"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["area", "starts_on"], name="one_agreement_an_area_and_span"
            ),
        ]

    def __str__(self) -> str:
        return f"Local Area Agreement of {self.area}"

    def get_absolute_url(self) -> str:
        return reverse("targets:collation", args=[self.area.gss_code])


class TargetQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the agreements one sees, and those that one's own CDRP's priorities led to."""
        if not isinstance(user, User):
            return self.none()
        agreements = Agreement.objects.visible_to(user)
        is_of_own = Q(priorities__assessment__partnership__in=own_partnerships(user))
        return self.filter(Q(agreement__in=agreements) | is_of_own).distinct()

    def in_the_running(self) -> Self:
        """Those on the long list or the short list."""
        return self.exclude(status=TargetStatus.LEFT_OUT)


def _act(name: str) -> models.CheckConstraint:
    """Say that an act has both its moment and its person, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}_at": None, f"{name}_by": None})
        | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
        name=f"target_{name}_at_and_by",
    )


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Target(Versioned):
    """A line that an agreement may come to have: on the long list, the short list, or left out."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="targets")
    title = models.CharField(max_length=TITLE_LENGTH)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        help_text="what will measure it; empty while none is chosen",
    )
    merged_indicators: "models.ManyToManyField[Indicator, Any]" = models.ManyToManyField(
        Indicator,
        related_name="merged_targets",
        blank=True,
        help_text="others whose priorities were put together in it",
    )
    priorities: "models.ManyToManyField[Priority, Any]" = models.ManyToManyField(
        Priority, related_name="targets", blank=True
    )
    status = models.CharField(
        max_length=15,
        choices=[(s.value, s.label) for s in TargetStatus],
        default=TargetStatus.LONGLISTED.value,
    )
    longlisted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    longlisted_at = models.DateTimeField()
    shortlisted_by = _person()
    shortlisted_at = models.DateTimeField(null=True, blank=True)
    left_out_by = _person()
    left_out_at = models.DateTimeField(null=True, blank=True)
    left_out_because = models.TextField(blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "title"], name="a_candidate_is_named_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "indicator"], name="an_indicator_is_listed_once"
            ),
            _act("shortlisted"),
            _act("left_out"),
            models.CheckConstraint(
                condition=~Q(status=TargetStatus.LEFT_OUT.value)
                | (Q(left_out_at__isnull=False) & ~Q(left_out_because="")),
                name="what_is_left_out_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=TargetStatus.SHORTLISTED.value)
                | Q(shortlisted_at__isnull=False),
                name="what_is_shortlisted_was_chosen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("targets:target", args=[self.pk])
