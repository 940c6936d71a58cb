"""What every page carries, and the pages that belong to no app."""

import pytest
from django.urls import reverse

from indicators import presenters
from laa_portal import views
from laa_portal.foundation import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

PAGES = ["start", "help", "help-returns", "help-figures", "help-evidence", "glossary",
         "accessibility", "privacy", "cookies", "sign-in", "indicators:indicators",
         "indicators:areas", "api-docs"]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_public_page_is_there_for_everybody_and_says_nothing_inline(client, name):
    page = client.get(reverse(name))

    assert page.status_code == 200
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert " style=" not in page.text
    assert "<style" not in page.text
    assert "onclick" not in page.text
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Request-ID"]


@pytest.mark.parametrize("name", PAGES)
def test_public_page_answers_head(client, name):
    assert client.head(reverse(name)).status_code == 200


def test_start_counts_what_is_here(client):
    page = client.get(reverse("start"))

    assert (page.context["indicator_count"], page.context["area_count"]) == (36, 150)


def test_pages_of_somebody_signed_in_stay_out_of_caches(client, provider):
    client.force_login(provider)

    assert "no-store" in client.get(reverse("home"))["Cache-Control"]
    assert not client.get(reverse("start")).has_header("Set-Cookie")


def test_home_shows_what_waits_first(client, provider):
    client.force_login(provider)

    page = client.get(reverse("home"))

    assert "Nothing waits for you" in page.text
    assert "Data provider, Home Office" in page.text


def test_somebody_without_a_role_is_told_whom_to_ask(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", name="Nobody yet"))

    assert "Ask an administrator for one" in client.get(reverse("home")).text


def test_sign_out_is_a_post(client, provider):
    client.force_login(provider)

    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("start")


def test_health_tells_how_long_work_has_waited(client):
    jobs.ask("recompute", "NI 16", measure_code="NI 16")

    answer = client.get(reverse("health")).json()

    assert answer["status"] == "ok"
    assert answer["jobs"]["open"] == 1
    assert answer["jobs"]["oldest_seconds"] >= 0


def test_page_that_does_not_exist_says_so_in_the_service(client):
    page = client.get("/no-such-page/")

    assert page.status_code == 404
    assert "Local Area Agreement targets" in page.text


def test_page_that_fails_gives_the_reference_of_the_log(client, monkeypatch):
    def fail(request):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(views, "terms", lambda: fail(None))
    client.raise_request_exception = False

    page = client.get(reverse("glossary"))

    assert page.status_code == 500
    assert page["X-Request-ID"] in page.text
    assert "a fault of ours" not in page.text


def test_glossary_has_one_meaning_a_word_in_order():
    words = [term["word"] for term in views.terms()]

    assert len(words) >= 54
    assert len(set(words)) == len(words)
    assert words == sorted(words, key=str.casefold)


@pytest.mark.parametrize("part", presenters.PARTS)
def test_the_help_on_evidence_has_a_place_for_each_part_of_a_summary(client, part):
    assert f'id="{part}"' in client.get(reverse("help-evidence")).text
