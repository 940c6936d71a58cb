"""Figures, worked out again from what was observed."""

from collections.abc import Collection
from datetime import date, datetime

import pandas as pd
from django.db import transaction

from indicators import methods, queries, rollup
from indicators.models import Measure, Status
from indicators.periods import Period, financial_year_start
from laa_portal.foundation import jobs
from laa_portal.foundation.bulk import Stretch, replace_rows

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
    "vintage",
    "data_return_id",
)
KEY = ("area_id", "period_kind", "period_start")


MOST_YEARS = 2
"""That are worked out by themselves; of more, the whole measure costs less than its parts."""


def ask_to_recompute(measure: Measure, starts: Collection[date]) -> None:
    """Ask for the figures of a measure to follow its observations of the periods that start then.

    Figures of one financial year rest on the observations of that year alone: its months, and all
    areas in them. Only where several years make one figure are all worked out again.
    """
    years = sorted({financial_year_start(start).year for start in starts})
    if measure.kind in methods.YEARS_BEFORE or len(years) > MOST_YEARS:
        jobs.ask("recompute", measure.code, measure_code=measure.code)
        return
    for year in years:
        code = Period.financial_year(year).code
        jobs.ask("recompute", f"{measure.code} {code}", measure_code=measure.code, year=year)


@transaction.atomic
def recompute(*, measure_code: str, at: datetime, year: int | None = None) -> int:
    """Work the figures of a measure out again, and return how many changed.

    All of them, or those of periods that start in the financial year that begins in `year`; to work
    out all years one by one comes to the same. A pure function of the current observations, the
    geography and the method: run twice, the second time changes nothing. Readers see the old
    figures until all the new ones are there, and then do not wait for what they come to: summaries
    are a job of their own, asked for here.
    """
    measure = hold(measure_code)
    if measure.kind not in methods.ESTIMATORS:
        return 0
    span = None if year is None else Period.financial_year(year)
    changed = replace_rows(
        _figures(measure, span)[[*KEY, *COLUMNS]],
        "indicators_figure",
        owner={"measure_id": measure.pk},
        key=KEY,
        stamp={"computed_at": at},
        within=Stretch("period_start", span.start, span.end) if span else None,
    )
    if changed:
        jobs.ask("summarise", measure.code, measure_code=measure.code)
    return changed


def _figures(measure: Measure, year: Period | None) -> pd.DataFrame:
    """Compute a measure's figures for all areas, of all periods or of those of one year."""
    observed = queries.observed(measure, year)
    if measure.kind in methods.ADDS_UP_TO_YEARS:
        shares_base = measure.base == Measure.Base.POPULATION
        years = rollup.financial_years(observed, shares_base=shares_base)
        observed = pd.concat([observed, years], ignore_index=True)
    counts = methods.ADDS_UP.get(measure.kind, ())
    rolled = rollup.roll_up(observed, queries.geography(), measure.levels, counts=counts)
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
