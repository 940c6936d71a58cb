"""Each rule refuses what it is there for, says how to mend it, and is kept by what is right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from targets.rules import (
    DESIGNATED_AT_MOST,
    OF_A_LINE,
    TOO_MANY,
    Line,
    PartLine,
    PlanLine,
    findings,
    findings_of,
)

ON = date(2008, 5, 1)
D = Decimal
GOOD = Line(
    title="Burglary",
    code="NI 16",
    unit="per 1,000",
    measure_unit="per 1,000",
    polarity="low",
    lowest=D(0),
    years=("2008/09", "2009/10", "2010/11"),
    values=(D("17.0"), None, D("14.4")),
    baseline=D("18.0"),
    known=D("18.0"),
)
PLAN = PlanLine("policing plan", "2010/11", D("8.2"))
NEW, OLD = PartLine("Ash", D(3), D("12.0")), PartLine("Birch", D(1), D("21.6"))

BROKEN = {
    "designated_is_national": replace(GOOD, is_national=False),
    "statutory_is_listed": replace(GOOD, type="statutory"),
    "not_before_its_date": replace(GOOD, code="NI 32", delayed_until=date(2009, 4, 1)),
    "has_linked_organisation": replace(GOOD, partners=0),
    "has_values": replace(GOOD, values=(None, None, None)),
    "has_baseline": replace(GOOD, baseline=None),
    "in_its_unit": replace(GOOD, unit="%"),
    "in_range": replace(GOOD, values=(D(-1), None, D(14))),
    "looks_like_its_unit": replace(GOOD, values=(None, None, D("0.14"))),
    "the_better_way": replace(GOOD, values=(None, None, D("18.1"))),
    "only_when_measured": replace(
        GOOD, unmeasured=frozenset({"2009/10"}), values=(None, D(17), D(16))
    ),
    "baseline_is_the_figure": replace(GOOD, known=D("18.2")),
    "parts_have_weight": replace(GOOD, parts=(NEW, replace(OLD, weight=D(0))), explains_parts=True),
    "parts_make_the_whole": replace(GOOD, parts=(NEW, replace(OLD, value=D(30)))),
    "agrees_with_other_plans": replace(GOOD, plans=(PLAN,)),
    "issue_is_named": replace(
        GOOD, is_placeholder=True, waits_for_an_issue=True, values=(None, None, None)
    ),
}


def codes(line, on=ON):
    return [one.rule.code for one in findings_of(line, on)]


def test_what_is_right_breaks_no_rule():
    assert codes(GOOD) == []
    assert codes(replace(GOOD, parts=(NEW, OLD))) == []


def test_every_rule_is_broken_here_and_names_its_source():
    assert list(BROKEN) == [rule.code for rule in OF_A_LINE]
    assert all(rule.says and rule.source for rule in (*OF_A_LINE, TOO_MANY))


@pytest.mark.parametrize("code", BROKEN)
def test_a_rule_refuses_and_says_how_to_mend_it(code):
    (found,) = [one for one in findings_of(BROKEN[code], ON) if one.rule.code == code]

    assert found.title == "Burglary"
    assert len(found.sentence) > 30
    assert codes(BROKEN[code]).count(code) == 1


@pytest.mark.parametrize(
    ("code", "mended"),
    {
        "designated_is_national": {"type": "local"},
        "statutory_is_listed": {"code": "NI 72"},
        "not_before_its_date": {"is_placeholder": True, "values": (None, None, None)},
        "has_linked_organisation": {"partners": 1},
        "has_values": {"is_placeholder": True},
        "has_baseline": {"is_gap": True},
        "the_better_way": {"is_slowing": True},
        "baseline_is_the_figure": {"explains_baseline": True},
        "parts_make_the_whole": {"explains_parts": True},
        "issue_is_named": {"names_its_issue": True},
    }.items(),
)
def test_the_way_out_that_a_rule_names_is_one(code, mended):
    assert code not in codes(replace(BROKEN[code], **mended))


def test_a_delayed_indicator_is_designated_from_its_date():
    delayed = BROKEN["not_before_its_date"]

    assert "1 April 2009" in findings_of(delayed, date(2009, 3, 31))[0].sentence
    assert codes(delayed, date(2009, 4, 1)) == []


@pytest.mark.parametrize(
    ("polarity", "last", "is_refused"),
    [
        ("high", "17.9", True),
        ("high", "18.1", False),
        ("zero", "-18.1", True),
        ("none", "1.9", False),
    ],
)
def test_better_is_as_the_measure_has_it(polarity, last, is_refused):
    line = replace(GOOD, polarity=polarity, lowest=None, values=(None, None, D(last)))

    assert ("the_better_way" in codes(line)) == is_refused


def test_one_designated_target_too_many_is_refused_as_a_whole():
    lines = [replace(GOOD, title=f"Target {number}") for number in range(DESIGNATED_AT_MOST + 1)]

    (found,) = findings(lines, ON)

    assert (found.rule, found.title) == (TOO_MANY, "")
    assert "1 more than the 35" in found.sentence
    assert findings([*lines[1:], replace(GOOD, type="local")], ON) == []


def test_what_is_missing_at_submission_keeps_nobody_from_offering():
    waits = {one.code for one in OF_A_LINE if not one.blocks}

    assert waits == {"agrees_with_other_plans", "has_linked_organisation", "issue_is_named"}


@pytest.mark.parametrize(
    "changes",
    [
        {"plans": (replace(PLAN, value=D("14.40")),)},
        {"plans": (replace(PLAN, year="2009/10"),)},
        {"plans": (replace(PLAN, reconciled_with=D("14.4")),)},
        {"plans": (PLAN,), "is_gap": True},
    ],
)
def test_another_plan_is_no_matter_where_it_agrees_is_explained_or_is_of_something_else(changes):
    assert "agrees_with_other_plans" not in codes(replace(GOOD, **changes))


def test_what_was_explained_of_another_value_is_asked_again():
    explained = replace(PLAN, reconciled_with=D("15.0"))

    (found,) = findings_of(replace(GOOD, plans=(explained,)), ON)

    assert "The policing plan says 8.2 for 2010/11 and this 14.4" in found.sentence
    assert not found.rule.blocks
