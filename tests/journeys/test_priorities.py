"""A priority's way from its district to the short list, by four people at their keyboards."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

WAYS = {
    # whether scripts run: (the priority, the row of the table it stands in)
    True: ("Fires set on purpose", "NI 33 Arson incidents"),
    False: ("Violence in town centres at night", "NI 20 Assault with injury crime rate"),
}
MOST_TABS = 150
"""Presses of the key before a control counts as out of reach."""


class Keyboard:
    """Somebody without a mouse: the next control by Tab, links by Enter, boxes by Space."""

    def __init__(self, page):
        self.page = page

    def reach(self, control) -> None:
        """Press Tab until a control has the focus."""
        for _ in range(MOST_TABS):
            if control.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab does not reach {control}")

    def follow(self, name: str) -> None:
        """Follow a link, or press what looks like a button."""
        link = self.page.locator("main").get_by_role("link", name=name).first
        button = self.page.locator("main").get_by_role("button", name=name).first
        self.reach(link.or_(button).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.press("Space")


@pytest.fixture(params=WAYS, ids=["with scripts", "without scripts"])
def has_scripts(request):
    return request.param


@pytest.fixture
def page(browser, portal, has_scripts):
    """A visitor's page in a browser that runs scripts or does not."""
    context = browser.new_context(base_url=portal.address, java_script_enabled=has_scripts)
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
def come_in(page, sign_in):
    """Sign somebody in where another may be."""

    def act(role: str) -> None:
        page.context.clear_cookies()
        sign_in(role)

    return act


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
