"""A reviewer prepares: an area's page, its profile, and from there to where a number comes from."""

import csv
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

GREYSHIRE = "/explore/areas/X10000001/"


@pytest.fixture
def profile(page):
    """The page as a reviewer comes to it, from that of the area."""
    page.goto(GREYSHIRE)
    page.get_by_role("link", name="Profile of Greyshire").click()
    page.wait_for_url(f"**{GREYSHIRE}profile/")
    return page


def article(page, code: str):
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=code))


def test_a_number_is_followed_from_the_profile_to_its_source(profile, violations):
    acquisitive = article(profile, "NI 16")
    sentence = acquisitive.locator(".laa-profile__sentence").inner_text()
    assert re.search(r"[Ff]alling \d+% a year; .*on present course [\d.]+ to [\d.]+", sentence)
    level = acquisitive.get_by_role("link", name="where the figure comes from")
    shown = level.inner_text().split()[0]

    level.click()

    assert profile.locator(".laa-number").inner_text() == shown
    assert violations() == []


def test_the_glance_leads_to_the_indicator(profile):
    profile.get_by_role("link", name="NI 16", exact=True).first.click()

    assert profile.url.endswith("#ni-16")
    assert profile.locator("#ni-16").is_visible()


def test_the_help_is_where_the_words_are(profile, violations):
    profile.get_by_role("link", name="“in line with its peers”").click()

    assert profile.url.endswith("/help/evidence/#peers")
    assert profile.locator("#peers").is_visible()
    assert violations() == []


def test_the_file_says_what_the_page_says(profile):
    with profile.expect_download() as download:
        profile.get_by_role("link", name="Download this profile").click()

    rows = list(csv.DictReader(Path(download.value.path()).read_text().splitlines()))
    of_file = next(row["description"] for row in rows if row["measure"] == "NI 16")
    assert of_file == article(profile, "NI 16").locator(".laa-profile__sentence").inner_text()
    assert {row["synthetic"] for row in rows} == {"yes"}


def test_print_keeps_the_facts_side_by_side_and_drops_what_cannot_be_pressed(profile):
    profile.set_viewport_size({"width": 720, "height": 1000})
    profile.emulate_media(media="print")

    facts = article(profile, "NI 16").locator(".laa-facts > div")
    tops = {round(facts.nth(n).bounding_box()["y"]) for n in range(facts.count())}
    assert facts.count() == 5
    assert len(tops) == 1
    assert not profile.get_by_role("link", name="Download this profile").is_visible()
    assert not profile.get_by_role("link", name="“in line with its peers”").is_visible()


def test_a_phone_has_it_all_in_one_column(profile, violations):
    profile.set_viewport_size({"width": 375, "height": 800})

    facts = article(profile, "NI 16").locator(".laa-facts > div")
    assert len({round(facts.nth(n).bounding_box()["x"]) for n in range(facts.count())}) == 1
    assert profile.evaluate("document.documentElement.scrollWidth") <= 375
    assert violations() == []
