"""A figure held against the area's own history, by a robust z."""

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view
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
    ordered = ordered.assign(n=ordered.groupby(SERIES).cumcount().clip(upper=WINDOW))
    is_judged = ordered["row"].notna() & (ordered["n"] >= FEWEST_PERIODS)
    judged = np.flatnonzero(is_judged)
    found_in = [
        _outliers(ordered, judged[start : start + AT_ONCE])
        for start in range(0, len(judged), AT_ONCE)
    ]
    told = pd.concat(found_in) if found_in else ordered.head(0).assign(score=0.0, median=0.0)
    return found(told, OUTLIER, against="median")


def _outliers(ordered: pd.DataFrame, judged: NDArray) -> pd.DataFrame:
    """Return those of the rows at the places `judged` that lie far, with `score` and `median`."""
    rows = ordered.iloc[judged]
    past = _before(ordered["scaled"], judged, rows["n"])
    score = _robust_z(rows["scaled"].to_numpy(), rows["error"].to_numpy(), past)
    is_far = score >= OUTLYING
    far = rows[is_far]
    median = _median(_before(ordered["stated"], judged[is_far], far["n"]))
    return far.assign(score=score[is_far], median=median)


def _before(figures: pd.Series, places: NDArray, n: pd.Series) -> NDArray:
    """Return the `n` figures before each place, behind NaN: of shape (places, WINDOW)."""
    before = np.concatenate([np.full(WINDOW, np.nan), figures.to_numpy()])
    past: NDArray = sliding_window_view(before, WINDOW)[places]
    is_other = np.arange(WINDOW) < WINDOW - n.to_numpy()[:, np.newaxis]
    past[is_other] = np.nan
    return past


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
