"""Early warning: is a count off its agreed path, by more than chance and in time to act?"""

from indicators.statistics.early_warning.drift import Cusum, cusum
from indicators.statistics.early_warning.levels import (
    Levels,
    chance_of_finding,
    false_discovery,
    levels,
)
from indicators.statistics.early_warning.looks import obrien_fleming
from indicators.statistics.early_warning.paths import (
    OnPath,
    Tails,
    on_path,
    p_meet_target,
    tails,
)

__all__ = [
    "Cusum",
    "Levels",
    "OnPath",
    "Tails",
    "chance_of_finding",
    "cusum",
    "false_discovery",
    "levels",
    "obrien_fleming",
    "on_path",
    "p_meet_target",
    "tails",
]
