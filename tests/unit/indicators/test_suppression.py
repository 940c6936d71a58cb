"""No small count follows from what is published: examples by eye, then an attack on many tables.

Every table has one county of districts, beside another and a district of its own in a region.
"""

from math import inf

import numpy as np
import pandas as pd
import pytest

from indicators.rollup import DAWN, DUSK, Geography, chains
from indicators.suppression import is_small, withheld
from tests.attack import least, most

THRESHOLD = 5
REGION, EAST, WEST, LONE = 1, 2, 3, 40
DISTRICTS = {EAST: (20, 21, 22, 23), WEST: (30, 31, 32)}
LEAVES = (*DISTRICTS[EAST], *DISTRICTS[WEST], LONE)
PARTS = {REGION: (EAST, WEST, LONE), **DISTRICTS}
YEAR = pd.Timestamp(2008, 4, 1)
QUARTERS = [("quarter", YEAR + pd.DateOffset(months=3 * n)) for n in range(4)]
WHOLE_YEAR = ("financial_year", YEAR)


@pytest.fixture(scope="module")
def geography():
    links = [(whole, part, DAWN, DUSK) for whole, parts in PARTS.items() for part in parts]
    within = pd.DataFrame(links, columns=["whole_id", "part_id", "starts", "ends"])
    levels = pd.DataFrame(columns=["area_id", "level", "starts", "ends"])
    return Geography(chains(within), levels)


def with_sums(leaves: pd.DataFrame) -> pd.DataFrame:
    """Add the sums to counts of leaves, an area a row and a quarter (or only the year) a column."""
    if WHOLE_YEAR not in leaves:
        leaves = leaves.assign(year=leaves.sum(axis=1))
        leaves.columns = pd.Index([*QUARTERS, WHOLE_YEAR], tupleize_cols=False)
    for whole in (EAST, WEST, REGION):
        leaves.loc[whole] = leaves.loc[list(PARTS[whole])].sum()
    return leaves


def figures(table: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (area, *period, float(table.loc[area, [period]].iloc[0]))
        for area in table.index
        for period in table.columns
    ]
    columns = ["area_id", "period_kind", "period_start", "numerator"]
    return pd.DataFrame(rows, columns=columns)


def of_year(**counts: int) -> pd.DataFrame:
    """Return a year's figures: 30 everywhere but where something else is said of a place."""
    leaves = {area: counts.get(f"a{area}", 30) for area in LEAVES}
    table = pd.DataFrame({WHOLE_YEAR: leaves})
    table.columns = pd.Index([WHOLE_YEAR], tupleize_cols=False)
    return figures(with_sums(table))


def hidden_areas(found: pd.DataFrame, geography) -> set[int]:
    return set(found["area_id"][withheld(found, geography, THRESHOLD)])


def drawn(seed: int) -> pd.DataFrame:
    """Return quarters and years of places of very different size."""
    rng = np.random.default_rng(seed)
    size = rng.choice([0.5, 2, 5, 20, 80], size=(len(LEAVES), 1))
    counts = rng.poisson(size, size=(len(LEAVES), len(QUARTERS)))
    return figures(with_sums(pd.DataFrame(counts, index=list(LEAVES), dtype=float)))


def published(found: pd.DataFrame, hidden: np.ndarray) -> dict:
    """Return what everybody sees: the count of each area and period, None where withheld."""
    shown = found["numerator"].astype(object).mask(hidden, None)
    return dict(zip(cells(found), shown, strict=True))


def cells(found: pd.DataFrame) -> list[tuple]:
    return list(found[["area_id", "period_kind", "period_start"]].itertuples(index=False))


SUMS = [
    *(((w, *p), [(a, *p) for a in parts]) for w, parts in PARTS.items() for p in
      (*QUARTERS, WHOLE_YEAR)),
    *(((area, *WHOLE_YEAR), [(area, *q) for q in QUARTERS]) for area in (*LEAVES, *PARTS)),
]  # fmt: skip


def test_nothing_is_withheld_where_no_count_is_small(geography):
    assert hidden_areas(of_year(a20=0, a21=5), geography) == set()
    assert not withheld(of_year(a20=3), geography, threshold=0).any()


def test_small_count_takes_the_two_smallest_beside_it_along(geography):
    """One would do against strangers; of two, somebody may know one."""
    assert hidden_areas(of_year(a20=3, a21=9, a22=8), geography) == {20, 21, 22}


def test_small_counts_keep_one_another_company(geography):
    found = of_year(a20=4, a21=4, a22=4, a23=4)

    assert hidden_areas(found, geography) == {20, 21, 22, 23}


def test_where_partners_are_too_few_the_county_is_withheld_and_one_beyond_it(geography):
    """The rest of the county has no event, so it can only go along with its district."""
    hidden = hidden_areas(of_year(a30=3, a31=0, a32=0), geography)

    assert {30, WEST} <= hidden
    assert REGION not in hidden
    assert len(hidden & {*DISTRICTS[EAST], LONE}) == 2


def test_without_any_partner_all_sums_around_are_withheld(geography):
    nowhere = {f"a{area}": 0 for area in LEAVES if area != 30}

    assert hidden_areas(of_year(a30=3, **nowhere), geography) == {30, WEST, REGION}


def test_what_has_no_count_is_not_called_withheld(geography):
    found = of_year(a20=3)
    missing = found["area_id"] == 21
    found.loc[missing, "numerator"] = np.nan

    assert not withheld(found, geography, THRESHOLD)[missing].any()


def test_district_that_left_the_county_keeps_no_company_afterwards(geography):
    """Each year has the geography of its first day."""
    within = geography.within.copy()
    left = within["part_id"].isin([21, 22, 23])
    within.loc[left, "ends"] = YEAR
    later = Geography(within, geography.levels)

    assert hidden_areas(of_year(a20=3), later) >= {20, EAST}


def test_same_figures_in_another_order_give_the_same(geography):
    found = drawn(seed=7)
    shuffled = found.sample(frac=1, random_state=1)

    again = pd.Series(withheld(shuffled, geography, THRESHOLD), index=shuffled.index)

    assert again.sort_index().tolist() == withheld(found, geography, THRESHOLD).tolist()


@pytest.mark.parametrize("seed", range(50))
def test_attack_finds_room_above_each_small_count(geography, seed):
    found = drawn(seed)
    known = published(found, withheld(found, geography, THRESHOLD))
    small = found[is_small(found["numerator"].to_numpy(), THRESHOLD)]
    assert len(small) > 0

    assert {known[cell] for cell in cells(small)} == {None}
    room = most(known, SUMS, cells(small)) - small["numerator"]
    assert min(room) >= THRESHOLD - 1


@pytest.mark.parametrize("seed", range(3))
def test_attack_by_somebody_who_works_for_another_district_finds_room_too(geography, seed):
    found = drawn(seed)
    hidden = withheld(found, geography, THRESHOLD)
    small = found[is_small(found["numerator"].to_numpy(), THRESHOLD)]
    for insider in LEAVES:
        known = published(found, hidden & (found["area_id"] != insider).to_numpy())
        around = [whole for whole, parts in PARTS.items() if insider in parts]
        others = small[~small["area_id"].isin([insider, *around])]
        room = most(known, SUMS, cells(others)) - others["numerator"]
        assert min(room, default=inf) >= THRESHOLD - 1, insider


def test_attack_finds_small_counts_that_alone_are_withheld():
    """The control: the attack is one, and a third of small counts fall to it without company."""
    recovered, tried = 0, 0
    for seed in range(5):
        found = drawn(seed)
        small = is_small(found["numerator"].to_numpy(), THRESHOLD)
        attacked = published(found, small), SUMS, cells(found[small])
        for low, high in zip(least(*attacked), most(*attacked), strict=True):
            recovered += low == high
            tried += 1
    assert recovered > tried / 4


def test_most_is_published_where_counts_are_seldom_small(geography):
    """Two or three figures are withheld for each small count, and never the sum of all."""
    found = of_year(a20=3, a31=2)

    hidden = hidden_areas(found, geography)

    assert REGION not in hidden
    assert len(hidden) <= 6
