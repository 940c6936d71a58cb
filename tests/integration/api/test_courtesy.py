"""Callers are told how often they may ask, and asked to wait beyond; a broker away stops nobody."""

import time

import pytest
import redis

from laa_portal.foundation.api import courtesy
from laa_portal.foundation.api.courtesy import Counter
from partnerships.models import Scope
from tests.factories.keys import program
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

AREAS = "/api/v1/areas/?limit=1"


@pytest.fixture(autouse=True)
def few(settings):
    settings.API_REQUESTS_A_MINUTE = {"key": 3, "person": 3, "address": 2}
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for name in client.scan_iter("courtesy:*"):
            client.delete(name)


@pytest.fixture(autouse=True)
def early_in_a_minute(monkeypatch):
    """Have the clock stand still, so that no minute ends in between."""
    monkeypatch.setattr(courtesy.time, "time", lambda: 1_000_000_020.0)


def left(answer) -> list[str]:
    return [answer[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]


def test_address_without_a_key_is_told_what_is_left_and_then_to_wait(api):
    answers = [api.get(AREAS) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [left(answer) for answer in answers] == [
        ["2", "1", "60"],
        ["2", "0", "60"],
        ["2", "0", "60"],
    ]
    problem(answers[2], 429, "too_many_requests")
    assert answers[2]["Retry-After"] == "60"


def test_keys_are_counted_apart_from_addresses_and_each_other(api, provider, stranger):
    first, second = program(provider, Scope.VALUES_READ), program(stranger, Scope.VALUES_READ)
    for _ in range(3):
        assert first.get(AREAS).status_code == 200

    assert first.get(AREAS).status_code == 429
    assert second.get(AREAS).status_code == 200
    assert api.get(AREAS).status_code == 200


@pytest.mark.parametrize("url", ["unix:///nowhere.sock", "redis://127.0.0.1:1/0"])
def test_broker_that_is_away_counts_nobody_and_refuses_nobody(api, monkeypatch, url):
    gone = Counter(url)
    monkeypatch.setattr(courtesy, "counter", lambda: gone)

    answers = [api.get(AREAS) for _ in range(5)]

    assert {answer.status_code for answer in answers} == {200}
    assert not any("RateLimit-Limit" in answer for answer in answers)


def test_broker_that_does_not_answer_is_asked_once_in_ten_seconds(monkeypatch):
    counter = Counter("redis://127.0.0.1:1/0")
    counter.count("a", 1)
    monkeypatch.setattr(counter, "client", None)  # any use of it would fail

    assert counter.count("a", 1) is None
    assert counter.asked_again_at > time.monotonic()
