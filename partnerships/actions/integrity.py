"""What must be true of England in 2008 once it is loaded."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from partnerships.models import (
    KINDS_AT,
    LAA_DAY,
    SINGLE_TIER,
    Area,
    AreaKind,
    AreaPart,
    Level,
    Partnership,
    PartnershipKind,
    Population,
)
from partnerships.reference.files import ReferenceUnsound

LAST_DAY = date(2009, 3, 31)
"""Of the districts that the reorganisation of April 2009 ended."""

RESIDENTS_MID_2008 = 51_815_853
MOST_SHOWN = 10


def check_england() -> None:
    """Raise ReferenceUnsound, with its complaints in sentences, unless England adds up."""
    complaints = [*_miscounts(), *_misplaced_districts(), *_missing_residents()]
    if complaints:
        more = len(complaints) - MOST_SHOWN
        rest = [f"And {more} more."] if more > 0 else []
        raise ReferenceUnsound(" ".join(complaints[:MOST_SHOWN] + rest))


def _miscounts() -> Iterator[str]:
    areas = Area.objects.real()
    cdrps = Partnership.objects.filter(kind=PartnershipKind.CDRP, is_invented=False)
    for what, rows, expected in (
        ("Government Office regions", areas.at_level(Level.REGION), 9),
        ("LAA areas on 30 June 2008", areas.at_level(Level.LAA_AREA).on(LAA_DAY), 150),
        ("districts on 31 March 2009", areas.at_level(Level.DISTRICT).on(LAST_DAY), 354),
        ("CDRPs on 31 March 2009", cdrps.on(LAST_DAY), 348),
    ):
        if (found := rows.count()) != expected:
            yield f"There should be {expected} {what}, but there are {found}."


def _misplaced_districts() -> Iterator[str]:
    """Hold every district to one whole of each kind, except that single tiers lie in no county."""
    wholes = {
        "county": _wholes(AreaKind.COUNTY),
        "police force area": _wholes(AreaKind.POLICE_FORCE),
        "fire and rescue authority area": _wholes(AreaKind.FIRE_AUTHORITY),
        "CDRP": _cdrps(),
    }
    for district in Area.objects.real().at_level(Level.DISTRICT).on(LAST_DAY):
        for what, counts in wholes.items():
            expected = 0 if what == "county" and district.kind in SINGLE_TIER else 1
            if (found := counts[district.pk]) != expected:
                yield f"On 31 March 2009 {district} should lie in {expected} {what}, not {found}."


def _wholes(kind: AreaKind) -> Counter[int]:
    """Return how many areas of a kind each area lay in on the last day."""
    parts = AreaPart.objects.on(LAST_DAY).filter(whole__kind=kind, is_exact=True)
    return Counter(parts.values_list("part_id", flat=True))


def _cdrps() -> Counter[int]:
    cdrps = Partnership.objects.on(LAST_DAY).filter(kind=PartnershipKind.CDRP)
    return Counter(cdrps.values_list("areas", flat=True))


def _missing_residents() -> Iterator[str]:
    """Hold every layer that covers England on 30 June 2008 against its mid-2008 population."""
    for level in (
        Level.COUNTRY,
        Level.REGION,
        Level.LAA_AREA,
        Level.POLICE_FORCE,
        Level.FIRE_AUTHORITY,
    ):
        found = _residents(Area.objects.real().filter(kind__in=KINDS_AT[level]).on(LAA_DAY))
        if found != RESIDENTS_MID_2008:
            yield (
                f"The mid-2008 populations at level {level} should sum to "
                f"{RESIDENTS_MID_2008:,}, but sum to {found:,}."
            )


def _residents(areas: QuerySet[Any]) -> int:
    of_2008 = Population.objects.filter(
        area__in=areas, year=LAA_DAY.year, age_band=Population.ALL_AGES
    )
    total: int = of_2008.aggregate(total=Sum("count", default=0))["total"]
    return total
