"""Judging what a return says before it counts: arithmetic only, on frames of one measure.

What is found is never wrong for certain, or it would have been refused when the file was read: it
is something that the sender must look at, and either mend or explain. Which thresholds apply, and
why, is in docs/methods.md.
"""

from .evidence import COLUMNS, evidence
from .findings import BUILT_IN, FINDINGS, IMPLAUSIBLE, LARGE_CHANGE, NOT_REPRODUCED, OUTLIER
from .history import FEWEST_PERIODS, OUTLYING, WINDOW
from .judge import judge
from .peers import FEWEST_AREAS, FEWEST_EVENTS, MULTIPLE, PEAKS, RATES
from .revisions import LARGE_COUNT, LARGE_SHARE
from .rules import Context

THRESHOLDS = {
    "large_share": 100 * LARGE_SHARE,
    "large_count": LARGE_COUNT,
    "window": WINDOW,
    "fewest_periods": FEWEST_PERIODS,
    "outlying": OUTLYING,
    "multiple": MULTIPLE,
    "fewest_areas": FEWEST_AREAS,
    "fewest_events": FEWEST_EVENTS,
}
"""From which something is found, as pages tell it."""

__all__ = [
    "BUILT_IN",
    "COLUMNS",
    "FINDINGS",
    "IMPLAUSIBLE",
    "LARGE_CHANGE",
    "NOT_REPRODUCED",
    "OUTLIER",
    "PEAKS",
    "RATES",
    "THRESHOLDS",
    "Context",
    "evidence",
    "judge",
]
