"""A concern from the work list to its outcome, by a reviewer and a coordinator at keyboards."""

import pytest

from tests.journeys.at_the_table import is_accessible, sees

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

ANSWERED = "The taxi marshals stopped in October, and are back since New Year"
IN_HAND = "That explains October, and they are back"
OUTCOME = "On its path again since January"


def test_concern_is_talked_through_and_closed_and_another_judged_more_serious(comes):
    reviewer, coordinator = comes("go_reviewer"), comes("lsp-coordinator-larrowmouth")

    address = read_why(reviewer)
    answer(coordinator)
    close(reviewer, address)
    judge_more_serious(reviewer)


def read_why(reviewer) -> str:
    """Come from the home page to what waits for the partnership, and read what it rests on."""
    reviewer.follow("Look at")
    sees(reviewer, "the most serious first", "held against a path month by month")
    is_accessible(reviewer)
    reviewer.page.goto("/concerns/?show=asked")
    reviewer.follow(", Larrowmouth")
    sees(reviewer, "The partnership answers by", "What it rests on", "Asked the partnership")
    is_accessible(reviewer)
    return reviewer.page.url


def answer(coordinator) -> None:
    coordinator.follow("Answer the question about")
    sees(coordinator, "What has changed since the summer")
    is_accessible(coordinator)
    coordinator.follow("Answer", exact=True)
    coordinator.write("Your answer", ANSWERED)
    coordinator.follow("Answer", exact=True)
    sees(coordinator, "The Government Office can read your answer.", ANSWERED)


def close(reviewer, address) -> None:
    """Take the answer; then the concern leaves the list with its outcome."""
    reviewer.page.goto(address)
    sees(reviewer, ANSWERED)
    reviewer.follow("Take the answer")
    reviewer.write("Why is it in hand?", IN_HAND)
    reviewer.follow("Take the answer")
    sees(reviewer, "It is known and in hand.", "Look again when the next figures are in")
    reviewer.follow("Close it with its outcome")
    is_accessible(reviewer)
    reviewer.write("What came of it?", OUTCOME)
    reviewer.follow("Close it with its outcome")
    sees(reviewer, "The concern is closed.", OUTCOME)


def judge_more_serious(reviewer) -> None:
    """Judge what a person raised, with the reason."""
    reviewer.page.goto("/concerns/?show=to_do")
    reviewer.follow("Fights at the harbour")
    reviewer.follow("Judge it more serious")
    reviewer.tick("2, concern")
    reviewer.write("Why?", "Two more nights like that")
    reviewer.follow("Judge it more serious")
    sees(reviewer, "It is more serious from now on", "2, concern", "Two more nights like that")
