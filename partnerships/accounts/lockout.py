"""What slows down and stops whoever guesses passwords, and nobody else.

A lock is for a user name *and* an address together, so no stranger can lock somebody out. Guesses
from many addresses at one name are slowed down a little, all of them alike, and never stopped.
"""

import hashlib
from datetime import datetime
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .backend import find_person

FREE_FAILURES = 5
STEP = 0.1
"""Seconds that each failure beyond the free ones adds."""


def canonical_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name failures are counted under: the same for user name and e-mail address.

    What belongs to nobody is kept as a digest only: people type passwords into the wrong field.
    """
    login = str((credentials or {}).get("username") or request.POST.get("login", ""))
    if person := find_person(login):
        return person.username
    return f"unknown-{hashlib.sha256(login.lower().encode()).hexdigest()[:20]}"


def client_address(request: HttpRequest) -> str | None:
    """Return where a request comes from, past the proxies that settings trust; None if unknown."""
    address: str | None = get_client_ip(request)
    return address


def delay(failures: int) -> float:
    """Return how many seconds the next try at a name has to wait after `failures` wrong ones."""
    return float(min(max(failures - FREE_FAILURES, 0) * STEP, settings.LONGEST_SIGN_IN_DELAY))


def recent_failures(name: str, *, at: datetime) -> int:
    """Return how often a name was tried in vain of late, from all addresses together."""
    recent = AccessAttempt.objects.filter(
        username=name, attempt_time__gte=at - settings.AXES_COOLOFF_TIME
    )
    return int(recent.aggregate(total=Sum("failures_since_start"))["total"] or 0)


def locked(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say that this name is closed to this address, and for how long."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    answer = render(
        request, "partnerships/accounts/too_many_tries.html", {"minutes": seconds // 60}, status=429
    )
    answer["Retry-After"] = str(seconds)
    return answer
