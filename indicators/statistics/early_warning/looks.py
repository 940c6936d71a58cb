"""How far off its path a count must be at each look, so that many looks mislead no more than one.

Testing every month at 5 % gives a false alarm in 18 years of 100. O'Brien and Fleming's rule asks
for very much at first, and at the end of the year for hardly more than a single test does.
"""

from functools import cache

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from indicators.statistics.estimates import Floats

FAR = 8.0  # standard errors, beyond which next to nothing lies
NODES_A_STEP = 3  # points of the grid in one standard error of the next step
MOST_NODES = 500  # plenty for looks twice a week


def obrien_fleming(alpha: float, looks: int | ArrayLike) -> Floats:
    """Return the z at each look above which a path counts as left, on one side.

    Shapes: one boundary a look.
    Units: `alpha` is the chance of any false alarm over all looks, from 0 to 1; `looks` how many
    equally spaced ones, or the share of the year's events expected by each, up to 1; standard
    errors out. Infinity where a look comes so early that no alarm can be afforded.
    Missing: none.
    Errors: ValueError unless `alpha` is above 0 and below 1, and the looks at least one, or shares
    that rise from above 0 to at most 1.
    Source: K. K. G. Lan and D. L. DeMets (1983), Biometrika 70:659-663, the spending that is like
    P. C. O'Brien and T. R. Fleming's (1979); boundaries by integration from look to look after
    P. Armitage, C. K. McPherson and B. C. Rowe (1969), JRSS A 132:235-244.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must be above 0 and below 1, not {alpha}")
    return np.array(_boundaries(alpha, _shares(looks)))


def spent(alpha: float, share: ArrayLike) -> Floats:
    """Return how much of `alpha` may be used up by this share of the year's events."""
    used: Floats = 2 * ndtr(ndtri(alpha / 2) / np.sqrt(share))
    return used


def _shares(looks: int | ArrayLike) -> tuple[float, ...]:
    if isinstance(looks, int):
        shares = np.arange(1, looks + 1) / max(looks, 1)
    else:
        shares = np.asarray(looks, np.float64).ravel()
    rising = (np.diff(shares, prepend=0) > 0).all()
    if not (shares.size and rising and shares[-1] <= 1):
        raise ValueError(f"looks must be one or more, or shares rising to at most 1, not {shares}")
    return tuple(shares.tolist())


@cache
def _boundaries(alpha: float, shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return the boundaries, each solved on the paths that crossed none before.

    The path is a sum of steps, whose variance is the share of the year that has passed.
    """
    spends = np.diff(spent(alpha, shares), prepend=0)
    steps = np.sqrt(np.diff(shares, prepend=0))
    nodes, weights = leggauss(_fineness(np.sqrt(shares), steps))
    places, masses = np.zeros(1), np.ones(1)  # where paths are, and how many of all
    boundaries = []
    for share, step, spend in zip(shares, steps, spends, strict=True):
        edge = _edge(places, masses, step, spend)
        boundaries.append(edge / np.sqrt(share))
        low, high = -FAR * np.sqrt(share), min(edge, FAR * np.sqrt(share))
        next_places = low + (high - low) * (nodes + 1) / 2
        arrive = np.exp(-(((next_places[:, np.newaxis] - places) / step) ** 2) / 2) @ masses
        masses = arrive * weights * (high - low) / 2 / (step * np.sqrt(2 * np.pi))
        places = next_places
    return tuple(boundaries)


def _fineness(reach: Floats, steps: Floats) -> int:
    """Return how many nodes show the next step's spread wherever a path may have got to."""
    widest = np.max(reach[:-1] / steps[1:], initial=1)
    return int(min(2 * FAR * NODES_A_STEP * widest, MOST_NODES))


def _edge(places: Floats, masses: Floats, step: float, spend: float) -> float:
    """Return the place beyond which this share of the paths arrives with the next step."""
    if spend == 0:
        return np.inf

    def surplus(edge: float) -> float:
        return float(masses @ ndtr((places - edge) / step)) - spend

    return float(brentq(surplus, -2 * FAR, 5 * FAR, xtol=1e-12))
