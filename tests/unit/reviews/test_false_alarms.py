"""A year of monthly looks at areas whose truth is known: few false alarms, and a rise found soon.

`make bench NAME=concerns` measures the same at length.
"""

import numpy as np
import pandas as pd
import pytest

from indicators.periods import Period
from indicators.statistics.early_warning import on_path
from indicators.statistics.seasonality import month_factors
from reviews.assessing import Thresholds, look

AREAS, BEFORE = 400, 36
YEAR = Period.parse("2009/10")
STARTS = pd.date_range("2006-04-01", periods=BEFORE + 12, freq="MS")
SEASON = 1 + 0.12 * np.sin(2 * np.pi * np.arange(12) / 12)
PATH = 100 * SEASON
"""Events a month."""


def counts(rise):
    """Counts of each area: on the path for three years, and off it by `rise` in the fourth."""
    chance = np.random.default_rng(2009)
    mean = np.concatenate([np.tile(PATH, BEFORE // 12), PATH * (1 + rise)])
    return chance.poisson(mean, (AREAS, BEFORE + 12)).astype(float)


def levels(known):
    """The level of each area after each month of the year, with the season it was worked out of."""
    base = np.full((AREAS, BEFORE), 100_000.0)
    season = month_factors(known[:, :BEFORE], base, STARTS.month[:BEFORE].to_numpy())
    targets = pd.DataFrame(
        {
            "area_id": np.arange(AREAS),
            "asked": 12.0,
            "factors": season.factors.tolist(),
            "dispersion": season.dispersion,
            "adverse_flag": False,
        }
    )
    figures = pd.DataFrame(
        {
            "area_id": np.repeat(np.arange(AREAS), BEFORE + 12),
            "period_kind": "month",
            "period_start": np.tile(STARTS, AREAS),
            "numerator": known.ravel(),
            "denominator": 100_000.0,
            "is_provisional": False,
            "vintage": pd.Timestamp("2010-05-01", tz="UTC"),
        }
    )
    before_discovery = Thresholds(discovery_rate=1.0)
    return np.array(
        [
            look(
                targets,
                figures[figures["period_start"] <= month],
                YEAR,
                per=1000,
                improvement=-1,
                thresholds=before_discovery,
            )["level"]
            for month in STARTS[BEFORE:]
        ]
    ).T


@pytest.fixture(scope="module")
def on_their_path():
    return counts(rise=0)


def test_firm_alarms_are_false_in_less_than_one_series_and_year_of_forty(on_their_path):
    found = levels(on_their_path)

    firm = (found == "intervene_review").any(axis=1).mean()
    assert 0 < firm < 0.025
    assert np.isin(found, ["concern", "intervene_review"]).any(axis=1).mean() < 0.11


def test_testing_each_month_by_itself_raises_many_more(on_their_path):
    z = on_path(on_their_path[:, BEFORE:], PATH, 1.0).z

    assert (z > 1.645).any(axis=1).mean() > 0.3


def test_rise_of_a_fifth_is_found_within_half_a_year():
    found = levels(counts(rise=0.2)) == "intervene_review"

    assert found[:, :6].any(axis=1).mean() > 0.8
    assert found.any(axis=1).mean() > 0.99
