"""Figures, worked out again from what was observed."""

from datetime import datetime

import pandas as pd
from django.db import transaction

from indicators import methods, queries, rollup, suppression
from indicators.models import Measure, Status
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import replace_rows

from .measures import hold

COLUMNS = (
    "definition_id",
    "value",
    "lower",
    "upper",
    "lower_998",
    "upper_998",
    "numerator",
    "denominator",
    "expected",
    "group_2_numerator",
    "group_2_denominator",
    "status",
    "reason",
    "method",
    "method_version",
    "summed_from",
    "part_count",
    "is_published",
    "is_withheld",
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
    measure = hold(measure_code)
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
    if measure.kind in methods.ADDS_UP_TO_YEARS:
        shares_base = measure.base == Measure.Base.POPULATION
        years = rollup.financial_years(observed, shares_base=shares_base)
        observed = pd.concat([observed, years], ignore_index=True)
    counts = methods.ADDS_UP.get(measure.kind, ())
    geography = queries.geography()
    rolled = rollup.roll_up(observed, geography, measure.levels, counts=counts)
    withheld = suppression.withheld(rolled, geography, measure.suppression_threshold)
    rolled = rolled.assign(is_withheld=withheld)
    if measure.kind in methods.YEARS_BEFORE:
        segments = queries.segments_of(measure.definitions.all())
        rolled = rolled.assign(segment=rolled["definition_id"].map(segments))
        rolled = rollup.with_earlier_years(rolled, methods.YEARS_BEFORE[measure.kind])
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
    return figures.assign(
        status=_status(figures),
        vintage=figures["recorded_at"],
        method_version=methods.VERSION,
    )


def _status(figures: pd.DataFrame) -> pd.Series:
    """Return what is known of each figure: as reported, or as all that it rests on allows.

    A figure without a value is missing, but one that rests on a provisional count, and would tell
    it, stays provisional.
    """
    status = figures["status"].where(figures["summed_from"] == "", Status.FINAL.value)
    is_final = status == Status.FINAL
    status = status.mask(is_final & figures["is_provisional"], Status.PROVISIONAL.value)
    tells_none = (status == Status.FINAL) | figures["numerator"].isna()
    has_none = status.isin([Status.FINAL, Status.PROVISIONAL]) & (figures["reason"] != "")
    return status.mask(has_none & tells_none, Status.MISSING.value)
