"""All parts of the summaries of a measure put together."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .columns import Columns
from .control import control
from .facts import Facts
from .grids import FINEST_FIRST, Whole, arrange
from .peers import beside_peers, peers_of
from .projections import projections
from .trend import trend, yearly_change

VERSION = "1"
"""Of the methods here and beneath, kept with each summary. Raise it with any, and `recompute`."""


def summarise(
    figures: pd.DataFrame, segments: Mapping[int, int], groups: pd.DataFrame, facts: Facts
) -> pd.DataFrame:
    """Return a row for each area that has a figure, in the columns of a summary.

    `figures`: one row a figure: area_id, period_kind, period_start and vintage (timestamps),
    definition_id, status, reason, and floats value, lower, upper, numerator, denominator, expected,
    effective_count, effective_size. `segments`: the comparable stretch of each definition.
    `groups`: one row a peer, in order: area_id, group_id, peer_id; one group an area at most.
    """
    areas = np.unique(figures["area_id"].to_numpy())
    grids = arrange(figures, areas, segments, facts.parts)
    years = [grid for grid in grids.values() if grid.per_year == 1]
    change = yearly_change(grids, areas, facts)
    columns: Columns = {
        **control(grids, areas, facts),
        **trend(years[-1] if years else None, areas, facts),
        **change,
        **beside_peers(grids, areas, groups, change["dispersion"], facts),
        **projections(grids, areas, facts),
    }
    summaries = pd.DataFrame({"area_id": areas, **columns, "method_version": VERSION})
    summaries["vintage"] = _vintage(figures, groups, areas)
    return _with_newest(summaries, figures)


NAMES: tuple[str, ...] = (
    "period_kind", "segment_start", "points", "period_start", "value", "lower", "upper", "status",
    "value_reason", "trend", "trend_start", "trend_chi_squared", "trend_reason", "yearly_change",
    "yearly_change_error", "change_reason", "dispersion", "cause", "point_type", "mean",
    "lower_limit", "upper_limit", "season_factor", "season_factors", "control_reason", "group_id",
    "compared_kind", "compared_start", "compared_value", "peer_count", "group_average", "z",
    "grade", "percentile", "peers_reason", "target_start", "projected_from_start", "projected_by",
    "projected", "projected_variance", "projected_lower_50", "projected_upper_50",
    "projected_lower_95", "projected_upper_95", "carried_forward", "projection_reason", "vintage",
    "method_version",
)  # fmt: skip
"""The columns of a summary beside its area."""


def _with_newest(summaries: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Add the status of the newest figure; where no value was ever given, say of the last why."""
    order = {kind.value: place for place, kind in enumerate(FINEST_FIRST)}
    newest = (
        figures.assign(place=figures["period_kind"].map(order))
        .sort_values(["area_id", "period_start", "place"], ignore_index=True)
        .drop_duplicates("area_id", keep="last", ignore_index=True)
    )
    has_value = summaries["value"].notna()
    return summaries.assign(
        status=np.where(has_value, "final", newest["status"]),
        value_reason=np.where(has_value, "", newest["reason"]),
        period_kind=summaries["period_kind"].where(has_value, newest["period_kind"]),
        period_start=summaries["period_start"].where(has_value, newest["period_start"]),
        group_id=summaries["group_id"].astype("Int64").mask(summaries["group_id"] == 0),
    )


def _vintage(figures: pd.DataFrame, groups: pd.DataFrame, areas: Whole) -> pd.Series:
    """Return when the newest figure of each area or of one of its peers was recorded."""
    _, members = peers_of(groups, areas)
    own = figures.groupby("area_id")["vintage"].max()  # in the order of `areas`
    moments = own.dt.tz_convert(None).to_numpy()
    of_peers = np.append(moments, moments.min())[members]
    return pd.Series(np.maximum(moments, of_peers.max(axis=1))).dt.tz_localize("UTC")
