import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.rates import rate
from indicators.statistics.trends import recent_trend

EXACT = {"rtol": 1e-9, "atol": 1e-9}
MARKERS = {
    "Increasing": "increasing",
    "Decreasing": "decreasing",
    "NoChange": "no_change",
    "No significant change": "no_change",
    "CannotBeCalculated": "cannot_be_calculated",
    "Cannot be calculated": "cannot_be_calculated",
}

events = st.one_of(st.integers(0, 500).map(float), st.just(np.nan))
batches = arrays(float, (4, 5), elements=events)
kinds = st.sampled_from(["proportion", "rate"])


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


@pytest.fixture
def published(golden):
    """Return, for a kind, the names of its series and the trend of their last five years."""
    table = golden("trend_input")
    assert len(table["year"]) == 328

    def trend(kind):
        names = np.unique(table["series_id"][table["method"] == kind])
        last = np.concatenate([np.flatnonzero(table["series_id"] == name)[-5:] for name in names])
        columns = ("count", "denominator", "value", "lower95", "upper95")
        count, base, *limits = (table[column][last].reshape(-1, 5) for column in columns)
        drawn = dict(zip(("value", "lower", "upper"), limits, strict=True))
        return names, recent_trend(count, base, kind=kind, **drawn)

    return trend


@pytest.mark.parametrize(("kind", "series"), [("proportion", 25), ("rate", 38)])
def test_trends_agree_with_an_independent_program(golden, published, kind, series):
    expected = golden("trend_fingertips_expected")
    rows = expected["method"] == kind
    names, ours = published(kind)
    order = np.searchsorted(names, expected["series_id"][rows])
    assert len(names) == rows.sum() == series

    markers = expected["expected_marker"][rows]
    assert list(ours.marker[order]) == [MARKERS[marker] for marker in markers]
    assert list(ours.significant[order]) == list(expected["is_significant"][rows] == "True")
    known = markers != "CannotBeCalculated"
    same(ours.chi_squared[order][known], expected["chi2"][rows][known])
    assert np.isnan(ours.chi_squared[order][~known]).all()


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_trends_agree_with_a_second_program_where_it_has_an_answer(golden, published, kind):
    table = golden("trend_phe_branch_expected")
    expected = dict(zip(table["series_id"], table["recent_trend"], strict=True))
    names, ours = published(kind)

    answered = [name in expected and expected[name] in MARKERS for name in names]

    assert sum(answered) == {"proportion": 24, "rate": 38}[kind]
    for name, marker in zip(names[answered], ours.marker[answered], strict=True):
        assert marker == MARKERS[expected[name]]


def test_a_year_without_events_does_not_hide_a_trend():
    ours = recent_trend(
        [[0, 2, 4, 9, 15], [0, 0.1, 0.2, 0.3, 0.2]], [[500], [0.4]], kind="proportion"
    )

    assert ours.marker.tolist() == ["increasing", "no_change"]
    assert ours.reason.tolist() == ["", ""]


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_five_years_alike_are_no_change(kind):
    ours = recent_trend([[0] * 5, [7] * 5], 300, kind=kind)

    same(ours.chi_squared, [0, 0])
    assert ours.marker.tolist() == ["no_change"] * 2
    assert ours.reason.tolist() == ["", ""]


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_a_trend_that_hangs_on_one_year_is_no_change_and_says_so(kind):
    ours = recent_trend([800, 800, 800, 800, 1100], [10_000] * 5, kind=kind)

    assert ours.chi_squared > 9.55
    assert (str(ours.marker), str(ours.reason)) == ("no_change", "one year decides")
    assert not ours.significant


@pytest.mark.parametrize(
    ("count", "base", "reasons"),
    [
        ([1, 2, np.nan, 4, 5], 9, ("missing", "missing")),
        ([1, 2, 3, 4, -5], 9, ("negative count", "negative count")),
        ([1, 2, 3, 4, 5], [9, 0, 9, 9, 9], ("no base", "no base")),
        ([1, 2, 3, 4, 10], 9, ("count above base", "")),
        ([1, 2, 3, 4, 9], 9, ("count is the base", "")),
        ([1, 10, 3, np.nan, -1], 9, ("count above base", "missing")),
    ],
)
def test_series_without_a_trend_say_why_and_harm_no_neighbour(count, base, reasons):
    for kind, reason in zip(("proportion", "rate"), reasons, strict=True):
        good = recent_trend([3, 4, 5, 4, 3], 9, kind=kind)
        rows = np.broadcast_arrays([count, [3, 4, 5, 4, 3]], [np.broadcast_to(base, 5), [9] * 5])

        ours = recent_trend(*rows, kind=kind)

        assert ours.reason.tolist() == [reason, ""]
        assert (ours.marker[0] == "cannot_be_calculated") == (reason != "")
        assert np.isnan(ours.chi_squared[0]) == (reason != "")
        same(ours.chi_squared[1], good.chi_squared)


def test_a_rate_without_an_interval_has_no_trend():
    value = np.array([[1.0, 2, 3, 4, 5]] * 2)
    upper = value + np.array([[1, 1, 0, 1, 1], [1, 1, np.nan, 1, 1]])

    ours = recent_trend(value, 9, kind="rate", value=value, lower=value, upper=upper)

    assert ours.reason.tolist() == ["no interval", "missing"]


@pytest.mark.parametrize("years", [0, 4, 6])
def test_other_than_five_years_are_refused(years):
    with pytest.raises(ValueError, match="needs 5 years"):
        recent_trend(np.ones(years), 9, kind="rate")


def test_another_kind_and_half_an_interval_are_refused():
    with pytest.raises(ValueError, match="kind must be proportion or rate"):
        recent_trend(np.ones(5), 9, kind="ratio")
    with pytest.raises(ValueError, match="go together"):
        recent_trend(np.ones(5), 9, kind="rate", value=np.ones(5))


@given(batches, st.randoms(use_true_random=False), kinds)
def test_the_order_of_series_does_not_matter(count, random, kind):
    order = random.sample(range(4), 4)
    alone = [recent_trend(row, 1000, kind=kind) for row in count]

    together = recent_trend(count[order], 1000, kind=kind)

    for place, row in enumerate(order):
        for field, single in zip(together, alone[row], strict=True):
            np.testing.assert_array_equal(field[place], single)


@given(batches, kinds)
def test_back_in_time_what_rose_falls(count, kind):
    turned = {"increasing": "decreasing", "decreasing": "increasing"}
    there = recent_trend(count, 1000, kind=kind)
    back = recent_trend(count[:, ::-1], 1000, kind=kind)

    same(there.chi_squared, back.chi_squared, rtol=1e-6)
    assert [turned.get(marker, marker) for marker in there.marker] == list(back.marker)
    np.testing.assert_array_equal(np.isnan(count).any(axis=1), there.reason == "missing")


@given(batches, st.sampled_from([1.0, 1000.0, 100_000.0]))
def test_the_unit_of_a_rate_does_not_matter(count, per):
    drawn = rate(count, 40_000, per=per, confidence=0.95)

    plain = recent_trend(count, 40_000, kind="rate")
    given = recent_trend(
        count, 40_000, kind="rate", value=drawn.value, lower=drawn.lower, upper=drawn.upper
    )

    same(given.chi_squared, plain.chi_squared, rtol=1e-6)
    assert list(given.marker) == list(plain.marker)
