"""Sessions end by themselves and by their owner; what was typed does not."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from laa_portal.foundation.models import AuditEvent
from partnerships.accounts.devices import in_words
from partnerships.accounts.sessions import BEGAN, SEEN
from partnerships.models import Draft, User
from tests.browsing import Visitor

from .conftest import code, give_code, give_password, sign_in, verbs

pytestmark = pytest.mark.django_db
PAGE = reverse("account_change_password")
SESSION = reverse("session")


def let_pass(client, seconds, name=SEEN):
    session = client.session
    session[name] -= seconds
    session.save()


def test_thirty_minutes_without_a_sign_end_it(client, partner):
    sign_in(client)
    let_pass(client, 29 * 60)
    assert client.get(reverse("home")).status_code == 200

    let_pass(client, 31 * 60)

    assert client.get(reverse("home"))["Location"].startswith(reverse("sign-in"))
    assert AuditEvent.objects.latest("id").details == {"why": "time"}
    assert not UserSession.objects.exists()


def test_eight_hours_end_it_whatever_is_heard(client, partner):
    sign_in(client)
    let_pass(client, 8 * 3600 + 1, BEGAN)

    assert client.get(reverse("home")).status_code == 302
    assert not client.get(reverse("start")).wsgi_request.user.is_authenticated


def test_limits_come_from_settings(client, partner, settings):
    settings.SESSION_IDLE_SECONDS = 60
    sign_in(client)
    let_pass(client, 61)

    assert client.get(reverse("home")).status_code == 302


def test_page_says_how_long_is_left_and_asking_is_no_sign_of_life(client, partner):
    sign_in(client)
    let_pass(client, 20 * 60)

    asked = [client.get(SESSION).json()["seconds"] for _ in range(2)]
    stayed = client.post(SESSION).json()["seconds"]

    assert all(590 <= seconds <= 600 for seconds in asked)
    assert stayed >= 1790


def test_keeping_a_draft_is_no_sign_of_life(client, partner):
    sign_in(client)
    let_pass(client, 20 * 60)

    client.post(reverse("save-draft"), {"draft_path": "/x/", "text": "t"})

    assert client.get(SESSION).json()["seconds"] <= 600


# Drafts


def posted_too_late(client, fields, path=PAGE, **headers):
    let_pass(client, 31 * 60)
    return client.post(path, fields, **headers)


def test_what_was_posted_too_late_is_kept_shown_and_dropped_once_sent(client, partner):
    sign_in(client)
    page = reverse("drop-draft")  # any path will do: no view is asked

    answer = posted_too_late(client, {"reason": "A long story", "csrfmiddlewaretoken": "x"}, page)

    assert answer["Location"] == f"{reverse('sign-in')}?next={page.replace('/', '%2F')}"
    assert Draft.objects.get().fields == {"reason": ["A long story"]}
    Draft.objects.update(path="/account/")
    give_password(client)
    give_code(client, code(1))
    shown = client.get("/account/")
    assert "A long story" in shown.text
    assert 'id="draft-fields"' in shown.text

    client.post(reverse("end-other-sessions"), headers={"referer": "http://testserver/account/"})

    assert not Draft.objects.exists()
    assert "A long story" not in client.get("/account/").text


def test_draft_belongs_to_the_page_the_form_was_on(client, partner):
    sign_in(client)

    posted_too_late(
        client,
        {"note": "n"},
        "/returns/1/confirm/",
        headers={"referer": "http://testserver/returns/1/"},
    )

    assert Draft.objects.get().path == "/returns/1/"


def test_secrets_versions_and_the_over_long_are_never_kept(client, partner):
    sign_in(client)

    posted_too_late(
        client,
        {"oldpassword": "a", "password1": "b", "token": "c", "code": "d", "version": "3",
         "csrfmiddlewaretoken": "e", "next": "f", "million": "x" * 1_000_000, "note": "kept"},
    )  # fmt: skip

    assert Draft.objects.get().fields == {"note": ["kept"]}


def test_nothing_worth_keeping_makes_no_draft(client, partner):
    sign_in(client)

    posted_too_late(client, {"password1": "b", "note": ""})

    assert not Draft.objects.exists()


def test_draft_is_seen_by_its_person_alone(client, browser, partner, administrator):
    sign_in(client)
    Draft.objects.create(saved_by=partner, path="/account/", fields={"a": ["secret text"]},
                         saved_at="2026-01-01T00:00Z")  # fmt: skip
    other = browser()
    other.force_login(administrator)
    session = other.session
    session["drafts"] = ["/account/"]
    session.save()

    assert "secret text" not in other.get("/account/").text


def test_post_without_its_token_keeps_nothing(partner):
    client = Visitor(enforce_csrf_checks=True)
    client.force_login(partner)
    let_pass(client, 31 * 60)

    assert client.post(PAGE, {"note": "n"}).status_code == 403
    assert not Draft.objects.exists()


def test_page_saves_and_forgets_a_draft(client, partner):
    sign_in(client)

    assert (
        client.post(
            reverse("save-draft"), {"draft_path": "/account/", "note": "n", "password": "p"}
        ).status_code
        == 204
    )
    assert "Not sent yet" in client.get("/account/").text
    assert (
        client.post(reverse("drop-draft"), {"draft_path": "/account/"})["Location"] == "/account/"
    )
    assert "Not sent yet" not in client.get("/account/").text


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_forgetting_leads_nowhere_else(client, partner, path):
    sign_in(client)

    answer = client.post(reverse("drop-draft"), {"draft_path": path})

    assert answer["Location"] == reverse("account")


# One's own sessions


def test_sessions_are_listed_with_device_and_ended(client, browser, partner):
    sign_in(client)
    elsewhere = browser()
    sign_in(elsewhere, 1)

    page = client.get(reverse("sessions"))
    assert "Firefox on Windows" in page.text
    assert "198.51.100.7" in page.text
    other = UserSession.objects.get(ip="198.51.100.7")

    client.post(reverse("end-session", args=[other.pk]))

    assert elsewhere.get(reverse("home")).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    assert verbs()[-1] == "end_session"


def test_all_others_end_at_once(client, browser, partner, settings):
    settings.MFA_TOTP_TOLERANCE = 2  # a code of the half minute before, even if the next one begins
    sign_in(client)
    others = [browser(), browser("198.51.100.8")]
    for step, other in zip((1, -1), others, strict=True):
        sign_in(other, step)

    client.post(reverse("end-other-sessions"))

    assert [other.get(reverse("home")).status_code for other in others] == [302, 302]
    assert client.get(reverse("home")).status_code == 200


def test_sessions_of_others_do_not_exist(client, browser, partner, administrator):
    sign_in(browser())
    theirs = UserSession.objects.get()
    client.force_login(administrator)

    assert client.post(reverse("end-session", args=[theirs.pk])).status_code == 404
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_account_that_is_switched_off_is_out_at_once(client, partner):
    sign_in(client)

    User.objects.filter(pk=partner.pk).update(is_active=False)

    assert client.get(reverse("home")).status_code == 302


def test_account_page_says_what_there_is(client, partner):
    sign_in(client)

    page = client.get(reverse("account"))

    for words in ("Partner (role)", "partner@example.invalid", "Authenticator app", "10 left"):
        assert words in page.text


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Safari/537.36", "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604.1",
            "Safari on an iPhone",
        ),
        ("curl/8.0", "A browser"),
    ],
)
def test_devices_in_words(agent, words):
    assert in_words(agent) == words


def test_session_cookie_outlives_the_session(settings):
    assert settings.SESSION_COOKIE_AGE > settings.SESSION_ABSOLUTE_SECONDS
