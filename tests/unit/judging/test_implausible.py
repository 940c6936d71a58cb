"""A rate held against what any other area has had."""

import pandas as pd
import pytest

from indicators.judging.peers import FEWEST_AREAS, implausible


def areas(*counts, sent=0):
    rows = [
        {"area_id": n, "period_start": "2008-04-01", "numerator": count, "denominator": 100_000}
        for n, count in enumerate(counts)
    ]
    rows[sent]["row"] = 2
    return rows


OTHERS = [100, 90, 80, 120, 110, 95, 85, 105, 115, 70]


def test_rate_beyond_three_times_the_highest_of_others_is_found(cells):
    (found,) = implausible(cells(areas(361, *OTHERS)), "count_rate").to_dict("records")

    assert found["against"] == pytest.approx(1.2)
    assert found["n"] == len(OTHERS) == FEWEST_AREAS


@pytest.mark.parametrize("counts", [[359, *OTHERS], [361, *OTHERS[1:]], [0, *OTHERS]])
def test_rate_within_it_or_with_too_few_others_is_not(cells, counts):
    assert implausible(cells(areas(*counts)), "count_rate").empty


def test_handful_of_events_is_never_implausible(cells):
    rows = areas(4, *[0] * 10)

    assert implausible(cells(rows), "count_rate").empty
    rows[0]["numerator"] = 5
    assert len(implausible(cells(rows), "count_rate")) == 1


def test_years_are_not_held_against_months(cells):
    months = cells(areas(100, *OTHERS))
    year = cells(areas(1200), frequency="financial_year")

    assert implausible(pd.concat([months, year]), "count_rate").empty


def test_shares_have_a_ceiling_of_their_own(cells):
    rows = areas(900, *[10] * 12)
    for row in rows:
        row["denominator"] = 1000

    assert implausible(cells(rows, kind="proportion", per=100), "proportion").empty
