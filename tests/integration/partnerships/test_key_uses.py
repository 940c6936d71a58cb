"""How often keys are used is counted, and shown to whoever holds them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships import actions
from partnerships.models import KeyUse, RoleKind, Scope
from tests.conftest import person
from tests.factories.keys import make_key, with_key

pytestmark = pytest.mark.django_db


def uses(key):
    return list(key.uses.order_by("used_on", "status").values_list("status", "requests"))


def test_answers_to_a_key_are_counted_by_status(provider):
    key, token = make_key(provider.roles.get(), Scope.VALUES_READ)
    program = with_key(token)

    for path in ("figures/?limit=1", "figures/?limit=1", "figures/?nonsense=1", "agreements/"):
        program.get(f"/api/v1/{path}")

    assert uses(key) == [(200, 2), (400, 1), (403, 1)]
    assert set(key.uses.values_list("used_on", flat=True)) == {timezone.localdate()}


def test_what_was_long_ago_is_forgotten(provider, at):
    key, _ = make_key(provider.roles.get(), Scope.VALUES_READ)
    for days in (0, 80, 91, 91):
        actions.note_use(key=key, status=200, at=at + timedelta(days=days))

    assert list(KeyUse.objects.values_list("requests", flat=True)) == [2, 1]


def test_use_takes_one_statement_counted_and_noted(provider, at, django_assert_num_queries):
    key, _ = make_key(provider.roles.get(), Scope.VALUES_READ)
    actions.note_use(key=key, status=200, at=at)

    with django_assert_num_queries(1):
        actions.note_use(key=key, status=200, at=at + timedelta(minutes=2))

    key.refresh_from_db()
    assert (uses(key), key.last_used_at) == ([(200, 2)], at + timedelta(minutes=2))


def test_person_sees_how_a_key_of_theirs_is_used_and_administrators_do(client, provider, stranger):
    key, token = make_key(provider.roles.get(), Scope.VALUES_READ)
    with_key(token).get("/api/v1/figures/?limit=1")
    seen = {}

    for user in (provider, person("administrator", RoleKind.ADMINISTRATOR), stranger):
        client.force_login(user)
        seen[user] = client.get(reverse("key", args=[key.pk]))

    assert [answer.status_code for answer in seen.values()] == [200, 200, 404]
    page = " ".join(seen[provider].content.decode().split())
    assert "Requests of the last 90 days" in page
    assert "1000000 requests a minute" in page
    assert key.token_sha256 not in page
