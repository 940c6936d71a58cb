"""What anybody does at the table of Greyshire's agreement, by keyboard alone."""

from decimal import Decimal

from playwright.sync_api import expect

from tests.journeys.conftest import violations_of
from tests.journeys.short_list import AREA

TABLE = f"/laa/{AREA}/negotiation/"
LAST_YEAR = "Value for 2010/11"


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


def pack_links(who) -> list[str]:
    """Return the evidence packs that an offer's lines name, by their hashes."""
    return who.main.locator("a[href^='/evidence/']").all_inner_texts()
