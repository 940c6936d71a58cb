"""What several tables say together: frames for the arithmetic, rows for a reader."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from .models import DataReturn, Definition, Figure, Indicator, Measure, Outcome, Status
from .parsing import AreaFacts, DefinitionFacts, Facts, MeasureFacts, areas_called, by_name
from .periods import Period, PeriodKind
from .policies import Released
from .rollup import DAWN, DUSK, Geography, chains

OBSERVED = """
SELECT o.area_id, o.period_kind, o.period_start, o.definition_id, o.numerator, o.denominator,
       o.value, o.sample_size, o.design_effect, o.expected, o.group_2_numerator,
       o.group_2_denominator, o.status, o.recorded_at, o.data_return_id, 1 AS part_count,
       (o.status = 'provisional')::int AS is_provisional,
       (r.status IN ('published', 'withdrawn'))::int AS is_published
  FROM indicators_observation o
  JOIN indicators_datareturn r ON r.id = o.data_return_id
 WHERE o.measure_id = %(measure)s AND {held} AND {where} AND {when}
 ORDER BY o.area_id, o.period_kind, o.period_start
"""
"""What a withdrawn return said was public when it was said, and says now that nothing is known."""

HELD_NOW = "o.superseded_at IS NULL"
HELD_THEN = """o.recorded_at <= %(moment)s
   AND (o.superseded_at IS NULL OR o.superseded_at > %(moment)s)"""
EVERYWHERE, IN_AREAS = "TRUE", "o.area_id = ANY(%(areas)s)"
ALWAYS, IN_YEAR = "TRUE", "o.period_start >= %(first)s AND o.period_start < %(end)s"

NUMBERS = ("numerator", "denominator", "value", "sample_size", "design_effect", "expected")


def observed(
    measure: Measure,
    *,
    moment: datetime | None = None,
    areas: Collection[int] | None = None,
    year: Period | None = None,
) -> pd.DataFrame:
    """Return the observations of a measure, as `rollup.roll_up` takes them.

    Those that are current, or were at a `moment`; of some `areas`, or of all; of periods that start
    in a `year`, or of all.
    """
    frame = read_frame(
        OBSERVED.format(
            held=HELD_NOW if moment is None else HELD_THEN,
            where=EVERYWHERE if areas is None else IN_AREAS,
            when=ALWAYS if year is None else IN_YEAR,
        ),
        {
            "measure": measure.pk,
            "moment": moment,
            "areas": list(areas or ()),
            "first": year and year.start,
            "end": year and year.end,
        },
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
    """Return what a file of `organisation` that names areas by `codes` is checked against."""
    heirs = _heirs()
    known = [(_area_facts(a, heirs.get(a.pk, ())), _codes(a)) for a in Area.objects.all()]
    areas = {code: area for area, its_codes in known for code in its_codes}
    named = by_name(area for area, _ in known)
    meant = {area.id for code in codes for area in areas_called(code, areas, named)}
    measures: dict[str, list[MeasureFacts]] = {}
    for measure in Measure.objects.select_related("indicator").prefetch_related("definitions"):
        measures.setdefault(measure.indicator.code, []).append(_measure_facts(measure))
    populations = Population.objects.filter(area_id__in=meant)
    return Facts(
        measures={code: tuple(found) for code, found in measures.items()},
        areas=areas,
        named=named,
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


def _heirs() -> dict[int, tuple[str, ...]]:
    """Return what each area that has ended became, as a sender should read it."""
    heirs: dict[int, tuple[str, ...]] = {}
    became = Area.objects.exclude(predecessors=None).order_by("name", "gss_code")
    for former, code, name in became.values_list("predecessors", "gss_code", "name"):
        heirs[former] = (*heirs.get(former, ()), f"{code} ({name})")
    return heirs


def _area_facts(area: Area, successors: tuple[str, ...]) -> AreaFacts:
    return AreaFacts(
        id=area.pk,
        code=area.gss_code,
        name=area.name,
        levels=tuple(level.value for level in area.levels),
        starts_on=area.starts_on,
        ends_on=area.ends_on,
        successors=successors,
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


def _differ(columns: Sequence[str]) -> str:
    """Return the condition that an observation `o` and a staged row `s` differ in some column."""
    held, said = (", ".join(f"{row}.{column}" for column in columns) for row in "os")
    return f"({held}) IS DISTINCT FROM ({said})"


DIFFERS = _differ(REPORTED)
FIGURES_DIFFER = _differ([column for column in REPORTED if column != "note"])


@dataclass(frozen=True, slots=True)
class Changes:
    """What confirming a return does: rows that are new, that change something, or repeat it.

    Conflicts are set aside: another organisation has reported something else.
    """

    new: int
    changed: int
    unchanged: int
    conflicts: int = 0


def changes(data_return: DataReturn) -> Changes:
    """Return what confirming a checked return would do, as it was judged."""
    numbers = dict(data_return.staged.values_list("outcome").annotate(Count("pk")).order_by())
    return Changes(
        new=numbers.get(Outcome.NEW, 0),
        changed=numbers.get(Outcome.CHANGED, 0),
        unchanged=numbers.get(Outcome.UNCHANGED, 0),
        conflicts=numbers.get(Outcome.CONFLICT, 0),
    )


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
    return jobs.open_jobs().filter(kind="recompute", payload__measure_code__in=codes).exists()


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


def series(
    figures: QuerySet[Figure], measure: Measure, area: Area, kind: str, viewer: Viewer
) -> list[FigureRow]:
    """Return of `figures` one area's of one measure by one kind of period, oldest first."""
    found = with_context(figures).filter(measure=measure, area=area, period_kind=kind)
    return released(found.order_by("period_start"), viewer)
