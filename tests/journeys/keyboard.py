"""Somebody at a keyboard alone, in a browser of their own."""

import pytest

MOST_TABS = 150
"""Presses of the key before a control counts as out of reach."""

IS_FAR_BELOW = "it => document.activeElement === document.body && !!it.closest('main')"
FOCUSED = "document.activeElement.textContent.trim()"


class Keyboard:
    """Somebody without a mouse: the next control by Tab, links by Enter, boxes by Space."""

    def __init__(self, page):
        self.page = page

    @property
    def main(self):
        return self.page.locator("main")

    def come_in(self, portal, person: str, *, to: str = "/home/") -> None:
        """Sign in where somebody else may be, on the way to a page."""
        known = portal.sign_in(person)
        self.page.context.clear_cookies()
        self.page.goto(to)
        self.write("User name", known["username"])
        self.reach(self.page.get_by_label("Password", exact=True))
        self.page.keyboard.type(known["password"] + "\n")
        self.page.wait_for_url("**/sign-in/code/**")
        self.write("Code", portal.code(known["totp_secret"]) + "\n")
        self.page.wait_for_url(f"**{to}**")

    def reach(self, control) -> None:
        """Press Tab until a control has the focus, past what stands above every page."""
        found = control.element_handle()
        if found.evaluate(IS_FAR_BELOW):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED) == "Skip to main content":
                self.page.keyboard.press("Enter")
        for _ in range(MOST_TABS):
            if found.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab does not reach {control}")

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow a link, or press what looks like a button."""
        link = self.main.get_by_role("link", name=name, exact=exact).first
        button = self.main.get_by_role("button", name=name, exact=exact).first
        self.reach(link.or_(button).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, summary: str) -> None:
        """Open what is folded under a summary."""
        self.reach(self.main.locator("summary", has_text=summary))
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(text)

    def pick(self, label: str, text: str) -> None:
        """Pick what a field that suggests as one types offers first."""
        self.write(label, text)
        self.page.get_by_role("option", name=text).first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def write_anew(self, label: str, text: str) -> None:
        """Write in place of what stands there."""
        self.reach(self.main.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        self.choose(self.page.get_by_label(label))

    def choose(self, box) -> None:
        """Tick a box. Of radios Tab reaches the chosen one or the first; the arrows go on."""
        if box.get_attribute("type") != "radio":
            self.reach(box)
            self.page.keyboard.press("Space")
            return
        name = box.get_attribute("name")
        chosen = self.page.locator(f"input[name={name}]:checked")
        self.reach(chosen if chosen.count() else self.page.locator(f"input[name={name}]").first)
        self.page.keyboard.press("Space")
        while not box.is_checked():
            self.page.keyboard.press("ArrowDown")
