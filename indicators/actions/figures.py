"""Figures, worked out again from what was observed."""

from datetime import datetime

import pandas as pd
from django.db import connection, transaction

from indicators import methods, queries, rollup
from indicators.models import Measure, Status
from laa_portal.foundation.bulk import write_frame

COLUMNS = (
    "definition_id",
    "value",
    "lower",
    "upper",
    "lower_998",
    "upper_998",
    "numerator",
    "denominator",
    "status",
    "reason",
    "method",
    "method_version",
    "summed_from",
    "part_count",
    "is_published",
    "vintage",
    "data_return_id",
)
KEY = ("area_id", "period_kind", "period_start")

STAGE = f"""
CREATE TEMPORARY TABLE new_figure AS
SELECT {", ".join((*KEY, *COLUMNS))} FROM indicators_figure WITH NO DATA
"""

WRITE = f"""
INSERT INTO indicators_figure AS f (measure_id, computed_at, {", ".join((*KEY, *COLUMNS))})
SELECT %(measure_id)s, %(at)s, {", ".join((*KEY, *COLUMNS))} FROM new_figure
    ON CONFLICT (measure_id, {", ".join(KEY)}) DO UPDATE
   SET computed_at = excluded.computed_at, {", ".join(f"{c} = excluded.{c}" for c in COLUMNS)}
 WHERE ({", ".join(f"f.{c}" for c in COLUMNS)})
       IS DISTINCT FROM ({", ".join(f"excluded.{c}" for c in COLUMNS)})
"""

REMOVE = f"""
DELETE FROM indicators_figure f
 WHERE f.measure_id = %(measure_id)s
   AND NOT EXISTS (SELECT FROM new_figure n
                    WHERE {" AND ".join(f"n.{c} = f.{c}" for c in KEY)})
"""


@transaction.atomic
def recompute(*, measure_code: str, at: datetime) -> int:
    """Work every figure of a measure out again, and return how many changed.

    A pure function of the current observations, the geography and the method: run twice, the second
    time changes nothing. Readers see the old figures until all the new ones are there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # whoever is at it takes what it takes
    measure = Measure.objects.select_for_update(no_key=True).get(code=measure_code)
    if measure.kind not in methods.ESTIMATORS:
        return 0
    figures = _figures(measure)
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        write_frame(figures[[*KEY, *COLUMNS]], "new_figure")
        cursor.execute("ANALYZE new_figure")
        values: dict[str, int | datetime] = {"measure_id": measure.pk, "at": at}
        cursor.execute(WRITE, values)
        written = cursor.rowcount
        cursor.execute(REMOVE, values)
        removed = cursor.rowcount
        cursor.execute("DROP TABLE new_figure")
    return written + removed


def _figures(measure: Measure) -> pd.DataFrame:
    """Compute a measure's figures for all areas and periods."""
    observed = queries.observed(measure)
    if measure.kind in methods.ADDS_UP:
        shares_base = measure.base == Measure.Base.POPULATION
        years = rollup.financial_years(observed, shares_base=shares_base)
        observed = pd.concat([observed, years], ignore_index=True)
    rolled = rollup.roll_up(
        observed, queries.geography(), measure.levels, is_summed=measure.kind in methods.ADDS_UP
    )
    return _described(methods.estimate(measure.kind, _explained(rolled), measure.per))


def _explained(rolled: pd.DataFrame) -> pd.DataFrame:
    """Give rows that were reported without a value their status as the reason."""
    without = rolled["status"].notna() & ~rolled["status"].isin(
        [Status.FINAL.value, Status.PROVISIONAL.value]
    )
    reason = rolled["status"].str.replace("_", " ")
    return rolled.assign(reason=rolled["reason"].mask(without, reason))


def _described(figures: pd.DataFrame) -> pd.DataFrame:
    """Add what a figure says of itself: status, vintage and method version."""
    status = figures["status"].where(figures["summed_from"] == "", None)
    summed = figures["is_provisional"].map({True: "provisional", False: "final"})
    summed = summed.where(figures["reason"] == "", "missing")
    return figures.assign(
        status=status.fillna(summed),
        vintage=figures["recorded_at"],
        method_version=methods.VERSION,
    )
