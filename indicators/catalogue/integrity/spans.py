"""Half-open spans of the catalogue's memberships and definitions."""

from datetime import date

from indicators.catalogue.schema import DefinitionEntry, IndicatorEntry, MembershipEntry

DAWN, DUSK = date(1, 1, 1), date(9999, 12, 31)
START_OF_SET = date(2008, 4, 1)


def start(span: MembershipEntry | DefinitionEntry) -> date:
    """The first day; long ago where it is open."""
    return span.starts_on or DAWN


def end(span: MembershipEntry | DefinitionEntry) -> date:
    """The first day it no longer holds; far off where it is open."""
    return span.ends_on or DUSK


def holds(span: MembershipEntry | DefinitionEntry, day: date) -> bool:
    return start(span) <= day < end(span)


def lasts(span: MembershipEntry | DefinitionEntry) -> bool:
    """Whether it ends after it starts."""
    return start(span) < end(span)


def spells_in(framework: str, indicator: IndicatorEntry) -> list[MembershipEntry]:
    """The spells of an indicator in a framework, oldest first."""
    spells = [m for m in indicator.memberships if m.framework == framework]
    return sorted(spells, key=start)
