"""How ambitious a proposed target is: five results, side by side and never made into one score."""

from indicators.statistics.ambition.chances import (
    Chance,
    Regression,
    probability_of_meeting,
    regression_to_mean,
)
from indicators.statistics.ambition.detection import Detectable, detectable, detectable_count
from indicators.statistics.ambition.others import Place, Precedent, place_among_peers, precedent

__all__ = [
    "Chance",
    "Detectable",
    "Place",
    "Precedent",
    "Regression",
    "detectable",
    "detectable_count",
    "place_among_peers",
    "precedent",
    "probability_of_meeting",
    "regression_to_mean",
]
