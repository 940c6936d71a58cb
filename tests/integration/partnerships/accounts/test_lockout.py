"""Guessing is slowed down and stopped, and can be turned against nobody."""

import os

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from partnerships.accounts.lockout import delay

from .conftest import PASSWORD, give_password, sign_in

pytestmark = pytest.mark.django_db

ADDRESSES = int(os.environ.get("ADDRESSES", "30"))
"""From how many addresses a name is tried, ten times each."""


def wrong(client, login="partner", times=1):
    return [give_password(client, login, "wrong") for _ in range(times)]


@pytest.mark.parametrize("login", ["partner", "nobody"])
def test_fifth_failure_closes_the_name_to_the_address(client, partner, login):
    answers = wrong(client, login, 6)

    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert "Wait 15 minutes" in answers[-1].text
    assert answers[-1]["Retry-After"] == "900"
    assert "Too many tries</h1>" in " ".join(answers[-1].text.split()).replace(" </h1>", "</h1>")


def test_right_password_does_not_open_what_is_closed(client, partner):
    wrong(client, times=5)

    assert give_password(client).status_code == 429


def test_name_and_address_of_a_person_are_counted_together(client, partner):
    wrong(client, "partner", 2)
    answers = wrong(client, "partner@example.invalid", 3)

    assert answers[-1].status_code == 429


def test_others_at_the_address_and_the_owner_elsewhere_go_on(client, browser, partner):
    wrong(client, times=5)

    assert wrong(client, "somebody-else")[0].status_code == 200
    sign_in(browser())


def test_success_starts_the_count_anew(client, partner):
    wrong(client, times=4)
    sign_in(client)
    client.post(reverse("sign-out"))

    assert wrong(client)[0].status_code == 200


def test_tries_from_many_addresses_never_stop_the_owner(browser, partner, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": None}
    statuses = []
    for number in range(ADDRESSES):
        stranger = browser(f"203.0.113.{number}")
        statuses += [answer.status_code for answer in wrong(stranger, times=10)]

    assert len(statuses) == 10 * ADDRESSES
    assert statuses.count(429) == 6 * ADDRESSES
    sign_in(browser("198.51.100.200"))


def test_thirty_tries_a_minute_from_an_address(client, partner):
    answers = [give_password(client, f"name-{n}", "wrong") for n in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Wait 1 minute," in answers[-1].text


def test_delay_grows_and_stays_small(settings):
    settings.LONGEST_SIGN_IN_DELAY = 1.0

    waits = [delay(failures) for failures in range(10_000)]

    assert waits[:6] == [0] * 6
    assert waits == sorted(waits)
    assert waits[-1] == 1.0


def test_what_was_typed_is_not_kept(client, partner):
    give_password(client, "my secret by mistake", "another secret")

    kept = str(list(AccessAttempt.objects.values()))
    assert "mistake" not in kept
    assert "another secret" not in kept
    assert PASSWORD not in kept
