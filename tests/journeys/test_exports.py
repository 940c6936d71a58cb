"""Figures in files: asked for on a page, made by the worker, fetched whole or in part."""

import gzip
import hashlib
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_export_is_asked_for_waited_for_and_fetched(page, sign_in, violations):
    sign_in("data_provider")
    page.goto("/developer/")
    page.get_by_role("link", name="ask for an export").click()
    page.get_by_role("button", name="Ask for an export").click()
    page.get_by_label("Which measures? (optional)").fill("NI 16")
    page.get_by_label("Financial year").check()
    page.get_by_role("button", name="Ask for the export").click()

    file = page.get_by_role("link", name="figures-1.csv.gz")
    expect(file).to_be_visible()  # the page looks again by itself
    for width in (1100, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations() == []
    with page.expect_download() as download:
        file.click()
    content = download.value.path().read_bytes()

    assert hashlib.sha256(content).hexdigest() in page.content()
    figures = page.locator("table td").nth(1).inner_text().replace(",", "")
    assert len(gzip.decompress(content).decode().splitlines()) - 1 == int(figures) > 0
    address = re.search(r"https?://\S+/parts/1/", page.locator("pre").inner_text())
    rest = page.request.get(address[0], headers={"Range": "bytes=100-"})
    assert (rest.status, rest.body()) == (206, content[100:])
