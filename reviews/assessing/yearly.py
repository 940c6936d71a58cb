"""All that can be said of the targets of one measure in one year, as one frame. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from indicators import methods
from indicators.periods import Period, PeriodKind
from indicators.summaries import IMPROVEMENT, PARTS
from indicators.summaries.kinds import Counting
from reviews.progress import Progress, Verdict

from .chances import term
from .looks import COLUMNS, Thresholds, look
from .paths import Path, progress_of

WHOLE_YEARS = (PeriodKind.FINANCIAL_YEAR.value, PeriodKind.CALENDAR_YEAR.value)

FIELDS = (
    *("target_id", "year", "asked", "value", "is_provisional", "verdict", "gap", "share"),
    *("because", "level", "level_reason", "look", "looks", "period_start", "to_date"),
    *("expected", "p", "p_year", "p_term", "is_settled", "vintage", "method_version"),
)
NO_COUNTS = "it is not counted in months or quarters"
NOT_PLAIN = "Its values are a gap to another area or for some districts: no one figure says."


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure, as far as targets are assessed by it."""

    kind: str
    per: int
    polarity: str

    @property
    def improvement(self) -> int:
        return IMPROVEMENT.get(self.polarity, 0)

    @property
    def is_counted(self) -> bool:
        return PARTS[self.kind].counting is Counting.EVENTS


def assess_year(
    subject: Subject,
    targets: pd.DataFrame,
    paths: Sequence[Path],
    figures: pd.DataFrame,
    year: Period,
    *,
    thresholds: Thresholds,
    due: Collection[tuple[str, date]],
) -> pd.DataFrame:
    """Return a row of `FIELDS` for each target.

    `targets`: target_id, area_id, is_plain (no gap to another area, no districts of its own),
    factors, dispersion, adverse_flag, last, last_year, projected, variance, projected_year.
    `figures`: as `look` takes them, whole years and their `value` as well. `due` are the periods of
    which a return may still come in time.
    """
    first = year.start.year
    asked = [path.asks(first) for path in paths]
    targets = targets.assign(
        asked=pd.Series(asked, targets.index, float).where(targets["is_plain"])
    )
    whole = _whole(figures, first).reindex(targets["area_id"]).set_axis(targets.index)
    values = [None if pd.isna(value) else float(value) for value in whole["value"]]
    told = [
        progress_of(path, first, value)
        if is_plain
        else Progress(Verdict.UNTOLD, path.asks(first), because=NOT_PLAIN)
        for path, value, is_plain in zip(paths, values, targets["is_plain"], strict=True)
    ]
    seen = _looked(subject, targets, figures, year, thresholds)
    return pd.DataFrame(
        {
            "target_id": targets["target_id"],
            "year": first,
            "asked": pd.Series(asked, targets.index, float),
            "value": whole["value"].where(targets["is_plain"]),
            "is_provisional": _either(whole["is_provisional"], seen["is_provisional"]),
            "verdict": [one.verdict.value for one in told],
            "gap": pd.Series([one.gap for one in told], targets.index, float),
            "share": pd.Series([one.share for one in told], targets.index, float),
            "because": [one.because for one in told],
            "level": seen["level"].fillna("unknown"),
            "level_reason": seen["reason"].fillna(NO_COUNTS),
            "look": seen["look"].fillna(0).astype(int),
            "looks": seen["looks"].fillna(0).astype(int),
            "period_start": seen["period_start"],
            "to_date": seen["to_date"].astype(float),
            "expected": seen["expected"].astype(float),
            "p": seen["p"].astype(float),
            "p_year": seen["p_meet"].astype(float),
            "p_term": _chances(subject, targets),
            "is_settled": _settled(seen, due),
            "vintage": pd.concat([whole["vintage"], seen["vintage"]], axis=1).max(axis=1),
            "method_version": methods.VERSION,
        },
        columns=FIELDS,
        index=targets.index,
    )


def _looked(
    subject: Subject,
    targets: pd.DataFrame,
    figures: pd.DataFrame,
    year: Period,
    thresholds: Thresholds,
) -> pd.DataFrame:
    """Return the year so far of counted events; of all else nothing."""
    if not subject.is_counted:
        return pd.DataFrame(columns=[*COLUMNS], index=targets.index)
    return look(
        targets,
        figures,
        year,
        per=subject.per,
        improvement=subject.improvement,
        thresholds=thresholds,
    )


def _chances(subject: Subject, targets: pd.DataFrame) -> pd.Series:
    is_share = PARTS[subject.kind].is_share
    return term(
        targets.assign(last=targets["last"].where(targets["is_plain"])),
        improvement=subject.improvement,
        scale="logit" if is_share else "log",
        whole=float(subject.per) if is_share else 1.0,
    )


def _whole(figures: pd.DataFrame, first: int) -> pd.DataFrame:
    """Return the figure of the whole year of each area that has one with a value, by area."""
    is_whole = figures["period_kind"].isin(WHOLE_YEARS) & figures["value"].notna()
    of_year = figures[is_whole & (figures["period_start"].dt.year == first)]
    return of_year.drop_duplicates("area_id").set_index("area_id")


def _either(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return whether either holds, where nothing is known being no."""
    return (one == True) | (other == True)  # noqa: E712 - neither NaN nor None is


def _settled(seen: pd.DataFrame, due: Collection[tuple[str, date]]) -> pd.Series:
    """Return whether the last period that is in waits for no return that may come in time."""
    told = zip(seen["period_kind"], seen["period_start"], strict=True)
    settled = [pd.notna(start) and (kind, start.date()) not in due for kind, start in told]
    return pd.Series(np.array(settled, bool), seen.index)
