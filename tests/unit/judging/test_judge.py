"""All that is found in one measure, as it is written down."""

import pandas as pd

from indicators.catalogue.rules import Rule, Side
from indicators.judging import FINDINGS, PEAKS, Context, judge
from indicators.rollup import DAWN, DUSK, Geography

NOWHERE = Context(others={}, geography=None, level="district")


def judged(cells, rules=(), context=NOWHERE):
    nothing = pd.DataFrame(columns=PEAKS)
    return judge(cells, kind="count_rate", per=1000, peaks=nothing, rules=rules, context=context)


def test_nothing_sent_means_nothing_found(cells, months):
    rows = months([100] * 12)
    rows[-1]["row"] = None

    assert list(judged(cells(rows)).columns) == list(FINDINGS)
    assert judged(cells(rows)).empty


def test_findings_of_all_kinds_stand_together(cells, months):
    rows = months([200, 210, 190, 205, 195, 200, 207, 193, 420])
    rows[-1] |= {"held_numerator": 200, "held_denominator": 100_000}
    rows[-1] |= {"value": 9.9, "value_decimals": 1}

    found = judged(cells(rows))

    assert found["rule"].tolist() == ["large_change", "outlier", "not_reproduced"]
    assert found["n"].tolist() == [pd.NA, 8, pd.NA], "whole numbers, for a column of them"


def test_row_that_is_part_of_two_wholes_breaks_a_rule_once(cells):
    district, county, force = 1, 8, 9
    within = pd.DataFrame({"whole_id": [county, force], "part_id": district})
    standing = pd.DataFrame(
        {"area_id": [district, county, force], "level": ["district", "laa_area", "police_force"]}
    )
    spans = {"starts": DAWN, "ends": DUSK}
    geography = Geography(within.assign(**spans), standing.assign(**spans))
    at = {"period_start": "2008-04-01", "denominator": 100_000}
    rows = [
        at | {"area_id": county, "numerator": 50},
        at | {"area_id": force, "numerator": 60},
        at | {"area_id": district, "numerator": 90, "row": 2},
    ]
    below = Rule(
        *("below", "Less than its parts", "Why", "soft", ">="),
        Side("numerator", "row", "skip_if_any"),
        Side("numerator", "parts", "skip_if_all"),
    )

    found = judged(cells(rows), [below], Context({}, geography, "district"))

    assert found[["row", "rule"]].to_numpy().tolist() == [[2, "below"]]
