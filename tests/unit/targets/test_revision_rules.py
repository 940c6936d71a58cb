"""What law and guidance ask of a revision: each rule kept, and broken by one thing."""

from dataclasses import replace

import pytest

from targets.rules import OF_A_REVISION, RevisedLine, findings_of_revision

LINE = RevisedLine(
    title="Burglary",
    act="change",
    ground="baseline",
    type="designated",
    was="designated",
    is_designated=True,
    asked=1,
)
LOCAL = replace(LINE, ground="local", type="local", was="local", is_designated=False)


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        LOCAL,
        replace(LOCAL, act="remove"),
        replace(LOCAL, act="add", was=""),
        replace(LINE, act="add", was="", is_designated=False),
        replace(LINE, act="remove"),
    ],
)
def test_what_keeps_every_rule_is_not_found(line):
    assert findings_of_revision([line]) == []


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        (replace(LINE, asked=0), "names_who_consents", "Name at least one organisation that"),
        (
            replace(LOCAL, act="add", was="", asked=0),
            "names_who_consents",
            "to which it is to relate",
        ),
        (
            replace(LINE, not_asked=("Dale Force", "Dale PCT")),
            "asks_whom_it_relates_to",
            "relates to Dale Force, Dale PCT as well",
        ),
        (replace(LINE, ground="local"), "is_on_permitted_ground", "It is no local target"),
        (replace(LOCAL, is_designated=True), "is_on_permitted_ground", "It is no local target"),
        (
            replace(LOCAL, was="statutory"),
            "is_on_permitted_ground",
            "It is no local target",
        ),
        (replace(LINE, type="local"), "stays_designated", "stays so until"),
        (replace(LINE, is_placeholder=True), "has_its_values", "Set them"),
        (replace(LINE, is_same=True), "says_something_new", "These are the terms in force"),
    ],
)
def test_each_rule_is_found_broken(line, code, sentence):
    (found,) = findings_of_revision([line])

    assert (found.rule.code, found.title) == (code, "Burglary")
    assert sentence in found.sentence
    assert found.rule.source


def test_every_rule_has_its_text_and_source():
    assert len({rule.code for rule, _ in OF_A_REVISION}) == len(OF_A_REVISION) == 6
