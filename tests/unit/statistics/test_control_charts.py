import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.control_charts import assurance, suggest_rebase, xmr

EXACT = {"rtol": 1e-9, "atol": 1e-9}
CAUSES = {
    "Common Cause": "",
    "Above UCL": "above_limit",
    "Below LCL": "below_limit",
    "7 Point Trend (Increasing)": "trend_up",
    "7 Point Trend (Decreasing)": "trend_down",
    "2 in 3 Above CL": "two_in_three_high",
    "2 in 3 Below CL": "two_in_three_low",
    "7 Points Above CL": "shift_high",
    "7 Points Below CL": "shift_low",
}
POINT_TYPES = {
    "common_cause": "common_cause",
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "neutral",
    "special_cause_neutral_low": "neutral",
}
IMPROVEMENT = {"decrease": -1, "neutral": 0, "increase": 1}

STEADY = np.resize([50.0, 53, 49, 52, 47, 51, 48, 54, 50, 46], 30)

periods = st.integers(1, 40)
counts = st.one_of(st.integers(0, 60).map(float), st.just(np.nan))
batches = st.tuples(st.integers(1, 5), periods).flatmap(lambda n: arrays(float, n, elements=counts))
whole = arrays(float, (3, 30), elements=st.integers(0, 60).map(float))


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


def assert_agrees(chart, expected):
    same(chart.mean, expected["mean"])
    same(chart.lower, expected["lpl"])
    same(chart.upper, expected["upl"])
    assert list(chart.cause) == [CAUSES[label] for label in expected["special_cause_type"]]
    assert list(chart.point_type) == [POINT_TYPES[label] for label in expected["point_type"]]


def published(rows):
    """Return the chart of one scenario as the other program draws it."""
    fix_after = rows["fix_after_n_points"][0]
    return xmr(
        rows["y"],
        segment=np.cumsum(rows["is_rebase_date"]),
        fix_after=None if np.isnan(fix_after) else int(fix_after),
        screen=rows["screen_outliers"][0] == "TRUE",
        improvement=IMPROVEMENT[rows["improvement_direction"][0]],
        guard=False,
    )


def test_scenarios_agree_with_an_independent_program(golden):
    table = golden("spc_xmr_scenarios")
    names = np.unique(table["scenario"])
    assert (len(table["y"]), len(names)) == (568, 21)

    for name in names:
        rows = {key: column[table["scenario"] == name] for key, column in table.items()}
        chart, improvement = published(rows), IMPROVEMENT[rows["improvement_direction"][0]]
        assert_agrees(chart, rows)
        words = assurance(rows["target"], chart.lower, chart.upper, improvement=improvement)
        assert list(words) == ["" if word == "NA" else word for word in rows["assurance_type"]]


def test_many_series_at_once_agree_with_an_independent_program(golden):
    table = golden("spc_xmr_faceted")
    grid = {key: column.reshape(23, 60) for key, column in table.items()}
    assert (grid["facet"] == grid["facet"][:, :1]).all()

    chart = xmr(grid["y"], segment=grid["rebase_group"], guard=False)

    assert_agrees(type(chart)(*(field.ravel() for field in chart)), table)


def test_a_chart_of_one_series_has_its_shape():
    one, many = xmr(STEADY), xmr(STEADY.reshape(1, 1, 30))

    assert {field.shape for field in one} == {(30,)}
    assert {field.shape for field in many} == {(1, 1, 30)}
    assert set(one.reason) == {""}
    assert {field.shape for field in xmr(np.empty((4, 0)))} == {(4, 0)}


def test_each_direction_of_improvement_names_its_series():
    values = np.stack([np.append(STEADY, 90)] * 3)

    chart = xmr(values, improvement=[-1, 0, 1])

    assert chart.cause[:, -1].tolist() == ["above_limit"] * 3
    assert chart.point_type[:, -1].tolist() == ["concern", "neutral", "improvement"]
    assert chart.point_type[:, 0].tolist() == ["common_cause"] * 3


@pytest.mark.parametrize("improvement", [2, 0.5, [1, -2], np.nan])
def test_an_unknown_direction_is_refused(improvement):
    with pytest.raises(ValueError, match="improvement must be -1, 0 or 1"):
        xmr(np.ones((2, 30)), improvement=improvement)
    with pytest.raises(ValueError, match="improvement must be -1, 0 or 1"):
        assurance(1, 2, 3, improvement=improvement)


def test_limits_set_by_no_points_are_refused():
    with pytest.raises(ValueError, match="fix_after must be 1 or more"):
        xmr(STEADY, fix_after=0)


@pytest.mark.parametrize(
    ("points", "reason"),
    [(11, "too few points"), (12, "trial"), (19, "trial"), (20, ""), (30, "")],
)
def test_limits_need_twelve_points_and_are_firm_from_twenty(points, reason):
    chart, fixed = xmr(STEADY[:points]), xmr(STEADY, fix_after=points)

    assert set(chart.reason) == set(fixed.reason) == {reason}
    assert np.isnan(chart.lower).all() == np.isnan(fixed.lower).all() == (points < 12)
    same(chart.mean, STEADY[:points].mean())


def test_a_short_segment_has_no_causes_and_leaves_the_next_one_alone():
    values = np.append(np.full(8, 900.0) + np.arange(8), STEADY)

    chart = xmr(values, segment=np.arange(38) >= 8)

    assert not chart.cause[:8].any()
    assert set(chart.reason[:8]) == {"too few points"}
    for field, alone in zip(chart, xmr(STEADY), strict=True):
        np.testing.assert_array_equal(field[8:], alone)


@pytest.mark.parametrize("last", [10, 11])
def test_without_variation_there_are_no_limits(last):
    values = np.append(np.full(24, 10.0), last)

    chart = xmr(values)

    assert np.isnan([chart.lower, chart.upper]).all()
    assert set(chart.reason) == {"no variation"}
    assert not chart.cause.any()


def test_a_constant_series_lies_on_its_mean_whatever_its_digits():
    chart = xmr(np.full((3, 30), [[0.1], [0.7], [1 / 3]]), guard=False)

    assert not chart.cause.any()
    assert set(chart.reason.flat) == {"no variation"}


def test_one_point_alone_has_too_few_for_limits():
    chart = xmr([[5.0], [np.nan]], guard=False)

    assert chart.reason.tolist() == [["too few points"], ["missing"]]
    assert np.isnan(chart.upper).all()


def test_counts_below_five_a_period_have_no_limits():
    rates = STEADY / 10

    thin, enough = xmr(rates, count=np.full(30, 4.9)), xmr(rates, count=np.full(30, 5))

    assert set(thin.reason) == {"too few events"}
    assert np.isnan(thin.lower).all()
    assert set(enough.reason) == {""}
    assert set(xmr(rates, count=np.full(30, 1), guard=False).reason) == {""}


def test_a_missing_period_starts_a_new_segment():
    values = np.concatenate([STEADY[:14], [np.nan], STEADY[:20] + 400])

    chart = xmr(values)

    assert chart.reason[14] == "missing"
    assert np.isnan([chart.mean[14], chart.lower[14]]).all()
    for part in (slice(None, 14), slice(15, None)):
        for field, alone in zip(chart, xmr(values[part]), strict=True):
            np.testing.assert_array_equal(field[part], alone)


def test_without_the_guard_a_missing_period_ends_runs_but_keeps_the_limits():
    values = np.concatenate([STEADY, [60] * 4, [np.nan], [60] * 4])

    chart = xmr(values, guard=False)

    assert not np.char.startswith(chart.cause, "shift").any()
    assert (chart.mean == chart.mean[0]).all()
    assert chart.reason.tolist() == [""] * 34 + ["missing"] + [""] * 4


def test_infinity_is_missing():
    assert xmr(np.append(STEADY, np.inf)).reason[-1] == "missing"


def test_a_turning_point_is_of_the_trend_that_starts_there():
    up, down, up_again = np.arange(10.0, 17), np.arange(15.0, 9, -1), np.arange(11.0, 17)
    wide = np.resize([-2.0, 28], 20)

    trends = xmr(np.concatenate([wide, up, down, up_again])).cause[20:]

    assert trends.tolist() == ["trend_up"] * 6 + ["trend_down"] * 6 + ["trend_up"] * 7


def test_a_tie_breaks_a_trend_and_a_point_on_the_mean_breaks_a_shift():
    tied = xmr([1.0, 2, 3, 4, 4, 5, 6, 7], guard=False)
    on_mean = xmr([2.0] * 3 + [3] + [2] * 3 + [4] * 6, guard=False)

    assert not np.char.startswith(tied.cause, "trend").any()
    assert on_mean.mean[3] == 3
    assert not np.char.startswith(on_mean.cause, "shift").any()


@given(batches, st.booleans())
def test_limits_hold_the_mean_and_every_point_has_one_answer(values, guard):
    chart = xmr(values, guard=guard)
    limited = np.isfinite(chart.lower)

    assert (chart.lower <= chart.mean)[limited].all()
    assert (chart.mean <= chart.upper)[limited].all()
    np.testing.assert_array_equal(chart.cause == "", chart.point_type == "common_cause")
    np.testing.assert_array_equal(np.isnan(values), chart.reason == "missing")
    if guard:
        np.testing.assert_array_equal(limited, np.isin(chart.reason, ["", "trial"]))
        assert not chart.cause[~limited].any()


@given(batches, st.randoms(use_true_random=False))
def test_neither_order_nor_other_series_change_a_chart(values, random):
    order = random.sample(range(len(values)), len(values))
    alone = [xmr(row) for row in values]

    together = xmr(values[order])

    for place, row in enumerate(order):
        for field, single in zip(together, alone[row], strict=True):
            np.testing.assert_array_equal(field[place], single)


@given(whole, st.sampled_from([0.25, 2.0, 1024.0]))
def test_another_unit_changes_no_label_and_scales_the_limits(values, unit):
    plain, scaled = xmr(values), xmr(values * unit)

    np.testing.assert_array_equal(scaled.cause, plain.cause)
    same(scaled.upper, plain.upper * unit)
    same(scaled.lower, plain.lower * unit)


@given(whole, st.integers(-500, 500))
def test_another_zero_shifts_the_limits(values, zero):
    plain, shifted = xmr(values), xmr(values + zero)

    same(shifted.mean, plain.mean + zero)
    same(shifted.upper, plain.upper + zero, atol=1e-8)


@given(whole)
def test_upside_down_what_is_low_is_high(values):
    turned = {"above": "below", "up": "down", "high": "low"}
    turned |= {after: before for before, after in turned.items()}

    plain, mirrored = xmr(values), xmr(-values, improvement=1)

    np.testing.assert_array_equal(plain.point_type, mirrored.point_type)
    for cause, other in zip(plain.cause.flat, mirrored.cause.flat, strict=True):
        assert {turned.get(word, word) for word in cause.split("_")} == set(other.split("_"))


@pytest.mark.parametrize(("run", "suggested"), [(8, []), (9, []), (11, []), (12, [30]), (20, [30])])
def test_a_rebase_is_suggested_once_a_shift_leaves_twelve_points(run, suggested):
    values = np.concatenate([STEADY, np.full(run, 56.0)])

    points = suggest_rebase(values, np.full(values.shape, 50.5))

    assert np.flatnonzero(points).tolist() == suggested


def test_a_rebase_needs_nine_on_one_side_not_eight():
    eight = np.concatenate([STEADY[:15], np.full(8, 56.0), STEADY])
    nine = np.concatenate([STEADY[:15], np.full(9, 56.0), STEADY])

    assert not suggest_rebase(eight, np.full(53, 50.5)).any()
    assert np.flatnonzero(suggest_rebase(nine, np.full(54, 50.5))).tolist() == [15]


def test_a_rebase_is_not_suggested_where_a_segment_starts_or_over_a_gap():
    step = np.concatenate([np.full(15, 40.0), np.full(15, 60.0)])
    gap = np.where(np.arange(30) == 22, np.nan, step)

    assert np.flatnonzero(suggest_rebase(step, 50)).tolist() == [15]
    assert not suggest_rebase(step, 50, segment=np.arange(30) >= 15).any()
    assert not suggest_rebase(gap, 50).any()


def test_assurance_is_silent_without_a_target_limits_or_a_direction():
    targets, lower, upper = [65, 30, 51, np.nan, 65], [40] * 4 + [np.nan], [60] * 5

    low_is_good = assurance(targets, lower, upper)
    high_is_good = assurance(targets, lower, upper, improvement=1)

    assert low_is_good.tolist() == ["consistent_pass", "consistent_fail", "inconsistent", "", ""]
    assert high_is_good.tolist() == ["consistent_fail", "consistent_pass", "inconsistent", "", ""]
    assert not assurance(targets, lower, upper, improvement=0).any()
