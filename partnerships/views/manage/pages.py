"""What the pages of this package have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from laa_portal.foundation.acting import (
    ASKED,
    DONE,
    ROWS_A_PAGE,
    STALE,
    WRONG,
    attempt,
    offer_latest,
    paged,
    sent,
    shown_or_sent,
)
from partnerships import policies
from partnerships.requests import SignedInRequest

__all__ = [
    "ASKED",
    "DONE",
    "ROWS_A_PAGE",
    "STALE",
    "WRONG",
    "attempt",
    "for_administrators",
    "offer_latest",
    "paged",
    "sent",
    "shown_or_sent",
]

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Show a page to administrators alone; tell others why not, whatever the page would say."""

    asked = shown_or_sent(view)

    @login_required
    @wraps(asked)
    def answer(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policies.may_manage(request.user).enforce()
        return asked(request, *args, **kwargs)

    return answer
