"""The year so far held against the agreed path: one look of all areas at one measure of counts.

Method: docs/methods.md, "Early warning". The year's value becomes a number of events, spread
over its months by the season; what has happened is held against what the path asked for by then.
Each month that is in is one look, and the boundaries of `obrien_fleming` spend the chance of a
false alarm over the looks of a year; areas that are compared at once are allowed for after that. A
month that never came is left out on both sides, so that what is not sent hides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.periods import Period, PeriodKind
from indicators.statistics.early_warning import (
    chance_of_finding,
    levels,
    on_path,
    p_meet_target,
)

COLUMNS = (
    *("look", "looks", "period_kind", "period_start", "to_date", "expected", "total", "rest"),
    *("z", "p", "p_meet", "found", "level", "reason", "is_provisional", "vintage"),
)

FINEST = (PeriodKind.MONTH, PeriodKind.QUARTER)
"""Kinds of period by which a year is looked at, the finest first."""

NOTHING_YET = "nothing of this year is in yet"
NO_PATH = "nothing was agreed for this year"
NO_SIZE = "the size of the population is not known"
WITHOUT = "unknown"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decides a level. Each is a judgement that may be changed, and changes are recorded."""

    watch_below: float = 0.35
    concern_alpha: float = 0.10
    review_alpha: float = 0.025
    review_below: float = 0.10
    discovery_rate: float = 0.10
    found_from: float = 0.5


def look(
    targets: pd.DataFrame,
    figures: pd.DataFrame,
    year: Period,
    *,
    per: int,
    improvement: int,
    thresholds: Thresholds = Thresholds(),
) -> pd.DataFrame:
    """Return how far each target's area is off its path, with `COLUMNS`, on the index of `targets`.

    `targets`: one row a target: area_id, asked (of the year, in the measure's unit), factors (of
    the months or quarters from January; empty: no season), dispersion, adverse_flag. `figures`: the
    measure's months and quarters: area_id, period_kind, period_start, numerator, denominator,
    is_provisional, vintage. Amounts are events. A target that cannot be held against its path has
    the level "unknown" and its reason.
    """
    if targets.empty or not improvement:
        return pd.DataFrame(columns=COLUMNS, index=targets.index)
    kind = _finest(figures)
    in_year, counts = _known(figures, targets["area_id"], year, kind)
    shares = np.array([_shares(one, kind) for one in targets["factors"]])
    looks = shares.shape[1]
    of_year = counts[:, looks:]
    is_in = np.isfinite(of_year)
    reached, share = is_in.sum(axis=1), np.where(is_in, shares, 0).sum(axis=1)
    total = targets["asked"].to_numpy(float) / per * in_year["denominator"].to_numpy(float)
    found = in_year.assign(
        look=reached,
        looks=looks,
        period_kind=kind.value,
        to_date=np.where(reached > 0, np.nansum(of_year, axis=1), np.nan),
        total=total,
        expected=total * share,
        rest=_level(counts, shares) * (1 - share),
        doubt=_doubt(targets["factors"], share, looks),
    )
    return _judged(found, targets, improvement, thresholds)[[*COLUMNS]]


def _finest(figures: pd.DataFrame) -> PeriodKind:
    known = set(figures.loc[figures["numerator"].notna(), "period_kind"])
    return next((kind for kind in FINEST if kind.value in known), FINEST[-1])


def _known(
    figures: pd.DataFrame, areas: pd.Series, year: Period, kind: PeriodKind
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return what is known of the year of each area, and its counts: on the index of `areas`.

    The frame has period_start (of the last period that is in), denominator, is_provisional and
    vintage. The counts have a row an area and a column for each period of the year before and of
    the year, NaN where it is not in.
    """
    looks = 12 // kind.months
    known = figures[(figures["period_kind"] == kind.value) & figures["numerator"].notna()]
    months = (known["period_start"].dt.year - year.start.year) * 12 + (
        known["period_start"].dt.month - year.start.month
    )
    known = known.assign(place=months // kind.months + looks).sort_values(["area_id", "place"])
    known = known[known["place"].between(0, 2 * looks - 1)]
    counts = known.pivot_table(index="area_id", columns="place", values="numerator", aggfunc="last")
    by_area = known[known["place"] >= looks].groupby("area_id")
    in_year = pd.DataFrame(
        {
            "period_start": by_area["period_start"].max(),
            "denominator": by_area["denominator"].last(),
            "is_provisional": by_area["is_provisional"].any(),
            "vintage": by_area["vintage"].max(),
        }
    )
    in_year = in_year.reindex(areas).set_axis(areas.index)
    provisional = in_year["is_provisional"].fillna(False).astype(bool)
    of_areas = counts.reindex(index=areas, columns=range(2 * looks)).to_numpy(float)
    return in_year.assign(is_provisional=provisional), of_areas


def _level(counts: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the events of a year as the newest periods of a year's length have them.

    NaN where fewer than half of those are in; the season stands in for the others.
    """
    looks = shares.shape[1]
    place = np.arange(2 * looks)
    is_in = np.isfinite(counts)
    last = np.where(is_in, place, -1).max(axis=1, keepdims=True)
    recent = is_in & (place <= last) & (place > last - looks)
    seen = np.where(recent, np.tile(shares, 2), 0).sum(axis=1)
    enough = recent.sum(axis=1) >= looks / 2
    events = np.where(recent, counts, 0).sum(axis=1)
    return np.divide(events, seen, out=np.full(len(counts), np.nan), where=enough & (seen > 0))


SEASON_YEARS = 3
"""The fewest years that a season is worked out of: what is known of it is taken to be no more."""


def _doubt(factors: pd.Series, share: np.ndarray, looks: int) -> np.ndarray:
    """Return by how much more a count varies about its path, since the season is only estimated.

    The share of the year that has passed was itself counted in so many years, and is as uncertain
    as a count of those: nothing is left of that once the whole year is in.
    """
    has_season = np.array([len(one) == looks for one in factors])
    return np.where(has_season, 1 + (1 - share) / SEASON_YEARS, 1.0)


DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31], float)
"""Of the months from April."""


def _shares(factors: list[float], kind: PeriodKind) -> np.ndarray:
    """Return the share of a financial year's events that each of its periods has.

    Factors begin with January, and know how long each period is: they come of counts. Without a
    season the days decide.
    """
    per_year = 12 // kind.months
    if len(factors) == per_year:
        of_period = np.roll(np.array(factors, float), -3 // kind.months)
    else:
        of_month = np.roll(np.array(factors, float), -3) if len(factors) == 12 else DAYS
        of_period = of_month.reshape(per_year, kind.months).sum(axis=1)
    shares: np.ndarray = of_period / of_period.sum()
    return shares


def _judged(
    found: pd.DataFrame, targets: pd.DataFrame, improvement: int, thresholds: Thresholds
) -> pd.DataFrame:
    size = targets["dispersion"].fillna(1).to_numpy(float)
    about_path = size * found["doubt"].to_numpy(float)
    off = on_path(found["to_date"], found["expected"], about_path, improvement=improvement)
    found = found.assign(
        z=off.z,
        p=off.p,
        p_meet=p_meet_target(
            found["to_date"], found["rest"], found["total"], size, improvement=improvement
        ),
        found=chance_of_finding(found["total"], size, looks=int(found["looks"].iloc[0])),
        level=WITHOUT,
        reason=_why_not(found, targets),
    )
    for reached in sorted(set(found["look"]) - {0}):
        group = found[found["look"] == reached]
        told = levels(
            *(group[name] for name in ("z", "p", "p_meet")),
            look=reached,
            looks=int(group["looks"].iloc[0]),
            adverse_flag=targets.loc[group.index, "adverse_flag"],
            found=group["found"],
            **_as_arguments(thresholds),
        )
        found.loc[group.index, "level"] = told.level
    return found.assign(level=found["level"].where(found["reason"] == "", WITHOUT))


def _why_not(found: pd.DataFrame, targets: pd.DataFrame) -> np.ndarray:
    """Return why an area cannot be held against its path; nothing where it can."""
    return np.select(
        [
            targets["asked"].isna(),
            found["look"] == 0,
            ~(found["denominator"] > 0),
        ],
        [NO_PATH, NOTHING_YET, NO_SIZE],
        "",
    )


def _as_arguments(thresholds: Thresholds) -> Mapping[str, float]:
    return {name: getattr(thresholds, name) for name in Thresholds.__slots__}
