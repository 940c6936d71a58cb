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


PEAKS = ("area_id", "period_kind", "highest")
"""Columns of the highest figure that each area has had, by kind of period."""


def implausible(sent: pd.DataFrame, kind: str, peaks: pd.DataFrame) -> pd.DataFrame:
    """Return the sent rows whose rate is beyond `MULTIPLE` times the highest of other areas.

    `sent` are the rows of a return among the cells of `evidence`. They are held against each other
    and against `peaks`, which have the columns of `PEAKS`; months against months, years against
    years. `against` is that highest rate, `n` the number of other areas.
    """
    if kind not in RATES:
        return found(sent.head(0), IMPLAUSIBLE, against="stated")
    said = sent.dropna(subset="stated").astype({"period_kind": str})
    own = said.rename(columns={"stated": "highest"})[[*PEAKS]]
    highest = pd.concat([peaks.astype(own.dtypes), own]).groupby("period_kind")
    held = [_beside_others(rows, highest.get_group(of)) for of, rows in said.groupby("period_kind")]
    rows = pd.concat(held) if held else said.assign(highest=0.0, n=0)
    is_beyond = (
        (rows["n"] >= FEWEST_AREAS)
        & (rows["numerator"] >= FEWEST_EVENTS)
        & (rows["stated"] > MULTIPLE * rows["highest"])
    )
    return found(rows[is_beyond], IMPLAUSIBLE, against="highest")


def _beside_others(sent: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return rows of one kind of period with the highest rate of areas other than their own."""
    of_areas = known.groupby("area_id")["highest"].max()
    peaks = of_areas.nlargest(2)
    top, second = (*peaks, float("nan"))[:2]
    highest = pd.Series(top, index=sent.index).mask(sent["area_id"] == peaks.index[0], second)
    return sent.assign(highest=highest, n=len(of_areas) - 1)
