"""Coming in and staying in, in a real browser, by keyboard alone."""

import re
import secrets

import pytest

from partnerships.tokens import digest
from tests.journeys.conftest import come_to
from tests.portal import wait_for

pytestmark = pytest.mark.journey

PASSWORD = "correct horse battery staple"
NAME_OF_FOCUS = """() => {
    const at = document.activeElement;
    return ((at.labels && at.labels[0] && at.labels[0].innerText) || at.innerText || "").trim();
}"""


@pytest.fixture
def keys(page):
    """The keyboard: goes to what is called so, types, presses Enter."""
    return Keys(page)


class Keys:
    def __init__(self, page):
        self.page = page

    def go_to(self, name: str) -> None:
        for _ in range(80):
            if self.page.evaluate(NAME_OF_FOCUS).startswith(name):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {name!r}")

    def fill(self, name: str, text: str) -> None:
        self.go_to(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, name: str) -> None:
        """Press Enter on a link or button and wait for the page it leads to."""
        self.go_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def looked(page, violations):
    """Nothing for axe to find, wide and narrow, and no page wider than the phone."""

    def look():
        for width in (375, 1100):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations() == [], page.url
            assert page.locator("h1").count() == 1

    return look


def invite(portal, address: str) -> str:
    """Leave an invitation in the database as the people's page would. Returns its token."""
    token = secrets.token_urlsafe(32)
    portal.execute(
        "INSERT INTO partnerships_user (username, email, name, password, is_active, is_staff,"
        " is_superuser, date_joined, version)"
        f" VALUES ('{address}', '{address}', 'Invited (role)', '!', false, false, false, now(), 1)"
    )
    portal.execute(
        "INSERT INTO partnerships_invitation"
        " (user_id, token_sha256, invited_by_id, invited_at, valid_until)"
        f" SELECT u.id, '{digest(token)}', a.id, now(), now() + interval '7 days'"
        "   FROM partnerships_user u, partnerships_user a"
        f"  WHERE u.username = '{address}' AND a.username = 'administrator'"
    )
    return token


def set_up_app(page, portal, keys, looked) -> str:
    """Set up an authenticator app on the page for it; returns its secret."""
    assert page.locator("h1").inner_text() == "Set up your second factor"
    looked()
    secret = page.locator("#secret").inner_text()
    keys.fill("Code that the app shows", portal.code(secret))
    keys.press("Continue")
    assert page.locator("h1").inner_text() == "Your recovery codes"
    return secret


def give_password(page, keys, login, password=PASSWORD):
    page.goto("/sign-in/")
    keys.fill("User name or e-mail address", login)
    keys.fill("Password", password)
    keys.press("Sign in")


def give_code(page, portal, keys, secret):
    keys.fill("Code", portal.code(secret))
    keys.press("Continue")


def test_from_invitation_to_lost_factor_and_back(page, portal, keys, looked, browser):
    address = "invited@example.invalid"
    page.goto(f"/invitation/{invite(portal, address)}/")
    looked()
    keys.fill("Your name", "Partner (role)")
    keys.fill("Choose a password", PASSWORD)
    keys.press("Continue")
    secret = set_up_app(page, portal, keys, looked)
    looked()
    codes = page.locator("#recovery-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    keys.press("I have kept them")
    assert page.locator("h1").inner_text() == "Your work"
    keys.press("Sign out")

    give_password(page, keys, address)
    looked()
    give_code(page, portal, keys, secret)
    assert page.locator("h1").inner_text() == "Your work"
    keys.press("Sign out")

    give_password(page, keys, address)
    keys.press("I cannot use my second factor")
    looked()
    assert "ask an administrator" in page.locator("main").inner_text()

    _reset_by_administrator(portal, browser, address)

    give_password(page, keys, address)
    set_up_app(page, portal, keys, looked)
    keys.press("I have kept them")
    assert page.locator("h1").inner_text() == "Your work"


def _reset_by_administrator(portal, browser, address):
    """An administrator at another machine resets the second factor, by keyboard too."""
    administrator = portal.sign_in("administrator")
    context = come_to(browser, portal)
    page = context.new_page()
    keys = Keys(page)
    give_password(page, keys, administrator["username"], administrator["password"])
    give_code(page, portal, keys, administrator["totp_secret"])
    ((number,),) = portal.rows(f"SELECT id FROM partnerships_user WHERE username = '{address}'")
    page.goto(f"/manage/people/{number}/reset-second-factor/")
    keys.fill("Why is it reset", "Lost phone, called back on the number on file")
    keys.press("Reset the second factor")
    assert "is reset" in page.locator("main").inner_text()
    context.close()


def test_role_is_handed_over_by_two_administrators(page, portal, keys, looked):
    _come_in(page, portal, keys, "administrator")
    ((holder,),) = portal.rows("SELECT id FROM partnerships_user WHERE username = 'partner'")
    page.goto(f"/manage/people/{holder}/")
    looked()
    keys.press("Hand over")
    looked()
    keys.fill("Who takes it over?", "Council leader")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    keys.press("Propose the successor")
    keys.press("Sign out")

    _come_in(page, portal, keys, "administrator-2")
    page.goto("/manage/roles/")
    looked()
    keys.press("Approve")
    looked()
    keys.press("Approve the role")

    assert portal.rows(
        "SELECT u.username, r.ended_at IS NULL FROM partnerships_role r"
        " JOIN partnerships_user u ON u.id = r.user_id"
        " JOIN partnerships_organisation o ON o.id = r.organisation_id"
        " WHERE r.kind = 'partner' AND o.code = 'x-fire' ORDER BY 1"
    ) == [("council-leader", True), ("partner", False)]


def _come_in(page, portal, keys, username):
    person = portal.sign_in(username)
    give_password(page, keys, person["username"], person["password"])
    give_code(page, portal, keys, person["totp_secret"])
    assert page.locator("h1").inner_text() == "Your work"


def test_forgotten_password(page, portal, keys, looked):
    person = portal.sign_in("inspector")
    page.goto("/sign-in/")
    keys.press("I have forgotten my password")
    looked()
    keys.fill("Your e-mail address", "inspector@demo.invalid")
    keys.press("Send the link")
    looked()
    wait_for(lambda: letters_to(portal, "inspector@demo.invalid"), "the letter")
    letter = letters_to(portal, "inspector@demo.invalid")[-1]
    (path,) = re.findall(rf"{portal.address}(/password/new/\S+)", letter)

    page.goto(path)
    looked()
    keys.fill("New password", PASSWORD)
    keys.press("Change the password")
    give_password(page, keys, person["username"])
    give_code(page, portal, keys, person["totp_secret"])

    assert page.locator("h1").inner_text() == "Your work"


def letters_to(portal, address):
    """The letters to an address, oldest first, their soft line breaks undone."""
    files = sorted((portal.folder / "mail").glob("*"), key=lambda file: file.stat().st_mtime)
    texts = [file.read_text().replace("=\n", "").replace("=3D", "=") for file in files]
    return [text for text in texts if f"To: {address}" in text]


def test_passkey_is_added_and_used(page, portal, keys, looked):
    person = portal.sign_in("ho_analyst")
    origin = portal.address.replace("127.0.0.1", "localhost")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{origin}/sign-in/")
    keys.fill("User name or e-mail address", person["username"])
    keys.fill("Password", person["password"])
    keys.press("Sign in")
    give_code(page, portal, keys, person["totp_secret"])

    page.goto(f"{origin}/account/passkeys/add/")
    keys.fill("Name of the passkey", "Work laptop")
    keys.press("Make the passkey")
    page.wait_for_url("**/account/")
    assert "Work laptop" in page.locator("main").inner_text()
    keys.press("Sign out")

    page.goto(f"{origin}/sign-in/")
    keys.fill("User name or e-mail address", person["username"])
    keys.fill("Password", person["password"])
    keys.press("Sign in")
    keys.press("Use a passkey")
    page.wait_for_url("**/home/")

    page.goto(f"{origin}/account/")  # axe comes last: its way into the page ends the device
    looked()


def test_passkeys_are_not_offered_where_they_cannot_be_kept(page, portal, sign_in, looked):
    sign_in("lsp_chair")

    page.goto("/account/passkeys/add/")

    assert "called by number" in page.locator("main").inner_text()
    looked()


def test_session_warns_waits_and_gives_back_what_was_typed(page, portal, sign_in, violations):
    """The clock of the page runs ahead; the server's session is ended as its own clock would."""
    page.clock.install()
    sign_in("go_director")
    page.goto("/account/password/")
    page.clock.run_for(26 * 60 * 1000)
    assert not page.locator("#session-warning").is_visible()  # the server knows better

    portal.execute("DELETE FROM django_session")
    page.goto("/sign-in/")
    sign_in("administrator")
    ((number,),) = portal.rows("SELECT id FROM partnerships_user WHERE username = 'inspector'")
    reset = f"/manage/people/{number}/reset-second-factor/"
    page.goto(reset)
    page.get_by_label("Why is it reset").fill("A long story, not sent yet")
    page.evaluate("document.getElementById('session-warning').dataset.leftUrl = '/nowhere/'")
    page.route("**/nowhere/", lambda route: route.fulfill(json={"seconds": 240}))
    page.clock.run_for(26 * 60 * 1000)
    warning = page.locator("#session-warning")
    warning.wait_for()
    assert "You will be signed out in 4 minutes" in warning.inner_text()
    assert violations() == []
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#session-warning').matches(':focus-within')"
                             " || document.activeElement === document.body")  # fmt: skip
    wait_for(lambda: portal.rows("SELECT path FROM partnerships_draft") == [(reset,)], "the draft")

    page.keyboard.press("Escape")
    assert not warning.is_visible()

    portal.execute("DELETE FROM django_session")
    page.goto("/sign-in/")
    sign_in("administrator")
    page.goto(reset)
    assert page.get_by_label("Why is it reset").input_value() == "A long story, not sent yet"
    assert "The form is filled in with it" in page.locator("main").inner_text()
    assert violations() == []
    page.get_by_role("button", name="Forget it").click()
    assert page.get_by_label("Why is it reset").input_value() == ""
