"""Projections three years on: how often the truth lies inside, and what ten thousand cost.

Coverage is the share of areas whose actual total of months 25 to 36 lies in its 95 % interval. It
is found for every family of `scenarios`, and again where the families are made harder; the lowest
and the highest of them are published, so that no average can hide a failure. The reference is the
textbook interval of the same regression, which knows of no wandering and no broken trend.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks import report
from benchmarks.statistics import scenarios
from benchmarks.statistics.scenarios import Family
from indicators.statistics.back_testing import back_test
from indicators.statistics.estimates import normal_quantile
from indicators.statistics.poisson_regression import extrapolate, fit
from indicators.statistics.projection import project

AREAS = 354
INDICATORS = 8
AHEAD = 36
THIRD_YEAR = np.arange(25, 37)
SAMPLE = 50  # of the series are enough to time a fit that takes one at a time
FORCES = Path(__file__).parents[2] / "tests/golden/returns/ni16-by-police-force.csv"

HARDER: dict[str, dict[str, object]] = {
    "large_areas": {"lowest": 300.0, "highest": 500.0},
    "small_areas": {"lowest": 5.0, "highest": 10.0},
    "strong_trends": {"trend_differs": 0.10},
    "no_clusters": {"dispersion": 1.0},
    "large_clusters": {"dispersion": 4.0},
    "three_years_known": {"history": 36},
    "seven_years_known": {"history": 84},
}

Interval = Callable[[np.ndarray, int], float]


def measure() -> Iterator[report.Result]:
    """Yield every measurement of this subject."""
    yield project_10k_cpu()
    yield from coverage("coverage", {}, period=12)
    yield from coverage("coverage_quarters", {}, period=4)
    yield from coverage("coverage_years", {}, period=1)
    for name, changes in HARDER.items():
        yield from coverage(f"coverage_{name}", changes, period=12)
    yield from real_coverage()


def coverage(name: str, changes: dict[str, object], *, period: int) -> Iterator[report.Result]:
    """Yield the lowest and the highest coverage among the families, in per cent."""
    families = [family.but(**changes) for family in scenarios.FAMILIES]
    ours = [_mean_coverage(family, _ours, period) for family in families]
    textbook = [_mean_coverage(family, _textbook, period) for family in families]
    for extreme in (min, max):
        yield report.Result(
            name=f"{name}_{extreme.__name__}",
            ours=100 * extreme(ours),
            reference=100 * extreme(textbook),
            unit="%",
            n=report.scaled(INDICATORS) * AREAS,
            seed=report.seed(),
        )


def _mean_coverage(family: Family, inside: Interval, period: int) -> float:
    """Return the coverage over several indicators, each of which learns from its own areas."""
    random = np.random.default_rng(report.seed())
    shares = []
    for _ in range(report.scaled(INDICATORS)):
        monthly = scenarios.months(family, random, areas=AREAS, ahead=AHEAD)
        shares.append(inside(monthly.reshape(AREAS, -1, 12 // period).sum(axis=2), period))
    return float(np.mean(shares))


def _ours(count: np.ndarray, period: int) -> float:
    base = np.full(count.shape, scenarios.BASE)
    return back_test(
        count, base, _calendar(count, period), period=period, target_months=_third_year(period)
    ).inside_95


def _textbook(count: np.ndarray, period: int) -> float:
    known = count.shape[1] - AHEAD * period // 12
    season, time = _calendar(count, period) - 1, np.arange(count.shape[1])
    base = np.full((len(count), known), scenarios.BASE)
    fitted = fit(count[:, :known], base, season[:known], time[:known], seasons=period)
    later = known - 1 + _third_year(period)
    total, variance = extrapolate(fitted, scenarios.BASE, season[later], time[later])
    half = normal_quantile(0.95) * np.sqrt(fitted.dispersion * (total + variance))
    return float((np.abs(count[:, later].sum(axis=1) - total) <= half).mean())


def _calendar(count: np.ndarray, period: int) -> np.ndarray:
    return np.arange(count.shape[1]) % period + 1


def _third_year(period: int) -> np.ndarray:
    return np.arange(2 * period + 1, 3 * period + 1)


def project_10k_cpu() -> report.Result:
    """Return the CPU seconds of ten thousand series of five years, fitted and projected.

    The reference fits one series at a time, by the usual iterated least squares on thirteen
    columns, and does no more than that: its time is that of a sample, multiplied.
    """
    n = report.scaled(10_000)
    random = np.random.default_rng(report.seed())
    count = scenarios.months(scenarios.WALK_WITH_DRIFT, random, areas=n)
    base, month = np.full(count.shape, scenarios.BASE), scenarios.month_of_year(count.shape[1])

    def ours() -> None:
        project(count, base, month, target_months=THIRD_YEAR)

    def one_at_a_time() -> None:
        for row in count[::SAMPLE]:
            _iterated_least_squares(row, month)

    return report.Result(
        name="project_10k_cpu",
        ours=report.cpu_seconds(ours),
        reference=report.cpu_seconds(one_at_a_time) * n / len(count[::SAMPLE]),
        unit="s",
        n=n,
        seed=report.seed(),
        peak_mb=report.peak_mb(ours),
    )


def _iterated_least_squares(count: np.ndarray, month: np.ndarray) -> np.ndarray:
    columns = np.column_stack([month[:, np.newaxis] == np.arange(1, 13), np.arange(len(month))])
    mean = count + 0.1
    for _ in range(8):
        working = np.log(mean / scenarios.BASE) + (count - mean) / mean
        root = np.sqrt(mean)
        found = np.linalg.lstsq(columns * root[:, np.newaxis], working * root, rcond=None)[0]
        mean = scenarios.BASE * np.exp(columns @ found)
    return found


def real_coverage() -> Iterator[report.Result]:
    """Yield the coverage in ten years of recorded crime by police force, as far as they reach.

    Forces share the national trend, so all 39 tend to be inside or outside together, and the
    rule for years was chosen with these figures in view: a fit, and no proof.
    """
    count, base = _forces()
    for ahead in (1, 2, 3):
        tests = []
        for last in range(ahead + 5, count.shape[1] + 1):
            seen = slice(0, last)
            tests.append(back_test(count[:, seen], base[:, seen], 1, period=1, target_months=ahead))
        yield report.Result(
            name=f"forces_inside_{ahead}_years_on",
            ours=100 * float(np.mean([test.inside_95 for test in tests])),
            reference=None,
            unit="%",
            n=sum(test.series for test in tests),
            seed=0,
        )


def _forces() -> tuple[np.ndarray, np.ndarray]:
    with FORCES.open(newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["area_code"], row["period"]))
    forces = len({row["area_code"] for row in rows})
    columns = ([float(row[name]) for row in rows] for name in ("numerator", "denominator"))
    count, base = (np.reshape(column, (forces, -1)) for column in columns)
    return count, base
