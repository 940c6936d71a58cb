"""Every page, wide and narrow, with and without JavaScript: nothing for axe to find."""

import pytest

from tests.journeys.conftest import come_to, violations_of, visiting

pytestmark = pytest.mark.journey

PUBLIC = [
    "/",
    "/sign-in/",
    "/explore/indicators/",
    "/explore/indicators/?q=burglary",
    "/explore/indicators/?q=nothing-is-called-this",
    "/explore/indicators/ni-15/",
    "/explore/indicators/ni-36/",
    "/explore/indicators/ni-24/",
    "/explore/indicators/ni-17/",
    "/explore/indicators/ni-15/X07000001/",
    "/explore/indicators/ni-15/X10000001/?by=financial_year",
    "/explore/indicators/ni-15/X10000001/?print=1",
    "/explore/indicators/ni-16/?level=district&print=1",
    "/explore/indicators/ni-16/X07000001/",
    "/explore/indicators/ni-33/X07000002/?by=quarter",
    "/explore/indicators/ni-17/E06000001/",
    "/explore/areas/",
    "/explore/areas/?level=district",
    "/explore/areas/X10000001/",
    "/explore/areas/E10000016/",
    "/explore/areas/E92000001/",
    "/explore/areas/X10000001/profile/",
    "/explore/areas/E06000001/profile/",
    "/search/",
    "/search/?q=grater+manchester",
    "/search/?q=yorkshire&kind=areas",
    "/search/?q=zzzzqqqq",
    "/help/",
    "/help/returns/",
    "/help/figures/",
    "/help/evidence/",
    "/help/glossary/",
    "/help/dictionary/",
    "/explore/calendar/",
    "/accessibility/",
    "/privacy/",
    "/cookies/",
    "/api/docs/",
    "/developer/exports/",
    "/api/v1/figures/?format=html&limit=20",
    "/no-such-page/",
]
FOR_PROVIDERS = ["/home/", "/notices/", "/account/notices/", "/returns/", "/returns/send/",
                 "/returns/due/", "/returns/queries/", "/returns/quality/",
                 "/returns/provisions/", "/developer/", "/developer/webhooks/",
                 "/developer/exports/", "/developer/exports/ask/"]  # fmt: skip

PHONE, WIDE = {"width": 375, "height": 800}, {"width": 1100, "height": 900}


@pytest.fixture(scope="module")
def strangers(browser, portal):
    with visiting(browser, portal) as found:
        yield found


@pytest.fixture
def page_of_a_stranger(strangers):
    """The page on which a stranger goes from one address to the next, with no new browser each."""
    visited, complaints = strangers
    complaints.clear()
    yield visited
    assert not complaints


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_has_no_violations_and_fits_a_phone(page_of_a_stranger, path):
    """Opened on a phone and then, as where one is turned or docked, wide."""
    page = page_of_a_stranger
    page.set_viewport_size(PHONE)
    answer = page.goto(path)

    assert answer.status in ({404} if path == "/no-such-page/" else {200})
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations_of(page) == []
    page.set_viewport_size(WIDE)
    assert violations_of(page) == []


def test_pages_of_a_data_provider_have_no_violations(page, sign_in, violations):
    sign_in("data_provider")

    for path in FOR_PROVIDERS:
        page.set_viewport_size(PHONE)
        assert page.goto(path).status == 200
        for size in (PHONE, WIDE):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            assert violations() == [], path


def test_everything_works_without_javascript(browser, portal):
    context = come_to(browser, portal, has_scripts=False)
    page = context.new_page()
    person = portal.sign_in("data_provider")
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(person["username"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(portal.code(person["totp_secret"]))
    page.get_by_role("button", name="Continue").click()

    page.goto("/returns/send/")
    page.get_by_label("Return", exact=True).set_input_files(
        {
            "name": "one-row.csv",
            "mimeType": "text/csv",
            "buffer": b"indicator,area_code,period,numerator\nNI 20,E06000001,2008/09,700\n",
        }
    )
    page.get_by_role("button", name="Send and check").click()
    page.get_by_role("button", name="Confirm and publish").click()

    assert page.locator("h1").inner_text() == "1 row accepted"
    context.close()


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/explore/indicators/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"
