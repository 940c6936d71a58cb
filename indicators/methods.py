"""Which estimate belongs to which kind of measure: the one table from kinds to statistics. Pure."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .statistics.estimates import Estimate
from .statistics.proportions import wilson
from .statistics.rates import rate

VERSION = "1"
"""Of the methods below, kept with each figure. Raise it with a method, and run `recompute`."""

CONFIDENCES = {"": 0.95, "_998": 0.998}

DEFAULT_DESIGN_EFFECT = 1.3
"""Of a survey that publishes none; a judgement, on the careful side for postal surveys."""

SMALLEST_BYAR_COUNT = 10

Estimator = Callable[[pd.DataFrame, int, float], Estimate]


def count_rate(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return rate(rows["numerator"], rows["denominator"], per=per, confidence=confidence)


def proportion(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    return wilson(rows["numerator"], rows["denominator"], per=per, confidence=confidence)


def survey_proportion(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """Wilson's interval on the effective sample size, from counts or from a published share."""
    size = rows["denominator"].fillna(rows["sample_size"])
    share = (rows["numerator"] / rows["denominator"]).fillna(rows["value"] / per)
    effective = size / rows["design_effect"].fillna(DEFAULT_DESIGN_EFFECT)
    return wilson(share * effective, effective, per=per, confidence=confidence)


def as_reported(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """A score or a rate that others worked out: it has no interval of ours."""
    value = rows["value"].to_numpy(float)
    unknown = np.full_like(value, np.nan)
    return Estimate(value, unknown, unknown, np.where(np.isnan(value), "missing", ""))


ESTIMATORS: dict[str, Estimator] = {
    "count_rate": count_rate,
    "proportion": proportion,
    "survey_proportion": survey_proportion,
    "score": as_reported,
    "standardised_rate": as_reported,
}

ADDS_UP = frozenset({"count_rate", "proportion"})
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
    if kind == "count_rate":
        return np.where(rows["numerator"] < SMALLEST_BYAR_COUNT, "exact", "byar")
    if ESTIMATORS[kind] is as_reported:
        return np.full(len(rows), "none")
    return np.full(len(rows), "wilson")
