"""What the portal makes of each month: `reviews.assessing` looks, `reviews.signals` judges."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.concerns.world import HISTORY, PEOPLE, PER, TERM, World
from indicators.periods import Period
from indicators.statistics.seasonality import month_factors
from reviews.assessing import Thresholds, look
from reviews.signals import Facts, Seen, Settings, fired, seriousness

START = pd.date_range("2005-04-01", periods=HISTORY + TERM, freq="MS")
MONTHS = START.month.to_numpy()
RECENT = 60
"""Months that tell how much a series varies."""

PLAIN = Facts(on=date(2010, 1, 1), title="A target", improvement=-1)


def levels(world: World, thresholds: Thresholds) -> np.ndarray:
    """Return how serious the portal takes each series after each month: 0, 1 or 2.

    Measures by areas by months. Season and dispersion are worked out of what is known by then, as
    the summaries do; the returns of a month are in or overdue when it is looked at.
    """
    found = np.zeros((len(world.counts), world.areas, TERM), int)
    for month in range(TERM):
        known = world.known(month)
        for measure, counts in enumerate(known):
            targets = _targets(world, measure, counts, month)
            seen = look(
                targets,
                _figures(counts),
                Period.parse(f"{2008 + month // 12}/{9 + month // 12:02}"),
                per=PER,
                improvement=-1,
                thresholds=thresholds,
            )
            found[measure, :, month] = [_serious(row) for row in seen.itertuples()]
    return found


def _targets(world: World, measure: int, counts: np.ndarray, month: int) -> pd.DataFrame:
    columns = counts.shape[1]
    of_whole_years = slice(0, HISTORY + 12 * (month // 12))
    season = _season(counts[:, of_whole_years], MONTHS[of_whole_years])
    recent = slice(max(columns - RECENT, 0), columns)
    return pd.DataFrame(
        {
            "area_id": np.arange(world.areas),
            "asked": world.asked[measure, month // 12],
            "factors": season.factors.tolist(),
            "dispersion": _season(counts[:, recent], MONTHS[recent]).dispersion,
            "adverse_flag": False,
        }
    )


def _season(counts: np.ndarray, months: np.ndarray):
    """Return the season of each area; thin ones borrow that of all together."""
    base = np.full(counts.shape, PEOPLE)
    together = np.nansum(counts, axis=0, keepdims=True)
    country = month_factors(together, base[:1] * len(counts), months).factors[0]
    return month_factors(counts, base, months, borrowed=country)


def _figures(counts: np.ndarray) -> pd.DataFrame:
    areas, columns = counts.shape
    frame = pd.DataFrame(
        {
            "area_id": np.repeat(np.arange(areas), columns),
            "period_kind": "month",
            "period_start": np.tile(START[:columns].to_numpy(), areas),
            "numerator": counts.ravel(),
            "denominator": PEOPLE,
            "is_provisional": False,
            "vintage": pd.Timestamp("2008-01-01", tz="UTC"),
        }
    )
    return frame[frame["numerator"].notna()]


def _serious(row: Any) -> int:
    if row.level not in ("concern", "intervene_review"):
        return 0
    seen = Seen(
        year="",
        level=row.level,
        look=int(row.look),
        looks=int(row.looks),
        to_date=row.to_date,
        expected=row.expected,
        p=row.p,
        p_meet=None if np.isnan(row.p_meet) else row.p_meet,  # as it is kept
        is_settled=True,
    )
    return seriousness(fired(replace(PLAIN, seen=seen), Settings())).level
