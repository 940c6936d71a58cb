"""A figure held against the area's own history."""

import pytest

from indicators.judging.history import FEWEST_PERIODS, OUTLYING, WINDOW, outliers

STEADY = [200, 210, 190, 205, 195, 200, 207, 193]


def test_figure_far_from_its_history_is_found_with_its_numbers(cells, months):
    (found,) = outliers(cells(months([*STEADY, 420]))).to_dict("records")

    assert (found["row"], found["rule"], found["is_hard"]) == (2, "outlier", False)
    assert found["said"] == pytest.approx(4.2)
    assert found["against"] == pytest.approx(2.0)
    assert found["n"] == 8
    assert found["score"] > OUTLYING


def test_fall_is_found_as_a_rise_is(cells, months):
    assert len(outliers(cells(months([*STEADY, 90])))) == 1


@pytest.mark.parametrize("count", [200, 230, 175])
def test_figure_within_the_usual_is_not_found(cells, months, count):
    assert outliers(cells(months([*STEADY, count]))).empty


def test_nothing_is_said_without_history(cells, months):
    assert outliers(cells(months([5000]))).empty
    assert outliers(cells(months([*STEADY[: FEWEST_PERIODS - 1], 5000]))).empty


def test_history_that_is_all_equal_is_measured_by_chance(cells, months):
    assert outliers(cells(months([100] * 10 + [110]))).empty
    assert len(outliers(cells(months([100] * 10 + [170])))) == 1


def test_history_of_zeros_allows_a_few_events(cells, months):
    assert outliers(cells(months([0] * 12 + [2]))).empty
    assert len(outliers(cells(months([0] * 12 + [60])))) == 1


def test_scores_that_are_all_equal_give_nothing_to_measure_by(cells, months):
    rows = [row | {"value": 2.0} for row in months([0] * 12)]
    rows[-1]["value"] = 3.0

    assert outliers(cells(rows, kind="score", per=1)).empty


def test_history_stops_at_a_break_in_the_definition(cells, months):
    rows = months([*STEADY, 420])
    for row in rows[:-3]:
        row["segment"] = 1

    assert outliers(cells(rows)).empty


def test_other_areas_are_no_history(cells, months):
    rows = months([*STEADY, 420])
    rows[-1]["area_id"] = 2

    assert outliers(cells(rows)).empty


def test_only_the_periods_before_are_history(cells, months):
    rows = months([420, *STEADY])
    rows[0]["row"], rows[-1]["row"] = 3, None

    assert outliers(cells(rows)).empty


def test_only_the_latest_periods_are_history(cells, months):
    (found,) = outliers(cells(months([9] * 30 + STEADY * 4 + [420]))).to_dict("records")

    assert found["n"] == WINDOW
    assert found["against"] == pytest.approx(2.0)


def test_known_rows_are_not_judged(cells, months):
    rows = months([*STEADY, 420])
    rows[-1]["row"] = None

    assert outliers(cells(rows)).empty


def test_shares_are_held_on_the_scale_of_odds(cells, months):
    rows = [row | {"denominator": 1000} for row in months([950, 955, 945] * 4 + [985])]

    assert len(outliers(cells(rows, kind="proportion", per=100))) == 1
    rows[-1]["numerator"] = 962
    assert outliers(cells(rows, kind="proportion", per=100)).empty


def test_published_share_is_judged_by_its_sample(cells, months):
    def survey(last, size):
        rows = [
            row | {"numerator": None, "denominator": None, "value": 25.0, "sample_size": size}
            for row in months([0] * 10)
        ]
        rows[-1]["value"] = last
        return cells(rows, kind="survey_proportion", per=100)

    assert len(outliers(survey(40.0, 1100))) == 1
    assert outliers(survey(40.0, 40)).empty
