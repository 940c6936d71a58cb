"""Nineteen targets from a first offer to an agreed package, by four people at keyboards alone."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import violations_of
from tests.journeys.keyboard import Keyboard
from tests.journeys.short_list import (
    AREA,
    DISTRICTS,
    HELD_OPEN,
    RELATIVE,
    STRAIGHT,
    SURVEY,
)

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

TABLE = f"/laa/{AREA}/negotiation/"
LAST_YEAR = "Value for 2010/11"
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
def comes(browser, portal):
    """Have somebody come in, by keyboard, in a browser of their own."""
    contexts = []

    def come(person: str, *, has_scripts: bool = True) -> Keyboard:
        context = browser.new_context(
            base_url=portal.address,
            viewport={"width": 1100, "height": 900},
            java_script_enabled=has_scripts,
        )
        contexts.append(context)
        keys = Keyboard(context.new_page())
        keys.come_in(portal, person)
        return keys

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def short_list(portal):
    """Greyshire's short list of nineteen, fourteen of them prepared."""
    prepare = "from tests.journeys.short_list import prepare; prepare()"
    portal.run("python", "manage.py", "shell", "--command", prepare)


# --- What anybody does ----------------------------------------------------------------------------


def go_to(who, code) -> None:
    """Open the page of a target from the table of all."""
    who.page.goto(TABLE)
    who.follow(f"{code} ")


def sees(who, *texts) -> None:
    for text in texts:
        expect(who.main).to_contain_text(text)


def is_accessible(who) -> None:
    assert violations_of(who.page) == [], who.page.url


def save(who, reason) -> None:
    who.write_anew("Why these terms?", reason)
    who.follow("Save", exact=True)
    sees(who, "is prepared for", "Your side alone sees this")


def say_other_terms(who, code, move, share) -> None:
    """Take the terms on the table up with another last value."""
    go_to(who, code)
    who.follow(move)
    shown = Decimal(who.main.get_by_label(LAST_YEAR, exact=True).input_value())
    exponent = shown.as_tuple().exponent
    other = round(shown * Decimal(share), -exponent)
    assert other != shown
    who.write_anew(LAST_YEAR, str(other))
    save(who, f"As the figures of {code} go")


def answer_in_words(who, code, move, reason) -> None:
    """Hold or accept what lies on the table."""
    go_to(who, code)
    who.follow(move)
    who.reach(who.main.locator("textarea"))
    who.page.keyboard.type(reason)
    who.follow("Save", exact=True)
    sees(who, "is prepared for")


def note(who, code, text) -> None:
    go_to(who, code)
    who.follow("Private notes of your side")
    who.write("Write a private note", text)
    who.follow("Keep the note")
    sees(who, text)


def send(who, number, reason) -> None:
    who.page.goto(f"{TABLE}offer/")
    who.write_anew("Why this package?", reason)
    who.follow("Send the offer")
    sees(who, f"Offer {number} is made.")


def open_offer(who, number, what="Open and answer offer") -> None:
    """Open what waits for one's side, from the home page."""
    who.page.goto("/home/")
    who.follow(f"{what} {number}: Greyshire")
    sees(who, "An offer to open")
    who.follow(f"Go to offer {number}")
    sees(who, "Once you open it, it stands")
    who.follow("Open this offer")
    sees(who, "Under each value stands how it differs from the last round")


# --- The way to an agreement ----------------------------------------------------------------------


def test_nineteen_targets_are_agreed_in_three_rounds(short_list, comes):
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


def type_a_straight_line(who) -> None:
    """Err in the unit and in the direction first: what was typed besides is kept."""
    go_to(who, STRAIGHT)
    sees(who, "It is on the short list, and nothing was offered yet.")
    is_accessible(who)
    who.follow("Offer terms")
    reason = "The safe place takes pressure off Saturday nights"
    who.write_anew(LAST_YEAR, "5%")
    who.write_anew("Why these terms?", reason)
    who.follow("Save", exact=True)
    sees(who, "is in offences per 1,000 people, not in %. Enter the number alone")
    expect(who.main.get_by_label("Why these terms?")).to_have_value(reason)
    baseline = Decimal(who.main.get_by_label("Baseline", exact=True).input_value())
    who.write_anew(LAST_YEAR, str(baseline * 2))
    who.follow("Fill in the empty years")
    who.follow("Preview")
    sees(who, "is worse than the baseline")
    for year in ("2008/09", "2009/10", "2010/11"):
        who.write_anew(f"Value for {year}", "")
    who.write_anew(LAST_YEAR, f"{baseline * Decimal('0.9'):.2f}")
    who.follow("Fill in the empty years")
    expect(who.main.get_by_label("Value for 2008/09", exact=True)).not_to_have_value("")
    who.follow("Preview")
    sees(who, "It breaks no rule", "How ambitious is it?")
    expect(who.main.locator(".laa-card")).to_have_count(5)
    is_accessible(who)
    save(who, reason)


def type_a_gap(who) -> None:
    go_to(who, RELATIVE)
    who.follow("Offer terms")
    who.choose(who.main.get_by_label("The largest gap to Demonstration region"))
    for year, gap in (("2008/09", "300"), ("2009/10", "250"), ("2010/11", "200")):
        who.write_anew(f"Value for {year}", gap)
    save(who, "Closer to the region, whatever the courts do")


def type_a_survey(who) -> None:
    go_to(who, SURVEY)
    who.follow("Offer terms")
    expect(who.main.get_by_label("Not measured in 2009/10")).to_be_checked()
    who.choose(who.main.get_by_label("Only in the years of the survey"))
    who.choose(who.main.get_by_label("Not measured in 2008/09"))
    who.write_anew(LAST_YEAR, "33")
    save(who, "Three points more who agree")


def type_three_districts(who) -> None:
    go_to(who, DISTRICTS)
    who.follow("Offer terms")
    baseline = Decimal(who.main.get_by_label("Baseline", exact=True).input_value())
    value = f"{baseline * Decimal('0.9'):.2f}"
    who.write_anew(LAST_YEAR, value)
    who.unfold("It is for some districts only")
    for place in ("Ashmere", "Coldwell", "Fernley"):
        who.choose(who.main.get_by_label(place, exact=True))
        who.write_anew(f"Value of {place}", value)
    who.follow("Fill in the empty years")
    save(who, "Netherby has hardly any")


def type_a_placeholder(who) -> None:
    go_to(who, HELD_OPEN)
    who.follow("Offer terms")
    who.unfold("There can be no figures yet")
    who.choose(who.main.get_by_label("There is no baseline yet"))
    who.write_anew("What does it wait for?", "The first year by the new definition")
    save(who, "Nobody can say yet where we start")


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


def pack_links(who) -> list[str]:
    """Return the evidence packs that an offer's lines name, by their hashes."""
    return who.main.locator("a[href^='/evidence/']").all_inner_texts()


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
