"""How often early warning raises areas that are exactly on path, over a year of monthly looks."""

import numpy as np

from benchmarks import report
from indicators.statistics.early_warning import obrien_fleming, on_path

AREAS, MONTHS = 20_000, 12
EVENTS = 25  # a month
DISPERSION = 1.5


def false_alarms() -> list[report.Result]:
    """Return the share of area-years off path at some look, beside the share aimed at."""
    n = report.scaled(AREAS)
    z = _looks_on_path(n)
    return [
        report.Result(
            name=name,
            ours=float((z > obrien_fleming(alpha, MONTHS)).any(axis=1).mean()),
            reference=alpha,
            unit="share",
            n=n,
            seed=report.seed(),
        )
        for name, alpha in (("false_alarm_concern", 0.10), ("false_alarm_review", 0.025))
    ]


def _looks_on_path(areas: int) -> np.ndarray:
    """Return the z of each monthly look at counts that cluster but keep to their path."""
    random = np.random.default_rng(report.seed())
    size = EVENTS / (DISPERSION - 1)
    counts = random.negative_binomial(size, 1 / DISPERSION, size=(areas, MONTHS))
    path = EVENTS * np.arange(1, MONTHS + 1)
    return on_path(counts.cumsum(axis=1), path, DISPERSION).z
