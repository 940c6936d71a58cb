"""The second factor: whether somebody gave it lately enough for what they are about to do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

FRESH = timedelta(minutes=10)

View = Callable[..., HttpResponse]


def second_factor_at(request: HttpRequest) -> datetime | None:
    """Return when the person last gave their second factor in this session."""
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record.get("method") == "mfa"]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Whether that was within the last ten minutes."""
    given = second_factor_at(request)
    return given is not None and at - given < FRESH


def with_fresh_second_factor(view: View) -> View:
    """Have a view ask for the second factor again unless it is fresh.

    The person comes back to where they were, and a form they had sent is sent on.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request, at=timezone.now()):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return answer
