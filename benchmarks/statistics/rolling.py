"""Changes of three-year averages: how often their limits hold the truth, and what they cost."""

from collections.abc import Iterator

import numpy as np

from benchmarks import report
from indicators.statistics.rolling import three_year_change

SERIES = 8_000
MEANS = (0.7, 2, 5, 10, 30, 100, 400)  # casualties a year, of children in a district up to a county
TIMES = (0.5, 0.8, 1, 1.25, 2)  # that of the newest year, of the three before

AREAS, YEARS = 354, 15
YEARS_OF_A_CHANGE = 4


def measure() -> Iterator[report.Result]:
    """Yield the worst and the best coverage of the 95% limits, and the cost of all areas."""
    covered = [_coverage(mean, times) for mean in MEANS for times in TIMES]
    for name, share in (("worst", min(covered)), ("best", max(covered))):
        yield report.Result(
            name=f"rolling_change_coverage_{name}",
            ours=share,
            reference=0.95,
            unit="share",
            n=report.scaled(SERIES) * len(covered),
            seed=report.seed(),
        )
    yield _cost()


def _coverage(mean: float, times: float) -> float:
    """Return how often the limits hold the true change, of the series that have limits."""
    random = np.random.default_rng(report.seed())
    means = (mean, mean, mean, times * mean)
    made = three_year_change(random.poisson(means, (report.scaled(SERIES), YEARS_OF_A_CHANGE)))
    lower, upper = made.change_lower[:, -1], made.change_upper[:, -1]
    true, limited = 100 * (times - 1) / 3, ~np.isnan(lower)
    return float(((lower <= true) & (true <= upper))[limited].mean())


def _cost() -> report.Result:
    """Return the CPU seconds of all areas; the reference is the same function, area by area."""
    random = np.random.default_rng(report.seed())
    counts = random.poisson(30, (report.scaled(AREAS), YEARS)).astype(float)
    return report.Result(
        name="rolling_354x15_cpu",
        ours=report.cpu_seconds(lambda: three_year_change(counts)),
        reference=report.cpu_seconds(lambda: [three_year_change(row) for row in counts]),
        unit="s",
        n=counts.size,
        seed=report.seed(),
    )
