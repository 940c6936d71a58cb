"""An attack on withheld counts: what everything that is published leaves for each of them.

It knows nothing of how counts are withheld. Each sum that somebody could write down is an equation
in the counts that are not published; linear programming finds how far each of them can go.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array

Cell = Hashable
Sum = tuple[Cell, Sequence[Cell]]
"""A whole and the parts that it is the sum of."""

NO_LIMIT = 1e4
"""How far is looked; larger than any count of a test."""


Published = Mapping[Cell, float | None]
"""What there is, with None for what is withheld."""


def most(published: Published, sums: Iterable[Sum], cells: Sequence[Cell]) -> list[float]:
    """Return the greatest that each of some withheld counts may be."""
    return _extremes(published, sums, cells, way=-1)


def least(published: Published, sums: Iterable[Sum], cells: Sequence[Cell]) -> list[float]:
    """Return the least that each of some withheld counts may be."""
    return _extremes(published, sums, cells, way=1)


def _extremes(
    published: Published, sums: Iterable[Sum], cells: Sequence[Cell], *, way: int
) -> list[float]:
    """Solve for each cell at once: as many copies of the equations, which share no unknown."""
    if not cells:
        return []
    unknown = {one: place for place, one in enumerate(c for c in published if published[c] is None)}
    equations, totals = _equations(published, sums, unknown)
    own = [copy * len(unknown) + unknown[cell] for copy, cell in enumerate(cells)]
    goal = np.zeros(len(unknown) * len(cells))
    goal[own] = way
    found = linprog(
        goal,
        A_eq=block_diag([equations] * len(cells), format="csr"),
        b_eq=totals * len(cells),
        bounds=(0, NO_LIMIT),
    )
    assert found.status == 0, found.message
    return found.x[own].round(6).tolist()


def _equations(
    published: Published, sums: Iterable[Sum], unknown: Mapping[Cell, int]
) -> tuple[csr_array, list[float]]:
    """Return the sums of which every count is published or withheld; others teach nothing."""
    rows, totals = [np.zeros(len(unknown))], [0.0]
    for whole, parts in sums:
        if not {whole, *parts} <= published.keys():
            continue
        row, total = np.zeros(len(unknown)), 0.0
        for one, sign in ((whole, -1), *((part, 1) for part in parts)):
            if one in unknown:
                row[unknown[one]] += sign
            else:
                total -= sign * published[one]
        rows.append(row)
        totals.append(total)
    return csr_array(np.array(rows)), totals
