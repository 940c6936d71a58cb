"""Passwords change only for who knows the old one or reads the letter; other sessions end."""

import re

import pytest
from django.urls import reverse

from laa_portal.foundation import jobs
from laa_portal.foundation.models import Job, Mail
from partnerships import tasks

from .conftest import PASSWORD, letters, sign_in, verbs

pytestmark = pytest.mark.django_db
NEW = "a better horse battery staple"
FORGOTTEN = reverse("ask-password-reset")


def ask(client, email="partner@example.invalid"):
    """Ask for a letter and have it written."""
    answer = client.post(FORGOTTEN, {"email": email})
    while jobs.run_next({"send_password_reset": tasks.send_password_reset, "send_mail": keep}):
        pass
    return answer


def keep(*, mail_id):
    """Leave the letter where a test can read it."""


def link():
    (address,) = re.findall(r"https://portal.example(\S+)", Mail.objects.latest("id").body)
    return address


def test_letter_leads_to_a_new_password_and_ends_every_session(client, browser, partner):
    elsewhere = browser()
    sign_in(elsewhere)
    ask(client)

    form = client.get(link(), follow=True)
    done = client.post(form.wsgi_request.path, {"password1": NEW})

    assert done["Location"] == reverse("sign-in")
    partner.refresh_from_db()
    assert partner.check_password(NEW)
    assert elsewhere.get(reverse("home")).status_code == 302
    assert client.get(reverse("home")).status_code == 302
    assert verbs()[-1] == "reset_password"
    assert letters() == ["Choose a new password", "Your password was changed"]


def test_link_works_once(client, browser, partner):
    ask(client)
    form = client.get(link(), follow=True)
    used = link()
    client.post(form.wsgi_request.path, {"password1": NEW})

    assert "This link cannot be used" in browser().get(used, follow=True).text


@pytest.mark.parametrize("key", ["1-abc", "zz-cxyz-0123456789abcdef", "1-set-password"])
def test_made_up_link_leads_nowhere(client, partner, key):
    page = client.get(f"/password/new/{key}/", follow=True)

    assert "This link cannot be used" in page.text


def test_weak_password_is_refused(client, partner):
    ask(client)
    form = client.get(link(), follow=True)

    page = client.post(form.wsgi_request.path, {"password1": "short"})

    assert page.status_code == 422
    partner.refresh_from_db()
    assert partner.check_password(PASSWORD)


def test_answer_and_work_are_the_same_for_unknown_addresses(
    client, partner, django_assert_num_queries
):
    for email in ("partner@example.invalid", "nobody@example.invalid"):
        answer = client.post(FORGOTTEN, {"email": email})
        assert answer["Location"] == reverse("password-reset-asked")

    assert Job.objects.filter(kind="send_password_reset").count() == 2
    assert letters() == []


def test_nobody_is_written_to_at_an_unknown_address(client, partner):
    ask(client, "nobody@example.invalid")

    assert letters() == []


def test_asking_often_sends_one_letter(client, partner):
    for _ in range(3):
        ask(client)

    assert letters() == ["Choose a new password"]


def test_asking_too_often_has_to_wait(client, partner):
    answers = [client.post(FORGOTTEN, {"email": f"a{n}@example.invalid"}) for n in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Wait 1 minute" in answers[-1].text


def test_changing_it_ends_the_other_sessions_and_keeps_this_one(client, browser, partner):
    elsewhere = browser()
    sign_in(elsewhere)
    sign_in(client, 1)

    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW}
    )

    assert answer["Location"] == reverse("account")
    assert client.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302
    assert verbs()[-1] == "change_password"
    assert letters() == ["Your password was changed"]


def test_changing_it_needs_the_old_one(client, partner):
    sign_in(client)

    page = client.post(reverse("account_change_password"), {"oldpassword": "x", "password1": NEW})

    assert page.status_code == 422
    assert "not your current password" in page.text
    assert letters() == []
