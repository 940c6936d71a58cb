"""The chance that the last year's target is met if nothing new is done."""

import numpy as np
import pandas as pd

from indicators.statistics.ambition import probability_of_meeting


def term(targets: pd.DataFrame, *, improvement: int, scale: str, whole: float) -> pd.Series:
    """Return the chance that each target is met by the projection of its area; NaN where unknown.

    `targets`: last (the value of the last year that is measured), last_year, projected, variance
    (of the projection, on its `scale`) and projected_year. A projection for another year than the
    target's says nothing of it. `whole` is by what a value is divided to lie on the scale.
    """
    if not improvement:
        return pd.Series(np.nan, index=targets.index)
    same = targets["last_year"] == targets["projected_year"]
    found = probability_of_meeting(
        targets["last"].where(same) / whole,
        targets["projected"] / whole,
        targets["variance"],
        improvement=improvement,
        scale=scale,
    )
    return pd.Series(found.probability, index=targets.index)
