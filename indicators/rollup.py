"""From what was observed to what is true of every area: counts summed before they are divided.

Pure: pandas frames in, pandas frames out. Three rules hold throughout. A whole is summed from the
areas of one level only, so that nothing is counted twice. A sum with a part missing is missing. An
area's geography is that of the day on which the period starts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

PERIOD = ["period_kind", "period_start"]
COUNTS = ("numerator", "denominator")
PART_MISSING = "part missing"

RESTING = {
    "is_provisional": ("is_provisional", "any"),
    "is_published": ("is_published", "all"),
    "recorded_at": ("recorded_at", "max"),
    "data_return_id": ("data_return_id", "max"),
}
"""What a figure that rests on several rows says of itself, from what each of them says."""

DAWN, DUSK = pd.Timestamp(1900, 1, 1), pd.Timestamp(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Geography:
    """Which areas lie in which, and at which levels each counts.

    `within`: one row a chain of parts, with columns whole_id, part_id, starts, ends (half-open
    timestamps, never missing). `levels`: columns area_id, level, starts, ends; an area may stand at
    several levels.
    """

    within: pd.DataFrame
    levels: pd.DataFrame

    def members(self, level: str, day: pd.Timestamp) -> pd.DataFrame:
        """Return the pairs (whole_id, part_id) in force on `day` whose part stands at `level`."""
        standing = on(self.levels, day)
        parts = standing.loc[standing["level"] == level, "area_id"]
        pairs = on(self.within, day)
        pairs = pairs[pairs["part_id"].isin(parts) & pairs["whole_id"].isin(standing["area_id"])]
        return pairs[["whole_id", "part_id"]].drop_duplicates()

    def around(self, areas: Collection[int]) -> "Geography":
        """Return what tells of some areas and of all that ever lay in them."""
        within = self.within[self.within["whole_id"].isin(areas)]
        levels = self.levels[self.levels["area_id"].isin({*areas, *within["part_id"]})]
        return Geography(within=within, levels=levels)

    def epoch(self, days: pd.Series) -> pd.Series:
        """Number the stretches of time within which no boundary changes, for each of `days`."""
        changes = np.unique(
            np.concatenate([f[c] for f in (self.within, self.levels) for c in ("starts", "ends")])
        )
        return pd.Series(np.searchsorted(changes, days.to_numpy(), side="right"), index=days.index)


def on(spans: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the rows of `spans` in force on `day`."""
    return spans[(spans["starts"] <= day) & (day < spans["ends"])]


def chains(parts: pd.DataFrame) -> pd.DataFrame:
    """Return every whole of every part, however deep, with the time both links held.

    `parts` has one row a direct link: whole_id, part_id, starts, ends.
    """
    found, edge = [parts], parts
    while not edge.empty:
        edge = edge.merge(
            parts, left_on="part_id", right_on="whole_id", suffixes=("", "_below")
        ).assign(
            part_id=lambda f: f["part_id_below"],
            starts=lambda f: f[["starts", "starts_below"]].max(axis=1),
            ends=lambda f: f[["ends", "ends_below"]].min(axis=1),
        )[parts.columns]
        edge = edge[edge["starts"] < edge["ends"]].drop_duplicates()
        found.append(edge)
    return pd.concat(found, ignore_index=True).drop_duplicates(ignore_index=True)


def roll_up(
    observed: pd.DataFrame, geography: Geography, levels: Sequence[str], *, counts: Sequence[str]
) -> pd.DataFrame:
    """Return one row for each area and period of one measure: its own or a sum of parts.

    `observed`: one row an observation: area_id, period_kind, period_start (timestamp), floats (NaN
    where there is none), definition_id, data_return_id, is_provisional, is_published, recorded_at,
    summed_from, part_count, and whatever an area's own row needs. `levels`: where the measure is
    collected, the preferred first. Where several levels could answer for an area the first
    complete one does. `counts`: the columns that add up over parts, all of which a part must have;
    none where nothing adds up, as answers to a survey do not.

    Beside the columns of `observed` the result has `reason` ("" or why nothing can be said);
    `summed_from` names the level of a sum over areas, and `part_count` the observations beneath it.
    """
    candidates = []
    for rank, level in enumerate(levels):
        at_level = _observed_at(observed, geography, level)
        reason = np.where(at_level["status"] == "missing", "missing", "")
        candidates.append(at_level.assign(reason=reason, rank=2 * rank))
        if counts and not at_level.empty:
            sums = _sums(at_level, geography, level, counts)
            candidates.append(sums.assign(rank=2 * rank + 1))
    return _first_complete(pd.concat(candidates, ignore_index=True))


def _observed_at(observed: pd.DataFrame, geography: Geography, level: str) -> pd.DataFrame:
    """Return the observations of areas that ever counted at `level`."""
    areas = geography.levels.loc[geography.levels["level"] == level, "area_id"]
    return observed[observed["area_id"].isin(areas)]


def _sums(
    at_level: pd.DataFrame, geography: Geography, level: str, counts: Sequence[str]
) -> pd.DataFrame:
    """Add the observations at one level up to every area they lie in."""
    epochs = at_level.groupby(geography.epoch(at_level["period_start"]), sort=True)
    sums = pd.concat(
        _sums_of_one_epoch(group, geography.members(level, group["period_start"].min()), counts)
        for _, group in epochs
    )
    return sums.assign(summed_from=level)


def _sums_of_one_epoch(
    group: pd.DataFrame, members: pd.DataFrame, counts: Sequence[str]
) -> pd.DataFrame:
    """Add observations up by one set of pairs (whole, part)."""
    due = members.groupby("whole_id").size()
    joined = members.merge(group, left_on="part_id", right_on="area_id").drop(columns="area_id")
    joined["is_known"] = joined[[*counts]].notna().all(axis=1)
    sums = joined.groupby(["whole_id", *PERIOD], as_index=False).agg(
        **{name: (name, "sum") for name in counts},
        **RESTING,
        definition_id=("definition_id", "first"),
        part_count=("part_count", "sum"),
        known=("is_known", "sum"),
    )
    is_whole = sums["known"] == sums["whole_id"].map(due)
    sums[[*counts]] = sums[[*counts]].where(is_whole, np.nan)
    sums = sums.assign(reason=np.where(is_whole, "", PART_MISSING))
    return sums.drop(columns="known").rename(columns={"whole_id": "area_id"})


def _first_complete(candidates: pd.DataFrame) -> pd.DataFrame:
    """Keep one row an area and period: the first complete one, or else the first."""
    return (
        candidates.assign(is_incomplete=candidates["reason"] != "")
        .sort_values(["is_incomplete", "rank"], kind="stable")
        .drop_duplicates(["area_id", *PERIOD])
        .drop(columns=["rank", "is_incomplete"])
        .sort_values(["area_id", *PERIOD], ignore_index=True)
    )


MEMBERS_OF_A_YEAR = {"month": 12, "quarter": 4}


def financial_years(observed: pd.DataFrame, *, shares_base: bool) -> pd.DataFrame:
    """Return the financial years that months or quarters of `observed` add up to.

    Only complete years: with a month missing the year is not known yet. `shares_base`: every month
    has the same base, the population of the year, which is taken once; else bases are added up.
    Years that were observed as such are left out; months go before quarters.
    """
    parts = observed[
        observed["period_kind"].isin(MEMBERS_OF_A_YEAR) & observed[[*COUNTS]].notna().all(axis=1)
    ]
    if parts.empty:
        return observed.iloc[:0]
    start = parts["period_start"]
    year = start.dt.year - (start.dt.month < 4)
    parts = parts.assign(year_start=pd.to_datetime({"year": year, "month": 4, "day": 1}))
    years = (
        parts.sort_values("period_start")
        .groupby(["area_id", "period_kind", "year_start"], as_index=False)
        .agg(
            numerator=("numerator", "sum"),
            denominator=("denominator", "first" if shares_base else "sum"),
            **RESTING,
            definition_id=("definition_id", "first"),
            part_count=("numerator", "size"),
        )
    )
    complete = years[years["part_count"] == years["period_kind"].map(MEMBERS_OF_A_YEAR)]
    complete = complete.drop_duplicates(["area_id", "year_start"]).assign(
        summed_from=lambda f: f["period_kind"],
        period_kind="financial_year",
        period_start=lambda f: f["year_start"],
    )
    return _without(complete.drop(columns="year_start"), observed)


def with_earlier_years(rolled: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return `rolled` with each row resting on those of so many years before it as well.

    For what is worked out of several years: if one of them is provisional or not published, so is
    the result. Years before a break in the definition, another `segment`, are left out.
    """
    key = ["area_id", "segment", *PERIOD]
    own = rolled[[*key, *RESTING, "part_count"]]
    windows = pd.concat(
        own.assign(period_start=own["period_start"] + pd.DateOffset(years=later))
        for later in range(years + 1)
    )
    resting = windows.groupby(key, as_index=False).agg(**RESTING, part_count=("part_count", "sum"))
    return rolled.drop(columns=[*RESTING, "part_count"]).merge(resting, on=key, how="left")


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` but for those whose area and period stand in `others`."""
    keys = ["area_id", *PERIOD]
    known = pd.MultiIndex.from_frame(others[keys])
    return rows[~pd.MultiIndex.from_frame(rows[keys]).isin(known)]
