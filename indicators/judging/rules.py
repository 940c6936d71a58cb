"""Validation rules that are data: what stands on the left, an operator, what stands on the right.

As in DHIS2, each side says what it does where a value is missing. The rules themselves are in
indicators/catalogue/rules.toml.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue.rules import YEAR_BEFORE, Rule, Side
from indicators.periods import PeriodKind
from indicators.rollup import Geography

from .findings import found, none

CELL = ["area_id", "period_kind", "period_start"]

MONTHS = {kind.value: kind.months for kind in PeriodKind}

OPERATORS: Mapping[str, Callable[[pd.Series, pd.Series], pd.Series]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What rules see beside the rows of a measure: other measures' cells, and which area is where.

    `others`: the cells of `evidence` by the code of their measure. `geography`: None where no area
    with figures is a part of another. `level`: the lowest at which the measure is collected, whose
    areas are the parts of all others.
    """

    others: Mapping[str, pd.DataFrame]
    geography: Geography | None
    level: str


def broken(rule: Rule, cells: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Return the rows that do not keep a rule. `cells` are those of `evidence`, sent and known."""
    if rule.is_of_parts:
        rows = _wholes(cells, context.geography, context.level) if context.geography else None
    else:
        rows = cells[cells["row"].notna()]
    if rows is None or rows.empty:
        return none()
    left = _side(rule.left, rows, cells, context)
    right = _side(rule.right, rows, cells, context)
    is_judged = left.notna() & right.notna() & (np.fmax(left, right) >= rule.fewest)
    is_broken = is_judged & ~OPERATORS[rule.operator](left, right)
    told = rows.assign(left=left, right=right)[is_broken]
    return found(told, rule.code, said="left", against="right", is_hard=rule.is_hard)


def _side(side: Side, rows: pd.DataFrame, cells: pd.DataFrame, context: Context) -> pd.Series:
    """Return one side of a rule for each of `rows`, NaN where the rule is not to be judged."""
    match side.of:
        case "row":
            values = rows[side.field]
        case "period_before" | "year_before":
            values = _earlier(side, rows, cells)
        case "parts":
            values = rows["parts" if side.missing == "skip_if_any" else "parts_known"]
        case other:
            values = _looked_up(side.field, rows, context.others.get(other))
    return (values.fillna(0) if side.missing == "never_skip" else values) * side.times


def _earlier(side: Side, rows: pd.DataFrame, cells: pd.DataFrame) -> pd.Series:
    """Return what the same series said one period, or one year, before; comparable or nothing."""
    months = 12 if side.of == YEAR_BEFORE else rows["period_kind"].map(MONTHS).to_numpy(int)
    start = rows["period_start"].to_numpy("datetime64[M]") - np.asarray(months, "timedelta64[M]")
    asked = rows.assign(period_start=start.astype("datetime64[ns]"))
    return _looked_up(side.field, asked, cells, on=[*CELL, "segment"])


def _looked_up(
    field: str, rows: pd.DataFrame, cells: pd.DataFrame | None, on: list[str] = CELL
) -> pd.Series:
    """Return what `cells` say of the same cells as `rows`."""
    if cells is None or cells.empty:
        return pd.Series(np.nan, index=rows.index)
    known = cells[[*on, field]].drop_duplicates(on)
    return rows[on].merge(known, on=on, how="left").set_axis(rows.index)[field].astype(float)


def _wholes(cells: pd.DataFrame, geography: Geography, level: str) -> pd.DataFrame:
    """Return the cells that have parts, and are touched by the return: themselves or in a part.

    `parts` is the sum of the numerators of all parts, NaN where one is missing; `parts_known` of
    those that are there. `row` is the whole's own or, if only parts were sent, the first of those.
    """
    epochs = geography.epoch(cells["period_start"])
    summed = [_summed(group, geography, level) for _, group in cells.groupby(epochs)]
    wholes = pd.concat(summed, ignore_index=True) if summed else cells.head(0)
    return wholes[wholes["row"].notna()]


def _summed(cells: pd.DataFrame, geography: Geography, level: str) -> pd.DataFrame:
    """Return the wholes among cells between two changes of boundaries, with their parts' sums."""
    day = cells["period_start"].min()
    pairs = geography.members(level, day)
    pairs = pairs[pairs["whole_id"].isin(cells["area_id"])]
    wholes = cells[cells["area_id"].isin(pairs["whole_id"])]
    each = wholes[CELL].merge(pairs, left_on="area_id", right_on="whole_id")
    parts = cells[[*CELL, "numerator", "row"]].rename(columns={"area_id": "part_id"})
    each = each.merge(parts, on=["part_id", "period_kind", "period_start"], how="left")
    by_whole = each.groupby(CELL)
    known = by_whole["numerator"].sum(min_count=1)
    is_whole = by_whole["numerator"].count() == by_whole.size()
    sums = pd.DataFrame(
        {"parts": known.where(is_whole), "parts_known": known, "part_row": by_whole["row"].min()}
    )
    joined = wholes.merge(sums.reset_index(), on=CELL)
    return joined.assign(row=joined["row"].fillna(joined["part_row"]))
