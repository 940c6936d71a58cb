"""What was observed beside what was to be expected of people or places of this make-up.

The expected number is taken as known: the error of whatever predicted it is in none of these
intervals, which are too narrow by as much.
"""

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import (
    NO_BASE,
    NO_EXPECTED,
    Estimate,
    Floats,
    floats,
    lengthened,
    why_not,
)
from indicators.statistics.proportions import wilson
from indicators.statistics.rates import rate


def observed_over_expected(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    per: float = 100,
    confidence: float,
    dispersion: ArrayLike = 1,
) -> Estimate:
    """Return observed events over expected ones, with their Poisson interval.

    Events that come in clusters, as one offender's offences do, vary more than Poisson counts. Both
    arms of the interval are made longer by the root of `dispersion`, the variance of the counts
    over their mean (see `comparison.clustering`); never shorter.

    Shapes: `observed`, `expected` and `dispersion` broadcast; each field has the broadcast shape.
    Units: events in, fractions allowed; observed events per `per` expected ones out.
    Missing: NaN with a reason where a ratio means nothing: "missing", "negative count",
    "no expected" (none, or fewer). A dispersion that is NaN leaves the limits alone missing.
    Errors: ValueError unless `per` is above 0 and `confidence` above 0 and below 1.
    Source: interval of the count as for `rates.poisson_interval`; Breslow and Day (1987),
    Statistical Methods in Cancer Research II, 2.3; dispersion by McCullagh and Nelder (1989),
    Generalized Linear Models, 6.2.3.
    """
    observed, expected, dispersion = floats(observed, expected, dispersion)
    ratio = rate(observed, expected, per=per, confidence=confidence)
    reason = np.where(ratio.reason == NO_BASE, NO_EXPECTED, ratio.reason)
    return lengthened(ratio._replace(reason=reason), dispersion)


def reoffending_ratio(
    observed: ArrayLike,
    cohort: ArrayLike,
    expected: ArrayLike,
    *,
    per: float = 100,
    confidence: float,
) -> Estimate:
    """Return people who re-offended over those expected to, with Wilson's interval.

    A person re-offends or does not, so their number cannot exceed the cohort and varies less than a
    Poisson count: at a share of p, Poisson limits would be too wide by 1 / sqrt(1 - p), a quarter
    at 35 %. The limits are those of the share who re-offended, over the share expected to.

    Shapes: the three inputs broadcast; each field has the broadcast shape.
    Units: people in, fractions allowed; re-offenders per `per` expected ones out.
    Missing: NaN with a reason where a ratio means nothing: "missing", "negative count", "no base"
    (nobody in the cohort), "no expected", "count above base".
    Errors: ValueError unless `per` is above 0 and `confidence` above 0 and below 1.
    Source: Wilson (1927) as for `proportions.wilson`, over an expected share taken as known.
    """
    if not per > 0:
        raise ValueError(f"per must be above 0, not {per}")
    observed, cohort, expected = floats(observed, cohort, expected)
    share = wilson(observed, cohort, per=1, confidence=confidence)
    ratio = why_not(observed, expected, is_share=False)
    reason = np.where(ratio == "", share.reason, np.where(ratio == NO_BASE, NO_EXPECTED, ratio))
    scale = per * cohort / np.where(reason == "", expected, np.nan)
    return Estimate(share.value * scale, share.lower * scale, share.upper * scale, reason)


def expected_events(
    base: ArrayLike, reference_count: ArrayLike, reference_base: ArrayLike
) -> Floats:
    """Return the events to be expected at the rates of a reference population, band by band.

    Shapes: bands (of age, of offence) along the last axis; the inputs broadcast; the result has
    the other axes.
    Units: people in `base`; events and people of the reference; events out.
    Missing: NaN where any band is NaN or negative, or has no reference base.
    Errors: none.
    Source: indirect standardisation, Breslow and Day (1987), Statistical Methods in Cancer
    Research II, 2.3.
    """
    base, count, reference = floats(base, reference_count, reference_base)
    valid = (base >= 0) & (count >= 0) & (reference > 0)
    rate = count / np.where(valid, reference, np.nan)
    expected: Floats = (base * rate).sum(axis=-1)
    return expected
