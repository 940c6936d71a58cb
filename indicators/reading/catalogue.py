"""The list of indicators, and what a reader looks for in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from indicators.models import Figure, FrameworkMembership, Indicator, Measure
from partnerships.models import Viewer

Standing = FrameworkMembership.Standing

SHORTEST_MISSPELT = 5
"""Letters. Shorter words are near to too many others to guess at."""
LIKENESS = 0.8


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """An indicator as the list shows it."""

    indicator: Indicator
    directions: tuple[str, ...]
    frameworks: frozenset[str]
    standings: frozenset[str]
    has_figures: bool


def catalogue(
    viewer: Viewer,
    *,
    words: str = "",
    theme: str = "",
    framework: str = "",
    only_in_note: bool = False,
) -> list[CatalogueRow]:
    """Return the indicators that fit all that was asked for, in the order of their numbers.

    Every one of `words` must stand in the code, a title or the rationale, or be like a word that
    does. `has_figures` speaks of what `viewer` may see.
    """
    measures = Prefetch("measures", queryset=_with_a_figure(viewer))
    indicators = Indicator.objects.prefetch_related("memberships", measures)
    rows = (_row(i) for i in indicators if _speaks_of(i, words.lower().split()))
    return [
        row
        for row in rows
        if theme in {"", row.indicator.theme}
        and framework in {"", *row.frameworks}
        and (row.indicator.in_source_note or not only_in_note)
    ]


def themes() -> list[str]:
    """Return the themes there are, in alphabetical order."""
    return list(Indicator.objects.order_by("theme").values_list("theme", flat=True).distinct())


def standings(indicator: Indicator) -> frozenset[str]:
    """Return as what an indicator is or was in any framework: included, delayed, dropped."""
    return frozenset(membership.standing for membership in indicator.memberships.all())


def _with_a_figure(viewer: Viewer) -> QuerySet[Any]:
    """Return all measures, each with the id of some figure that `viewer` may see.

    In the order of the index one figure is found at once; EXISTS would read the whole table for
    every measure that has none.
    """
    figures = Figure.objects.visible_to(viewer).filter(measure=OuterRef("pk"), value__isnull=False)
    first = figures.order_by("area_id", "period_kind", "period_start").values("pk")[:1]
    return Measure.objects.annotate(a_figure=Subquery(first))


def _row(indicator: Indicator) -> CatalogueRow:
    memberships = indicator.memberships.all()
    measures: list[Any] = list(indicator.measures.all())  # out of `_with_a_figure`
    return CatalogueRow(
        indicator=indicator,
        directions=tuple(dict.fromkeys(m.get_polarity_display() for m in measures)),
        frameworks=frozenset(m.framework for m in memberships if m.standing != Standing.DROPPED),
        standings=standings(indicator),
        has_figures=any(measure.a_figure for measure in measures),
    )


def _speaks_of(indicator: Indicator, words: Sequence[str]) -> bool:
    """Whether each word, or one like it, stands in what is said of the indicator."""
    said = (
        indicator.code,
        indicator.code.replace(" ", ""),
        indicator.title,
        indicator.apacs_title,
        indicator.rationale,
    )
    text = " ".join(said).lower()
    vocabulary = re.findall(r"\w+", text)
    return all(word in text or _is_misspelt(word, vocabulary) for word in words)


def _is_misspelt(word: str, vocabulary: Sequence[str]) -> bool:
    if len(word) < SHORTEST_MISSPELT:
        return False
    return bool(get_close_matches(word, vocabulary, n=1, cutoff=LIKENESS))
