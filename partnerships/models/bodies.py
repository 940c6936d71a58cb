"""Who, as bodies: organisations, partnerships, and who sits on which."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet

from .areas import Area
from .spans import Span, SpanQuerySet


class CorrectableQuerySet(SpanQuerySet):
    def corrected(self) -> Self:
        """Those that a person has set right or added: loading files leaves them alone."""
        return self.filter(corrected_at__isnull=False)


class Correctable(models.Model):
    """A record that files bring, until an administrator says otherwise."""

    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_at=None, corrected_by=None)
                | Q(corrected_at__isnull=False, corrected_by__isnull=False),
                name="%(class)s_corrected_at_and_by",
            )
        ]


class BodyQuerySet(VersionedQuerySet, CorrectableQuerySet):  # type: ignore[override]
    """Organisations or partnerships."""


class OrganisationKind(models.TextChoices):
    """What kind of body it is; `standing.py` derives from it which duties bind it."""

    COUNTY_COUNCIL = "county_council", "County council"
    DISTRICT_COUNCIL = "district_council", "District council"
    UNITARY_COUNCIL = "unitary_council", "Unitary, metropolitan or London council"
    POLICE_FORCE = "police_force", "Police force"
    POLICE_AUTHORITY = "police_authority", "Police authority"
    FIRE_AUTHORITY = "fire_authority", "Fire and rescue authority"
    PCT = "pct", "Primary care trust"
    PROBATION = "probation", "Probation area"
    YOT = "yot", "Youth offending team"
    GOVERNMENT_OFFICE = "government_office", "Government Office"
    DEPARTMENT = "department", "Government department"
    INSPECTORATE = "inspectorate", "Inspectorate"
    NATIONAL_PARK = "national_park", "National park authority"
    BROADS = "broads", "Broads Authority"
    WASTE = "waste", "Waste disposal authority"
    PASSENGER_TRANSPORT = "passenger_transport", "Passenger transport authority"
    TFL = "tfl", "Transport for London"
    GLA = "gla", "Greater London Authority"
    LDA = "lda", "London Development Agency"
    OTHER = "other", "Other body"


class Organisation(Span, Correctable, Versioned):
    """A public body or other partner, and the areas it answers for (none: the whole country)."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=150)
    areas = models.ManyToManyField(Area, related_name="organisations", blank=True)
    is_invented = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["name"]
        constraints = [*Span.Meta.constraints, *Correctable.Meta.constraints]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="organisations_by_trigrams")
        ]

    def __str__(self) -> str:
        return self.name


class PartnershipKind(models.TextChoices):
    LSP = "lsp", "Local Strategic Partnership"
    CDRP = "cdrp", "Crime and Disorder Reduction Partnership"
    COUNTY_STRATEGY_GROUP = "county_strategy_group", "County strategy group"


class Partnership(Span, Correctable, Versioned):
    """Bodies that plan together for one area or several."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=25, choices=PartnershipKind)
    name = models.CharField(max_length=150)
    areas = models.ManyToManyField(Area, related_name="partnerships")
    organisations: "models.ManyToManyField[Organisation, Seat]" = models.ManyToManyField(
        Organisation, through="Seat", related_name="partnerships"
    )
    is_invented = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["name"]
        constraints = [*Span.Meta.constraints, *Correctable.Meta.constraints]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="partnerships_by_trigrams")
        ]

    def __str__(self) -> str:
        return self.name


class Capacity(models.TextChoices):
    """As what an organisation sits on a partnership."""

    RESPONSIBLE_AUTHORITY = "responsible_authority", "Responsible authority"
    PARTNER_AUTHORITY = "partner_authority", "Partner authority"
    RESPONSIBLE_LOCAL_AUTHORITY = "responsible_local_authority", "Responsible local authority"
    COOPERATING_BODY = "cooperating_body", "Co-operating body"
    INVITEE = "invitee", "Invitee"


class Seat(Span, Correctable):
    """An organisation's place on a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    capacity = models.CharField(max_length=30, choices=Capacity)
    is_senior = models.BooleanField(
        default=False, help_text="held by a senior person, as regulation 3 asks of each authority"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = CorrectableQuerySet.as_manager()

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            *Correctable.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "organisation", "capacity", "starts_on"],
                nulls_distinct=False,
                name="one_seat_per_organisation_and_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} on {self.partnership}"
