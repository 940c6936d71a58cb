"""Figures with what is told beside them: what their sender noted, their trend, and their peers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from indicators import policies
from indicators.models import Observation, SeriesSummary
from indicators.queries import FigureRow
from partnerships.models import Viewer

from .revisions import Revision

Cell = tuple[int, int, str, date]
"""Measure, area, kind and start of the period."""

SAID = (
    *("measure_id", "area_id", "period_kind", "period_start"),
    *("revision", "recorded_at", "note", "withdrawn_return", "withdrawn_return__withdrawn_because"),
)

NEEDED = (
    *("measure_id", "area_id", "period_kind", "period_start", "compared_kind", "compared_start"),
    *("trend", "trend_chi_squared", "trend_reason"),
    *("group_average", "grade", "z", "peers_reason", "group__source"),
)
"""Of a summary, to tell trend and peers."""


class Said(NamedTuple):
    """The reported row that a figure is, where it is no sum."""

    revision: int
    recorded_at: datetime
    note: str
    withdrawn_return: int | None
    withdrawn_because: str | None

    @property
    def reason(self) -> str:
        """Why it was revised, in the words of whoever did; empty where nobody said."""
        if self.withdrawn_return:
            return f"Return {self.withdrawn_return} was withdrawn: {self.withdrawn_because}"
        return self.note if self.revision > 1 else ""


@dataclass(frozen=True, slots=True)
class ToldFigure(FigureRow):
    """A figure as its reader may see it, with what else there is to say of it."""

    said: Said | None = None
    summary: SeriesSummary | None = None
    """Of its series; None for the past, of which none are kept."""
    revisions: tuple[Revision, ...] = ()
    """Every revision of the row that it is, newest first, where they were asked for."""

    @property
    def is_withheld(self) -> bool:
        return self.shown.reason == policies.WITHHELD

    @property
    def note(self) -> str:
        """What the sender noted; of a figure that is withheld nothing is told."""
        return "" if self.said is None or self.is_withheld else self.said.note

    @property
    def revision(self) -> Said | None:
        """Which revision of the reported row it is; None for a sum."""
        if self.said is None:
            return None
        return self.said._replace(note="") if self.is_withheld else self.said

    @property
    def trend(self) -> SeriesSummary | None:
        """Which way its series goes; told with the newest figure of the series alone."""
        newest = self.summary and self.summary.period
        return self.summary if newest == self.period else None

    @property
    def comparison(self) -> SeriesSummary | None:
        """How it compares with its peers; told with the figure that is set beside theirs."""
        compared = self.summary and self.summary.compared_period
        return self.summary if compared == self.period else None


def told(rows: Sequence[FigureRow], viewer: Viewer, *, is_past: bool = False) -> list[ToldFigure]:
    """Return rows of figures, of now or of the past, with what is told beside them.

    In two queries, however many they are.
    """
    said = _said(rows, viewer)
    summaries = {} if is_past else _summaries(rows, viewer)
    return [
        ToldFigure(row.figure, row.shown, _newest(row, said), summaries.get(_cell(row)[:2]))
        for row in rows
    ]


def _newest(row: FigureRow, said: Mapping[Cell, Sequence[Said]]) -> Said | None:
    """Return the revision that a figure was worked out of: there may be a newer one by now."""
    if row.figure.summed_from:
        return None
    found = (one for one in said.get(_cell(row), ()) if one.recorded_at <= row.figure.vintage)
    return max(found, default=None)


def histories(
    figures: Sequence[ToldFigure], viewer: Viewer, moment: datetime | None = None
) -> list[ToldFigure]:
    """Return figures with every revision of the rows they are, up to a moment (None: now).

    In one query more, however many they are.
    """
    found: defaultdict[Cell, list[Observation]] = defaultdict(list)
    ever = _reported(Observation.objects.visible_to(viewer), figures)
    if moment:
        ever = ever.filter(recorded_at__lte=moment)
    around = ("measure", "area", "data_return__organisation", "withdrawn_return")
    for row in ever.select_related(*around).order_by("-revision"):
        found[row.measure_id, row.area_id, row.period_kind, row.period_start].append(row)
    return [replace(one, revisions=_revisions(one, found[_cell(one)], viewer)) for one in figures]


def _revisions(
    figure: ToldFigure, rows: Iterable[Observation], viewer: Viewer
) -> tuple[Revision, ...]:
    if figure.figure.summed_from:
        return ()
    hidden = figure.is_withheld
    return tuple(
        Revision(row, policies.release_reported(row, viewer, is_hidden=hidden)) for row in rows
    )


def _cell(row: FigureRow) -> Cell:
    figure = row.figure
    return figure.measure_id, figure.area_id, figure.period_kind, figure.period_start


def _said(rows: Sequence[FigureRow], viewer: Viewer) -> Mapping[Cell, Sequence[Said]]:
    found: defaultdict[Cell, list[Said]] = defaultdict(list)
    for row in _reported(Observation.objects.visible_to(viewer), rows).values_list(*SAID):
        found[row[:4]].append(Said(*row[4:]))
    return found


def _reported(
    observations: QuerySet[Observation], rows: Sequence[FigureRow]
) -> QuerySet[Observation]:
    """Return those of some observations that lie where figures do which are no sums."""
    figures = [row.figure for row in rows if not row.figure.summed_from]
    return observations.filter(
        measure__in={figure.measure_id for figure in figures},
        area__in={figure.area_id for figure in figures},
        period_start__in={figure.period_start for figure in figures},
    )


def _summaries(
    rows: Sequence[FigureRow], viewer: Viewer
) -> Mapping[tuple[int, int], SeriesSummary]:
    found = SeriesSummary.objects.visible_to(viewer).filter(
        measure__in={row.figure.measure_id for row in rows},
        area__in={row.figure.area_id for row in rows},
    )
    needed = found.select_related("group").only(*NEEDED)
    return {(one.measure_id, one.area_id): one for one in needed}
