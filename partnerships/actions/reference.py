"""Loading England in 2008: places, populations, bodies, partnerships and seats."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from partnerships.models import (
    Area,
    AreaPart,
    Organisation,
    Partnership,
    Population,
    Seat,
)
from partnerships.reference import geography, organisations, seats
from partnerships.reference.files import FOLDER, Body, England, ReferenceUnsound, read_england

from .integrity import check_england
from .upserts import Tally, upsert

MID_YEAR_ESTIMATES = "ONS mid-year estimates, as revised after the 2011 Census"


class Ids(dict[str, int]):
    """Primary keys by code."""

    def __missing__(self, code: str) -> int:
        raise ReferenceUnsound(f"The files mention {code!r}, which none of them describes.")


@transaction.atomic
def load_reference(*, folder: Path = FOLDER) -> list[Tally]:
    """Make the tables say what the files say, and return what that took, table by table.

    May be repeated: rows keep their ids, and what is right already is not written. Invented
    places and bodies, and what people have added or corrected, stay. Raises ReferenceUnsound, and
    changes nothing, when the files contradict themselves or England as it was.
    """
    england = read_england(folder)
    tallies = [*_load_places(england), *_load_bodies(england)]
    check_england()
    return tallies


def _load_places(england: England) -> Iterator[Tally]:
    places = list(geography.areas(england))
    fields = ["kind", "name", "ons_code", "starts_on", "ends_on", "source"]
    yield upsert(Area, places, key=["gss_code"], fields=fields)

    ids = _area_ids()
    known = [ids[place.gss_code] for place in places]
    yield _load_successions(england, ids, known)
    yield _load_parts(england, ids, known)
    yield _load_populations(england, ids)


def _load_successions(england: England, ids: Ids, known: list[int]) -> Tally:
    link = Area.successors.through
    rows = [
        link(from_area_id=ids[before], to_area_id=ids[after])
        for before, after in geography.successions(england)
    ]
    owned = link.objects.filter(from_area__in=known, to_area__in=known)
    return upsert(link, rows, key=["from_area_id", "to_area_id"], owned=owned)


def _load_parts(england: England, ids: Ids, known: list[int]) -> Tally:
    rows = [
        AreaPart(
            whole_id=ids[part.whole],
            part_id=ids[part.part],
            starts_on=part.starts_on,
            ends_on=part.ends_on,
            is_exact=part.is_exact,
            source=part.source,
        )
        for part in geography.parts(england)
    ]
    return upsert(
        AreaPart,
        rows,
        key=["whole_id", "part_id", "starts_on"],
        fields=["ends_on", "is_exact", "source"],
        owned=AreaPart.objects.filter(whole__in=known, part__in=known),
    )


def _load_populations(england: England, ids: Ids) -> Tally:
    rows = [
        Population(
            area_id=ids[residents.gss_code],
            year=residents.year,
            count=residents.count,
            source=MID_YEAR_ESTIMATES,
        )
        for residents in england.populations
    ]
    key = ["area_id", "year", "age_band"]
    return upsert(Population, rows, key=key, fields=["count", "source"])


def _load_bodies(england: England) -> Iterator[Tally]:
    yield from _load_with_areas(Organisation, organisations.organisations(england))
    yield from _load_with_areas(Partnership, organisations.partnerships(england))
    yield _load_seats(england)


def _load_with_areas(
    model: type[Organisation] | type[Partnership], bodies: Iterable[Body]
) -> Iterator[Tally]:
    corrected = set(model.objects.corrected().values_list("code", flat=True))
    bodies = [body for body in bodies if body.code not in corrected]
    fields = ["kind", "name", "starts_on", "ends_on", "source"]
    rows = [
        model(code=body.code, **{field: getattr(body, field) for field in fields})
        for body in bodies
    ]
    yield upsert(model, rows, key=["code"], fields=fields)
    yield _load_areas_of(model, bodies)


def _load_areas_of(model: type[Organisation] | type[Partnership], bodies: list[Body]) -> Tally:
    """Link bodies to their areas. The two tables of links name their columns after the model."""
    link = model.areas.through
    column = f"{model._meta.model_name}_id"
    areas, ids = _area_ids(), _ids(model)
    rows = [
        link(**{column: ids[body.code], "area_id": areas[area]})
        for body in bodies
        for area in body.areas
    ]
    owned = link.objects.filter(**{f"{column}__in": [ids[body.code] for body in bodies]})
    return upsert(link, rows, key=[column, "area_id"], owned=owned)


def _load_seats(england: England) -> Tally:
    partnerships, bodies = _ids(Partnership), _ids(Organisation)
    corrected = set(Seat.objects.corrected().values_list("partnership_id", "organisation_id"))
    rows = [
        Seat(
            partnership_id=partnerships[seat.partnership],
            organisation_id=bodies[seat.organisation],
            capacity=seat.capacity,
            ends_on=seat.ends_on,
            source=seat.source,
        )
        for seat in seats.seats(england)
        if (partnerships[seat.partnership], bodies[seat.organisation]) not in corrected
    ]
    return upsert(
        Seat,
        rows,
        key=["partnership_id", "organisation_id", "capacity", "starts_on"],
        fields=["ends_on", "source"],
        owned=_seats_of_the_files(),
    )


def _seats_of_the_files() -> QuerySet[Seat]:
    """Return the seats the files answer for: none of a body whose seat a person has spoken of."""
    same = {"partnership": OuterRef("partnership"), "organisation": OuterRef("organisation")}
    spoken_of = Seat.objects.corrected().filter(**same)
    return Seat.objects.filter(~Exists(spoken_of), source__in=seats.DERIVED)


def _area_ids() -> Ids:
    return Ids(Area.objects.real().values_list("gss_code", "pk"))


def _ids(model: type[Organisation] | type[Partnership]) -> Ids:
    return Ids(model.objects.values_list("code", "pk"))
