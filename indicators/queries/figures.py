"""Figures as a reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from indicators import policies
from indicators.models import Definition, Figure, Indicator, Measure
from indicators.periods import Period
from indicators.policies import Released
from partnerships.models import Area, Viewer


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as its reader may see it: what pages print and the API serialises."""

    figure: Figure
    shown: Released

    @property
    def indicator(self) -> Indicator:
        return self.figure.measure.indicator

    @property
    def measure(self) -> Measure:
        return self.figure.measure

    @property
    def area(self) -> Area:
        return self.figure.area

    @property
    def period(self) -> Period:
        return self.figure.period

    @property
    def definition(self) -> Definition:
        return self.figure.definition


EVERYBODY = AnonymousUser()
"""What a stranger may see, everybody may."""


def with_context(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """Join all that printing a figure needs, in one query."""
    return figures.select_related(
        "measure__indicator", "area", "definition", "data_return__organisation"
    )


def released(figures: Iterable[Figure], viewer: Viewer) -> list[FigureRow]:
    """Return figures as `viewer` may see them."""
    return [FigureRow(figure, policies.release(figure, viewer)) for figure in figures]


def series(
    figures: QuerySet[Figure], measure: Measure, area: Area, kind: str, viewer: Viewer
) -> list[FigureRow]:
    """Return of `figures` one area's of one measure by one kind of period, oldest first."""
    found = with_context(figures).filter(measure=measure, area=area, period_kind=kind)
    return released(found.order_by("period_start"), viewer)
