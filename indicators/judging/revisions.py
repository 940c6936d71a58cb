"""A row held against what its own cell said before, and against its own counts."""

import numpy as np
import pandas as pd

from .evidence import computed
from .findings import LARGE_CHANGE, NOT_REPRODUCED, found

LARGE_SHARE = 0.25
"""Of what was known: a revision by a quarter or more. A judgement."""

LARGE_COUNT = 5
"""Events that a revision must add or take away: two that become four are no news. A judgement."""

EXACT = 1e-9
"""Room for the arithmetic itself, beside the rounding of what was sent."""


def large_changes(sent: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `evidence` whose figure moves far from what the cell held.

    From nothing every step is large, given events enough. A row that takes a figure away, or
    brings the first, is no change of one.
    """
    step = (sent["stated"] - sent["held_stated"]).abs()
    is_large = (step >= LARGE_SHARE * sent["held_stated"].abs()) & (step > 0)
    if "numerator" in sent:
        events = (sent["numerator"] - sent["held_numerator"]).abs()
        is_large &= ~(events < LARGE_COUNT)  # without counts there is only the share
    return found(sent[is_large], LARGE_CHANGE, against="held_stated")


def not_reproduced(sent: pd.DataFrame, kind: str, per: int) -> pd.DataFrame:
    """Return the rows whose value is not what their counts come to, rounded as it was sent.

    `value_decimals` are the places that were written; half a unit of the last is rounding.
    """
    rows = sent.assign(computed=computed(sent, kind, per))
    rounding = 0.5 * 10.0 ** -rows["value_decimals"].fillna(0)
    is_off = (rows["value"] - rows["computed"]).abs() > rounding + EXACT * np.maximum(
        rows["value"].abs(), 1
    )
    return found(rows[is_off], NOT_REPRODUCED, said="value", against="computed")
