"""Which figures are withheld, so that no small count can be worked out of what is published.

A count from 1 up to below its measure's threshold tells on people. Hiding it alone is not enough: a
county less its other districts, or a year less its other months, would give it back. So each small
count gets company. It becomes the corner of a block of withheld counts, areas by periods, in which
counts can be moved about without changing any sum that is published:

    small + k      other period − k
    partner − k    the same     + k

Partners lie in the same sums as the small count. Where there are too few of them, a sum that would
tell is withheld as well, the smallest first, and partners are looked for beyond it; in the end all
sums around the small count are withheld.

The promise, to whoever knows nothing but what is published: at least `threshold` numbers fit in the
place of each small count, all of those from itself upwards. It holds as well where somebody knows
the counts of one of the partners. Withholding more never takes a count's block away, so one pass
over the small counts is enough.

Pure: pandas frames in, arrays out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .periods import PeriodKind
from .rollup import PERIOD, Geography, on
from .statistics.estimates import Floats

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


def is_small(counts: Floats, threshold: int) -> Flags:
    """Whether each count tells on people; NaN, where nothing was counted, does not."""
    return (counts > 0) & (counts < threshold)


def withheld(figures: pd.DataFrame, geography: Geography, threshold: int) -> Flags:
    """Return whether each figure of a measure is withheld: small itself, or company of one.

    `figures`: one row a figure: area_id, period_kind, period_start (timestamp), numerator (NaN
    where there is none). Whether it is published yet makes no difference.
    """
    if not is_small(figures["numerator"].to_numpy(float), threshold).any():
        return np.zeros(len(figures), bool)
    areas, area = np.unique(figures["area_id"], return_inverse=True)
    periods = figures[PERIOD].drop_duplicates().sort_values(PERIOD, ignore_index=True)
    period = figures.groupby(PERIOD).ngroup()
    counts = np.full((len(areas), len(periods)), np.nan)
    counts[area, period] = figures["numerator"]
    table = _Table(counts, _holding(areas, periods, geography), _spanning(periods))
    hidden = _Withholding(table, threshold).search() & np.isfinite(counts)
    return hidden[area, period]


@dataclass(frozen=True, slots=True)
class _Table:
    """The counts of a measure, an area a row and a period a column, and what lies in what."""

    counts: Floats
    holding: Callable[[Sequence[int]], Flags]
    """Which area (row) holds which (column) when some periods start: all areas once for each
    geography, one below the other."""
    spanning: Flags
    """Which period (row) holds which other (column)."""

    def around(self, flags: Flags) -> Flags:
        """Return which counts are sums that hold a flagged one, over areas or over time."""
        over_areas = [self.holding([period]) @ flags[:, period] for period in range(flags.shape[1])]
        return np.column_stack(over_areas) | (flags @ self.spanning.T)

    def within(self, flags: Flags) -> Flags:
        """Return which counts are held by a flagged sum, over areas or over time."""
        over_areas = [flags[:, period] @ self.holding([period]) for period in range(flags.shape[1])]
        return np.column_stack(over_areas) | (flags @ self.spanning)


def _holding(
    areas: NDArray, periods: pd.DataFrame, geography: Geography
) -> Callable[[Sequence[int]], Flags]:
    epochs = geography.epoch(periods["period_start"]).to_numpy()

    @cache
    def in_epoch(epoch: int) -> Flags:
        pairs = on(geography.within, periods["period_start"][np.argmax(epochs == epoch)])
        pairs = pairs[pairs["whole_id"].isin(areas) & pairs["part_id"].isin(areas)]
        holding = np.zeros((len(areas), len(areas)), bool)
        holding[tuple(np.searchsorted(areas, pairs[["whole_id", "part_id"]]).T)] = True
        return holding

    @cache
    def in_epochs(*found: int) -> Flags:
        return np.concatenate([in_epoch(epoch) for epoch in found])

    return lambda columns: in_epochs(*np.unique(epochs[columns]).tolist())


def _spanning(periods: pd.DataFrame) -> Flags:
    start = periods["period_start"].dt
    first = (start.year * 12 + start.month).to_numpy()
    end = first + [PeriodKind(kind).months for kind in periods["period_kind"]]
    holds = (first[:, None] <= first) & (end[:, None] >= end)
    same = (first[:, None] == first) & (end[:, None] == end)
    return holds & ~same


class _Withholding:
    """The search for each small count's block.

    `needed` is how far a small count must be able to rise, and `spare` how far each count may fall
    and stay one. Sums do not move by themselves but with what they hold.
    """

    def __init__(self, table: _Table, threshold: int) -> None:
        self.table = table
        self.needed = threshold - 1
        self.small = is_small(table.counts, threshold)
        self.known = np.isfinite(table.counts)
        self.can_move = self.known & ~table.around(table.counts > 0)
        can_fall = self.can_move & ~table.within(self.small)
        self.spare = np.where(can_fall, np.maximum(table.counts - 1, 0), 0)
        self.hidden = self.small.copy()

    def search(self) -> Flags:
        """Return which counts are withheld, in one pass over the small ones."""
        for period, area in np.argwhere((self.small & self.can_move).T):
            self.hidden[np.ix_(*self._block(area, period))] = True
        return self.hidden

    def _block(self, area: int, period: int) -> tuple[Places, Places]:
        """Return the areas and the periods whose counts are withheld for a small one's sake."""
        spans = np.flatnonzero(self.table.spanning[:, period])
        periods, sums = self._periods(area, period, spans)
        columns = np.array([period, *periods, *sums])
        areas, wholes = self._areas(area, np.array([period, *periods]), spans, columns)
        return np.array([area, *areas, *wholes]), columns

    def _periods(self, area: int, period: int, spans: Places) -> tuple[Places, Places]:
        """Return the area's periods that can fall as the small count rises, and years that tell."""
        wholes = np.flatnonzero(self.table.holding([period, *spans])[:, area]) % len(self.known)
        is_known = self.known[[area, *wholes]].sum(axis=0) > 0
        return _company(
            period,
            _Sums(self.table.spanning, is_known),
            self.spare[area],
            ~self.hidden[area],
            lambda falls: np.cumsum(falls) >= self.needed,
        )

    def _areas(
        self, area: int, periods: Places, spans: Places, columns: Places
    ) -> tuple[Places, Places]:
        """Return areas whose counts can fall, even without one of them, and wholes that tell."""
        holding = self.table.holding([*periods, *spans])
        is_known = self.known[:, [*periods, *spans]].sum(axis=1) > 0
        partners, wholes = _company(
            area,
            _Sums(holding, np.resize(is_known, len(holding))),
            self.spare[:, periods[0]] * self.can_move[:, periods].all(axis=1),
            (self.known[:, columns] & ~self.hidden[:, columns]).sum(axis=1),
            lambda falls: np.cumsum(falls) - np.maximum.accumulate(falls) >= self.needed,
        )
        return partners, wholes % len(self.known)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Which areas or periods (rows) hold which (columns), and of which sums something is known."""

    holds: Flags
    is_known: Flags

    def around(self, own: int) -> Places:
        """Return the sums that hold one area or period, those of fewest first."""
        found = np.flatnonzero(self.holds[:, own] & self.is_known)
        return found[np.argsort(self.holds[found].sum(axis=1), kind="stable")]

    def torn(self, members: list[int]) -> Places:
        """Return the sums that hold some and not all of several."""
        held = self.holds[:, members]
        return np.flatnonzero(held.any(axis=1) & ~held.all(axis=1))


def _company(
    own: int, sums: _Sums, spare: Floats, price: NDArray, suffices: Callable[[Floats], Flags]
) -> tuple[Places, Places]:
    """Return the partners of an area or period, and the sums that are withheld besides.

    `spare`: how far each could fall; `price`: how much would have to be withheld anew. `suffices`
    says of the first so many partners whether they can fall far enough. They are sought in all sums
    around, then in all but the smallest, and so on.
    """
    around = sums.around(own)
    for shed in range(len(around)):
        beside = np.where(sums.holds[around[shed:]].all(axis=0), spare, 0)
        beside[own] = 0
        partners = _cheapest(beside, price, suffices)
        if partners.size:
            return partners, sums.torn([own, *partners])
    return np.array([], np.intp), around


def _cheapest(spare: Floats, price: NDArray, suffices: Callable[[Floats], Flags]) -> Places:
    """Return the fewest of those at no price, then the smallest of the cheapest, that suffice."""
    candidates = np.flatnonzero(spare > 0)
    size, price = spare[candidates], price[candidates]
    order = np.lexsort((np.where(price == 0, -size, size), price))
    enough = np.flatnonzero(suffices(size[order]))
    return candidates[order[: enough[0] + 1]] if enough.size else candidates[:0]
