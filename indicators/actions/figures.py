"""Figures, worked out again from what was observed."""

from datetime import datetime

import pandas as pd
from django.db import connection, transaction

from indicators import methods, queries, rollup
from indicators.models import Measure, Status
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import replace_rows

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


@transaction.atomic
def recompute(*, measure_code: str, at: datetime) -> int:
    """Work every figure of a measure out again, and return how many changed.

    A pure function of the current observations, the geography and the method: run twice, the second
    time changes nothing. Readers see the old figures until all the new ones are there, and then do
    not wait for what they come to: summaries are a job of their own, asked for here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # whoever is at it takes what it takes
    measure = Measure.objects.select_for_update(no_key=True).get(code=measure_code)
    if measure.kind not in methods.ESTIMATORS:
        return 0
    changed = replace_rows(
        _figures(measure)[[*KEY, *COLUMNS]],
        "indicators_figure",
        owner={"measure_id": measure.pk},
        key=KEY,
        stamp={"computed_at": at},
    )
    if changed:
        jobs.ask("summarise", measure.code, measure_code=measure.code)
    return changed


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
