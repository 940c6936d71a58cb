"""Where: places, what lies in what, and how many people live there."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import F, Q

from .spans import Span, SpanQuerySet

if TYPE_CHECKING:
    from .roles import Role

LAA_DAY = date(2008, 6, 30)
"""The day on which ministers signed the 150 agreements."""


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


REACHED = """
WITH RECURSIVE reached(id) AS (
    ({start})
    UNION
    SELECT p.{to} FROM partnerships_areapart p JOIN reached r ON r.id = p.{of} AND p.is_exact
)
SELECT id FROM reached
"""
"""Some areas and all inside or around them, wholly; UNION ends what would go round in a circle."""


class AreaQuerySet(SpanQuerySet):
    def at_level(self, level: str) -> Self:
        """Those that count at `level`: a unitary authority is a district and an LAA area."""
        return self.filter(kind__in=KINDS_AT[Level(level)])

    def real(self) -> Self:
        """Without the invented places of the demonstration."""
        return self.filter(is_invented=False)

    def with_code(self, code: str) -> Self:
        """The area whose GSS code or 2008 ONS code this is."""
        if "\0" in code:  # PostgreSQL takes no such text, not even to find nothing
            return self.none()
        return self.filter(Q(gss_code=code) | Q(ons_code=code))

    def of_roles(self, roles: Collection["Role"]) -> Self:
        """The areas that roles are over, by themselves or through a body."""
        organisations = self.model.organisations.through.objects.filter(
            organisation__in={role.organisation_id for role in roles} - {None}
        )
        partnerships = self.model.partnerships.through.objects.filter(
            partnership__in={role.partnership_id for role in roles} - {None}
        )
        return self.filter(
            Q(pk__in={role.area_id for role in roles} - {None})
            | Q(pk__in=organisations.values("area"))
            | Q(pk__in=partnerships.values("area"))
        )

    def ids_within(self, ids: Iterable[int]) -> frozenset[int]:
        """The areas of `ids` and everything that lies wholly inside them, at any time."""
        start = frozenset(ids)
        return self.filter(pk__in=start).ids_with_all_inside() if start else start

    def ids_with_all_inside(self) -> frozenset[int]:
        """These areas and everything that lies wholly inside them, at any time, in one query."""
        return self._reached(to="part_id", of="whole_id")

    def ids_around(self, ids: Iterable[int]) -> frozenset[int]:
        """The areas of `ids` and everything that they lie wholly inside, at any time."""
        start = frozenset(ids)
        return self.filter(pk__in=start)._reached(to="whole_id", of="part_id") if start else start

    def _reached(self, *, to: str, of: str) -> frozenset[int]:
        try:
            start, given = self.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # of roles over no area
            return frozenset()
        with connections[self.db].cursor() as cursor:
            cursor.execute(REACHED.format(start=start, to=to, of=of), given)
            return frozenset(pk for (pk,) in cursor.fetchall())


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
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="areas_by_trigrams")]

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
