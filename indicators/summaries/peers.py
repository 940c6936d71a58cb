"""Where each area stands among its most similar areas. Pure."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.periods import PeriodKind
from indicators.statistics.comparison import against_peers, log_rate, logit_share, msg_average
from indicators.statistics.comparison.peers import FEWEST_PEERS

from .columns import FEWEST_TESTED, NO_FIGURE, Columns
from .facts import Facts
from .grids import Bools, Floats, Grid, Whole, entries

NO_GROUP = "no comparator group"
TOO_FEW_PEERS = "too few peers with a figure"
NO_INTERVAL = "figures of this kind are not tested against peers"
WITHHELD = "too few peers to tell of without telling their figures"

WORDS = {"too few": TOO_FEW_PEERS, "no variance": NO_INTERVAL, "missing": NO_FIGURE}


def peers_of(groups: pd.DataFrame, areas: Whole) -> tuple[Whole, Whole]:
    """Return the group of each area (0: none), and the rows of its peers (-1: none).

    `groups`: one row a peer, in order: area_id, group_id, peer_id.
    """
    groups = groups[groups["area_id"].isin(areas)]
    row = areas.searchsorted(groups["area_id"])
    group = np.zeros(len(areas), np.intp)
    group[row] = groups["group_id"]
    place = groups.groupby("area_id").cumcount().to_numpy()
    members = np.full((len(areas), int(place.max(initial=0)) + 1), -1)
    members[row, place] = _rows(groups["peer_id"].to_numpy(), areas)
    return group, members


def _rows(ids: Whole, areas: Whole) -> Whole:
    """Return the rows of areas by their ids, -1 of those that have no figures."""
    row = areas.searchsorted(ids).clip(max=len(areas) - 1)
    return np.where(areas[row] == ids, row, -1)


def beside_peers(
    grids: Mapping[PeriodKind, Grid],
    areas: Whole,
    groups: pd.DataFrame,
    dispersion: Floats,
    facts: Facts,
) -> Columns:
    """Return how each area compares with its peers in its newest year.

    Years if there are any, since a single month is mostly chance; else the longest kind of period.
    A year before a break will do: all of it was measured in one way, and it is dated.
    """
    group, members = peers_of(groups, areas)
    none = {"group_id": group, **_no_comparison(len(areas))}
    if not grids:
        return none
    grid = list(grids.values())[-1]
    return none | _compared(grid, group, members, dispersion, facts)


def _no_comparison(areas: int) -> Columns:
    numbers = ("compared_value", "group_average", "z", "percentile")
    return {
        **dict.fromkeys(numbers, np.full(areas, np.nan)),
        "compared_kind": np.full(areas, ""),
        "compared_start": np.full(areas, np.datetime64("NaT", "D")),
        "peer_count": np.zeros(areas, int),
        "grade": np.full(areas, ""),
        "peers_reason": np.full(areas, NO_FIGURE),
    }


def _compared(
    grid: Grid, group: Whole, members: Whole, dispersion: Floats, facts: Facts
) -> Columns:
    newest = grid.newest_of_any_stretch
    has_any = newest >= 0
    at = partial(entries, column=newest)
    value = grid.numbers["value"]
    average = msg_average(value, members)
    peer_count = at(average.areas - grid.known)
    standing = against_peers(
        *_scaled(grid, dispersion, facts), members, improvement=facts.improvement
    )
    is_withheld = facts.is_restricted & (peer_count < FEWEST_PEERS)
    is_rare = at(grid.numbers["count"]) * grid.per_year < facts.minimum_count
    reason = _reason(at(standing.reason), group, is_withheld, is_rare, has_any)
    has_group = has_any & (group > 0)
    return {
        "compared_kind": np.where(has_any, grid.kind.value, ""),
        "compared_start": grid.starts(newest),
        "compared_value": np.where(has_any, at(value), np.nan),
        "peer_count": np.where(has_group, peer_count, 0),
        "group_average": _kept(at(average.value), has_group & ~is_withheld & (peer_count > 0)),
        "z": _kept(at(standing.z), reason == ""),
        "grade": np.where(reason == "", at(standing.grade), ""),
        "percentile": _kept(at(standing.percentile), has_group & ~is_withheld),
        "peers_reason": reason,
    }


def _kept(numbers: NDArray[Any], kept: Bools) -> Floats:
    return np.where(kept, numbers, np.nan)


def _reason(
    found: NDArray[np.str_], group: Whole, withheld: Bools, rare: Bools, has_any: Bools
) -> NDArray[np.str_]:
    reason = np.select([found == code for code in WORDS], list(WORDS.values()), found)
    reason = np.where(rare, FEWEST_TESTED, reason)
    reason = np.where(withheld, WITHHELD, reason)
    reason = np.where(group == 0, NO_GROUP, reason)
    return np.where(has_any, reason, NO_FIGURE)


def _scaled(grid: Grid, dispersion: Floats, facts: Facts) -> tuple[Floats, Floats]:
    """Return values on a scale where errors are about normal, and their variances."""
    count, base = grid.numbers["count"], grid.numbers["base"]
    if facts.parts.counting is None:
        return grid.numbers["value"], np.full_like(count, np.nan)
    if facts.parts.is_share:
        return logit_share(count, base)
    clustered = np.where(np.isfinite(dispersion), dispersion, 1)[:, np.newaxis]
    return log_rate(count, base, dispersion=clustered)
