"""What can happen to comparator groups: made, ended, and another put in the place of one.

A group is never edited: what an area was held beside on a day stays known.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from partnerships import policies
from partnerships.models import Area, ComparatorGroup, Peer, User


class NoGroup(Exception):
    """What was said makes no comparator group. The message is for the person acting."""


@transaction.atomic
def make_comparators(
    *,
    area: Area,
    source: str,
    peers: Sequence[Area],
    starts_on: date | None,
    by: User,
    at: datetime,
) -> ComparatorGroup:
    """Name the most similar areas of an area, nearest first. Raises NoGroup, PermissionDenied."""
    policies.may_make_comparators(by).enforce()
    return write_group("make_comparators", area, source, peers, (starts_on, None), by, at)


@transaction.atomic
def replace_comparators(
    *,
    group_id: int,
    version: int,
    source: str,
    peers: Sequence[Area],
    starts_on: date,
    by: User,
    at: datetime,
) -> ComparatorGroup:
    """End a group on the day another takes its place. Raises NoGroup, Stale, PermissionDenied."""
    group = _claim(group_id, version)
    policies.may_replace_comparators(by, group).enforce()
    _end(group, starts_on)
    return write_group("replace_comparators", group.area, source, peers, (starts_on, None), by, at)


@transaction.atomic
def end_comparators(
    *, group_id: int, version: int, ends_on: date, by: User, at: datetime
) -> ComparatorGroup:
    """End a group and put nothing in its place. Raises NoGroup, Stale and PermissionDenied."""
    group = _claim(group_id, version)
    policies.may_end_comparators(by, group).enforce()
    end_group(group, ends_on, by, at)
    return group


def _claim(group_id: int, version: int) -> ComparatorGroup:
    group: ComparatorGroup = ComparatorGroup.objects.select_related("area").claim(group_id, version)
    return group


def _end(group: ComparatorGroup, ends_on: date) -> None:
    if group.starts_on and ends_on <= group.starts_on:
        raise NoGroup(f"The day must be after {group.starts_on:%-d %B %Y}, when the group begins.")
    group.advance(ends_on=ends_on)


def end_group(group: ComparatorGroup, ends_on: date, by: User | None, at: datetime) -> None:
    """Give a group its end, and put that on record. Raises NoGroup."""
    _end(group, ends_on)
    audit.record(
        "end_comparators", group, by=by, at=at, area_id=group.area_id, ends_on=str(ends_on)
    )


def write_group(
    verb: str,
    area: Area,
    source: str,
    peers: Sequence[Area],
    span: tuple[date | None, date | None],
    by: User | None,
    at: datetime,
) -> ComparatorGroup:
    """Write a group down, with who did what. Raises NoGroup."""
    _check(area, peers)
    group = ComparatorGroup(area=area, source=source, starts_on=span[0], ends_on=span[1])
    try:
        with transaction.atomic():
            group.save(force_insert=True)
    except IntegrityError as taken:
        raise NoGroup(f"{area} has a group of this source from this day already.") from taken
    Peer.objects.bulk_create(
        Peer(group=group, area=peer, position=position) for position, peer in enumerate(peers, 1)
    )
    codes = [peer.gss_code for peer in peers]
    audit.record(verb, group, by=by, at=at, area_id=area.pk, source=source, peers=codes)
    return group


def _check(area: Area, peers: Sequence[Area]) -> None:
    """Refuse what no group can be: empty, with the area itself, or with an area twice."""
    if not peers:
        raise NoGroup("Name at least one area.")
    if area in peers:
        raise NoGroup(f"{area} cannot be among its own comparators.")
    if len(set(peers)) < len(peers):
        raise NoGroup("An area is named twice.")
