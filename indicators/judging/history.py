"""A figure held against the area's own history, by a robust z."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .findings import OUTLIER, found

WINDOW = 24
"""Periods before its own that a figure is held against: of months, two whole years."""

FEWEST_PERIODS = 8
"""Of history, or nothing is said: the median and spread of fewer are themselves chance."""

OUTLYING = 3.5
"""From which a robust z is told (Iglewicz and Hoaglin 1993)."""

TO_SIGMA = 1.4826
"""The median absolute deviation of a normal distribution, times this, is its standard deviation."""

AT_ONCE = 50_000
"""Rows judged together, which bounds the memory a national load takes."""

SERIES = ["area_id", "period_kind", "segment"]


def outliers(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the sent rows that lie far from the periods before them of the same series.

    `cells` are those of `evidence`, sent and known. z is the distance from the median of up to
    `WINDOW` earlier figures of the same comparable stretch, over their spread and the chance error
    of the figure itself together. Nothing is said with fewer than `FEWEST_PERIODS`, nor where there
    is nothing to measure by: all figures equal and no chance error known. `score` is z, `n` the
    periods, `against` their median in the unit of the measure.

    Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers (1993), for the
    modified z and its bound of 3.5; the chance error is ours, so that small counts raise nothing.
    """
    ordered = cells[cells["scaled"].notna()].sort_values([*SERIES, "period_start"])
    ordered = ordered.reset_index(drop=True)
    series = ordered.groupby(SERIES).ngroup().to_numpy()
    sent = np.flatnonzero(ordered["row"].notna())
    found_in = [
        _outliers(ordered, series, sent[start : start + AT_ONCE])
        for start in range(0, len(sent), AT_ONCE)
    ]
    told = pd.concat(found_in) if found_in else ordered.head(0).assign(score=0.0, n=0, median=0.0)
    return found(told, OUTLIER, against="median")


def _outliers(ordered: pd.DataFrame, series: NDArray, sent: NDArray) -> pd.DataFrame:
    places = sent[:, np.newaxis] - np.arange(1, WINDOW + 1)
    is_there, places = places >= 0, places.clip(min=0)
    is_own = is_there & (series[places] == series[sent][:, np.newaxis])
    n = is_own.sum(axis=1)
    enough = n >= FEWEST_PERIODS
    sent, places, is_own, n = sent[enough], places[enough], is_own[enough], n[enough]
    past = np.where(is_own, ordered["scaled"].to_numpy()[places], np.nan)
    rows = ordered.iloc[sent]
    score = _robust_z(rows["scaled"].to_numpy(), rows["error"].to_numpy(), past)
    stated = np.where(is_own, ordered["stated"].to_numpy()[places], np.nan)
    is_far = score >= OUTLYING
    return rows[is_far].assign(score=score[is_far], n=n[is_far], median=_median(stated[is_far]))


def _robust_z(figure: NDArray, error: NDArray, past: NDArray) -> NDArray:
    """Return how far figures lie from their past; 0 where there is nothing to measure by.

    Shapes: `figure` and `error` (n,), `past` (n, periods) with NaN where there is none.
    """
    median = _median(past)
    deviation = _median(np.abs(past - median[:, np.newaxis]))
    scale = np.hypot(TO_SIGMA * deviation, error)
    distance = np.abs(figure - median)
    return np.divide(distance, scale, out=np.zeros_like(distance), where=scale > 0)


def _median(past: NDArray) -> NDArray:
    """Return the median of each row, of which some numbers may be NaN, but not all.

    What `numpy.nanmedian` gives, which takes ten times as long.
    """
    ordered = np.sort(past, axis=1)  # NaN comes last
    n = np.count_nonzero(~np.isnan(past), axis=1)
    rows = np.arange(len(past))
    return (ordered[rows, (n - 1) // 2] + ordered[rows, n // 2]) / 2
