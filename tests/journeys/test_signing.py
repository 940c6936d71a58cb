"""What was signed a year ago is revised in a browser, by keyboard, with everybody's consent."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.at_the_table import is_accessible, sees
from tests.journeys.signing import sign

pytestmark = pytest.mark.journey

SIGNED = "X06000002"
"""Larrowmouth's agreement, which was signed a year ago."""

ITS_SECOND = f"/laa/{SIGNED}/versions/2/"
ITS_SIGNERS = ("council-leader-larrowmouth", "lsp-chair-larrowmouth", "go_director")


def test_what_was_signed_a_year_ago_is_revised_with_everybodys_consent(comes, portal):
    coordinator, reviewer = comes("lsp-coordinator-larrowmouth"), comes("go_reviewer")
    propose(coordinator)
    consent(comes("partner-castlebray"))
    accept(reviewer)
    for person in ITS_SIGNERS:
        sign(comes(person), ITS_SECOND)
    sign(comes("go_director"), ITS_SECOND, letter="CLG/LAA/112 of 20 March 2009")

    stranger = comes()
    then, now = as_at(stranger, days_ago=30), as_at(stranger)
    assert ("Version 1 held then" in then, "Version 2 held then" in now) == (True, True)
    sees(stranger, "Revised targets, beside the originals")
    is_accessible(stranger)


def propose(who) -> None:
    who.page.goto(f"/laa/{SIGNED}/versions/1/after/")
    sees(who, "designated")
    who.follow("Prepare a revision")
    who.write("Why is the agreement revised?", "The baseline of thefts was provisional.")
    who.follow("Go on to the targets")
    who.follow("Change NI 16")
    who.write_anew("Value for 2010/11", str(other_value(who)))
    who.choose(who.main.get_by_label("The baseline was missing or provisional"))
    who.write("Why?", "The force has sent the final figures.")
    expect(who.main.get_by_label("Marlshire Constabulary", exact=True)).to_be_checked()
    is_accessible(who)
    who.follow("Save", exact=True)
    sees(who, "It is in the revision")
    who.follow("Propose it")
    who.follow("Propose it")
    sees(who, "It waits for consent: Marlshire Constabulary")


def other_value(who) -> float:
    shown = float(who.main.get_by_label("Value for 2010/11", exact=True).input_value())
    return round(shown * 1.02, 2)


def consent(who) -> None:
    who.page.goto(f"/laa/{SIGNED}/revisions/1/")
    who.follow("Consent")
    who.follow("Consent", exact=True)
    sees(who, "All who are named have consented")


def accept(who) -> None:
    who.page.goto(f"/laa/{SIGNED}/revisions/1/")
    who.follow("Accept", exact=True)
    who.follow("Accept it")
    sees(who, "It waits for the leader of the council to sign")


def as_at(who, *, days_ago=0) -> str:
    """Return what the page says of the agreement as it stood on a day."""
    day = date.today() - timedelta(days=days_ago)
    who.page.goto(f"/agreements/{SIGNED}/as-at/?as_at={day:%Y-%m-%d}")
    return who.main.inner_text()
