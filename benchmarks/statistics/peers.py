"""Areas beside their peers: how fast, and how many ordinary ones are called different."""

import numpy as np

from benchmarks import report
from indicators.statistics.comparison import against_peers, log_rate, side_of
from indicators.statistics.rates import rate

AREAS, PEERS = 354, 14
SPREAD = 0.2  # standard deviation of the logarithm of areas' true rates
PER = 1000


def peers_cpu() -> report.Result:
    """Return the CPU seconds of a national comparison of 25 indicators.

    The reference takes areas and indicators one by one, which is what one writes first, and works
    out z alone.
    """
    periods = report.scaled(25)
    random = np.random.default_rng(report.seed())
    count, base = _ordinary(periods, random)
    value, variance = log_rate(count, base)
    peers = _groups(random)

    def ours() -> None:
        against_peers(value, variance, peers)

    def reference() -> None:
        for area, column in np.ndindex(value.shape):
            _one_by_one(value[:, column], variance[:, column], area, peers[area])

    return report.Result(
        name="peers_cpu",
        ours=report.cpu_seconds(ours),
        reference=report.cpu_seconds(reference),
        unit="s",
        n=AREAS * periods,
        seed=report.seed(),
        peak_mb=report.peak_mb(ours),
    )


def peers_called_different() -> report.Result:
    """Return the share of ordinary areas called better or worse than their peers: 5 % is right.

    Areas' true rates differ by a fifth, and none is unusual. The reference is the share whose 95 %
    interval leaves out the rate of the peers together.
    """
    periods = report.scaled(100)
    random = np.random.default_rng(report.seed())
    count, base = _ordinary(periods, random)
    peers = _groups(random)
    found = against_peers(*log_rate(count, base), peers)
    pooled = PER * count[peers].sum(axis=1) / base[peers].sum(axis=1)
    own = rate(count, base, per=PER, confidence=0.95)
    is_outside = side_of(own.lower, own.upper, pooled, pooled) != 0
    is_called = np.isin(found.grade, ("better", "worse", "far better", "far worse"))
    return report.Result(
        name="peers_called_different",
        ours=100 * float(is_called.mean()),
        reference=100 * float(is_outside.mean()),
        unit="%",
        n=AREAS * periods,
        seed=report.seed(),
    )


def _ordinary(periods: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return counts of a year and residents, for areas of one distribution."""
    base = random.lognormal(np.log(120_000), 0.5, size=(AREAS, 1)).repeat(periods, axis=1)
    true = 0.01 * random.lognormal(0, SPREAD, size=(AREAS, periods))
    return random.poisson(base * true).astype(float), base


def _groups(random: np.random.Generator) -> np.ndarray:
    """Return fourteen others for each area, at random."""
    order = np.argsort(random.random((AREAS, AREAS)) + np.eye(AREAS), axis=1)
    return order[:, :PEERS]


def _one_by_one(value: np.ndarray, variance: np.ndarray, area: int, peers: np.ndarray) -> float:
    y, v = value[peers], variance[peers]
    weight = 1 / v
    mean = (weight * y).sum() / weight.sum()
    excess = (weight * (y - mean) ** 2).sum() - (len(peers) - 1)
    between = max(excess / (weight.sum() - (weight**2).sum() / weight.sum()), 0)
    weight = 1 / (v + between)
    mean = (weight * y).sum() / weight.sum()
    return float((value[area] - mean) / np.sqrt(variance[area] + between + 1 / weight.sum()))
