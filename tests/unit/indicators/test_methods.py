"""Which estimate a kind of measure gets, and how its interval is called."""

import numpy as np
import pandas as pd
import pytest

from indicators import methods
from indicators.statistics.proportions import difference, wilson
from indicators.statistics.rates import rate

COLUMNS = (
    "numerator",
    "denominator",
    "value",
    "sample_size",
    "design_effect",
    "expected",
    "group_2_numerator",
    "group_2_denominator",
)


def rolled(areas=20, period="2008-04-01", **columns):
    """Rows as `rollup.roll_up` leaves them, one an area."""
    frame = pd.DataFrame({name: np.full(areas, np.nan) for name in COLUMNS} | columns)
    return frame.assign(
        period_kind="financial_year",
        period_start=pd.Timestamp(period),
        summed_from="",
        reason="",
    )


def test_every_kind_has_an_estimator_and_rules_for_its_rows():
    from indicators.parsing.figures import REQUIRED

    assert set(methods.ESTIMATORS) == set(REQUIRED)


def test_people_over_expected_have_wilsons_interval():
    rows = rolled(numerator=30.0, denominator=200.0, expected=40.0)

    made = methods.estimate("people_over_expected", rows, 100).iloc[0]

    limits = wilson(30, 200, per=100 * 200 / 40, confidence=0.998)
    assert made["value"] == pytest.approx(75)
    assert made["lower_998"] == pytest.approx(float(limits.lower))
    assert made["upper_998"] == pytest.approx(float(limits.upper))
    assert made["method"] == "wilson"


def test_people_without_a_cohort_have_no_ratio():
    rows = rolled(numerator=30.0, expected=40.0)

    made = methods.estimate("people_over_expected", rows, 100).iloc[0]

    assert (made["reason"], made["method"]) == ("missing", "")
    assert np.isnan(made["value"])


@pytest.mark.parametrize(
    ("kind", "base"), [("observed_over_expected", "expected"), ("clustered_rate", "denominator")]
)
def test_events_that_cluster_have_longer_intervals(kind, base):
    random = np.random.default_rng(3)
    counts = 4.0 * random.poisson(30, size=300)
    rows = rolled(300, numerator=counts, **{base: np.full(300, 120.0)})

    made = methods.estimate(kind, rows, 100)
    plain = rate(counts, 120, per=100, confidence=0.95)

    longer = (made["upper"] - made["value"]) / (plain.upper - plain.value)
    assert (made["method"] == "byar_clustered").all()
    assert longer.to_numpy() == pytest.approx(2, rel=0.15)


@pytest.mark.parametrize("areas", [1, 9])
def test_with_few_areas_the_interval_is_that_of_chance_and_says_so(areas):
    counts = np.linspace(4, 400, areas)
    rows = rolled(areas, numerator=counts, expected=np.full(areas, 100.0))

    made = methods.estimate("observed_over_expected", rows, 100)
    plain = rate(counts, 100, per=100, confidence=0.95)

    assert made["upper"].to_numpy() == pytest.approx(plain.upper)
    assert made["method"].tolist() == ["exact", *["byar"] * (areas - 1)]


def test_each_period_clusters_in_its_own_way_and_sums_teach_nothing():
    random = np.random.default_rng(5)
    clustered = rolled(100, numerator=9.0 * random.poisson(20, 100), expected=np.full(100, 180.0))
    even = rolled(100, "2009-04-01", numerator=np.full(100, 180.0), expected=np.full(100, 180.0))
    sums = rolled(30, "2009-04-01", numerator=1e6, expected=1.0).assign(summed_from="district")

    made = methods.estimate("observed_over_expected", pd.concat([clustered, even, sums]), 100)

    called = made.groupby(["period_start", "summed_from"])["method"].unique()
    assert [list(names) for names in called] == [["byar_clustered"], ["byar"], ["byar"]]


def test_a_period_without_any_event_has_the_interval_of_chance():
    rows = rolled(12, numerator=0.0, denominator=50.0)

    made = methods.estimate("clustered_rate", rows, 1)

    assert (made["value"] == 0).all()
    assert made["upper"].notna().all()
    assert set(made["method"]) == {"exact"}


def test_nothing_expected_is_a_reason_not_an_infinite_ratio():
    rows = rolled(12, numerator=5.0, expected=[0.0] + [5.0] * 11)

    made = methods.estimate("observed_over_expected", rows, 100)

    assert made["reason"].tolist() == ["no expected"] + [""] * 11
    assert made["method"].tolist()[:2] == ["", "exact"]


def test_a_reason_that_is_there_already_stays():
    rows = rolled(2, numerator=5.0, expected=5.0).assign(reason=["suppressed", ""])

    made = methods.estimate("observed_over_expected", rows, 100)

    assert made["reason"].tolist() == ["suppressed", ""]
    assert made["value"].isna().tolist() == [True, False]


def casualties(counts, area=1, first=2000, **changes):
    """Yearly counts of one area; None is a year that nothing was reported of."""
    known = [(first + place, count) for place, count in enumerate(counts) if count is not None]
    frame = pd.DataFrame(known, columns=["year", "numerator"])
    values = {"area_id": area, "period_kind": "calendar_year", "segment": 0, "reason": ""}
    starts = pd.to_datetime({"year": frame["year"], "month": 1, "day": 1})
    return frame.assign(period_start=starts, **(values | changes))


def rolling(*series):
    made = methods.estimate("rolling_change", pd.concat(series, ignore_index=True), 100)
    return made.set_index(["area_id", "year"])


def test_rolling_changes_agree_with_an_independent_program(golden):
    table = golden("ksi_rolling_expected")
    rows = pd.DataFrame({name: table[name] for name in ("area", "year", "ksi")})
    shuffled = rows.sample(frac=1, random_state=1)
    series = [casualties(group["ksi"].tolist(), area) for area, group in rows.groupby("area")]

    made = rolling(pd.concat(series).loc[lambda f: f["numerator"].notna()].sample(frac=1))

    keys = list(zip(shuffled["area"], shuffled["year"], strict=True))
    expected = pd.Series(table["pct_change"], index=[*zip(rows["area"], rows["year"], strict=True)])
    ours = made["value"].reindex(keys).to_numpy()
    np.testing.assert_allclose(ours, expected.reindex(keys), rtol=1e-9, atol=1e-9)


def test_a_fall_is_negative_and_its_limits_are_named():
    """The worked example of NI 47's notes."""
    made = rolling(casualties([120, 114, 111, 99])).loc[1, 2003]

    assert made["value"] == pytest.approx(-6.1, abs=0.05)
    assert made["lower_998"] < made["lower"] < made["value"] < made["upper"] < made["upper_998"]
    assert made["method"] == "exact_ratio"


def test_a_year_that_nobody_reported_leaves_the_next_three_without_a_change():
    made = rolling(casualties([5, 6, 7, 8, None, 9, 9, 9, 9]), casualties([1] * 9, area=2))

    assert made.loc[1]["reason"].to_dict() == {
        **dict.fromkeys((2000, 2001, 2002), "too few years"),
        2003: "",
        **dict.fromkeys((2005, 2006, 2007), "part missing"),
        2008: "",
    }
    assert (made.loc[2].loc[2003:, "value"] == 0).all()


def test_no_change_is_worked_out_across_a_break_in_the_definition():
    before, after = casualties([5] * 4), casualties([5] * 4, first=2004, segment=1)

    made = rolling(before, after).loc[1]

    assert made["value"].notna().tolist() == [False, False, False, True] * 2
    assert set(made.loc[2004:2006, "reason"]) == {"too few years"}


def test_no_casualties_in_three_years_are_no_base():
    made = rolling(casualties([0, 0, 0, 4])).loc[1, 2003]

    assert (made["reason"], made["method"]) == ("no base", "")


def test_a_change_without_limits_names_no_method():
    made = rolling(casualties([0, 5, 5, 0])).loc[1, 2003]

    assert (made["value"], made["method"]) == (0, "")
    assert np.isnan(made["lower"])


def test_of_no_rows_there_are_no_changes():
    assert rolling(casualties([])).empty


def test_a_gap_is_the_first_group_less_the_second_with_newcombes_interval():
    rows = rolled(
        numerator=56.0, denominator=70.0, group_2_numerator=48.0, group_2_denominator=80.0
    )

    made = methods.estimate("difference", rows, 100).iloc[0]

    assert made["value"] == pytest.approx(20)
    assert made["lower"] == pytest.approx(5.24, abs=0.005)  # Newcombe (1998), table II, example (a)
    assert made["upper"] == pytest.approx(33.39, abs=0.005)
    assert made["method"] == "newcombe"


@pytest.mark.parametrize(("given", "taken"), [(np.nan, 1.3), (2.0, 2.0)])
def test_a_gap_in_a_survey_allows_for_its_design(given, taken):
    counts = {"group_2_numerator": 48.0, "group_2_denominator": 80.0}
    rows = rolled(numerator=56.0, denominator=70.0, design_effect=given, **counts)

    made = methods.estimate("survey_difference", rows, 100).iloc[0]

    worth = difference(*(n / taken for n in (48, 80, 56, 70)), confidence=0.95)
    assert made["value"] == pytest.approx(20)
    assert made["lower"] == pytest.approx(100 * float(worth.lower))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"numerator": np.nan}, "missing"),
        ({"denominator": 0.0}, "no base"),
        ({"group_2_denominator": 0.0}, "no base"),
        ({"group_2_numerator": 81.0}, "count above base"),
        ({"group_2_numerator": -1.0}, "negative count"),
    ],
)
def test_a_gap_says_which_group_cannot_be_worked_out(changes, reason):
    counts = {
        "numerator": 56.0,
        "denominator": 70.0,
        "group_2_numerator": 48.0,
        "group_2_denominator": 80.0,
    }

    made = methods.estimate("difference", rolled(2, **(counts | changes)), 100).iloc[0]

    assert made["reason"] == reason
    assert np.isnan(made[["value", "lower", "upper"]].to_numpy(float)).all()
