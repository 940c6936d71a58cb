"""Control charts of every area and indicator of a month's run."""

import numpy as np

from benchmarks import report
from indicators.statistics.control_charts import xmr

SERIES, MONTHS = 8_850, 60  # 354 partnerships by 25 indicators, five years
EVENTS = 25  # a month


def xmr_8850x60_cpu() -> report.Result:
    """Return the CPU seconds of all charts at once.

    The reference is the same function called for one series after the other.
    """
    n = report.scaled(SERIES)
    values = _in_control(n)

    def ours() -> None:
        xmr(values, count=values)

    def reference() -> None:
        for row in values:
            xmr(row, count=row)

    return report.Result(
        name="xmr_8850x60_cpu",
        ours=report.cpu_seconds(ours),
        reference=report.cpu_seconds(reference),
        unit="s",
        n=n * MONTHS,
        seed=report.seed(),
        peak_mb=report.peak_mb(ours),
    )


def xmr_false_flags() -> report.Result:
    """Return the share of points called special where nothing but chance is at work."""
    values = _in_control(report.scaled(SERIES))
    flagged = float((xmr(values, count=values).cause != "").mean())
    return report.Result(
        name="xmr_false_flags",
        ours=flagged,
        reference=None,
        unit="share",
        n=values.size,
        seed=report.seed(),
    )


def _in_control(series: int) -> np.ndarray:
    random = np.random.default_rng(report.seed())
    return random.poisson(EVENTS, size=(series, MONTHS)).astype(float)
