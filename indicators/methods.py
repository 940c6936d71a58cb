"""Which estimate belongs to which kind of measure: the one table from kinds to statistics. Pure."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .rollup import PERIOD
from .statistics.comparison import clustering
from .statistics.estimates import Estimate, Floats, lengthened
from .statistics.proportions import wilson
from .statistics.rates import rate
from .statistics.standardised import observed_over_expected, reoffending_ratio

VERSION = "2"
"""Of the methods below, kept with each figure. Raise it with a method, and run `recompute`."""

CONFIDENCES = {"": 0.95, "_998": 0.998}

DEFAULT_DESIGN_EFFECT = 1.3
"""Of a survey that publishes none; a judgement, on the careful side for postal surveys."""

SMALLEST_BYAR_COUNT = 10

FEWEST_AREAS = 10
"""That must have reported on a period before it is said how their events cluster; a judgement."""

Estimator = Callable[[pd.DataFrame, int, float], Estimate]


def count_rate(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return rate(rows["numerator"], rows["denominator"], per=per, confidence=confidence)


def proportion(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return wilson(rows["numerator"], rows["denominator"], per=per, confidence=confidence)


def survey_proportion(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """Wilson's interval on the effective sample size, from counts or from a published share."""
    return wilson(*effective_answers(rows, per), per=per, confidence=confidence)


def effective_answers(rows: pd.DataFrame, per: int) -> tuple[pd.Series, pd.Series]:
    """Return how many answers of how many a survey is worth, its design allowed for."""
    size = rows["denominator"].fillna(rows["sample_size"])
    share = (rows["numerator"] / rows["denominator"]).fillna(rows["value"] / per)
    effective = size / rows["design_effect"].fillna(DEFAULT_DESIGN_EFFECT)
    return share * effective, effective


def clustered_rate(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return lengthened(count_rate(rows, per, confidence), _clustering(rows, "denominator"))


def events_over_expected(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return observed_over_expected(
        rows["numerator"],
        rows["expected"],
        per=per,
        confidence=confidence,
        dispersion=_clustering(rows, "expected"),
    )


def people_over_expected(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return reoffending_ratio(
        rows["numerator"], rows["denominator"], rows["expected"], per=per, confidence=confidence
    )


def _clustering(rows: pd.DataFrame, base: str) -> Floats:
    """Return how events cluster in each row's period, as the areas that reported on it show.

    1 where too few did, or none has an event, which leaves the interval that of chance. Sums of
    areas show nothing new.
    """
    own = rows[(rows["summed_from"] == "") & rows[["numerator", base]].notna().all(axis=1)]
    by_period = {
        period: np.nan_to_num(clustering(group["numerator"], group[base]), nan=1.0).item()
        for period, group in own.groupby(PERIOD)
        if len(group) >= FEWEST_AREAS
    }
    periods = pd.MultiIndex.from_frame(rows[PERIOD])
    return np.array([by_period.get(period, 1.0) for period in periods], dtype=float)


def as_reported(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """A score or a rate that others worked out: it has no interval of ours."""
    value = rows["value"].to_numpy(float)
    unknown = np.full_like(value, np.nan)
    return Estimate(value, unknown, unknown, np.where(np.isnan(value), "missing", ""))


ESTIMATORS: dict[str, Estimator] = {
    "count_rate": count_rate,
    "clustered_rate": clustered_rate,
    "proportion": proportion,
    "survey_proportion": survey_proportion,
    "observed_over_expected": events_over_expected,
    "people_over_expected": people_over_expected,
    "score": as_reported,
    "standardised_rate": as_reported,
}

CLUSTERED = {"clustered_rate": "denominator", "observed_over_expected": "expected"}
"""Kinds whose events cluster, and what they are set against."""

ADDS_UP = frozenset({"count_rate", "clustered_rate", "proportion"})
"""Kinds whose counts may be summed over areas. Answers to a survey are not: each district asks as
many people as the next, however many live there."""


def estimate(kind: str, rows: pd.DataFrame, per: int) -> pd.DataFrame:
    """Return `rows` with value, lower, upper, lower_998, upper_998, reason and method.

    `rows` has the columns of `rollup.roll_up`, a reason already where nothing can be said; those
    keep it and get no value.
    """
    columns: dict[str, NDArray | str] = {}
    for suffix, confidence in CONFIDENCES.items():
        made = ESTIMATORS[kind](rows, per, confidence)
        columns[f"lower{suffix}"], columns[f"upper{suffix}"] = made.lower, made.upper
    reason = np.where(rows["reason"] != "", rows["reason"], made.reason)
    has_value = reason == ""
    figures = rows.assign(value=made.value, **columns, reason=reason)
    figures.loc[~has_value, ["value", *columns]] = np.nan
    return figures.assign(method=np.where(has_value, _method(kind, rows), ""))


def _method(kind: str, rows: pd.DataFrame) -> NDArray:
    """Name the method of each row's interval."""
    poisson = np.where(rows["numerator"] < SMALLEST_BYAR_COUNT, "exact", "byar")
    if kind == "count_rate":
        return poisson
    if kind in CLUSTERED:
        is_longer = _clustering(rows, CLUSTERED[kind]) > 1
        return np.where(is_longer, np.char.add(poisson, "_clustered"), poisson)
    if ESTIMATORS[kind] is as_reported:
        return np.full(len(rows), "none")
    return np.full(len(rows), "wilson")
