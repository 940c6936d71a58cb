"""Whether a target can be measured at all in its term, and what else its figures may hide."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from indicators.models import Definition, Figure, Measure
from reviews.assessing import Path

CONFERENCES = "NI 32"
"""Repeat cases among those that a conference takes up."""

NEVER_DEFINED = "No definition of its measure holds in any year for which a value was agreed."
NOT_HELD = "Its survey is not held in any year for which a value was agreed."


def why_unmeasurable(path: Path, definitions: Collection[Definition]) -> str:
    """Return why no figure can come of any year that has a value; empty where one can."""
    years = [path.first_year + place for place, one in enumerate(path.values) if one is not None]
    if not years:
        return ""
    if all(year in path.unmeasured for year in years):
        return NOT_HELD
    if not any(_is_defined(year, definitions) for year in years if year not in path.unmeasured):
        return NEVER_DEFINED
    return ""


def _is_defined(year: int, definitions: Collection[Definition]) -> bool:
    """Whether some definition holds on a day of the financial year that begins in `year`."""
    first, after = date(year, 4, 1), date(year + 1, 4, 1)
    return any(
        (one.starts_on is None or one.starts_on < after)
        and (one.ends_on is None or one.ends_on > first)
        for one in definitions
    )


@dataclass(frozen=True, slots=True)
class Cases:
    """How many cases a conference took up in a year, and which share of them was repeats."""

    year: str
    referred: float
    repeats: float


def cases_of(measure: Measure, areas: Collection[int]) -> Mapping[int, Cases]:
    """Return what conferences took up in the newest year.

    By area; of other indicators than that of conferences nothing, and no query.
    """
    if measure.indicator.code != CONFERENCES:
        return {}
    years = Figure.objects.settled().filter(
        measure=measure, area__in=areas, period_kind="financial_year", denominator__gt=0
    )
    newest = years.order_by("area_id", "-period_start").distinct("area_id")
    return {
        one.area_id: Cases(
            str(one.period.label), float(one.denominator), float(one.numerator / one.denominator)
        )
        for one in newest
        if one.numerator is not None and one.denominator
    }
