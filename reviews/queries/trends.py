"""The newest figures of many series at once, for the small lines beside a list."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from indicators import policies
from indicators.models import Figure, Measure
from indicators.queries import FigureRow, released
from partnerships.models import Area, User

LINE = ("area", "definition", "measure", "period_kind", "period_start", *policies.NEEDED)
"""What a small line needs of the figures behind it."""

LONGEST = 24
"""Periods that a line goes back: two years of months."""

Series = tuple[int, int]
"""A measure and an area, by their keys."""

FINEST = ("month", "quarter")
"""Kinds of period by which a line is drawn, the finest first; else whole years."""


def trends(
    measures: Mapping[int, Measure], wanted: Collection[tuple[Measure, Area]], user: User
) -> Mapping[Series, tuple[FigureRow, ...]]:
    """Return the newest figures of series, oldest first, by measure and area: in one query.

    `measures` are those that are asked for, by their keys.
    """
    if not wanted:
        return {}
    areas = {area.pk: area for _, area in wanted}
    asked = reduce(or_, (_one(measure, area) for measure, area in wanted))
    figures = Figure.objects.visible_to(user).filter(asked).order_by("period_start").only(*LINE)
    found: defaultdict[Series, list[Figure]] = defaultdict(list)
    for figure in figures:
        figure.area, figure.measure = areas[figure.area_id], measures[figure.measure_id]
        found[figure.measure_id, figure.area_id].append(figure)
    return {key: tuple(released(rows[-LONGEST:], user)) for key, rows in found.items()}


def _one(measure: Measure, area: Area) -> Q:
    kinds = measure.period_kinds
    kind = next((one for one in FINEST if one in kinds), kinds[0] if kinds else "")
    return Q(measure=measure.pk, area=area.pk, period_kind=kind)
