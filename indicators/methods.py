"""Which estimate belongs to which kind of measure: the one table from kinds to statistics. Pure."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .rollup import COUNTS, PERIOD
from .statistics.comparison import clustering
from .statistics.estimates import Estimate, Floats, lengthened, why_not
from .statistics.proportions import difference, wilson
from .statistics.rates import rate
from .statistics.rolling import YEARS, three_year_change
from .statistics.standardised import observed_over_expected, reoffending_ratio

VERSION = "2"
"""Of the methods below, kept with each figure. Raise it with a method, and run `recompute`."""

LOOKS_AT_OTHERS = frozenset({"clustered_rate", "observed_over_expected"})
"""Kinds of measure whose intervals rest on how events cluster in all areas that reported."""

CONFIDENCES = {"": 0.95, "_998": 0.998}

DEFAULT_DESIGN_EFFECT = 1.3
"""Of a survey that publishes none; a judgement, on the careful side for postal surveys."""

SMALLEST_BYAR_COUNT = 10

GROUP_2 = ("group_2_numerator", "group_2_denominator")

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


def rolling_change(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """Change of the three-year average on the year before, below 0 for a fall.

    `rows` have a `segment` besides, the comparable stretch of their definition: none of the four
    years lies beyond a break.
    """
    place = _years_apart(rows)
    counts = np.full([size.max(initial=-1) + 1 for size in place], np.nan)
    counts[place] = rows["numerator"]
    made = three_year_change(counts, confidence=confidence)
    value, lower, upper = (
        number[place] * per / 100 for number in (made.change, made.change_lower, made.change_upper)
    )
    return Estimate(value, lower, upper, made.reason[place])


def _years_apart(rows: pd.DataFrame) -> tuple[NDArray, NDArray]:
    """Return where each row stands in a grid of a series a row and a year a column."""
    series = rows.groupby(["area_id", "period_kind", "segment"]).ngroup()
    year = rows["period_start"].dt.year
    return series.to_numpy(np.intp), (year - year.min()).to_numpy(np.intp)


def gap(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """The first group's share less the second's."""
    return _gap(rows, rows["design_effect"].fillna(1), per, confidence)


def survey_gap(rows: pd.DataFrame, per: int, confidence: float) -> Estimate:
    """As `gap`, each group worth as many answers as the design of the survey leaves it."""
    return _gap(rows, rows["design_effect"].fillna(DEFAULT_DESIGN_EFFECT), per, confidence)


def _gap(rows: pd.DataFrame, design_effect: pd.Series, per: int, confidence: float) -> Estimate:
    first, second = ([rows[name] / design_effect for name in group] for group in (COUNTS, GROUP_2))
    made = difference(*second, *first, confidence=confidence)
    reasons = [why_not(*map(np.asarray, group), is_share=True) for group in (first, second)]
    reason = np.where(reasons[0] == "", reasons[1], reasons[0])
    return Estimate(made.value * per, made.lower * per, made.upper * per, reason)


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
    "rolling_change": rolling_change,
    "difference": gap,
    "survey_difference": survey_gap,
    "score": as_reported,
    "standardised_rate": as_reported,
}

OTHER_METHODS = {
    "score": "none",
    "standardised_rate": "none",
    "difference": "newcombe",
    "survey_difference": "newcombe",
}
"""Kinds with an interval that is neither of a count nor Wilson's, and what it is called."""

CLUSTERED = {"clustered_rate": "denominator", "observed_over_expected": "expected"}
"""Kinds whose events cluster, and what they are set against."""

ADDS_UP: dict[str, tuple[str, ...]] = {
    "count_rate": COUNTS,
    "clustered_rate": COUNTS,
    "proportion": COUNTS,
    "observed_over_expected": ("numerator", "expected"),
    "people_over_expected": (*COUNTS, "expected"),
    "rolling_change": ("numerator",),
    "difference": (*COUNTS, *GROUP_2),
}
"""Kinds that may be summed over areas, and what adds up. Answers to a survey do not: each district
asks as many people as the next, however many live there."""

ADDS_UP_TO_YEARS = frozenset({"count_rate", "clustered_rate", "proportion"})
"""Kinds whose months or quarters add up to a year. Cohorts followed through four quarters overlap,
and a population set against the cases of a quarter is not four times as large in a year."""

YEARS_BEFORE = {"rolling_change": YEARS}
"""How many years before its own a figure of a kind rests on."""


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
    return figures.assign(method=np.where(has_value, _method(kind, figures), ""))


def _method(kind: str, rows: pd.DataFrame) -> NDArray:
    """Name the method of each row's interval; "" where two years give a change no limits."""
    poisson = np.where(rows["numerator"] < SMALLEST_BYAR_COUNT, "exact", "byar")
    if kind == "count_rate":
        return poisson
    if kind in CLUSTERED:
        is_longer = _clustering(rows, CLUSTERED[kind]) > 1
        return np.where(is_longer, np.char.add(poisson, "_clustered"), poisson)
    if kind == "rolling_change":
        return np.where(rows["lower"].notna(), "exact_ratio", "")
    return np.full(len(rows), OTHER_METHODS.get(kind, "wilson"))
