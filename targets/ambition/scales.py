"""Figures on a scale where errors are about normal. Pure."""

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.comparison import log_rate, logit_share
from indicators.statistics.estimates import Floats, floats
from indicators.statistics.proportions import size_behind
from indicators.summaries import Counting

from .facts import Subject

INTERVAL = 0.95
"""The confidence of a figure's interval, from which the size of a survey is read."""


def sizes(
    subject: Subject,
    *,
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    denominator: ArrayLike,
    expected: ArrayLike,
) -> Floats:
    """Return what figures are set against: people, cases, events expected, or answers.

    Shapes: the inputs are alike, and so is the result. Units: values and limits in those of the
    measure. Missing: NaN where it is not known.
    """
    if subject.parts.counting is Counting.ANSWERS:
        limits = (np.asarray(one, float) / subject.per for one in (value, lower, upper))
        return size_behind(*limits, confidence=INTERVAL)
    base = expected if subject.parts.counting is Counting.EXPECTED else denominator
    return np.asarray(base, float)


def scaled(
    subject: Subject, value: ArrayLike, size: ArrayLike, dispersion: ArrayLike = 1.0
) -> tuple[Floats, Floats]:
    """Return the log of values (of shares the logit), and the variance that chance gives them.

    Shapes: the inputs broadcast. Units: values in those of the measure, sizes as of `sizes`.
    Missing: NaN where either is.
    """
    value, size = floats(value, size)
    count = value / subject.per * size
    if subject.parts.is_share:
        return logit_share(count, size)
    return log_rate(count, size / subject.per, dispersion=dispersion)


def onto(subject: Subject, value: float) -> float:
    """Return a value on the scale, without what `scaled` adds to count none; ±inf at its ends."""
    with np.errstate(divide="ignore"):
        share = np.float64(value / subject.whole)
        return float(np.log(share) - (np.log1p(-share) if subject.parts.is_share else 0))


def back(subject: Subject, scaled: float) -> float:
    """Return a value from the scale."""
    odds = float(np.exp(scaled))
    return subject.whole * (odds / (1 + odds) if subject.parts.is_share else odds)
