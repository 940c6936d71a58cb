"""How many requests each caller may make in a minute, counted where counting costs next to nothing.

About right is right enough here, and a broker that is away must never refuse anybody: then nobody
is counted. What has to be exact is in `limits`.
"""

import logging
import time
from functools import cache
from typing import Any

import redis
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

MINUTE = 60

PATIENCE = 0.2
"""Seconds for the broker to answer in."""

SULK = 10
"""Seconds in which a broker that did not answer is not asked again."""

log = logging.getLogger(__name__)


class Counter:
    """Counts by minute in the broker."""

    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        self.asked_again_at = 0.0

    def count(self, who: str, minute: int) -> int | None:
        """Count a request, and return how many there were; None where nobody counts."""
        if time.monotonic() < self.asked_again_at:
            return None
        name = f"courtesy:{minute}:{who}"
        try:
            with self.client.pipeline() as pipeline:
                pipeline.incr(name)
                pipeline.expire(name, 2 * MINUTE)
                return int(pipeline.execute()[0])
        except redis.RedisError as error:
            log.warning("Requests are not counted: %s", error)
            self.asked_again_at = time.monotonic() + SULK
            return None


@cache
def counter() -> Counter:
    return Counter(settings.REDIS_URL)


class Courtesy(BaseThrottle):
    """Lets a caller make so many requests a minute, and tells each how many are left."""

    left_seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        who = self.caller(request)
        limit = settings.API_REQUESTS_A_MINUTE[who.split()[0]]
        now = time.time()
        used = counter().count(who, int(now // MINUTE))
        if used is None:
            return True
        self.left_seconds = MINUTE - int(now % MINUTE)
        request.courtesy = {  # type: ignore[attr-defined]
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(0, limit - used)),
            "RateLimit-Reset": str(self.left_seconds),
        }
        return used <= limit

    def wait(self) -> float:
        return self.left_seconds

    def caller(self, request: Request) -> str:
        """Return who is counted, as in `key 4`."""
        if key := getattr(request.user, "key", None):
            return f"key {key.pk}"
        if request.user.is_authenticated:
            return f"person {request.user.pk}"
        return f"address {self.get_ident(request)}"
