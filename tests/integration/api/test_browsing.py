"""The API as pages, under the content security policy."""

import re
from xml.etree import ElementTree

import pytest

from laa_portal.changelog import changelog

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
ATOM = "{http://www.w3.org/2005/Atom}"


def page(client, address, **asked):
    answer = client.get(address, asked, headers={"accept": "text/html,*/*;q=0.8"})
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    return answer, " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    "address", ["/api/v1/", FIGURES, "/api/v1/areas/16/", "/api/v1/nonsense/", "/api/docs/"]
)
def test_pages_have_nothing_that_the_policy_forbids(client, catalogue, address):
    answer, text = page(client, address)

    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    assert not re.search(r'(src|href)="(https?:)?//(?!testserver/)', text)
    assert text.count("<h1") == 1


def test_list_is_shown_with_its_status_and_filters(client, world):
    world.figure("2007/08")
    world.figure("2008/09")

    answer, text = page(client, FIGURES, indicator=["NI 901", "NI 16"], level="district", limit=1)

    assert answer.status_code == 200
    assert "200 OK" in text
    assert text.count('name="indicator" value="NI ') == 2
    assert re.search(r'name="level" type="checkbox" value="district" checked', text)
    assert 'href="http://testserver/api/v1/indicators/ni-901/">' in text
    assert 'rel="next"' in text
    assert "format=json" in text


def test_form_leaves_no_empty_parameters_behind(client, catalogue):
    answer = client.get(
        f"{FIGURES}?indicator=NI+16&indicator=&area=&from=", headers={"accept": "text/html"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == f"{FIGURES}?indicator=NI+16"


def test_problem_is_a_page_for_a_browser(client, catalogue):
    answer, text = page(client, FIGURES, indicator="NI 999")

    assert answer.status_code == 400
    assert "400 Bad Request" in text
    assert '<a href="#filter-indicator">' in text
    assert "is not the code of an indicator" in text


def test_what_was_asked_is_escaped(client, catalogue):
    _, text = page(client, "/api/v1/areas/", q="<script>alert(1)</script>", kind="<b>")

    assert "<script>alert" not in text
    assert "<b>" not in text


def test_documentation_has_every_operation_record_and_problem(client):
    _, text = page(client, "/api/docs/")

    for anchor in (
        "list_figures",
        "get_figure",
        "list_areas",
        "record-Figure",
        "record-Indicator",
        "problem-invalid",
        "problem-not_found",
    ):
        assert f'id="{anchor}"' in text
    assert "curl --header" in text
    assert "http://testserver/api/v1/figures/ni-16.E10000016.2008_09/" in text
    assert "<code>period.from</code>" in text


def test_changes_of_the_api_are_told_on_the_page_and_by_a_feed(client):
    _, text = page(client, "/api/docs/")
    answer = client.get("/api/changelog.atom")

    told = ElementTree.fromstring(answer.content)
    entries = told.findall(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert told.find(f"{ATOM}id").text == "http://testserver/api/changelog.atom"
    assert len(entries) == len(changelog()) > 0
    for entry in entries:
        link = entry.find(f"{ATOM}link").get("href")
        assert f'id="{link.split("#")[1]}"' in text
        assert entry.find(f"{ATOM}updated").text
        assert entry.find(f"{ATOM}title").text in text
