"""A plan says what will be done: how far a figure is to move, the agreement alone says."""

from datetime import date

import pytest

from reviews.bodies import Body, inspectorates_on
from reviews.own_targets import refusal, target_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Burglary falls by 10% this year", "falls by 10"),
        ("Cut assaults to 400", "Cut assaults to 400"),
        ("Bring the rate down to 12.5 per 1,000", "12.5 per 1,0"),
        ("Reach a target of 95", "target of 95"),
        ("Satisfaction of 60 per cent", "60 per cent"),
        ("Halve repeat offences", "Halve"),
        ("Raise the share by 1,200 homes", "Raise the share by 1,200"),
    ],
)
def test_what_reads_like_a_target_is_found(text, words):
    assert target_in(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Two wardens walk the High Street on 12 Fridays",
        "Finish the review by 31 March 2009",
        "Reduce repeat visits to the same homes by 2010",
        "NI 16 is read every month",
        "Train 40 officers",
        "",
    ],
)
def test_days_and_counts_of_what_is_done_are_none(text):
    assert target_in(text) == ""


def test_refusal_names_the_words_what_to_do_and_the_source():
    said = refusal("by 10%")

    assert said.startswith("“by 10%” reads like a target")
    assert "propose a revision of the agreement" in said
    assert "only mechanism" in said


def test_seven_inspectorates_become_six_when_two_are_joined():
    before = inspectorates_on(date(2009, 3, 31))
    after = inspectorates_on(date(2009, 4, 1))

    assert (len(before), len(after)) == (7, 6)
    assert set(before) - set(after) == {Body.CSCI, Body.HEALTHCARE_COMMISSION}
    assert set(after) - set(before) == {Body.CQC}
