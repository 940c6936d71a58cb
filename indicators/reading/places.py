"""Places: the list of them, and what one of them is, belongs to and has figures of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from indicators.models import Figure, Measure
from indicators.queries import FigureRow, released, with_context
from partnerships import standing
from partnerships.models import (
    LAA_DAY,
    Area,
    AreaKind,
    AreaPart,
    Organisation,
    Partnership,
    Population,
    Seat,
    Viewer,
)

from .histories import latest, longest

STANDINGS: Mapping[str, Callable[[str, date], bool]] = {
    "Responsible authority": standing.is_responsible_authority,
    "Responsible local authority": standing.is_responsible_local_authority,
    "Partner authority": standing.is_partner_authority,
    "Best value authority": standing.is_best_value_authority,
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list of places."""

    area: Area
    region: str


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Places of one kind that another contains."""

    label: str
    areas: tuple[Area, ...]

    @property
    def heading(self) -> str:
        return f"{self.label} ({len(self.areas)})"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation of a place, and what the law of the day made it."""

    organisation: Organisation
    standings: tuple[str, ...]
    duties: tuple[standing.Duty, ...]


@dataclass(frozen=True, slots=True)
class SharedDuty:
    """What the law asks, and of which of a place's organisations."""

    duty: standing.Duty
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaProfile:
    """What a place is, as on `day`."""

    area: Area
    day: date
    predecessors: tuple[Area, ...]
    successors: tuple[Area, ...]
    lies_in: tuple[Area, ...]
    lies_partly_in: tuple[Area, ...]
    contains: tuple[KindGroup, ...]
    populations: tuple[Population, ...]
    """Mid-year estimates of residents of all ages, oldest first."""
    partnerships: tuple[Partnership, ...]
    bodies: tuple[Body, ...]

    @property
    def residents(self) -> Population | None:
        """The estimate of the year the profile is of, or else the latest."""
        of_year = (one for one in self.populations if one.year == self.day.year)
        return next(of_year, self.populations[-1] if self.populations else None)

    @property
    def duties(self) -> tuple[SharedDuty, ...]:
        """Each duty of its organisations once, with those that it binds."""
        bound: defaultdict[standing.Duty, list[str]] = defaultdict(list)
        for body in self.bodies:
            for duty in body.duties:
                bound[duty].append(body.organisation.name)
        return tuple(SharedDuty(duty, tuple(names)) for duty, names in bound.items())


@dataclass(frozen=True, slots=True)
class MeasureHistory:
    """A measure's figures in one place by its longest kind of period, oldest first."""

    measure: Measure
    rows: tuple[FigureRow, ...]

    @property
    def latest(self) -> FigureRow:
        """The last row with a value, or else the last row."""
        found = latest(self.rows)
        assert found is not None  # a history is made of at least one row
        return found


# --- The list -------------------------------------------------------------------------------------


def places(*, level: str = "", words: str = "") -> list[PlaceRow]:
    """Return the places of a level (or of all) whose name or code has all of `words`.

    England comes first, the invented last, the others by name.
    """
    areas = Area.objects.at_level(level) if level else Area.objects.all()
    for word in words.split():
        areas = areas.filter(
            Q(name__icontains=word) | Q(gss_code__iexact=word) | Q(ons_code__iexact=word)
        )
    found = sorted(areas, key=lambda a: (a.is_invented, a.kind != AreaKind.COUNTRY))
    regions = _regions()
    return [PlaceRow(area, regions.get(area.pk, "")) for area in found]


def _regions() -> dict[int, str]:
    """Return the name of the region in which each place lies, through its county if need be."""
    links = AreaPart.objects.filter(
        is_exact=True, whole__kind__in=[AreaKind.REGION, AreaKind.COUNTY]
    ).values_list("part_id", "whole_id", "whole__kind", "whole__name")
    direct = {part: name for part, _, kind, name in links if kind == AreaKind.REGION}
    through = {part: direct.get(whole, "") for part, whole, kind, _ in links}
    return through | direct


# --- One place ------------------------------------------------------------------------------------


def area_profile(area: Area) -> AreaProfile:
    """Return what a place is, on the day the agreements were signed if it was there then."""
    day = LAA_DAY if area.holds_on(LAA_DAY) else area.starts_on or LAA_DAY
    links = list(area.wholes.on(day).select_related("whole"))
    lies_in = _with_those_around([link.whole for link in links if link.is_exact], day)
    lies_partly_in = tuple(link.whole for link in links if not link.is_exact)
    return AreaProfile(
        area=area,
        day=day,
        predecessors=tuple(area.predecessors.all()),
        successors=tuple(area.successors.all()),
        lies_in=lies_in,
        lies_partly_in=lies_partly_in,
        contains=_by_kind(link.part for link in area.parts.on(day).select_related("part")),
        populations=tuple(area.populations.filter(age_band=Population.ALL_AGES).order_by("year")),
        partnerships=_partnerships(area, day),
        bodies=_bodies([area, *lies_in, *lies_partly_in], day),
    )


def _with_those_around(areas: Sequence[Area], day: date) -> tuple[Area, ...]:
    """Return places and all that they lie in, the smallest kind first: a query for each layer."""
    found = {area.pk: area for area in areas}
    edge = list(areas)
    while edge:
        links = AreaPart.objects.on(day).filter(part__in=edge, is_exact=True)
        wholes = {link.whole_id: link.whole for link in links.select_related("whole")}
        edge = [area for pk, area in wholes.items() if pk not in found]
        found |= wholes
    order = list(AreaKind)
    return tuple(sorted(found.values(), key=lambda a: -order.index(AreaKind(a.kind))))


def _by_kind(areas: Iterable[Area]) -> tuple[KindGroup, ...]:
    groups: defaultdict[str, list[Area]] = defaultdict(list)
    for area in sorted(areas, key=lambda a: a.name):
        groups[area.kind].append(area)
    return tuple(KindGroup(kind.label, tuple(groups[kind])) for kind in AreaKind if kind in groups)


def _partnerships(area: Area, day: date) -> tuple[Partnership, ...]:
    """Return the partnerships for a place, each with its seats of the day and who holds them."""
    seats = Seat.objects.on(day).select_related("organisation").order_by("organisation__name")
    found = area.partnerships.on(day).prefetch_related(Prefetch("seats", queryset=seats))
    return tuple(found)


def _bodies(areas: Sequence[Area], day: date) -> tuple[Body, ...]:
    """Return the organisations that answer for any of some places."""
    found = Organisation.objects.on(day).filter(areas__in=areas).distinct()
    return tuple(
        Body(
            organisation=one,
            standings=tuple(name for name, is_so in STANDINGS.items() if is_so(one.kind, day)),
            duties=standing.duties(one.kind, day),
        )
        for one in found
    )


# --- Its figures ----------------------------------------------------------------------------------


def measures_of(area: Area, viewer: Viewer) -> list[MeasureHistory]:
    """Return the history of every measure that has figures in a place, in two queries."""
    visible = Figure.objects.visible_to(viewer).filter(area=area)
    histories: defaultdict[int, list[FigureRow]] = defaultdict(list)
    for row in released(by_longest_kind(visible), viewer):
        histories[row.measure.pk].append(row)
    return [MeasureHistory(rows[0].measure, tuple(rows)) for rows in histories.values()]


def by_longest_kind(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """Return of each measure the figures by its longest kind of period, oldest first."""
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    for measure_id, kind in figures.values_list("measure_id", "period_kind").distinct():
        kinds[measure_id].add(kind)
    wanted = Q(pk__in=[])
    for measure_id, found in kinds.items():
        wanted |= Q(measure_id=measure_id, period_kind=longest(list(found)).value)
    return (
        with_context(figures)
        .filter(wanted)
        .order_by("measure__indicator__number", "measure__code", "period_start")
    )
