"""What several tables say together: frames for the arithmetic, rows for a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import read_frame
from partnerships.models import (
    KINDS_AT,
    Area,
    AreaPart,
    Organisation,
    OrganisationKind,
    Population,
    Viewer,
)

from . import methods, policies, suppression
from .models import DataReturn, Definition, Figure, Indicator, Measure, Status
from .parsing import AreaFacts, DefinitionFacts, Facts, MeasureFacts
from .periods import Period, PeriodKind
from .policies import Released
from .rollup import DAWN, DUSK, Geography, chains

OBSERVED = """
SELECT o.area_id, o.period_kind, o.period_start, o.definition_id, o.numerator, o.denominator,
       o.value, o.sample_size, o.design_effect, o.expected, o.group_2_numerator,
       o.group_2_denominator, o.status, o.recorded_at, o.data_return_id, 1 AS part_count,
       (o.status = 'provisional')::int AS is_provisional,
       (r.status = 'published')::int AS is_published
  FROM indicators_observation o
  JOIN indicators_datareturn r ON r.id = o.data_return_id
 WHERE o.measure_id = %s AND o.superseded_at IS NULL
 ORDER BY o.area_id, o.period_kind, o.period_start
"""

NUMBERS = ("numerator", "denominator", "value", "sample_size", "design_effect", "expected")


def observed(measure: Measure) -> pd.DataFrame:
    """Return the current observations of a measure, as `rollup.roll_up` takes them."""
    frame = read_frame(
        OBSERVED,
        [measure.pk],
        dtype=dict.fromkeys((*NUMBERS, *methods.GROUP_2), float),
    )
    flags = {"is_provisional": bool, "is_published": bool}
    return frame.astype(flags).assign(
        period_start=pd.to_datetime(frame["period_start"]),  # of no rows as well
        recorded_at=pd.to_datetime(frame["recorded_at"], utc=True, format="ISO8601"),
        summed_from="",
    )


SETTLED = """
SELECT f.area_id, f.period_kind, f.period_start, f.definition_id, f.value, f.lower, f.upper,
       f.numerator, f.denominator, f.expected, f.status, f.reason, f.vintage,
       f.is_withheld::int AS is_withheld,
       o.sample_size, o.design_effect
  FROM indicators_figure f
  LEFT JOIN indicators_observation o
    ON f.summed_from = '' AND o.recorded_at = f.vintage
   AND (o.measure_id, o.area_id, o.period_kind, o.period_start)
     = (f.measure_id, f.area_id, f.period_kind, f.period_start)
 WHERE f.measure_id = %s AND f.is_published AND f.status <> 'provisional'
 ORDER BY f.area_id, f.period_kind, f.period_start
"""
"""The observation is the one that the figure was made of, whatever has been reported since."""


def settled(measure: Measure) -> pd.DataFrame:
    """Return what everybody may see of a measure's figures, as `summaries.summarise` takes it.

    Those of a restricted indicator too: who may see what they come to is another question.
    """
    frame = read_frame(
        SETTLED,
        [measure.pk],
        dtype=dict.fromkeys((*NUMBERS, "lower", "upper"), float),
        parse_dates=["period_start"],
        keep_default_na=False,
        na_values={name: [""] for name in (*NUMBERS, "lower", "upper")},
    )
    frame = frame.assign(vintage=pd.to_datetime(frame["vintage"], utc=True, format="ISO8601"))
    small = suppression.is_small(frame["numerator"].to_numpy(), measure.suppression_threshold)
    hidden = small | frame.pop("is_withheld").to_numpy(bool)
    frame.loc[hidden, ["value", "lower", "upper", "numerator"]] = np.nan
    frame.loc[hidden, ["status", "reason"]] = Status.SUPPRESSED.value, policies.WITHHELD
    count, size = methods.effective_answers(frame, measure.per)
    return frame.assign(effective_count=count, effective_size=size)


def segments_of(definitions: Iterable[Definition]) -> dict[int, int]:
    """Number the stretches of comparable definitions; the first of a measure breaks nothing."""
    segments: dict[int, int] = {}
    segment = 0
    for place, definition in enumerate(definitions):
        segment += place > 0 and not definition.is_comparable
        segments[definition.pk] = segment
    return segments


FOREMOST = """
SELECT DISTINCT ON (area_id) id, area_id
  FROM partnerships_comparatorgroup g
 WHERE coalesce(starts_on, %(day)s) <= %(day)s AND (ends_on IS NULL OR ends_on > %(day)s)
   AND EXISTS (SELECT FROM partnerships_peer p WHERE p.group_id = g.id)
 ORDER BY area_id, (source LIKE %(default)s), starts_on DESC NULLS LAST, id DESC
"""
"""The group each area is held beside on a day: one that somebody named before the default one."""

PEERS = f"""
SELECT g.area_id, g.id AS group_id, p.area_id AS peer_id
  FROM ({FOREMOST}) g JOIN partnerships_peer p ON p.group_id = g.id
 ORDER BY g.area_id, p.position
"""

REGROUPED = f"""
SELECT DISTINCT m.code
  FROM indicators_seriessummary s
  JOIN indicators_measure m ON m.id = s.measure_id
  LEFT JOIN ({FOREMOST}) g ON g.area_id = s.area_id
 WHERE s.group_id IS DISTINCT FROM g.id
 ORDER BY m.code
"""

DEFAULT_GROUPS = "Portal default%"


def comparators(day: date) -> pd.DataFrame:
    """Return the peers of each area on a day, nearest first: area_id, group_id, peer_id."""
    return read_frame(PEERS, {"day": day, "default": DEFAULT_GROUPS})


def regrouped(day: date) -> list[str]:
    """Return the codes of measures of which an area is summarised beside another group."""
    with connection.cursor() as cursor:
        cursor.execute(REGROUPED, {"day": day, "default": DEFAULT_GROUPS})
        return [code for (code,) in cursor.fetchall()]


def geography() -> Geography:
    """Return which areas lie in which and at which levels each counts, through all time."""
    within = _spans(AreaPart.objects.filter(is_exact=True), "whole_id", "part_id")
    areas = _spans(Area.objects.all(), "id", "kind").rename(columns={"id": "area_id"})
    kinds = [(kind.value, level.value) for level, kinds in KINDS_AT.items() for kind in kinds]
    levels = areas.merge(pd.DataFrame(kinds, columns=["kind", "level"]), on="kind")
    return Geography(within=chains(within), levels=levels.drop(columns="kind"))


def _spans(rows: QuerySet[Any], *columns: str) -> pd.DataFrame:
    """Return some columns of dated rows and their span as a frame whose open ends are far away."""
    return pd.DataFrame.from_records(
        [
            (*values, _moment(start, DAWN), _moment(end, DUSK))
            for *values, start, end in rows.values_list(*columns, "starts_on", "ends_on")
        ],
        columns=[*columns, "starts", "ends"],
    )


def _moment(day: date | None, otherwise: pd.Timestamp) -> pd.Timestamp:
    return otherwise if day is None else pd.Timestamp(day)


# --- Returns --------------------------------------------------------------------------------------


def facts(organisation: Organisation, codes: set[str], today: date) -> Facts:
    """Return what a file of `organisation` that names the area `codes` is checked against."""
    known = Area.objects.prefetch_related("successors")
    areas = {code: area for a in known if (area := _area_facts(a)) for code in _codes(a)}
    named = {areas[code].id for code in codes if code in areas}
    measures: dict[str, list[MeasureFacts]] = {}
    for measure in Measure.objects.select_related("indicator").prefetch_related("definitions"):
        measures.setdefault(measure.indicator.code, []).append(_measure_facts(measure))
    populations = Population.objects.filter(area_id__in=named)
    return Facts(
        measures={code: tuple(found) for code, found in measures.items()},
        areas=areas,
        populations={
            (area_id, year, band): count
            for area_id, year, band, count in populations.values_list(
                "area_id", "year", "age_band", "count"
            )
        },
        sender_areas=sender_areas(organisation),
        sender=organisation.name,
        today=today,
    )


NATIONAL = frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.INSPECTORATE})


def sender_areas(organisation: Organisation) -> frozenset[int] | None:
    """Return the areas an organisation may report on; None: a national body, which may on all."""
    if organisation.kind in NATIONAL:
        return None
    return Area.objects.ids_within(organisation.areas.values_list("pk", flat=True))


def _codes(area: Area) -> set[str]:
    return {area.gss_code, area.ons_code} - {""}


def _area_facts(area: Area) -> AreaFacts:
    return AreaFacts(
        id=area.pk,
        code=area.gss_code,
        name=area.name,
        levels=tuple(level.value for level in area.levels),
        starts_on=area.starts_on,
        ends_on=area.ends_on,
        successors=tuple(f"{s.gss_code} ({s.name})" for s in area.successors.all()),
    )


def _measure_facts(measure: Measure) -> MeasureFacts:
    definitions = (
        DefinitionFacts(d.pk, d.version, d.starts_on, d.ends_on) for d in measure.definitions.all()
    )
    return MeasureFacts(
        id=measure.pk,
        code=measure.code,
        indicator=measure.indicator.code,
        kind=measure.kind,
        levels=tuple(measure.levels),
        period_kinds=tuple(measure.period_kinds),
        base=measure.base,
        age_band=measure.age_band,
        definitions=tuple(definitions),
    )


PREVIEW = """
SELECT count(*) FILTER (WHERE o.id IS NULL) AS new,
       count(*) FILTER (WHERE o.id IS NOT NULL AND {differs}) AS changed,
       count(*) FILTER (WHERE o.id IS NOT NULL AND NOT ({differs})) AS unchanged
  FROM indicators_stagedrow s
  LEFT JOIN indicators_observation o
    ON o.superseded_at IS NULL AND {same_cell}
 WHERE s.data_return_id = %s
"""

REPORTED = (
    "definition_id",
    "numerator",
    "denominator",
    "value",
    "sample_size",
    "design_effect",
    "expected",
    "group_2_numerator",
    "group_2_denominator",
    "status",
    "note",
)
"""The columns that make a row say something else than the one before."""

CELL = ("measure_id", "area_id", "period_kind", "period_start")

SAME_CELL = " AND ".join(f"o.{column} = s.{column}" for column in CELL)
DIFFERS = "({}) IS DISTINCT FROM ({})".format(
    ", ".join(f"o.{column}" for column in REPORTED), ", ".join(f"s.{column}" for column in REPORTED)
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What confirming a return does: rows that are new, that change something, or repeat it."""

    new: int
    changed: int
    unchanged: int


def changes(data_return: DataReturn) -> Changes:
    """Return what confirming a checked return would do."""
    with connection.cursor() as cursor:
        cursor.execute(PREVIEW.format(same_cell=SAME_CELL, differs=DIFFERS), [data_return.pk])
        new, changed, unchanged = cursor.fetchone()
        return Changes(new, changed, unchanged)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the rows of a return are about, for one measure and kind of period."""

    measure: Measure
    rows: int
    areas: int
    first: Period
    last: Period


def coverage(rows: QuerySet[Any]) -> list[Coverage]:
    """Return what staged rows or observations are about."""
    groups = rows.values("measure_id", "period_kind").annotate(
        rows=Count("pk"),
        areas=Count("area_id", distinct=True),
        first=Min("period_start"),
        last=Max("period_start"),
    )
    measures = Measure.objects.select_related("indicator").in_bulk(
        [group["measure_id"] for group in groups]
    )
    return [
        Coverage(
            measure=measures[group["measure_id"]],
            rows=group["rows"],
            areas=group["areas"],
            first=Period(PeriodKind(group["period_kind"]), group["first"]),
            last=Period(PeriodKind(group["period_kind"]), group["last"]),
        )
        for group in groups.order_by("measure__indicator__number", "measure__code", "period_kind")
    ]


def is_computing(covered: Iterable[Coverage]) -> bool:
    """Whether figures of these measures are still to be worked out."""
    codes = {item.measure.code for item in covered}
    return jobs.open_jobs().filter(kind="recompute", key__in=codes).exists()


def wrong_rows(data_return: DataReturn) -> int:
    """Return how many rows of a refused return have something wrong with them."""
    return data_return.errors.exclude(row=None).values("row").distinct().count()


# --- Figures --------------------------------------------------------------------------------------


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


def series(measure: Measure, area: Area, kind: str, viewer: Viewer) -> list[FigureRow]:
    """Return one area's figures of one measure by one kind of period, oldest first."""
    figures = (
        with_context(Figure.objects.visible_to(viewer))
        .filter(measure=measure, area=area, period_kind=kind)
        .order_by("period_start")
    )
    return released(figures, viewer)
