"""Two concerns by those who talk about them, at keyboards: one from the work list to its outcome,
one that an officer judges serious."""

import pytest

from tests.journeys.at_the_table import is_accessible, sees
from tests.portal import wait_for

pytestmark = pytest.mark.journey

THEFT = "NI 16 Serious acquisitive crime rate, Larrowmouth"
QUESTION = "What has changed since the summer, and what do you expect by March?"
ANSWERED = "One gang sells from the market; its shops are to be checked from January"
IN_HAND = "That explains the autumn, and it can be done"
AIM = "Second-hand shops are checked every week"
ACTION = "Visit the shops of the market street"
GAP = "Three months are too long to wait for the year"
SHOWN = "The visit book has all shops twice"
OUTCOME = "On its path again since January"
JUDGED = "Two stabbings, and nobody leads"

NEXT_FIGURES = """\
indicator,area_code,period,numerator,denominator
NI 16,X06000002,2009-01,265,243800
NI 16,X06000002,2009-02,262,243800
NI 16,X06000002,2009-03,268,243800
"""
"""With these the year comes to what was agreed for it."""


def test_concern_is_talked_through_planned_and_closed_by_its_next_figures(comes):
    reviewer, coordinator = comes("go_reviewer"), comes("lsp-coordinator-larrowmouth")

    address = read_why_and_ask(reviewer)
    answer(coordinator)
    take_the_answer(reviewer, address)
    propose_plan(reviewer, address)
    agree_to_plan(coordinator)
    agree_on_more_frequent_review(reviewer, coordinator, address)
    send_next_figures(comes("data_provider"))
    show_what_was_done(coordinator, address)
    close(reviewer, address)


def test_concern_is_judged_serious_once_what_others_have_open_is_acknowledged(comes):
    director = comes("go_director")
    director.page.goto("/concerns/?show=to_do")
    director.follow("Fights at the harbour")
    sees(director, "Read and acknowledge each before you add to it")

    director.follow("Judge it more serious")
    director.tick("3, serious")
    director.write("Why?", JUDGED)
    director.follow("Judge it more serious")
    sees(director, "have something open in Larrowmouth that you have not acknowledged", JUDGED)
    is_accessible(director)

    director.tick("I have seen “Survey of schools")
    director.tick("I have seen “Adviser on domestic violence")
    director.follow("Judge it more serious")
    sees(director, "It is more serious from now on", "3, serious", JUDGED, "You have seen it")
    sees(director, "Government Office, Government Office director, Demonstration region")


def read_why_and_ask(reviewer) -> str:
    """Come from the home page to what is off its path, read what that rests on, and ask."""
    reviewer.follow("Look at")
    sees(reviewer, "the most serious first", "held against a path month by month")
    is_accessible(reviewer)
    reviewer.follow(THEFT)
    sees(
        reviewer, "Off the agreed path", "3,090 where the path has 2,984", "Not yet: it reads along"
    )
    is_accessible(reviewer)
    address = reviewer.page.url
    reviewer.follow("Ask the partnership")
    reviewer.write("What do you ask the partnership?", QUESTION)
    reviewer.follow("Ask the partnership")
    sees(reviewer, "The partnership is asked", "The partnership answers by")
    return address


def answer(coordinator) -> None:
    coordinator.page.goto("/home/")
    coordinator.follow(f"Answer the question about {THEFT}")
    sees(coordinator, QUESTION, "Off the agreed path")
    is_accessible(coordinator)
    coordinator.follow("Answer", exact=True)
    coordinator.write("Your answer", ANSWERED)
    coordinator.follow("Answer", exact=True)
    sees(coordinator, "The Government Office can read your answer.", ANSWERED)


def take_the_answer(reviewer, address) -> None:
    reviewer.page.goto(address)
    sees(reviewer, ANSWERED)
    reviewer.follow("Take the answer")
    reviewer.write("Why is it in hand?", IN_HAND)
    reviewer.follow("Take the answer")
    sees(reviewer, "It is known and in hand.", "Look again when the next figures are in")


def propose_plan(reviewer, address) -> None:
    """Propose one thing to be done, from the concern's own page."""
    reviewer.page.goto(address)
    reviewer.follow("Propose an improvement plan")
    reviewer.write("What will be different", AIM)
    reviewer.follow("Propose it")
    reviewer.follow("Add an action")
    reviewer.write("What will be done?", ACTION)
    reviewer.pick("Which organisation does it?", "Larrowmouth Council")
    reviewer.write("Which post answers for it?", "Head of trading standards")
    reviewer.write("What is to be seen by then?", "All shops visited once")
    for part, typed in (("Day", "31"), ("Month", "3"), ("Year", "2099")):
        reviewer.write(part, typed)
    is_accessible(reviewer)
    reviewer.follow("Add it")
    sees(reviewer, "It is part of the plan.", ACTION, "The partnership has to agree.")
    is_accessible(reviewer)


def agree_to_plan(coordinator) -> None:
    coordinator.page.goto("/home/")
    coordinator.follow(f"Agree to: Improvement plan, {THEFT}")
    sees(coordinator, AIM, ACTION, "Head of trading standards")
    coordinator.follow("Agree to the plan")
    coordinator.follow("Agree", exact=True)
    sees(coordinator, "Both sides have agreed on the plan.")


def agree_on_more_frequent_review(reviewer, coordinator, address) -> None:
    reviewer.page.goto(address)
    reviewer.follow("Propose to review it more often")
    reviewer.tick("Every quarter")
    reviewer.write("Why?", GAP)
    reviewer.follow("Propose it")
    sees(reviewer, "It is proposed. The other side is told.")
    coordinator.page.goto("/home/")
    coordinator.follow("Accept or decline: Every quarter")
    sees(coordinator, GAP)
    coordinator.follow("Accept it")
    coordinator.follow("Accept it")
    sees(coordinator, "It is accepted, and holds from today.")
    is_accessible(coordinator)
    reviewer.page.goto(address)
    sees(reviewer, "Every quarter, as both sides agreed")


def send_next_figures(provider) -> None:
    """Send, check and publish the next months as any return is."""
    provider.page.goto("/returns/send/")
    file = {"name": "next.csv", "mimeType": "text/csv", "buffer": NEXT_FIGURES.encode()}
    provider.page.get_by_label("Return", exact=True).set_input_files(file)
    provider.follow("Send and check")
    for box in provider.page.get_by_label("Why is it right?").all():
        box.fill("Checked against the force's own book")
    provider.follow("Confirm and publish")
    sees(provider, "3 rows accepted")


def show_what_was_done(coordinator, address) -> None:
    coordinator.page.goto(address)
    coordinator.follow("Go to the improvement plan")
    coordinator.follow("Show that it is done")
    coordinator.write("What shows that it is done?", SHOWN)
    coordinator.follow("It is done")
    sees(coordinator, "It is shown to be done.", SHOWN)


def close(reviewer, address) -> None:
    """Find the concern back on its path, and close it with what was done."""
    wait_for_next_figures(reviewer, address)
    sees(reviewer, "The newest figures are on the agreed path.", "3,885 where the path has 3,893")
    reviewer.follow("Go to the improvement plan")
    reviewer.follow("Say that the plan is done")
    reviewer.write("What came of it?", OUTCOME)
    reviewer.tick("Close the concern with it")
    reviewer.follow("It is done")
    sees(reviewer, "The plan is done.")
    reviewer.page.goto(address)
    sees(reviewer, "It was closed on", OUTCOME, "Said that the improvement plan is done")
    is_accessible(reviewer)


def wait_for_next_figures(reviewer, address) -> None:
    """Look again until the year is whole: figures are worked out and held against in the back."""

    def are_there() -> bool:
        reviewer.page.goto(address)
        return "after 12 of 12 periods" in reviewer.main.inner_text()

    wait_for(are_there, "the next figures to be held against the path")
