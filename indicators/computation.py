"""From what was observed to figures: sums, estimates, and what each figure says of itself."""

import pandas as pd

from indicators import methods, queries, rollup, suppression
from indicators.models import Measure, Status

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


def figures(measure: Measure, observed: pd.DataFrame, geography: rollup.Geography) -> pd.DataFrame:
    """Compute a measure's figures from what was observed, as `queries.observed` returns it.

    For all areas of `geography` of which something is known, in all periods: the columns of KEY
    and COLUMNS, each as the table of figures has it. Pure, so that the past is worked out as the
    present is.
    """
    if measure.kind in methods.ADDS_UP_TO_YEARS:
        shares_base = measure.base == Measure.Base.POPULATION
        years = rollup.financial_years(observed, shares_base=shares_base)
        observed = pd.concat([observed, years], ignore_index=True)
    counts = methods.ADDS_UP.get(measure.kind, ())
    rolled = rollup.roll_up(observed, geography, measure.levels, counts=counts)
    withheld = suppression.withheld(rolled, geography, measure.suppression_threshold)
    rolled = rolled.assign(is_withheld=withheld)
    if measure.kind in methods.YEARS_BEFORE:
        segments = queries.segments_of(measure.definitions.all())
        rolled = rolled.assign(segment=rolled["definition_id"].map(segments))
        rolled = rollup.with_earlier_years(rolled, methods.YEARS_BEFORE[measure.kind])
    estimated = methods.estimate(measure.kind, _explained(rolled), measure.per)
    return _described(estimated)[[*KEY, *COLUMNS]]


def _explained(rolled: pd.DataFrame) -> pd.DataFrame:
    """Give rows that were reported without a value their status as the reason."""
    without = rolled["status"].notna() & ~rolled["status"].isin(
        [Status.FINAL.value, Status.PROVISIONAL.value]
    )
    reason = rolled["status"].str.replace("_", " ")
    return rolled.assign(reason=rolled["reason"].mask(without, reason))


def _described(estimated: pd.DataFrame) -> pd.DataFrame:
    """Add what a figure says of itself: status, vintage and method version."""
    return estimated.assign(
        status=_status(estimated),
        vintage=estimated["recorded_at"],
        method_version=methods.VERSION,
    )


def _status(estimated: pd.DataFrame) -> pd.Series:
    """Return what is known of each figure: as reported, or as all that it rests on allows.

    A figure without a value is missing, but one that rests on a provisional count, and would tell
    it, stays provisional.
    """
    status = estimated["status"].where(estimated["summed_from"] == "", Status.FINAL.value)
    is_final = status == Status.FINAL
    status = status.mask(is_final & estimated["is_provisional"], Status.PROVISIONAL.value)
    tells_none = (status == Status.FINAL) | estimated["numerator"].isna()
    has_none = status.isin([Status.FINAL, Status.PROVISIONAL]) & (estimated["reason"] != "")
    return status.mask(has_none & tells_none, Status.MISSING.value)
