"""Local Area Agreements, and the candidates from which their targets are chosen."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Area, Partnership, Span, User, Viewer
from targets.sides import SIDES, Side
from targets.states import CANDIDATES, SETTLED, TargetStatus

from .actors import actor
from .assessments import own_partnerships
from .partners import own_organisations
from .priorities import Priority

STARTS_ON, ENDS_ON = date(2008, 4, 1), date(2011, 4, 1)
"""The three financial years of the agreements that were negotiated in 2008."""

TITLE_LENGTH = 150


class AgreementQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the areas at whose tables one sits; all, for those who look at every area.

        How far each target has come is another question: see its own `visible_to`.
        """
        if not isinstance(user, User):
            return self.none()
        if user.sees_all_areas:
            return self
        seats = areas_on_side(user, Side.PARTNERSHIP) | areas_on_side(user, Side.GOVERNMENT)
        return self.filter(area__in=seats)


class Agreement(Span, Versioned):
    """The agreement of one LAA area. Whoever chooses or offers its targets claims it, as one."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agreements")
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="agreements",
        help_text="the Local Strategic Partnership that makes it",
    )
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    turn = models.CharField(
        max_length=12,
        choices=SIDES,
        blank=True,
        default=Side.PARTNERSHIP.value,
        help_text="who is to speak next; empty where nothing waits",
    )
    turn_since_on = models.DateField(null=True, blank=True, help_text="null: before any offer")

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
        return reverse("targets:negotiation", args=[self.area.gss_code])


class TargetQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own side's tables, those that one's own CDRP's priorities led to, and
        those for which one's own organisation is named.

        The Government Office sees what was offered, and national roles what is settled.
        """
        if not isinstance(user, User):
            return self.none()
        own = Q(agreement__area__in=areas_on_side(user, Side.PARTNERSHIP))
        led_to = self._with("priorities__assessment__partnership", own_partnerships(user))
        named = self._with("commitments__organisation", own_organisations(user))
        offered = Q(agreement__area__in=areas_on_side(user, Side.GOVERNMENT)) & ~Q(
            status__in=CANDIDATES
        )
        settled = Q(status__in=SETTLED) if user.sees_all_areas else Q(pk__in=())
        return self.filter(own | led_to | named | offered | settled)

    def _with(self, one_of_many: str, ids: Collection[int]) -> Q:
        """Those with one of many, asked for by themselves: joined, a target would come up twice."""
        found = self.model.objects.filter(**{f"{one_of_many}__in": ids})
        return Q(pk__in=found.values("pk")) if ids else Q(pk__in=())

    def in_the_running(self) -> Self:
        """Those that were neither left out nor withdrawn."""
        return self.exclude(status__in=(TargetStatus.LEFT_OUT, TargetStatus.WITHDRAWN))

    def negotiated(self) -> Self:
        """Those that were offered, whatever became of them."""
        return self.exclude(status__in=CANDIDATES)


def _act(name: str) -> models.CheckConstraint:
    """Say that an act has both its moment and its person, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}_at": None, f"{name}_by": None})
        | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
        name=f"target_{name}_at_and_by",
    )


class Target(Versioned):
    """A line that an agreement may come to have: a candidate first, then negotiated."""

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
    shortlisted_by = actor()
    shortlisted_at = models.DateTimeField(null=True, blank=True)
    left_out_by = actor()
    left_out_at = models.DateTimeField(null=True, blank=True)
    left_out_because = models.TextField(blank=True)
    carried_code = models.CharField(
        max_length=10, blank=True, help_text="of another theme's national indicator, as in NI 72"
    )
    passed_from = models.ForeignKey(
        "VersionLine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="passed_to",
        help_text="of an area that came before this one: the signed line it was taken over from",
    )
    reopened_after = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        blank=True,
        help_text="numbers of offers after which what it waited for came",
    )

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
            models.UniqueConstraint(
                fields=["agreement", "passed_from"], name="a_signed_line_is_taken_over_once"
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

    @property
    def code(self) -> str:
        """Of its national indicator, as in NI 16; empty where it has none."""
        return self.indicator.code if self.indicator else self.carried_code

    @property
    def code_beside_title(self) -> str:
        """Its code, for where the title stands too: empty where that begins with it."""
        return "" if self.title.startswith(self.code) else self.code

    def get_absolute_url(self) -> str:
        """The page of a candidate, or of the negotiation once it was offered."""
        page = "target" if self.status in CANDIDATES else "negotiate"
        return reverse(f"targets:{page}", args=[self.pk])
