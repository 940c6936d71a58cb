"""Why a series has no result, beyond what `estimates` says of a single value."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.estimates import Words

Booleans = NDArray[np.bool_]

TOO_FEW = "too few"
PART_MISSING = "part missing"
NO_EVENTS = "no events"
NO_EXPECTED = "no expected"
NO_VARIATION = "no variation"
NO_FIT = "no fit"


def first_reason(applies: Mapping[str, Booleans | np.bool_]) -> Words:
    """Return for each row the first reason that applies to it, or ""."""
    return np.select(list(applies.values()), list(applies), default="")
