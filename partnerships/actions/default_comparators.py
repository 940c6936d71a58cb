"""Comparator groups of the portal's own, for areas that nobody has named peers for.

The Home Office's most similar groups were never published. These are no copy of them: areas of one
tier that are nearest in population and its growth, in kind of authority and in region. Rates of
crime are left out on purpose: among areas alike in crime everybody looks ordinary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from laa_portal.foundation import audit
from partnerships.models import Area, AreaKind, ComparatorGroup, Peer
from partnerships.reading.likeness import Facts, facts_on
from partnerships.similarity import NOBODY, nearest

SOURCE = (
    "Portal default, version 1: nearest in population, its growth, kind of authority and region, "
    "tier by tier. Not iQuanta's groups"
)
"""Raise the version with whatever changes the groups: those of the old one stay as they are."""

EDITIONS = (
    (date(2008, 4, 1), date(2009, 4, 1)),
    (date(2009, 4, 1), None),
)
"""Spans within which no area of England begins or ends."""

PEERS = 14
KINDS_APART, REGIONS_APART = 2.0, 0.5
"""How many standard deviations of a number another kind, and another region, are worth."""


@dataclass(frozen=True, slots=True)
class DefaultsMade:
    """How many groups are new, and how many were there."""

    made: int
    there: int


@transaction.atomic
def make_default_comparators(*, at: datetime) -> DefaultsMade:
    """Give every county and district of England its nearest areas, if it has no such group yet.

    May be repeated: a group that is there is never touched, whatever became of the facts. Records
    one act for all of them.
    """
    tallies = [_make_edition(*edition) for edition in EDITIONS]
    total = DefaultsMade(sum(t.made for t in tallies), sum(t.there for t in tallies))
    if total.made:
        england = Area.objects.real().get(kind=AreaKind.COUNTRY)
        audit.record(
            "make_default_comparators", england, by=None, at=at, source=SOURCE, groups=total.made
        )
    return total


def _make_edition(starts_on: date, ends_on: date | None) -> DefaultsMade:
    facts = facts_on(starts_on)
    groups = ComparatorGroup.objects.filter(source=SOURCE, starts_on=starts_on)
    there = set(groups.values_list("area_id", flat=True))
    members = {
        one.area_id: [facts[row].area_id for row in rows if row != NOBODY]
        for one, rows in zip(facts, _nearest(facts), strict=True)
        if one.area_id not in there
    }
    made = ComparatorGroup.objects.bulk_create(
        ComparatorGroup(area_id=area, source=SOURCE, starts_on=starts_on, ends_on=ends_on)
        for area in members
    )
    Peer.objects.bulk_create(
        Peer(group=group, area_id=peer, position=position)
        for group in made
        for position, peer in enumerate(members[group.area_id], 1)
    )
    return DefaultsMade(len(made), len(there))


def _nearest(facts: Sequence[Facts]) -> NDArray[np.int64]:
    """Return the rows of each area's peers. Without a population of its own an area is no peer,
    since no rate can be shown for it."""
    return nearest(
        [(np.log(one.residents), one.growth) for one in facts],
        [(one.kind, str(one.region_id)) for one in facts],
        apart=(KINDS_APART, REGIONS_APART),
        tiers=[one.tier for one in facts],
        can_be_peer=[not one.is_estimated for one in facts],
        count=PEERS,
    )
