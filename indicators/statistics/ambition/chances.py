"""Whether a target would be met anyway: by the projection, or by a baseline that was a bad year."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logit, ndtr

from indicators.statistics.estimates import MISSING, Floats, Words, floats
from indicators.statistics.reasons import Booleans

WORDS = (
    (0.80, "already expected"),
    (0.50, "in line with trend"),
    (0.20, "stretching"),
    (0.05, "very stretching"),
    (0.00, "no precedent in trend"),
)
STEPS = 20  # of 5 %, in which chances are printed: more would pretend to know
LOG, LOGIT = "log", "logit"


class Chance(NamedTuple):
    """`probability` as worked out, `printed` to the nearest 5 %, `word` by the cut-offs."""

    probability: Floats
    printed: Floats
    word: Words
    reason: Words


class Regression(NamedTuple):
    """The baseline drawn towards its peers, its own weight in that, and whether it meets then."""

    value: Floats
    weight: Floats
    met_already: Booleans
    reason: Words


def probability_of_meeting(
    target: ArrayLike,
    median: ArrayLike,
    variance: ArrayLike,
    *,
    improvement: int = -1,
    scale: str = LOG,
    words: Sequence[tuple[float, str]] = WORDS,
) -> Chance:
    """Return the probability that the target is met if no new action is taken, and a word for it.

    Shapes: `target`, `median` and `variance` broadcast; each field has the broadcast shape.
    Units: target and median alike (events, or proportions from 0 to 1); the variance that of the
    projection, on its `scale`, "log" or (for shares) "logit"; `improvement` is -1 where lower is
    better and 1 where higher is. `words` are the lowest probability of each word, highest first.
    Missing: NaN with the reason "missing" where an input is NaN, the variance is negative, or the
    median is not inside the scale. A target of 0, which no logarithm reaches, has probability 0
    (or 1 where higher is better).
    Errors: ValueError unless `improvement` is -1 or 1 and `scale` is one of the two.
    Source: the projection's own distribution; the cut-offs are a judgement, and so a setting.
    """
    check_improvement(improvement)
    if scale not in (LOG, LOGIT):
        raise ValueError(f"scale must be log or logit, not {scale}")
    target, median, variance = floats(target, median, variance)
    highest = np.inf if scale == LOG else 1.0
    inside = (median > 0) & (median < highest) & (target >= 0) & (target <= highest)
    reason = np.where(inside & (variance >= 0), "", MISSING)
    target, median, variance = (
        np.where(reason == "", x, np.nan) for x in (target, median, variance)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        onto = np.log if scale == LOG else logit
        slack = -improvement * (onto(target) - onto(median))
        z = np.where(slack == 0, 0.0, slack / np.sqrt(variance))
    probability = ndtr(np.where((slack == 0) & (variance == 0), np.inf, z))
    printed = np.round(probability * STEPS) / STEPS
    lowest = [probability >= cut for cut, _ in words]
    word = np.select(lowest, [word for _, word in words], default="")
    return Chance(probability, printed, word, reason)


def regression_to_mean(
    baseline: ArrayLike,
    variance: ArrayLike,
    peers_mean: ArrayLike,
    peers_variance: ArrayLike,
    target: ArrayLike,
    *,
    improvement: int = -1,
) -> Regression:
    """Return the baseline as it would likely be seen again, and whether that meets the target.

    Shapes: the inputs broadcast; each field has the broadcast shape.
    Units: all on one scale, which should be the log (of a share the logit): the baseline and the
    variance that chance gives it, the mean of the peers and the variance between them beyond
    chance, the target.
    Missing: "missing" where an input is NaN or a variance negative. Without any variance the
    baseline stands.
    Errors: ValueError unless `improvement` is -1 (lower is better) or 1.
    Source: B. Efron and C. Morris (1977), Scientific American 236(5):119-127.
    """
    check_improvement(improvement)
    baseline, variance, mean, between, target = floats(
        baseline, variance, peers_mean, peers_variance, target
    )
    known = np.isfinite(baseline + mean + target) & (variance >= 0) & (between >= 0)
    total = np.where(known, variance + between, np.nan)
    weight = np.where(total == 0, 1.0, between / np.where(total == 0, 1.0, total))
    value = weight * baseline + (1 - weight) * mean
    met = improvement * (value - target) >= 0
    return Regression(value, weight, met, np.where(known, "", MISSING))


def check_improvement(improvement: int) -> None:
    """Refuse what is not a direction."""
    if improvement not in (-1, 1):
        raise ValueError(f"improvement must be -1 (lower is better) or 1, not {improvement}")
