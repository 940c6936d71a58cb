"""An invitation lets one person in, once; every other letter meets the same page."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from partnerships import actions, tokens
from partnerships.models import Invitation, User

from .conftest import PASSWORD, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(administrator):
    """Somebody with a letter; returns the token in it."""
    address = "new@example.invalid"
    user = User.objects.create_user(address, email=address, name="New", is_active=False)
    token, digest = tokens.make()
    now = timezone.now()
    Invitation.objects.create(
        user=user, token_sha256=digest, invited_by=administrator, invited_at=now,
        valid_until=now + timedelta(days=7),
    )  # fmt: skip
    return token


def page_of(token):
    return reverse("accept-invitation", args=[token])


def accept(client, token, **typed):
    return client.post(page_of(token), {"name": "New (role)", "password": PASSWORD} | typed)


def test_invited_person_chooses_a_password_and_goes_on_to_the_second_factor(client, invited):
    assert "new@example.invalid" in client.get(page_of(invited)).text

    accept(client, invited)

    user = User.objects.get(username="new@example.invalid")
    assert user.is_active
    assert user.check_password(PASSWORD)
    assert (user.name, user.version) == ("New (role)", 2)
    assert client.get(reverse("sign-in"))["Location"] == reverse("mfa_activate_totp")
    assert verbs() == ["accept_invitation", "sign_in"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter your name"),
        ({"password": "short"}, "too short"),
        ({"password": "new@example.invalid"}, "too similar"),
        ({"password": "x" * 129}, "128 characters or fewer"),
        ({"password": "x" * 1_000_000}, "128 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_happens(client, invited, typed, sentence):
    page = accept(client, invited, **typed)

    assert page.status_code == 422
    assert sentence in page.text
    assert not User.objects.get(username="new@example.invalid").is_active


@pytest.fixture(params=["expired", "accepted", "withdrawn", "unknown"])
def void(request, client, invited, administrator):
    """A letter that lets nobody in."""
    letter = Invitation.objects.get()
    now = timezone.now()
    if request.param == "expired":
        letter.valid_until = now - timedelta(seconds=1)
    elif request.param == "accepted":
        letter.accepted_by, letter.accepted_at = letter.user, now
    elif request.param == "withdrawn":
        letter.withdrawn_by, letter.withdrawn_at = administrator, now
    letter.save()
    return "a-token-nobody-made" if request.param == "unknown" else invited


def test_letters_that_cannot_be_used_all_look_the_same(client, void):
    pages = [client.get(page_of(void)), accept(client, void)]

    for page in pages:
        assert page.status_code == 404
        assert "Ask whoever invited you for a new one" in page.text
        assert "new@example.invalid" not in page.text
    assert client.get(page_of("another")).content == pages[0].content
    assert verbs() == []


def test_action_refuses_them_too(void, at):
    with pytest.raises(PermissionDenied, match="cannot be used"):
        actions.accept_invitation(token=void, password=PASSWORD, name="N", at=timezone.now())


def test_invitation_works_once(client, browser, invited):
    accept(client, invited)

    assert accept(browser(), invited, password="another long password").status_code == 404
    assert User.objects.get(username="new@example.invalid").check_password(PASSWORD)
