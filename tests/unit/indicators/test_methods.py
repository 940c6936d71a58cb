"""Which estimate a kind of measure gets, and how its interval is called."""

import numpy as np
import pandas as pd
import pytest

from indicators import methods
from indicators.statistics.proportions import wilson
from indicators.statistics.rates import rate

COLUMNS = ("numerator", "denominator", "value", "sample_size", "design_effect", "expected")


def rolled(areas=20, period="2008-04-01", **columns):
    """Rows as `rollup.roll_up` leaves them, one an area."""
    frame = pd.DataFrame({name: np.full(areas, np.nan) for name in COLUMNS} | columns)
    return frame.assign(
        period_kind="financial_year",
        period_start=pd.Timestamp(period),
        summed_from="",
        reason="",
    )


def test_every_kind_with_an_estimator_has_rules_for_its_rows():
    from indicators.parsing.figures import REQUIRED

    assert set(methods.ESTIMATORS) < set(REQUIRED)
    assert set(REQUIRED) - set(methods.ESTIMATORS) == {"rolling_change", "difference"}


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
