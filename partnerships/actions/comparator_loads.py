"""Loading comparator groups from a file: all of it, or every fault and none of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from partnerships import policies
from partnerships.comparator_files import Fault, Group, Place, read_groups
from partnerships.models import Area, ComparatorGroup, User

from .comparators import end_group, write_group

Key = tuple[int, str]
"""An area and a source: no two of their groups hold on one day."""


class ComparatorsUnsound(Exception):
    """A file of comparator groups has faults, which are told in the order of its lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class ComparatorsLoaded:
    """How many groups of a file are new, got their end, and were there already."""

    made: int
    ended: int
    there: int


@transaction.atomic
def load_comparators(*, content: bytes, by: User | None, at: datetime) -> ComparatorsLoaded:
    """Load the groups of a file (see `comparator_files`).

    `by` is None when whoever runs the server loads it. May be repeated: a group that is there stays
    as it is, but for an end it did not have. Raises ComparatorsUnsound and PermissionDenied, and
    then nothing is loaded.
    """
    if by is not None:
        policies.may_make_comparators(by).enforce()
    groups, faults = read_groups(content, _places())
    stored = _stored(groups)
    if faults := sorted([*faults, *_clashes(groups, stored)]):
        raise ComparatorsUnsound(faults)
    new = [group for group in groups if _same(group, stored) is None]
    ended = [
        (same, group.ends_on)
        for group in groups
        if (same := _same(group, stored)) and group.ends_on and same.ends_on is None
    ]
    for same, ends_on in ended:
        end_group(same, ends_on, by, at)
    _make(new, by, at)
    return ComparatorsLoaded(len(new), len(ended), len(groups) - len(new) - len(ended))


def _make(groups: Sequence[Group], by: User | None, at: datetime) -> None:
    named = {place.id for group in groups for place in (group.area, *group.peers)}
    areas = Area.objects.in_bulk(named)
    for group in groups:
        peers = [areas[peer.id] for peer in group.peers]
        span = group.starts_on, group.ends_on
        write_group("load_comparators", areas[group.area.id], group.source, peers, span, by, at)


def _places() -> dict[str, Place]:
    """Return every area by its codes; a GSS code is taken before a code of 2008."""
    places: dict[str, Place] = {}
    for field in ("ons_code", "gss_code"):
        for area in Area.objects.exclude(**{field: ""}):
            place = Place(area.pk, area.name, area.starts_on, area.ends_on)
            places[getattr(area, field).upper()] = place
    return places


def _stored(groups: Sequence[Group]) -> dict[Key, dict[date | None, ComparatorGroup]]:
    """Return the groups of the areas of a file, by first day, locked until all is written."""
    areas = {group.area.id for group in groups}
    stored: dict[Key, dict[date | None, ComparatorGroup]] = {}
    found = ComparatorGroup.objects.filter(area__in=areas).select_for_update(of=("self",))
    for one in found.select_related("area").prefetch_related("members"):
        stored.setdefault((one.area_id, one.source), {})[one.starts_on] = one
    return stored


def _others(
    group: Group, stored: Mapping[Key, dict[date | None, ComparatorGroup]]
) -> dict[date | None, ComparatorGroup]:
    return stored.get((group.area.id, group.source), {})


def _same(
    group: Group, stored: Mapping[Key, dict[date | None, ComparatorGroup]]
) -> ComparatorGroup | None:
    return _others(group, stored).get(group.starts_on)


def _clashes(
    groups: Sequence[Group], stored: Mapping[Key, dict[date | None, ComparatorGroup]]
) -> Iterator[Fault]:
    """Say what of a file cannot be beside what is there. What is there is never edited."""
    in_file = {(group.area.id, group.source, group.starts_on) for group in groups}
    for group in groups:
        same = _same(group, stored)
        if same:
            yield from _contradictions(group, same)
            continue
        for starts_on, other in _others(group, stored).items():
            is_left_alone = (other.area_id, other.source, starts_on) not in in_file
            if is_left_alone and group.overlaps(starts_on, other.ends_on):
                yield Fault(
                    group.line,
                    f"{group.area.name} has a group of this source {_since(starts_on)} that has "
                    "not ended then. Put it into the file with its end, or end it first.",
                )


def _contradictions(group: Group, same: ComparatorGroup) -> Iterator[Fault]:
    there = f"{group.area.name} has a group of this source {_since(same.starts_on)}"
    if [member.area_id for member in same.members.all()] != [peer.id for peer in group.peers]:
        yield Fault(
            group.line,
            f"{there} with other areas or another order. A group is never edited: "
            "end that one, and let this start on another day.",
        )
    if same.ends_on and same.ends_on != group.ends_on:
        yield Fault(group.line, f"{there} that ends on {same.ends_on:%-d %B %Y}.")


def _since(starts_on: date | None) -> str:
    return f"from {starts_on:%-d %B %Y}" if starts_on else "without a first day"
