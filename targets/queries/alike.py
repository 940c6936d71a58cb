"""Which priorities of an assessment may be one and the same matter."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from indicators.models import Indicator
from targets.models import Priority, StrategicAssessment

MUCH_LIKE = 0.4
"""Share of three-letter pieces two titles have in common: “Violence at night” and “Violence in the
night” have 0.6 of them, “Burglary” and “Robbery” 0.1."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A priority much like the one somebody writes, and by what."""

    priority: Priority
    shared: list[Indicator]
    """Indicators that both bear on; none where only the titles are alike."""


def alike(
    assessment: StrategicAssessment,
    *,
    title: str = "",
    indicators: Collection[Indicator] = (),
    but: Priority | None = None,
) -> list[Alike]:
    """Return the priorities of an assessment with much the same title or one of the indicators.

    An empty title is like none; the very same is left to the action, which refuses it. `but` is
    the one that is written.
    """
    others = assessment.priorities.exclude(title=title)
    others = others.exclude(pk=but.pk) if but else others
    found = (
        others.annotate(likeness=TrigramSimilarity("title", title))
        .filter(Q(likeness__gte=MUCH_LIKE) | Q(indicators__in=list(indicators)))
        .distinct()
        .order_by("rank")
        .prefetch_related("indicators")
    )
    wanted = set(indicators)
    return [Alike(one, [ni for ni in one.indicators.all() if ni in wanted]) for one in found]
