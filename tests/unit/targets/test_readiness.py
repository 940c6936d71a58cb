"""Facts of an agreement in, tasks out: what blocks a submission, and what is only advice."""

from dataclasses import replace

import pytest

from targets import rules
from targets.readiness import Facts, TaskState, is_ready, tasks
from targets.rules import EDUCATION_AND_EARLY_YEARS, Finding

READY = Facts(
    agreed=("Burglary", "Violence"),
    designated=2,
    statutory=EDUCATION_AND_EARLY_YEARS,
    decision="The full council approves the agreement, item 7, 28 January 2008",
)


def found(facts, code):
    return next(one for one in tasks(facts) if one.code == code)


def finding(code, title="Burglary"):
    every = {one.code: one for one in (*rules.OF_A_LINE, rules.TOO_MANY)}
    return Finding(every[code], title, f"What {title} does not keep.")


def test_all_is_done():
    assert {one.state for one in tasks(READY)} == {TaskState.DONE}
    assert is_ready(tasks(READY))


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"agreed": ()}, "agreed", "there is nothing to submit"),
        ({"findings": (finding("has_linked_organisation"),)}, "linked", "Ask at least one"),
        ({"designated": 37}, "designated", "Make 2 of them local"),
        ({"findings": (finding("designated_is_national"),)}, "rules", "mend them"),
    ],
)
def test_law_and_arithmetic_block(changes, code, says):
    facts = replace(READY, **changes)

    task = found(facts, code)
    assert (task.state, says in task.sentence) == (TaskState.BLOCKING, True)
    assert not is_ready(tasks(facts))
    assert task.basis.says
    assert task.basis.source


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"statutory": frozenset()}, "statutory", "0 of 16 are carried. Not carried: NI 72, NI 73"),
        ({"findings": (finding("agrees_with_other_plans"),)}, "other_plans", "differ from other"),
        ({"open": ("Arson",)}, "listed", "1 target will only be listed, and nobody signs for it"),
        ({"unopened": 3}, "unopened", "Offer 3 lies unopened"),
        ({"silent": ("Force (Burglary)",)}, "partners", "needed before anybody signs"),
        ({"objecting": ("Force (Burglary)",)}, "partners", "needed before anybody signs"),
        ({"decision": ""}, "decision", "needed before the leader signs"),
        ({"issues": ("NI 16: No survey",)}, "issues", "may put targets on the table again"),
    ],
)
def test_all_else_is_advice(changes, code, says):
    facts = replace(READY, **changes)

    task = found(facts, code)
    assert task.state == TaskState.ADVISORY
    assert says in task.sentence
    assert is_ready(tasks(facts))


def test_a_task_names_the_targets_it_is_about():
    facts = replace(
        READY,
        open=("Arson",),
        placeholders=("Drugs",),
        findings=(finding("has_linked_organisation", "Violence"),),
    )

    assert found(facts, "linked").names == ("Violence",)
    assert found(facts, "listed").names == ("Arson: still negotiated", "Drugs: placeholder")
