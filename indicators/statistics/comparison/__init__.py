"""Where an area stands: among its peers, among all areas, and beside one other figure."""

from .dispersion import Overdispersion, clustering, expected_at_group_rate, overdispersion
from .funnels import Curve, Funnel, funnel, funnel_curve, funnel_significance, proportion_limits
from .intervals import levels_of_difference, side_of, words_for
from .peers import (
    GroupAverage,
    GroupSpread,
    Standing,
    against_peers,
    group_spread,
    log_rate,
    logit_share,
    msg_average,
)
from .quantiles import bounds

__all__ = [
    "Curve",
    "Funnel",
    "GroupAverage",
    "GroupSpread",
    "Overdispersion",
    "Standing",
    "against_peers",
    "bounds",
    "clustering",
    "expected_at_group_rate",
    "funnel",
    "funnel_curve",
    "funnel_significance",
    "group_spread",
    "levels_of_difference",
    "log_rate",
    "logit_share",
    "msg_average",
    "overdispersion",
    "proportion_limits",
    "side_of",
    "words_for",
]
