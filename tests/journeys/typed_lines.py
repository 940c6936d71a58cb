"""One line of each kind as a coordinator types it, by keyboard alone."""

from decimal import Decimal

from playwright.sync_api import expect

from tests.journeys.at_the_table import LAST_YEAR, go_to, is_accessible, save, sees
from tests.journeys.short_list import DISTRICTS, HELD_OPEN, RELATIVE, STRAIGHT, SURVEY


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
