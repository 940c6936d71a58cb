"""Who provides what, and which return is therefore due from whom, and when."""

from typing import Self

from django.db import models
from django.db.models import Q

from indicators.periods import Period, PeriodKind
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Area, Organisation, RoleKind, Span, User, Viewer

from .catalogue import LEVELS, PERIOD_KINDS, Measure

EVERYTHING = ~Q(pk__in=())
"""Holds of every record, beside another condition as well, where an empty one would be left out."""


def of_providers(user: Viewer, organisation: str) -> Q:
    """Return the condition that a record is of a body `user` sends for; the Home Office's is any.

    `organisation` is where the record keeps its body, as filters write it.
    """
    roles = user.current_roles if isinstance(user, User) else ()
    if any(role.kind == RoleKind.HO_ANALYST for role in roles):
        return EVERYTHING
    bodies = [role.organisation_id for role in roles if role.kind == RoleKind.DATA_PROVIDER]
    return Q(**{f"{organisation}__in": bodies})


class ProvisionQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the organisations `user` sends data for; all of them for the Home Office."""
        return self.filter(of_providers(user, "organisation"))


class Provision(Span, Versioned):
    """That an organisation provides a measure for some areas, for periods that start in its span.

    What was due before it was agreed is due some weeks after: nobody begins with being late.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="provisions"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="provisions")
    level = models.CharField(max_length=20, choices=LEVELS, help_text="at which it is reported")
    areas = models.ManyToManyField(Area, related_name="+")
    agreed_on = models.DateField()

    objects = ProvisionQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["organisation__name", "measure__indicator__number", "measure__code"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "measure"],
                condition=Q(ends_on=None),
                name="a_measure_is_provided_once_by_a_body",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False), name="a_provision_has_a_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.organisation}"


class ExpectationQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those due from the organisations `user` sends for; all of them for the Home Office."""
        return self.filter(of_providers(user, "provision__organisation"))

    def with_context(self) -> Self:
        """Join what printing one needs."""
        return self.select_related("provision__organisation", "provision__measure__indicator")


class Expectation(Versioned):
    """The figures of one period that a provider is to send, and by which day.

    `due_on` is the last day on which they are on time. It locks nothing: later ones are taken all
    the same. Whether they came is read from the observations.
    """

    provision = models.ForeignKey(Provision, on_delete=models.CASCADE, related_name="expectations")
    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    period_start = models.DateField()
    due_on = models.DateField()
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse = models.CharField(max_length=500, blank=True, help_text="why it need not come")

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "period_kind", "period_start"], name="a_period_is_due_once"
            ),
            models.CheckConstraint(
                condition=Q(excused_at=None, excused_by=None, excuse="")
                | (Q(excused_at__isnull=False, excused_by__isnull=False) & ~Q(excuse="")),
                name="an_excuse_has_its_moment_person_and_reason",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="expectations_by_day")]

    def __str__(self) -> str:
        return f"{self.provision.measure} for {self.period.label}"

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)

    @property
    def organisation(self) -> Organisation:
        return self.provision.organisation

    @property
    def measure(self) -> Measure:
        return self.provision.measure
