"""A priority's way from a letter to its officer to the short list, by four people at keyboards.

Each half is walked with scripts and without; all is reached by Tab, Enter, arrows and Space alone.
"""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import come_to
from tests.journeys.keyboard import Keyboard
from tests.portal import wait_for

pytestmark = pytest.mark.journey

WAYS = {
    # whether scripts run: (the priority, the row of the table it stands in)
    True: ("Fires set on purpose", "NI 33 Arson incidents"),
    False: ("Violence in town centres at night", "NI 20 Assault with injury crime rate"),
}
BEGUN = {
    # whether scripts run: (the year of the assessment, its new priority)
    True: ("2009/10", "Metal thefts from the railway"),
    False: ("2010/11", "Diesel taken from farmyards"),
}
SCORES = {"impact": 4, "likelihood": 5, "trend": 5, "concern": 3}


@pytest.fixture(params=WAYS, ids=["with scripts", "without scripts"])
def has_scripts(request):
    return request.param


@pytest.fixture
def page(browser, portal, has_scripts):
    """A visitor's page in a browser that runs scripts or does not."""
    context = come_to(browser, portal, has_scripts=has_scripts)
    yield context.new_page()
    context.close()


@pytest.fixture
def faults(has_scripts, violations):
    """What axe finds, which needs scripts to look."""
    return violations if has_scripts else list


@pytest.fixture
def keys(page):
    return Keyboard(page)


@pytest.fixture
def come_in(portal, keys):
    """Sign somebody in where another may be, on the way to a page."""
    return partial(keys.come_in, portal)


@pytest.fixture
def letter(portal):
    """The path to which the letter about the deadline leads the officer of Coldwell's CDRP."""
    ask = "from partnerships.tasks import ask_to_remind; ask_to_remind()"
    portal.run("python", "manage.py", "shell", "--command", ask)  # as the beat does, in minutes
    address = f"To: {portal.sign_in('cdrp-officer-coldwell')['username']}@demo.invalid"

    def read() -> list[str]:
        files = list((portal.folder / "mail").glob("*"))
        texts = [file.read_text().replace("=\n", "") for file in files]
        found = [text for text in texts if address in text and "Due soon" in text]
        return re.findall(rf"{portal.address}(/\S+)", "".join(found))

    wait_for(read, "the letter")
    return read()[0]


def test_from_a_letter_to_what_is_sent_to_the_county(
    page, come_in, letter, keys, faults, has_scripts
):
    year, title = BEGUN[has_scripts]
    come_in("cdrp-officer-coldwell", to=letter)
    keys.follow("Adopt the strategic assessment and its priorities")
    begin(page, keys, year)
    assert faults() == []
    add_a_priority(page, keys, faults, title)
    page.goto("/priorities/")
    open_assessment(keys, year)
    keys.follow("Submit to the strategy group")
    keys.follow("Submit it")
    expect(page.locator("main")).to_contain_text("The assessment is with the strategy group.")

    come_in("cdrp-chair-coldwell")
    keys.follow(f"Adopt or send back: Strategic assessment {year}")
    adopt(page, keys)
    assert faults() == []

    come_in("cdrp-officer-coldwell", to="/priorities/")
    open_assessment(keys, year)
    keys.follow(title)
    keys.follow("Put it to the county")
    keys.write("Why is this for the county?", "The line runs through three districts.")
    keys.write("What happens in your district", "Trains would stand still again.")
    keys.follow("Put it to the county")
    expect(page.locator("main")).to_contain_text("With the county")
    assert faults() == []


def open_assessment(keys, year) -> None:
    keys.follow("Coldwell CDRP")
    keys.follow(year)


def begin(page, keys, year) -> None:
    """Start from the last assessment and bring one of its texts up to date."""
    keys.follow("Start an assessment")
    keys.tick(year)
    keys.tick("Start from the last assessment that was adopted")
    keys.follow("Start it")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Strategic assessment {year}")
    keys.follow("Levels and patterns")
    keys.write("What are the levels and patterns", "Thefts of metal and fuel doubled. ")
    keys.follow("Save")
    expect(page.locator("main")).to_contain_text("“Levels and patterns” is saved.")


def add_a_priority(page, keys, faults, title) -> None:
    """Take a new priority through all its steps."""
    keys.follow("Add a priority")
    keys.write("What is the priority?", title)
    keys.follow("Save and continue")
    keys.tick("NI 16 Serious acquisitive crime rate")
    keys.follow("Save and continue")
    keys.follow("Keep both")  # last year's priority bears on it as well
    expect(page.locator("main")).to_contain_text("What the portal holds")
    assert faults() == []
    keys.write("What is the evidence?", "Crime reports of 31 nights in a row.")
    keys.write("Where is it in your document?", "Page 9")
    keys.follow("Save and continue")
    for criterion, score in SCORES.items():
        keys.choose(page.locator(f"input[name={criterion}][value='{score}']"))
    keys.follow("Save and continue")
    keys.follow("Save and continue")
    keys.write("What did the community say about it?", "People wrote in by the hundred.")
    keys.follow("Save")
    assert faults() == []


def adopt(page, keys) -> None:
    """Record that all who have to take part did."""
    keys.follow("Record that it is adopted")
    for seat in page.locator("main input[type=text]").all():
        keys.reach(seat)
        page.keyboard.type("Chief officer")
    keys.follow("Adopt it")
    expect(page.locator("main")).to_contain_text("The assessment is adopted.")


def test_from_a_district_to_the_short_list_by_four_roles(page, come_in, keys, faults, has_scripts):
    priority, row = WAYS[has_scripts]
    come_in("cdrp_officer")
    keys.follow("Assessments of Ashmere CDRP")
    keys.follow("2008/09")
    keys.follow(priority)
    keys.follow("Put it to the county")
    assert faults() == []
    keys.write("Why is this for the county?", "Three fire stations serve several districts.")
    keys.write("What happens in your district", "The schools stay as exposed as they are.")
    keys.follow("Put it to the county")
    expect(page.locator("main")).to_contain_text("With the county")
    assert faults() == []

    come_in("county_officer")
    keys.follow(f"Take up or decline: {priority}")
    keys.follow("Take it up")
    keys.write("Why does the county take it up?", "The brigade asked for it too.")
    keys.follow("Take it up")
    expect(page.locator("main")).to_contain_text("The county has taken it up.")

    come_in("lsp_coordinator")
    keys.follow("Choose among the priorities of Greyshire")
    assert faults() == []
    keys.tick(row)
    keys.follow("Shortlist")
    keys.follow("Shortlist them")
    expect(page.locator("main")).to_contain_text("The short list has what you chose.")
    assert faults() == []

    come_in("cdrp_chair")
    page.goto(f"/search/?q={priority}")
    keys.follow(priority)
    expect(page.locator("main")).to_contain_text("Taken up")
    expect(page.locator("main")).to_contain_text("Short list")
    assert faults() == []
