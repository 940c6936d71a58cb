"""Summaries of all series: the arithmetic alone, of 25 measures of 354 areas over 60 months."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks import report
from benchmarks.report import Result
from indicators.summaries import Facts, summarise

MEASURES, AREAS, MONTHS = 25, 354, 60
PEERS = 14
RESIDENTS = 100_000.0
FACTS = Facts("count_rate", 1000, "low", 2010, is_seasonal=True, minimum_count=20, england=1)


def measure() -> Iterator[Result]:
    areas = report.scaled(AREAS)
    figures, groups = _figures(areas), _groups(areas)

    def job() -> None:
        for _ in range(MEASURES):
            summarise(figures, {1: 0}, groups, FACTS)

    yield Result(
        name="summaries_8850x60_cpu",
        ours=report.cpu_seconds(job),
        reference=None,
        unit="CPU s",
        n=MEASURES * areas,
        seed=report.seed(),
        peak_mb=report.peak_mb(lambda: summarise(figures, {1: 0}, groups, FACTS)),
    )


def _figures(areas: int) -> pd.DataFrame:
    """Make counts of months and of the years they add up to, with a level and a season each."""
    chance = np.random.default_rng(report.seed())
    starts = pd.date_range("2004-04-01", periods=MONTHS, freq="MS")
    level = 100 * np.exp(chance.normal(0, 0.3, (areas, 1)))
    season = 1 + 0.1 * np.cos(2 * np.pi * (starts.month.to_numpy() - 7) / 12)
    months = chance.poisson(level * season).astype(float)
    years = months.reshape(areas, -1, 12).sum(axis=2)
    return pd.concat(
        [_of_kind("month", months, starts), _of_kind("financial_year", years, starts[::12])],
        ignore_index=True,
    )


def _of_kind(kind: str, counts: np.ndarray, starts: pd.DatetimeIndex) -> pd.DataFrame:
    areas, periods = counts.shape
    value = counts.ravel() / RESIDENTS * FACTS.per
    unknown = dict.fromkeys(("expected", "effective_count", "effective_size"), np.nan)
    return pd.DataFrame(
        {
            "area_id": np.repeat(np.arange(1, areas + 1), periods),
            "period_kind": kind,
            "period_start": np.tile(starts.to_numpy(), areas),
            "definition_id": 1,
            "value": value,
            "lower": value * 0.9,
            "upper": value * 1.1,
            "numerator": counts.ravel(),
            "denominator": RESIDENTS,
            "status": "final",
            "reason": "",
            "vintage": pd.Timestamp("2009-06-01", tz="UTC"),
            **unknown,
        }
    )


def _groups(areas: int) -> pd.DataFrame:
    area = np.repeat(np.arange(areas), PEERS)
    peer = (area + np.tile(np.arange(1, PEERS + 1), areas)) % areas
    return pd.DataFrame({"area_id": area + 1, "group_id": area + 1, "peer_id": peer + 1})
