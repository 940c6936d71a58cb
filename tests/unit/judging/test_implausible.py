"""A rate held against what any other area has had."""

import pandas as pd
import pytest

from indicators.judging.peers import FEWEST_AREAS, PEAKS, implausible

OTHERS = [100, 90, 80, 120, 110, 95, 85, 105, 115, 70]


@pytest.fixture
def sent(cells):
    """Return a builder of rows of a return, one an area of 100,000 residents."""

    def build(*counts, **changes):
        rows = [
            {"row": 2 + n, "area_id": n, "period_start": "2008-04-01", "numerator": count}
            | {"denominator": 100_000}
            for n, count in enumerate(counts)
        ]
        return cells(rows, **changes)

    return build


def peaks(*counts, frequency="month"):
    """Return the highest rates of other areas, of as many residents each."""
    rows = [(100 + n, frequency, count / 100) for n, count in enumerate(counts)]
    return pd.DataFrame(rows, columns=PEAKS)


def test_rate_beyond_three_times_the_highest_of_others_is_found(sent):
    (found,) = implausible(sent(361), "count_rate", peaks(*OTHERS)).to_dict("records")

    assert found["against"] == pytest.approx(1.2)
    assert found["n"] == len(OTHERS) == FEWEST_AREAS


@pytest.mark.parametrize(("count", "others"), [(359, OTHERS), (361, OTHERS[1:]), (0, OTHERS)])
def test_rate_within_it_or_with_too_few_others_is_not(sent, count, others):
    assert implausible(sent(count), "count_rate", peaks(*others)).empty


def test_rows_of_one_return_are_held_against_each_other(sent):
    found = implausible(sent(361, *OTHERS), "count_rate", peaks())

    assert found["row"].tolist() == [2]


def test_rate_is_not_held_against_what_the_area_itself_had(sent):
    own = pd.DataFrame([(0, "month", 50.0)], columns=PEAKS)

    (found,) = implausible(sent(361), "count_rate", pd.concat([own, peaks(*OTHERS)])).to_dict(
        "records"
    )
    assert found["against"] == pytest.approx(1.2)


def test_handful_of_events_is_never_implausible(sent):
    others = peaks(*[0] * 10)

    assert implausible(sent(4), "count_rate", others).empty
    assert len(implausible(sent(5), "count_rate", others)) == 1


def test_years_are_not_held_against_months(sent):
    year = sent(1200, frequency="financial_year")

    assert implausible(year, "count_rate", peaks(*OTHERS)).empty
    assert implausible(sent(), "count_rate", peaks(*OTHERS)).empty


def test_shares_have_a_ceiling_of_their_own(sent):
    share = sent(90_000, kind="proportion", per=100)

    assert implausible(share, "proportion", peaks(*OTHERS)).empty
