"""A rate held against what any other area has ever had."""

import pandas as pd

from .findings import IMPLAUSIBLE, found

MULTIPLE = 3
"""Of the highest rate that any other area has had. A judgement: no real area stands so alone."""

FEWEST_AREAS = 10
"""Other areas there must be, before "any" means much. A judgement."""

FEWEST_EVENTS = 5
"""A handful of events among few people makes a high rate by itself. A judgement."""

RATES = frozenset(
    {"count_rate", "clustered_rate", "observed_over_expected", "people_over_expected"}
)
"""Kinds of measure whose figures are unbounded; a share cannot exceed the whole."""


def implausible(cells: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the sent rows whose rate is beyond `MULTIPLE` times the highest of other areas.

    `cells` are those of `evidence`; months are held against months, years against years. `against`
    is that highest rate, `n` the number of other areas.
    """
    if kind not in RATES:
        return found(cells.head(0), IMPLAUSIBLE, against="stated")
    held = [_beside_others(group) for _, group in cells.groupby("period_kind")]
    rows = pd.concat(held) if held else cells.head(0).assign(highest=0.0, n=0)
    is_beyond = (
        rows["row"].notna()
        & (rows["n"] >= FEWEST_AREAS)
        & (rows["numerator"] >= FEWEST_EVENTS)
        & (rows["stated"] > MULTIPLE * rows["highest"])
    )
    return found(rows[is_beyond], IMPLAUSIBLE, against="highest")


def _beside_others(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells of one kind of period with the highest rate of areas other than their own."""
    peaks = cells.groupby("area_id")["stated"].max().dropna().nlargest(2, keep="first")
    n = cells.loc[cells["stated"].notna(), "area_id"].nunique() - 1
    top, second = (*peaks, float("nan"), float("nan"))[:2]
    is_top = cells["area_id"] == (peaks.index[0] if len(peaks) else None)
    highest = pd.Series(top, index=cells.index).mask(is_top, second)
    return cells.assign(highest=highest, n=n)
