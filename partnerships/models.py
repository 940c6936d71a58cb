"""Who and where: places, organisations, partnerships, people and their roles.

Spans of dates are half-open: a place that `ends_on` 1 April 2009 was gone on that day. An open
side is null.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import F, Q

LAA_DAY = date(2008, 6, 30)
"""The day on which ministers signed the 150 agreements."""

DAWN, DUSK = date(1, 1, 1), date(9999, 12, 31)


class SpanQuerySet(models.QuerySet[Any]):
    """Rows with `starts_on` and `ends_on`."""

    def on(self, day: date) -> Self:
        """Those in force on `day`."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gt=day)
        )


class Span(models.Model):
    """A record that holds from `starts_on` up to but not including `ends_on`."""

    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="the first day it no longer holds")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="%(class)s_ends_after_it_starts",
            )
        ]

    def holds_on(self, day: date) -> bool:
        return (self.starts_on or DAWN) <= day < (self.ends_on or DUSK)


class Level(StrEnum):
    """A layer of geography at which figures are collected, summed and shown."""

    COUNTRY = "country"
    REGION = "region"
    LAA_AREA = "laa_area"
    DISTRICT = "district"
    POLICE_FORCE = "police_force"
    FIRE_AUTHORITY = "fire_authority"
    PCT = "pct"
    YOT = "yot"


class AreaKind(models.TextChoices):
    """What a place is in law. A unitary authority is both a district and an LAA area."""

    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    COUNTY = "county", "County"
    UNITARY = "unitary", "Unitary authority"
    METROPOLITAN = "metropolitan", "Metropolitan district"
    LONDON_BOROUGH = "london_borough", "London borough"
    CITY_OF_LONDON = "city_of_london", "City of London"
    ISLES_OF_SCILLY = "isles_of_scilly", "Isles of Scilly"
    NON_METROPOLITAN = "non_metropolitan", "Non-metropolitan district"
    POLICE_FORCE = "police_force", "Police force area"
    FIRE_AUTHORITY = "fire_authority", "Fire and rescue authority area"
    PCT = "pct", "Primary care trust area"
    YOT = "yot", "Youth offending team area"


SINGLE_TIER = (
    AreaKind.UNITARY,
    AreaKind.METROPOLITAN,
    AreaKind.LONDON_BOROUGH,
    AreaKind.CITY_OF_LONDON,
    AreaKind.ISLES_OF_SCILLY,
)

KINDS_AT: dict[Level, tuple[AreaKind, ...]] = {
    Level.COUNTRY: (AreaKind.COUNTRY,),
    Level.REGION: (AreaKind.REGION,),
    Level.LAA_AREA: (AreaKind.COUNTY, *SINGLE_TIER),
    Level.DISTRICT: (AreaKind.NON_METROPOLITAN, *SINGLE_TIER),
    Level.POLICE_FORCE: (AreaKind.POLICE_FORCE,),
    Level.FIRE_AUTHORITY: (AreaKind.FIRE_AUTHORITY,),
    Level.PCT: (AreaKind.PCT,),
    Level.YOT: (AreaKind.YOT,),
}

LEVEL_LABELS = {
    Level.COUNTRY: "England",
    Level.REGION: "Government Office region",
    Level.LAA_AREA: "LAA area",
    Level.DISTRICT: "district",
    Level.POLICE_FORCE: "police force area",
    Level.FIRE_AUTHORITY: "fire and rescue authority area",
    Level.PCT: "primary care trust area",
    Level.YOT: "youth offending team area",
}


class AreaQuerySet(SpanQuerySet):
    def at_level(self, level: str) -> Self:
        """Those that count at `level`: a unitary authority is a district and an LAA area."""
        return self.filter(kind__in=KINDS_AT[Level(level)])

    def real(self) -> Self:
        """Without the invented places of the demonstration."""
        return self.filter(is_invented=False)

    def with_code(self, code: str) -> Self:
        """The area whose GSS code or 2008 ONS code this is."""
        return self.filter(Q(gss_code=code) | Q(ons_code=code))

    def ids_within(self, ids: Iterable[int]) -> frozenset[int]:
        """The areas of `ids` and everything that lies wholly inside them, at any time."""
        found, edge = set(ids), set(ids)
        while edge:
            parts = AreaPart.objects.filter(whole_id__in=edge, is_exact=True)
            edge = set(parts.values_list("part_id", flat=True)) - found
            found |= edge
        return frozenset(found)


class Area(Span):
    """A place. Both codes are kept: GSS codes did not exist in 2008."""

    kind = models.CharField(max_length=20, choices=AreaKind)
    name = models.CharField(max_length=100)
    gss_code = models.CharField(max_length=9, unique=True)
    ons_code = models.CharField(
        "2008 ONS code", max_length=4, blank=True, help_text="empty where there was none"
    )
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )
    is_invented = models.BooleanField(
        default=False, help_text="a made-up place of the demonstration, never part of England"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["name", "gss_code"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["ons_code"], condition=~Q(ons_code=""), name="one_area_per_2008_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The code that screens of the period show: of 2008 where there is one."""
        return self.ons_code or self.gss_code

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels at which the area counts, widest first."""
        return tuple(level for level, kinds in KINDS_AT.items() if self.kind in kinds)


class AreaPart(Span):
    """That one area lies within another. Geography is many-to-many."""

    whole = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="wholes")
    is_exact = models.BooleanField(
        default=True, help_text="the part lies wholly inside; only such parts are summed"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["whole", "part", "starts_on"],
                nulls_distinct=False,
                name="a_part_lies_in_a_whole_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="no_area_is_its_own_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.whole}"


class Population(models.Model):
    """The mid-year estimate of residents of an area, of one age band."""

    ALL_AGES = "all"

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField(help_text="of 30 June")
    age_band = models.CharField(max_length=10, default=ALL_AGES)
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "age_band"], name="one_population_per_area_year_and_band"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} mid-{self.year}: {self.count:,}"


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


class Organisation(Span):
    """A public body or other partner, and the areas it answers for (none: the whole country)."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=150)
    areas = models.ManyToManyField(Area, related_name="organisations", blank=True)
    is_invented = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PartnershipKind(models.TextChoices):
    LSP = "lsp", "Local Strategic Partnership"
    CDRP = "cdrp", "Crime and Disorder Reduction Partnership"
    COUNTY_STRATEGY_GROUP = "county_strategy_group", "County strategy group"


class Partnership(Span):
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

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Capacity(models.TextChoices):
    """As what an organisation sits on a partnership."""

    RESPONSIBLE_AUTHORITY = "responsible_authority", "Responsible authority"
    PARTNER_AUTHORITY = "partner_authority", "Partner authority"
    RESPONSIBLE_LOCAL_AUTHORITY = "responsible_local_authority", "Responsible local authority"
    COOPERATING_BODY = "cooperating_body", "Co-operating body"
    INVITEE = "invitee", "Invitee"


class Seat(Span):
    """An organisation's place on a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    capacity = models.CharField(max_length=30, choices=Capacity)
    is_senior = models.BooleanField(
        default=False, help_text="held by a senior person, as regulation 3 asks of each authority"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "organisation", "capacity", "starts_on"],
                nulls_distinct=False,
                name="one_seat_per_organisation_and_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} on {self.partnership}"


class User(AbstractUser):
    """A person who signs in. The demonstration's are roles, never people."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150)

    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def current_roles(self) -> tuple["Role", ...]:
        """The roles in force today, read once for each request."""
        today = date.today()  # noqa: DTZ011 -- roles are dated in local days
        roles = self.roles.on(today).select_related("organisation", "area", "partnership")
        return tuple(roles)

    @cached_property
    def sees_all_areas(self) -> bool:
        """Whether a national role looks at every area: the Home Office and the inspectorates."""
        national = {RoleKind.HO_ANALYST, RoleKind.INSPECTOR}
        return any(role.kind in national for role in self.current_roles)

    @cached_property
    def area_ids(self) -> frozenset[int]:
        """The areas a person's roles cover, and all that lies within them."""
        covered: set[int] = set()
        for role in self.current_roles:
            if role.kind in NOT_OF_AN_AREA:
                continue
            if role.area_id:
                covered.add(role.area_id)
            elif body := role.organisation or role.partnership:
                covered.update(body.areas.values_list("pk", flat=True))
        return Area.objects.ids_within(covered)


Viewer = User | AnonymousUser
"""Whoever reads: somebody signed in, or anybody."""


class RoleKind(models.TextChoices):
    CDRP_OFFICER = "cdrp_officer", "CDRP officer"
    CDRP_CHAIR = "cdrp_chair", "CDRP chair"
    COUNTY_OFFICER = "county_officer", "County strategy group officer"
    LSP_COORDINATOR = "lsp_coordinator", "LSP coordinator"
    LSP_CHAIR = "lsp_chair", "LSP chair"
    COUNCIL_LEADER = "council_leader", "Council leader"
    PARTNER = "partner", "Partner"
    GO_REVIEWER = "go_reviewer", "Government Office reviewer"
    GO_DIRECTOR = "go_director", "Government Office director"
    HO_ANALYST = "ho_analyst", "Home Office analyst"
    INSPECTOR = "inspector", "Inspector"
    DATA_PROVIDER = "data_provider", "Data provider"
    ADMINISTRATOR = "administrator", "Administrator"


NOT_OF_AN_AREA = frozenset({RoleKind.DATA_PROVIDER, RoleKind.ADMINISTRATOR})
"""Roles that act for a body or the service, and read no more of its areas than the public."""


class Role(Span):
    """What a person may do, over which body or place, and from when to when.

    Exactly one of organisation, partnership and area is set, or none of them: then it is national.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(organisation=None, partnership=None)
                    | Q(organisation=None, area=None)
                    | Q(partnership=None, area=None)
                ),
                name="a_role_is_over_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(granted_at=None, granted_by=None)
                | Q(granted_at__isnull=False, granted_by__isnull=False),
                name="role_granted_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        over = self.organisation or self.partnership or self.area
        return f"{self.get_kind_display()}, {over}" if over else self.get_kind_display()
