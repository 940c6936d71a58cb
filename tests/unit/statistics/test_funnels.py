import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.comparison import (
    clustering,
    expected_at_group_rate,
    funnel,
    funnel_curve,
    funnel_significance,
    overdispersion,
    proportion_limits,
)
from indicators.statistics.estimates import normal_quantile
from indicators.statistics.rates import exact_poisson_interval

EXACT = {"rtol": 1e-9, "atol": 1e-9}
ROUND_Z = {"rtol": 1e-7, "atol": 1e-7}
"""The other program writes 1.959964 and 3.090232 for the quantiles."""

LEVELS = [(0.95, "95"), (0.998, "99")]

counts = st.one_of(st.integers(0, 10**5).map(float), st.just(np.nan))


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


def rows_of(table, tag):
    chosen = table["tag"] == tag
    assert chosen.any()
    return {name: column[chosen] for name, column in table.items()}


@pytest.fixture
def funnels(golden):
    table = golden("funnel_overdispersed")
    assert len(table["tag"]) == 453
    return table


@pytest.mark.parametrize("tag", ["isr_overdispersed_cqc", "isr_pure_poisson_cqc"])
def test_the_dispersion_of_ratios_agrees_with_an_independent_program(funnels, tag):
    table = rows_of(funnels, tag)

    ours = funnel(table["numerator"], table["denominator"], kind="ratio", confidence=0.95)

    same(ours.value, table["rr"])
    same(ours.z, table["Uzscore"])
    same(ours.dispersion, table["phi"][0])
    same(ours.between, table["tau2"][0])
    assert ours.is_overdispersed == (tag == "isr_overdispersed_cqc")


@pytest.mark.parametrize("tag", ["isr_overdispersed_cqc", "survey_pct_no_overdispersion"])
def test_winsorised_scores_agree_with_an_independent_program(funnels, tag):
    table = rows_of(funnels, tag)

    ours = overdispersion(table["Uzscore"], table["s"])

    same(ours.z, table["Wuzscore"])
    assert ((ours.z != table["Uzscore"]) <= (table["winsorised"] == 1)).all()
    same(ours.dispersion, table["phi"][0])
    same(ours.between, table["tau2"][0])


def test_the_dispersion_of_a_ratio_of_counts_agrees_given_its_errors(funnels):
    table = rows_of(funnels, "rate_msg15")
    x, n = table["numerator"], table["denominator"]
    error = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)

    ours = overdispersion(table["Uzscore"], error)

    same(ours.z, table["Wuzscore"])
    same(ours.dispersion, table["phi"][0])
    same(ours.between, table["tau2"][0])


@pytest.mark.parametrize(("confidence", "suffix"), LEVELS)
def test_the_funnel_of_proportions_agrees_with_an_independent_program(funnels, confidence, suffix):
    table = rows_of(funnels, "survey_pct_no_overdispersion")

    ours = funnel(
        table["numerator"], table["denominator"], kind="proportion", confidence=confidence
    )

    same(ours.centre, table["target"][0])
    same(ours.z, table["Uzscore"])
    same(ours.adjusted_lower, table[f"OD{suffix}LCL"], **ROUND_Z)
    same(ours.adjusted_upper, table[f"OD{suffix}UCL"], **ROUND_Z)


@pytest.mark.parametrize(("confidence", "suffix"), LEVELS)
def test_limits_of_a_ratio_agree_with_an_independent_program(golden, confidence, suffix):
    table = golden("funnel_controlchartspy_expected")
    assert len(table["tag"]) == 84

    for is_adjusted in ("no", "yes"):
        row = table["od_adjust"] == is_adjusted
        ours = funnel(
            table["numerator"][row], table["denominator"][row], kind="ratio", confidence=confidence
        )
        both = (ours.lower, ours.upper), (ours.adjusted_lower, ours.adjusted_upper)
        lower, upper = both[is_adjusted == "yes"]
        same(lower, table[f"ll{suffix}"][row])
        same(upper, table[f"ul{suffix}"][row])
    same(ours.adjusted_z, table["z"][row])


def test_limits_of_chance_for_a_proportion_agree_with_an_independent_program(golden):
    table = golden("funnel_phe_prop_limits")
    assert len(table["n"]) == 42

    for confidence, suffix in ((0.95, "95"), (0.998, "998")):
        lower, upper = proportion_limits(table["p0"], table["n"], confidence=confidence)
        same(lower, table[f"lower{suffix}"])
        same(upper, table[f"upper{suffix}"])


@pytest.mark.parametrize(("kind", "rows"), [("rate", 354), ("ratio", 42)])
def test_labels_agree_with_an_independent_program(golden, kind, rows):
    table = golden(f"funnel_phe_sig_{kind}")
    assert len(table["area"]) == rows

    ours = funnel_significance(table["numerator"], table["denominator"], kind=kind)

    assert (ours == table["significance"]).all()


def test_labels_of_proportions_go_by_the_limits_about_the_average():
    base = np.full(9, 1000)
    count = np.array([200, 240, 260, 300, 300, 300, 340, 360, 400])
    lower, upper = proportion_limits(0.3, 1000, confidence=0.998)

    ours = funnel_significance(count, base, kind="proportion")

    assert ours.tolist() == [
        *["Low (0.001)"] * 2,
        "Low (0.025)",
        *["Not significant"] * 3,
        "High (0.025)",
        *["High (0.001)"] * 2,
    ]
    assert lower < 0.26 < 0.34 < upper


def test_a_label_of_what_means_nothing_is_empty_and_harms_no_neighbour():
    count, base = np.array([10, np.nan, -1, 5, 30]), np.array([100, 100, 100, 0, 100])

    for kind in ("proportion", "rate", "ratio"):
        ours = funnel_significance(count, base, kind=kind)
        alone = funnel_significance(count[[0, 4]], base[[0, 4]], kind=kind)
        assert ours[[0, 4]].tolist() == alone.tolist()
        assert (ours[1:4] == "").all()


def test_on_logs_the_limits_are_those_of_the_hospital_indicator():
    random = np.random.default_rng(7)
    expected = random.uniform(50, 900, 60)
    observed = random.poisson(expected * random.lognormal(0, 0.2, 60))

    ours = funnel(observed, expected, kind="ratio", confidence=0.998, on_log=True)

    arm = normal_quantile(0.998) * np.sqrt(1 / expected + ours.between)
    same(ours.adjusted_upper, np.exp(arm))
    same(ours.adjusted_lower, np.exp(-arm))
    same(ours.z, np.sqrt(expected) * np.log(observed / expected))
    assert 0.2**2 / 5 < ours.between < 0.2**2, "truncated, so less than what areas differ by"


def test_truncation_leaves_out_the_outer_tenths_by_rank():
    z = np.arange(19) - 9.0

    ours = overdispersion(z, np.ones(19), truncate=True)

    assert np.flatnonzero(np.isnan(ours.z)).tolist() == [0, 17, 18]
    kept = ours.z[np.isfinite(ours.z)]
    same(ours.dispersion, (kept**2).mean())


def test_no_event_at_all_is_infinitely_low_on_logs_and_sways_nothing():
    expected = np.full(30, 40.0)
    observed = np.append(np.random.default_rng(5).poisson(40, 29), 0)

    ours = funnel(observed, expected, kind="ratio", confidence=0.95, on_log=True)

    assert ours.z[-1] == -np.inf
    assert np.isfinite([ours.dispersion, ours.between]).all()
    assert ours.value[-1] == 0


def test_the_funnel_of_a_rate_is_that_of_a_ratio_to_what_is_expected():
    count, base = np.array([120, 80, 300, 15]), np.array([20_000, 21_000, 40_000, 3_000])
    expected = expected_at_group_rate(count, base)

    rates = funnel(count, base, kind="rate", per=1000, confidence=0.95)
    ratios = funnel(count, expected, kind="ratio", confidence=0.95)

    centre = 1000 * 515 / 84_000
    same(rates.value, 1000 * count / base)
    same(rates.centre, centre)
    same(rates.z, ratios.z)
    for field in ("lower", "upper", "adjusted_lower", "adjusted_upper"):
        same(getattr(rates, field), centre * getattr(ratios, field))
    same(expected.sum(), 515)


@given(arrays(float, 20, elements=counts), st.sampled_from(["rate", "ratio"]))
def test_limits_of_chance_hold_the_average_and_miss_only_what_is_missing(observed, kind):
    ours = funnel(observed, np.linspace(3, 400, 20), kind=kind, confidence=0.95)
    here = ours.reason == ""

    if kind == "ratio" or np.nansum(observed):
        assert (here == np.isfinite(observed)).all()
    assert (ours.lower[here] <= ours.centre).all()
    assert (ours.centre <= ours.upper[here]).all()
    assert np.isnan([ours.value[~here], ours.lower[~here], ours.adjusted_upper[~here]]).all()


@given(
    arrays(float, 20, elements=st.integers(0, 3000).map(float)),
    st.randoms(use_true_random=False),
    st.sampled_from([(-1.0, 50.0), (5.0, 0.0), (np.nan, 50.0), (5.0, np.nan)]),
    st.sampled_from(["rate", "ratio"]),
)
def test_neither_order_nor_a_bad_row_changes_another_row(count, random, bad, kind):
    base = np.linspace(1, 2000, 20)
    order = random.sample(range(20), 20)
    alone = funnel(count, base, kind=kind, confidence=0.95)

    mixed = funnel(
        np.append(count[order], bad[0]), np.append(base[order], bad[1]), kind=kind, confidence=0.95
    )

    assert mixed.reason[-1] != ""
    for field in ("value", "lower", "upper", "adjusted_lower", "adjusted_upper", "z"):
        same(getattr(mixed, field)[:-1], getattr(alone, field)[order])
    same(mixed.dispersion, alone.dispersion)


def test_groups_stand_along_the_other_axes():
    random = np.random.default_rng(11)
    base = random.uniform(500, 5000, size=(3, 30))
    count = random.binomial(base.astype(int), 0.2).astype(float)
    count[1, 4] = np.nan

    together = funnel(count, base, kind="proportion", per=100, confidence=0.95)

    for group in range(3):
        alone = funnel(count[group], base[group], kind="proportion", per=100, confidence=0.95)
        for ours, theirs in zip(together, alone, strict=True):
            np.testing.assert_array_equal(ours[group], theirs)


def test_a_proportion_stays_between_none_and_all_in_a_funnel():
    ours = funnel([0, 1, 3], [1, 2, 400], kind="proportion", confidence=0.998)

    for field in (ours.lower, ours.adjusted_lower):
        assert (field >= 0).all()
    for field in (ours.upper, ours.adjusted_upper):
        assert (field <= 1).all()


@pytest.mark.parametrize("kind", ["ratio", "rate", "proportion"])
def test_of_areas_that_differ_by_chance_few_lie_outside(kind):
    random = np.random.default_rng(13)
    base = random.uniform(2000, 20_000, size=(200, 100))
    if kind == "proportion":
        count = random.binomial(base.astype(int), 0.3)
        base = base.astype(int)
    else:
        base = base / 100
        count = random.poisson(base)

    ours = funnel(count, base, kind=kind, confidence=0.95)

    for lower, upper in ((ours.lower, ours.upper), (ours.adjusted_lower, ours.adjusted_upper)):
        outside = ((ours.value < lower) | (ours.value > upper)).mean()
        assert 0.035 < outside < 0.055
    assert not ours.is_overdispersed.any()


def test_of_areas_that_differ_more_the_wider_limits_hold_most():
    random = np.random.default_rng(17)
    expected = random.uniform(200, 3000, size=(100, 100))
    count = random.poisson(expected * random.lognormal(0, 0.2, size=expected.shape))

    ours = funnel(count, expected, kind="ratio", confidence=0.95)

    assert ours.is_overdispersed.all()
    assert ((ours.value < ours.lower) | (ours.value > ours.upper)).mean() > 0.4
    outside = (ours.value < ours.adjusted_lower) | (ours.value > ours.adjusted_upper)
    assert 0.04 < outside.mean() < 0.14, "drawing in the extremes leaves the spread a little short"


def test_one_area_alone_has_no_dispersion():
    ours = funnel([5], [4], kind="ratio", confidence=0.95)

    assert np.isnan([ours.dispersion, ours.between]).all()
    assert np.isfinite([ours.value, ours.lower, ours.upper]).all()
    assert not ours.is_overdispersed


@pytest.mark.parametrize("kind", ["rate", "ratio", "proportion"])
@pytest.mark.parametrize("nothing", [[], [np.nan, np.nan]])
def test_a_funnel_of_nobody_is_empty(kind, nothing):
    ours = funnel(nothing, nothing, kind=kind, confidence=0.95)

    assert np.isnan(ours.value).all()
    assert (len(ours.value), ours.reason.tolist()) == (len(nothing), ["missing"] * len(nothing))
    assert np.isnan([ours.dispersion, ours.between]).all()
    assert not ours.is_overdispersed


def test_areas_that_are_all_alike_have_no_variance_between_them():
    ours = funnel([5] * 9, [50] * 9, kind="rate", confidence=0.95)

    assert (ours.dispersion, ours.between) == (0, 0)
    same(ours.value, ours.centre)


def test_areas_without_any_event_have_no_rate_to_be_held_against():
    ours = funnel([0, 0, 0], [10, 20, 30], kind="rate", confidence=0.95)

    assert (ours.reason == "no expected").all()
    assert np.isnan(ours.value).all()


def test_the_reasons_of_a_funnel():
    count, base = [1, 1, -1, np.nan, 30], [9, 0, 9, 9, 9]

    assert funnel(count, base, kind="ratio", confidence=0.95).reason.tolist() == [
        "",
        "no expected",
        "negative count",
        "missing",
        "",
    ]
    assert funnel(count, base, kind="proportion", confidence=0.95).reason.tolist() == [
        "",
        "no base",
        "negative count",
        "missing",
        "count above base",
    ]


def test_limits_of_chance_are_exact_for_few_and_many_events():
    ours = funnel([1, 50], [2, 50], kind="ratio", confidence=0.998)
    lower, upper = exact_poisson_interval([2, 50], confidence=0.998)

    same(ours.lower, lower / [2, 50])
    same(ours.upper, upper / [2, 50])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "mean"}, "kind must be one of proportion, rate, ratio, not 'mean'"),
        ({"kind": "proportion", "on_log": True}, "no funnel on logarithms"),
        ({"per": 0}, "per must be above 0"),
        ({"confidence": 95}, "confidence must be above 0 and below 1"),
        ({"trim": 0.5}, "trim must be from 0 to below 0.5"),
        ({"trim": -0.1}, "trim must be from 0 to below 0.5"),
    ],
)
def test_what_no_funnel_can_be_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        funnel([1, 2], [10, 10], **({"kind": "rate", "confidence": 0.95} | change))


def test_counts_in_clusters_of_four_vary_four_times_as_much_as_chance():
    counts = 4 * np.random.default_rng(19).poisson(50, size=(50, 200))

    assert clustering(counts, np.ones(200)).mean() == pytest.approx(4, rel=0.05)


def test_counts_by_chance_are_hardly_clustered_and_never_less_than_chance():
    counts = np.random.default_rng(23).poisson(50, size=(50, 200))

    ours = clustering(counts, np.ones(200))

    assert (ours >= 1).all()
    assert ours.mean() < 1.08
    assert clustering(counts[0], np.ones(200), trim=0) >= 1


def test_clustering_does_not_depend_on_what_the_expected_events_add_up_to():
    counts = 3 * np.random.default_rng(29).poisson(50, size=200)

    same(clustering(counts, np.full(200, 50)), clustering(counts, np.full(200, 500)))


def test_a_single_area_tells_nothing_of_clusters():
    assert np.isnan(clustering([5, np.nan, -1], [10, 10, 10]))


@pytest.mark.parametrize("kind", ["rate", "proportion", "ratio"])
def test_a_curve_has_the_limits_of_each_area_at_its_size(kind):
    base = np.array([50.0, 400, 900, 2500, 10_000])
    observed = base * [0.1, 0.3, 0.2, 0.4, 0.25]
    found = funnel(observed, base, kind=kind, per=100, confidence=0.95)

    curve = funnel_curve(found, base, kind=kind, per=100, confidence=0.95)

    for limits, name in zip(curve, curve._fields, strict=True):
        np.testing.assert_allclose(limits, getattr(found, name))


@pytest.mark.parametrize("size", [0, -3, np.nan])
def test_a_curve_has_no_limits_at_no_size(size):
    found = funnel([10, 20, 30], [100, 100, 100], kind="rate", confidence=0.95)

    curve = funnel_curve(found, [size, 100], kind="rate", confidence=0.95)

    assert [np.isnan(limits).tolist() for limits in curve] == [[True, False]] * 4


def test_a_curve_about_a_rate_of_nought_has_no_limits():
    found = funnel([0, 0, 0], [100, 200, 300], kind="rate", confidence=0.95)

    curve = funnel_curve(found, [100, 300], kind="rate", confidence=0.95)

    assert all(np.isnan(limits).all() for limits in curve)
