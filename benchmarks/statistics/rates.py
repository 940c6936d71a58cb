"""Rates of a national column of counts, beside the exact limits taken for every row."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from benchmarks import report
from indicators.statistics.rates import rate

LEVELS = (0.95, 0.998)
PER = 1000


def measure() -> Iterator[report.Result]:
    """Yield every measurement of this subject."""
    yield rates_1m_cpu()


def rates_1m_cpu() -> report.Result:
    """Return the CPU seconds of a million rates with limits at 95 and 99.8 %.

    The reference is what one writes first: scipy's chi-squared quantiles on the whole column, for
    which there is no need at ten events or more, nor twice for the same count below.
    """
    n = report.scaled(1_000_000)
    count, base = _national_column(n, np.random.default_rng(report.seed()))

    def ours() -> None:
        for level in LEVELS:
            rate(count, base, per=PER, confidence=level)

    def reference() -> None:
        for level in LEVELS:
            _exact_for_every_row(count, base, level)

    return report.Result(
        name="rates_1m_cpu",
        ours=report.cpu_seconds(ours),
        reference=report.cpu_seconds(reference),
        unit="s",
        n=n,
        seed=report.seed(),
        peak_mb=report.peak_mb(ours),
    )


def _national_column(n: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return counts from none to thousands, an eighth of them below ten, some missing."""
    count = random.poisson(random.lognormal(mean=4, sigma=1.5, size=n)).astype(float)
    count[random.random(n) < 0.01] = np.nan
    return count, random.uniform(20_000, 400_000, size=n)


def _exact_for_every_row(count: np.ndarray, base: np.ndarray, level: float) -> np.ndarray:
    tail = (1 - level) / 2
    lower = np.where(count == 0, 0, stats.chi2.ppf(tail, 2 * count) / 2)
    upper = stats.chi2.isf(tail, 2 * count + 2) / 2
    return np.stack([count, lower, upper]) / base * PER
