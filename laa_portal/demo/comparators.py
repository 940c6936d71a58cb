"""Comparator groups for the invented areas, by the likeness that the portal's own groups go by."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from partnerships.actions.comparators import write_group
from partnerships.models import SINGLE_TIER, Area, AreaKind, ComparatorGroup
from partnerships.similarity import NOBODY, nearest

from .geography import COUNTIES, County, districts

SOURCE = "Generated for demonstration"
PEERS = 14
KINDS_APART = 2.0
"""How many standard deviations another kind of council is worth."""


class Candidate(NamedTuple):
    """An area that may be a peer. `growth` is that of its population, yearly."""

    code: str
    kind: str
    residents: int
    growth: float


def make_comparators(*, at: datetime) -> None:
    """Give each invented district and LAA area the areas of its tier that are most like it.

    Of LAA areas there are eight, so each has seven peers and not fourteen, as happens in a small
    tier. A unitary authority is held beside them, and is a peer of districts besides.
    """
    lower_tier = [
        Candidate(place.code, kind, place.residents, place.growth) for kind, place in districts()
    ]
    unitaries = [one for one in lower_tier if one.kind in SINGLE_TIER]
    laa_areas = [*map(_of_county, COUNTIES), *unitaries]
    _make_groups(laa_areas, laa_areas, at)
    _make_groups([one for one in lower_tier if one not in unitaries], lower_tier, at)


def _of_county(county: County) -> Candidate:
    residents = sum(place.residents for place in county.districts)
    grown = sum(place.residents * place.growth for place in county.districts)
    return Candidate(county.code, AreaKind.COUNTY, residents, grown / residents)


def _make_groups(
    owners: Collection[Candidate], candidates: Sequence[Candidate], at: datetime
) -> None:
    """Make the groups of `owners` among `candidates`, but for those that are there."""
    there = set(
        ComparatorGroup.objects.filter(source=SOURCE).values_list("area__gss_code", flat=True)
    )
    areas = Area.objects.in_bulk([one.code for one in candidates], field_name="gss_code")
    for owner, rows in zip(candidates, _nearest(candidates), strict=True):
        if owner in owners and owner.code not in there:
            peers = [areas[candidates[row].code] for row in rows if row != NOBODY]
            span = (None, None)
            write_group("make_comparators", areas[owner.code], SOURCE, peers, span, None, at)


def _nearest(candidates: Sequence[Candidate]) -> Sequence[Sequence[int]]:
    found: list[list[int]] = nearest(
        [(np.log(one.residents), one.growth) for one in candidates],
        [(one.kind,) for one in candidates],
        apart=(KINDS_APART,),
        tiers=[0] * len(candidates),
        can_be_peer=[True] * len(candidates),
        count=PEERS,
    ).tolist()
    return found
