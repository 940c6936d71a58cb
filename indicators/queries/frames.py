"""What the arithmetic is given: observations, figures, geography and peers, as frames."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection
from django.db.models import QuerySet

from indicators import methods, policies, suppression
from indicators.models import Definition, Measure, Status
from indicators.periods import Period
from indicators.rollup import DAWN, DUSK, Geography, chains
from indicators.summaries.kinds import PARTS, Counting
from laa_portal.foundation.bulk import read_frame
from partnerships.models import KINDS_AT, Area, AreaPart

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
       f.is_withheld::int AS is_withheld, o.sample_size, o.design_effect
  FROM indicators_figure f {answers}
 WHERE f.measure_id = %s AND f.is_published AND f.status <> 'provisional'
 ORDER BY f.area_id, f.period_kind, f.period_start
"""

ANSWERS = """
  LEFT JOIN indicators_observation o
    ON f.summed_from = '' AND o.recorded_at = f.vintage
   AND (o.measure_id, o.area_id, o.period_kind, o.period_start)
     = (f.measure_id, f.area_id, f.period_kind, f.period_start)
"""
"""The observation is the one that the figure was made of, whatever has been reported since."""

NO_ANSWERS = "CROSS JOIN (SELECT NULL AS sample_size, NULL AS design_effect) o"
"""Of what is no survey, for which nothing need be looked up."""


def settled(measure: Measure) -> pd.DataFrame:
    """Return what everybody may see of a measure's figures, as `summaries.summarise` takes it.

    Those of a restricted indicator too: who may see what they come to is another question.
    """
    is_survey = PARTS[measure.kind].counting == Counting.ANSWERS
    frame = read_frame(
        SETTLED.format(answers=ANSWERS if is_survey else NO_ANSWERS),
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
