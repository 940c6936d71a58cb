"""A national load, synthetic: counts that look like those of crime, by measure, district and month.

One load is 25 measures of 354 districts over 120 months, 1,062,000 rows; SCALE changes the number
of measures. Every number is drawn by chance from SEED: none was ever counted anywhere.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import report

MEASURES = 25
MONTHS = pd.date_range("1999-04-01", periods=120, freq="MS")
"""Up to March 2009: in April some of the 354 districts were merged."""

KINDS = ("count_rate", "proportion", "count_rate", "clustered_rate", "count_rate")
"""Of the measures, in turn: as in the catalogue, most are rates of counted events."""

FIRST_NUMBER = 701
"""No indicator has it, and ten national loads end before 999, the last number that is read."""
SHARE_MISSING, SHARE_SUPPRESSED = 0.01, 0.005
PROVISIONAL_MONTHS = 3
COLUMNS = ["indicator", "area_code", "period", "numerator", "denominator", "status"]


def codes(scale: float) -> list[str]:
    """Return the codes of the measures of a load of so many times 1,062,000 rows."""
    return [f"NI {FIRST_NUMBER + place}" for place in range(max(1, round(MEASURES * scale)))]


def kind_of(code: str) -> str:
    return KINDS[(int(code.removeprefix("NI ")) - FIRST_NUMBER) % len(KINDS)]


def write(path: Path, measures: Sequence[str], districts: Sequence[str]) -> int:
    """Write a load as a return, measure by measure; return how many rows it has."""
    rows = 0
    with path.open("w") as file:
        file.write(",".join(COLUMNS) + "\n")
        for frame in frames(measures, districts):
            frame.to_csv(file, index=False, header=False)
            rows += len(frame)
    return rows


def frames(measures: Sequence[str], districts: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Yield the rows of each measure, as text would have them, in the columns of COLUMNS."""
    chance = np.random.default_rng(report.seed())
    residents = np.round(np.exp(chance.normal(11.6, 0.5, (len(districts), 1))))
    for code in measures:
        yield _of_measure(code, districts, residents, chance)


def _of_measure(
    code: str, districts: Sequence[str], residents: np.ndarray, chance: np.random.Generator
) -> pd.DataFrame:
    shape = len(districts), len(MONTHS)
    size = np.broadcast_to(residents, shape)
    if kind_of(code) == "proportion":
        size = chance.poisson(residents / 500, shape) + 1
        count = chance.binomial(size, np.clip(chance.normal(0.4, 0.1, (shape[0], 1)), 0.05, 0.95))
    else:
        count = chance.poisson(size * _rate(shape, chance))
    status = _statuses(shape, chance)
    is_told = np.isin(status, ["final", "provisional"]).ravel()
    counts = pd.DataFrame({"numerator": count.ravel(), "denominator": size.ravel()}, dtype="Int64")
    return pd.DataFrame(
        {
            "indicator": code,
            "area_code": np.repeat(np.asarray(districts), shape[1]),
            "period": np.tile(MONTHS.strftime("%Y-%m"), shape[0]),
            **{name: column.where(is_told) for name, column in counts.items()},
            "status": status.ravel(),
        }
    )[COLUMNS]


def _rate(shape: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    """Return events a person and month: a level of each district, a trend, a season and chance."""
    level = np.exp(chance.normal(-6.5, 0.4, (shape[0], 1)))
    trend = np.exp(chance.normal(-0.03, 0.02, (shape[0], 1)) * np.arange(shape[1]) / 12)
    season = 1 + 0.1 * np.cos(2 * np.pi * (MONTHS.month.to_numpy() - 7) / 12)
    clustering = chance.gamma(50, 1 / 50, shape)
    return level * trend * season * clustering


def _statuses(shape: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    drawn = chance.random(shape)
    status = np.where(drawn < SHARE_MISSING + SHARE_SUPPRESSED, "suppressed", "final")
    status = np.where(drawn < SHARE_MISSING, "missing", status)
    recent = np.arange(shape[1]) >= shape[1] - PROVISIONAL_MONTHS
    return np.where(recent & (status == "final"), "provisional", status)
