"""The life of a real return, in the browser of the data provider who sends it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

RETURNS = Path(__file__).parents[1] / "golden" / "returns"
REAL, FAULTY = RETURNS / "ni16-by-police-force.csv", RETURNS / "ten-faults.csv"

METROPOLITAN = "/api/v1/figures/?indicator=NI%2016&area=E23000001&period=2008/09"


def send(page, path) -> None:
    page.goto("/returns/")
    page.get_by_role("button", name="Send a return").click()
    page.get_by_label("Return", exact=True).set_input_files(path)
    page.get_by_role("button", name="Send and check").click()


def wait_once(page):
    """Have a page say that it waits and looks again, as one of a return that is judged anew does.

    Returns what waits in turn, until it has looked and found that it waits no more.
    """
    waits = '<p role="status" data-look-again="3">It is being judged again.</p></main>'

    def answer(route):
        fetched = route.fetch()
        route.fulfill(response=fetched, body=fetched.text().replace("</main>", waits))

    page.route(page.url, answer, times=1)
    page.reload()
    status = page.get_by_text("It is being judged again.")
    expect(status).to_be_visible()
    return lambda: expect(status).to_be_hidden()


def test_ten_faults_are_shown_at_once_each_with_its_place(page, portal, sign_in, violations):
    sign_in("data_provider")

    send(page, FAULTY)

    expect(page.get_by_role("heading", level=1)).to_have_text("10 things to fix in your return")
    cells = page.locator("table th[scope=row]").all_inner_texts()
    places = [cell.splitlines()[0] for cell in cells]
    assert len(set(places)) == 10
    assert all(re.fullmatch(r"Row \d+, column [A-Z] \(\w+\)", place) for place in places)
    assert violations() == []


def test_return_becomes_figures_on_the_page_and_in_the_api(page, portal, sign_in, violations):
    sign_in("data_provider")
    send(page, REAL)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what your return changes")
    expect(page.get_by_text("All 390 rows can be read")).to_be_visible()
    assert violations() == []

    has_looked_again = wait_once(page)
    for answer in page.get_by_label("Why is it right?").all():
        answer.fill("Checked against the forces' own books.")
    hour = page.get_by_label("At", exact=True)
    page.get_by_text("Publish it later").click()
    hour.fill("14:00")
    has_looked_again()
    assert all(answer.input_value() for answer in page.get_by_label("Why is it right?").all())
    expect(hour).to_have_value("14:00")
    expect(hour).to_be_visible()
    hour.fill("")
    page.get_by_role("button", name="Confirm and publish").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("390 rows accepted")
    expect(page.get_by_text("The figures are worked out")).to_be_visible()
    assert violations() == []
    (figure,) = portal.get(METROPOLITAN)["data"]
    assert float(figure["value"]) == pytest.approx(203903 / 7804732 * 1000, rel=1e-12)
    assert (figure["numerator"], figure["denominator"]) == ("203903", "7804732")
    assert figure["ci"]["method"] == "byar"

    page.goto("/explore/indicators/ni-16/E23000001/?period=2008/09")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Metropolitan Police")
    expect(page.locator("main")).to_contain_text("203,903")
    assert violations() == []

    send(page, REAL)

    expect(page.get_by_text("0 new revisions")).to_be_visible()
    assert portal.rows("SELECT max(revision) FROM indicators_observation") == [(1,)]


def test_empty_form_says_what_is_missing_and_leads_to_it(page, portal, sign_in, violations):
    sign_in("data_provider")
    page.goto("/returns/send/")

    page.get_by_role("button", name="Send and check").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Select the file of your return")
    expect(page).to_have_title(re.compile("^Error: "))
    summary.get_by_role("link").click()
    assert page.evaluate("document.activeElement.type") == "file"
    assert violations() == []


def test_somebody_without_the_role_is_told_whom_to_ask(page, portal, sign_in):
    sign_in("cdrp_officer")

    answer = page.goto("/returns/send/")

    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("Only data providers send returns")


def test_other_peoples_returns_do_not_exist(page, portal, sign_in):
    (newest,) = portal.rows("SELECT max(id) FROM indicators_datareturn")[0]
    sign_in("cdrp_officer")

    assert page.goto(f"/returns/{newest}/").status == 404
    assert page.goto("/returns/999999/").status == 404
