"""The year so far held against the agreed path: one look of all areas at one measure of counts.

Method: docs/methods.md, "Early warning". The year's value becomes a number of events, spread
over its months by the season; what has happened is held against what the path asked for by then.
Each month that is in is one look, and the boundaries of `obrien_fleming` spend the chance of a
false alarm over the looks of a year; areas that are compared at once are allowed for after that.
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
    the twelve months from January; empty: no season), dispersion, adverse_flag. `figures`: the
    measure's months and quarters: area_id, period_kind, period_start, numerator, denominator,
    is_provisional, vintage. Amounts are events. A target that cannot be held against its path has
    the level "unknown" and its reason.
    """
    if targets.empty or not improvement:
        return pd.DataFrame(columns=COLUMNS, index=targets.index)
    kind = _finest(figures)
    so_far = _so_far(figures, year, kind).reindex(targets["area_id"]).set_axis(targets.index)
    shares = np.array([_shares(one, kind) for one in targets["factors"]])
    reached = so_far["look"].fillna(0).to_numpy(int)
    share = np.where(reached > 0, np.take_along_axis(
        shares, np.maximum(reached - 1, 0)[:, np.newaxis], axis=1
    )[:, 0], 0.0)  # fmt: skip
    total = targets["asked"].to_numpy(float) / per * so_far["denominator"].to_numpy(float)
    found = so_far.assign(
        look=reached,
        looks=12 // kind.months,
        period_kind=kind.value,
        total=total,
        expected=total * share,
        rest=so_far["level"] * (1 - share),
        is_provisional=so_far["is_provisional"].fillna(False).astype(bool),
    )
    return _judged(found, targets, improvement, thresholds)[[*COLUMNS]]


def _finest(figures: pd.DataFrame) -> PeriodKind:
    known = set(figures.loc[figures["numerator"].notna(), "period_kind"])
    return next((kind for kind in FINEST if kind.value in known), FINEST[-1])


def _so_far(figures: pd.DataFrame, year: Period, kind: PeriodKind) -> pd.DataFrame:
    """Return what each area has had since the year began, up to the first period that is missing.

    By area: look (how many periods), period_start (of the last), to_date, denominator, level (the
    events of a year's length up to then), is_provisional, vintage.
    """
    known = figures[(figures["period_kind"] == kind.value) & figures["numerator"].notna()]
    start = pd.Timestamp(year.start)
    place = (known["period_start"].dt.year - start.year) * 12 + (
        known["period_start"].dt.month - start.month
    )
    looks = 12 // kind.months
    known = known.assign(place=place // kind.months).sort_values(["area_id", "place"])
    in_year = known[known["place"].between(0, looks - 1)]
    unbroken = in_year[in_year.groupby("area_id").cumcount() == in_year["place"]]
    by_area = unbroken.groupby("area_id")
    found = pd.DataFrame(
        {
            "look": by_area.size(),
            "period_start": by_area["period_start"].max(),
            "to_date": by_area["numerator"].sum(),
            "denominator": by_area["denominator"].last(),
            "is_provisional": by_area["is_provisional"].any(),
            "vintage": by_area["vintage"].max(),
        }
    )
    return found.assign(level=_levels(known, found["look"], looks))


def _levels(known: pd.DataFrame, looks_in: pd.Series, looks: int) -> pd.Series:
    """Return the events of the last year's length of each area; NaN where one of it is missing."""
    last = known["area_id"].map(looks_in) - 1
    recent = known[(known["place"] <= last) & (known["place"] > last - looks)]
    by_area = recent.groupby("area_id")["numerator"]
    return by_area.sum().where(by_area.size() == looks)


def _shares(factors: list[float], kind: PeriodKind) -> np.ndarray:
    """Return the share of a financial year's events that come by the end of each of its periods."""
    months = np.array([*range(4, 13), *range(1, 4)])
    days = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31], float)
    season = np.array(factors, float)[months - 1] if len(factors) == 12 else np.ones(12)
    so_far: np.ndarray = np.cumsum(days * season) / np.sum(days * season)
    return so_far[kind.months - 1 :: kind.months]


def _judged(
    found: pd.DataFrame, targets: pd.DataFrame, improvement: int, thresholds: Thresholds
) -> pd.DataFrame:
    size = targets["dispersion"].fillna(1).to_numpy(float)
    off = on_path(found["to_date"], found["expected"], size, improvement=improvement)
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
    return found


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
