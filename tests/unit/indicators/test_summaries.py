"""The arrangement of figures as series, and what each kind of measure is given."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import MeasureKind
from indicators.summaries import NAMES, Facts, summarise
from indicators.summaries.grids import arrange, newest_before
from indicators.summaries.kinds import PARTS

NO_GROUPS = pd.DataFrame({"area_id": [], "group_id": [], "peer_id": []}, dtype=int)
UNKNOWN = ("expected", "effective_count", "effective_size", "numerator", "denominator")


def figures(*rows, kind="month", **changes) -> pd.DataFrame:
    """Make figures from (area, start, value, definition)."""
    frame = pd.DataFrame(rows, columns=["area_id", "period_start", "value", "definition_id"])
    frame = frame.assign(
        period_kind=kind,
        period_start=pd.to_datetime(frame["period_start"]),
        value=frame["value"].astype(float),
        lower=frame["value"] * 0.9,
        upper=frame["value"] * 1.1,
        status="final",
        reason="",
        vintage=pd.Timestamp("2009-06-01", tz="UTC"),
        **dict.fromkeys(UNKNOWN, np.nan),
    )
    return frame.assign(**changes)


def grid(frame, segments, kind="month"):
    areas = np.unique(frame["area_id"])
    return arrange(frame, areas, segments, PARTS["count_rate"])[kind]


def test_every_kind_of_measure_has_its_parts():
    assert set(PARTS) == set(MeasureKind.values)
    for kind, parts in PARTS.items():
        is_whole = parts.counting and parts.has_control and parts.trend and parts.projection
        assert is_whole or parts.reason, kind


def test_periods_without_a_figure_are_columns_too():
    frame = figures((7, "2008-01-01", 1, 1), (7, "2008-04-01", 2, 1), (9, "2008-02-01", 3, 1))

    found = grid(frame, {1: 0})

    nan = np.nan
    np.testing.assert_array_equal(found.numbers["value"], [[1, nan, nan, 2], [nan, 3, nan, nan]])
    assert found.months.tolist() == [1, 2, 3, 4]
    assert found.newest.tolist() == [3, 1]
    assert found.starts(found.newest).astype(str).tolist() == ["2008-04-01", "2008-02-01"]


def test_quarters_are_numbered_within_the_calendar_year():
    frame = figures((7, "2008-04-01", 1, 1), (7, "2009-01-01", 2, 1), kind="quarter")

    assert grid(frame, {1: 0}, "quarter").months.tolist() == [2, 3, 4, 1]


def test_only_the_stretch_of_the_newest_figure_is_comparable():
    frame = figures(
        (7, "2008-01-01", 1, 1), (7, "2008-02-01", 2, 2), (7, "2008-03-01", 3, 3),
        (9, "2008-01-01", 4, 1),
    )  # fmt: skip

    found = grid(frame, {1: 0, 2: 1, 3: 1})

    nan = np.nan
    np.testing.assert_array_equal(found.of("value"), [[nan, 2, 3], [4, nan, nan]])
    assert found.is_cut.tolist() == [True, False]
    assert found.why(np.array(["too few", "too few"])).tolist() == [
        "too few since the definition changed", "too few",
    ]  # fmt: skip


def test_years_before_a_break_do_not_count_once_months_after_it_are_known():
    years = figures((7, "2006-04-01", 9, 1), (7, "2007-04-01", 8, 1), kind="financial_year")
    months = figures((7, "2008-04-01", 2, 2), (7, "2008-05-01", 3, 2))
    frame = pd.concat([years, months], ignore_index=True)

    (row,) = summarise(
        frame, {1: 0, 2: 1}, NO_GROUPS, Facts("count_rate", 1000, "low", 2010)
    ).to_dict("records")

    assert (row["value"], row["period_kind"], row["points"]) == (3, "month", 2)
    assert row["trend_reason"] == "no figure since the definition changed"
    assert (row["compared_kind"], row["compared_value"]) == ("financial_year", 8)


def test_one_early_return_does_not_move_where_series_end():
    rows = [(area, f"2008-0{month}-01", 1, 1) for area in (1, 2, 3) for month in (1, 2, 3)]
    frame = figures(*rows, (1, "2008-04-01", 1, 1))

    assert grid(frame, {1: 0}).common == 2


@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=5),
    st.integers(0, 4),
)
def test_newest_before_is_the_last_known_before(known, column):
    found = newest_before(np.array(known), np.full(len(known), column))

    for row, newest in zip(known, found, strict=True):
        before = [place for place in range(column) if row[place]]
        assert newest == (before[-1] if before else -1)


@pytest.mark.parametrize("kind", PARTS)
def test_each_kind_gives_every_column_and_a_reason_for_what_is_not_there(kind):
    frame = figures((7, "2008-04-01", 50, 1), kind="financial_year")

    (row,) = summarise(frame, {1: 0}, NO_GROUPS, Facts(kind, 100, "low", 2010)).to_dict("records")

    assert set(row) == {"area_id", *NAMES}
    assert row["value"] == 50
    for number, reason in [
        ("trend_chi_squared", "trend_reason"), ("yearly_change", "change_reason"),
        ("upper_limit", "control_reason"), ("z", "peers_reason"),
        ("projected", "projection_reason"),
    ]:  # fmt: skip
        assert np.isnan(row[number])
        assert row[reason], number


def test_order_of_figures_does_not_matter():
    chance = np.random.default_rng(1)
    rows = [
        (area, start, float(count), 1)
        for area in range(1, 8)
        for start, count in zip(
            pd.date_range("2004-04-01", periods=60, freq="MS"), chance.poisson(90, 60), strict=True
        )
    ]
    frame = figures(*rows, numerator=[row[2] for row in rows], denominator=1000.0)
    facts = Facts("count_rate", 1000, "low", 2010)

    one = summarise(frame, {1: 0}, NO_GROUPS, facts)
    other = summarise(frame.sample(frac=1, random_state=2), {1: 0}, NO_GROUPS, facts)

    pd.testing.assert_frame_equal(one, other)
    assert (one["projection_reason"] == "").all()


def test_peers_without_figures_and_the_area_itself_do_not_count():
    frame = figures(
        *((area, "2008-04-01", 10.0 + area, 1) for area in range(1, 9)),
        kind="financial_year", numerator=[1000 + 10 * area for area in range(8)],
        denominator=100_000.0,
    )  # fmt: skip
    groups = pd.DataFrame(
        [(1, 50, peer) for peer in (1, 2, 3, 4, 5, 6, 7, 99)],
        columns=["area_id", "group_id", "peer_id"],
    )

    found = summarise(frame, {1: 0}, groups, Facts("count_rate", 1000, "low", 2010)).iloc[0]

    assert (found["group_id"], found["peer_count"]) == (50, 6)
    assert found["group_average"] == pytest.approx(np.mean([11, 12, 13, 14, 15, 16, 17]))
    assert found["peers_reason"] == ""
