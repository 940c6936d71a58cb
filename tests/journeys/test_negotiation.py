"""Nineteen targets from a first offer to an agreed package, by four people at keyboards alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.at_the_table import (
    LAST_YEAR,
    TABLE,
    answer_in_words,
    go_to,
    is_accessible,
    note,
    open_offer,
    pack_links,
    save,
    say_other_terms,
    sees,
    send,
)
from tests.journeys.short_list import AREA, STRAIGHT
from tests.journeys.signing import sign_the_package
from tests.journeys.typed_lines import (
    type_a_gap,
    type_a_placeholder,
    type_a_straight_line,
    type_a_survey,
    type_three_districts,
)

pytestmark = pytest.mark.journey

COUNTERED = {
    # by the office, its last value as a share of the partnership's
    STRAIGHT: "0.96",
    "NI 16": "0.96",
    "NI 18": "0.97",
    "NI 39": "0.97",
    "NI 45": "1.04",
    "NI 46": "1.04",
}
COUNTERED_AGAIN = {STRAIGHT: "1.02", "NI 16": "1.02"}
"""By the partnership, as a share of the office's."""

ACCEPTED, HELD = "NI 18", "NI 30"
OURS = "We could go lower if the trust pays"
THEIRS = "Half of the region has agreed to more"
"""What each side notes for itself: nothing that the other side may ever see."""


@pytest.fixture
def short_list(portal):
    """Greyshire's short list of nineteen, fourteen of them prepared."""
    prepare = "from tests.journeys.short_list import prepare; prepare()"
    portal.run("python", "manage.py", "shell", "--command", prepare)


# --- The way to an agreement ----------------------------------------------------------------------


def test_nineteen_targets_are_agreed_in_three_rounds_and_signed(
    short_list, comes, portal, tmp_path
):
    coordinator, reviewer = comes("lsp_coordinator"), comes("go_reviewer")

    offer_nineteen(coordinator, reviewer)
    packs = answer_nineteen(reviewer, coordinator)
    answer_the_counters(coordinator, packs)
    partners_sign_up(coordinator, comes("partner-police"), comes("council_leader"))
    settle(reviewer)
    open_offer(coordinator, 5, "Open offer")

    for who in (coordinator, reviewer):
        who.page.goto(TABLE)
        sees(who, ": 0 on the table", "17 agreed", "2 placeholders", "Nothing on the table waits")
        is_accessible(who)

    prepare = "from tests.journeys.agreed import sign_up; sign_up()"
    portal.run("python", "manage.py", "shell", "--command", prepare)
    sign_the_package(coordinator, reviewer, comes, portal, tmp_path)


def offer_nineteen(coordinator, reviewer) -> None:
    """Type one line of each kind, send all, take them back unopened, and send them again."""
    coordinator.follow("Make the first offer: Greyshire")
    sees(coordinator, "It is your turn.", "No offer has been made yet", "14 lines prepared")
    type_a_straight_line(coordinator)
    type_a_gap(coordinator)
    type_a_survey(coordinator)
    type_three_districts(coordinator)
    type_a_placeholder(coordinator)
    note(coordinator, STRAIGHT, OURS)

    send(coordinator, 1, "What residents named first")
    coordinator.follow("withdraw this offer")
    coordinator.write("Why do you withdraw it?", "Sent before the leader had read it")
    coordinator.follow("Withdraw the offer")
    coordinator.page.goto(TABLE)
    sees(coordinator, "It is your turn", "19 lines prepared")
    reviewer.page.goto("/review/")
    expect(reviewer.main).not_to_contain_text("Greyshire")
    send(coordinator, 2, "What residents named first")
    sees(coordinator, "It has not opened your offer 2")
    is_accessible(coordinator)


def answer_nineteen(reviewer, coordinator) -> list[str]:
    """Counter six, hold one and accept the rest. Returns the evidence packs of the offer."""
    open_offer(reviewer, 2)
    packs = pack_links(reviewer)
    expect(reviewer.main).not_to_contain_text(OURS)
    is_accessible(reviewer)
    for code, share in COUNTERED.items():
        say_other_terms(reviewer, code, "Counter with other terms", share)
    answer_in_words(reviewer, HELD, "Hold your answer", "We wait for the new cohort")
    note(reviewer, STRAIGHT, THEIRS)
    expect(reviewer.main).not_to_contain_text(OURS)

    go_to(coordinator, STRAIGHT)
    sees(coordinator, "wait for the Government Office's answer")
    expect(coordinator.main).not_to_contain_text("As the figures of")

    reviewer.page.goto(f"{TABLE}offer/")
    sees(reviewer, "Without an answer")
    reviewer.write_anew("Why this package?", "Most of it fits")
    reviewer.follow("Send the offer")
    sees(reviewer, "These wait for your answer")
    reviewer.follow("Accept all the rest unchanged")
    expect(reviewer.main.get_by_label("Why this package?")).to_have_value("Most of it fits")
    reviewer.follow("Send the offer")
    sees(reviewer, "Offer 3 is made. The partnership is told.")
    return packs


def answer_the_counters(coordinator, packs) -> None:
    """Read the redline; accept four of six, counter two, and offer other terms for what is held."""
    open_offer(coordinator, 3)
    package = coordinator.main.get_by_role("region", name="The package")
    expect(package.locator(".laa-mark--lower, .laa-mark--higher")).to_have_count(len(COUNTERED))
    expect(coordinator.main).not_to_contain_text(THEIRS)
    coordinator.follow("Offer 2 of the partnership")
    assert pack_links(coordinator) == packs
    assert packs
    for code, share in COUNTERED_AGAIN.items():
        say_other_terms(coordinator, code, "Counter with other terms", share)
    go_to(coordinator, HELD)
    sees(coordinator, "and the Government Office holds its answer")
    say_other_terms(coordinator, HELD, "Offer other terms", "0.98")
    answer_in_words(coordinator, ACCEPTED, "Accept these terms", "We can do that")
    coordinator.page.goto(f"{TABLE}offer/")
    coordinator.follow("Accept all the rest unchanged")
    send(coordinator, 4, "Most of it as you ask")


def partners_sign_up(coordinator, police, leader) -> None:
    """Ask two bodies; one agrees, one objects and is answered."""
    go_to(coordinator, STRAIGHT)
    coordinator.follow("Who is asked to sign up to it")
    coordinator.follow("Ask organisations to sign up")
    for body in ("Greyshire Constabulary", "Greyshire County Council"):
        coordinator.choose(coordinator.main.get_by_label(body, exact=True))
    coordinator.follow("Ask them")

    police.page.goto("/home/")
    police.follow(f"Agree or object: {STRAIGHT}")
    sees(police, "You answer for Greyshire Constabulary", "Offer 4")
    police.follow("Agree", exact=True)
    police.follow("Agree", exact=True)
    sees(police, "Your organisation has agreed.")

    leader.page.goto("/home/")
    leader.follow(f"Agree or object: {STRAIGHT}")
    leader.follow("Object", exact=True)
    leader.write("Why does your organisation object?", "Nobody pays for the wardens")
    leader.follow("Object", exact=True)
    sees(leader, "The coordinator is told, and why.")

    coordinator.page.goto("/home/")
    coordinator.follow("Answer an objection: Greyshire County Council")
    sees(coordinator, "Nobody pays for the wardens")
    coordinator.follow("Answer, and ask again")
    coordinator.write("What do you answer?", "The force pays for two years")
    coordinator.follow("Ask again", exact=True)

    leader.page.reload()
    sees(leader, "The force pays for two years", "Nobody pays for the wardens")
    leader.follow("Agree", exact=True)
    leader.follow("Agree", exact=True)
    coordinator.page.goto(f"/laa/{AREA}/partners/")
    sees(coordinator, "Agreed: 2", "Objected: 0")
    is_accessible(coordinator)


def settle(reviewer) -> None:
    """Accept all that is left, unchanged."""
    open_offer(reviewer, 4)
    reviewer.page.goto(f"{TABLE}offer/")
    reviewer.follow("Accept all the rest unchanged")
    send(reviewer, 5, "We have an agreement")


def test_a_line_is_typed_and_dropped_without_scripts(comes):
    who = comes("lsp-coordinator-castlebray", has_scripts=False)
    who.follow("Make your next offer: Castlebray")
    who.follow("NI 33 ")
    who.follow("Counter with other terms")
    for year in ("2008/09", "2009/10", "2010/11"):
        who.write_anew(f"Value for {year}", "")
    who.write_anew(LAST_YEAR, "7")
    who.follow("Fill in the empty years")
    expect(who.main.get_by_label("Value for 2008/09", exact=True)).not_to_have_value("")
    who.follow("Preview")
    sees(who, "Preview: nothing is saved yet", "How ambitious is it?")
    save(who, "Half-way between both")
    who.follow("Drop what is prepared")
    who.follow("Drop it")
    sees(who, "What you had prepared for")
