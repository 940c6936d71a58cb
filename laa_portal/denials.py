"""Refusals on record: who was turned away from which page, and why. Never what they sent.

The transaction of a refused request is rolled back, so this is written outside it. What was not
there and what may not be seen are recorded alike, as they are answered.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from laa_portal.foundation import audit, limits
from partnerships.models import User

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]

EACH_MINUTE = 20
"""Refusals of one person that are written down one by one; more are only counted."""

LONGEST_REASON = 300


class Denials:
    """Write down each refusal of somebody who is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_refusal(request, response):
            try:
                record(request, response, at=timezone.now())
            except DatabaseError:  # the refusal itself stands, and the log has it too
                log.exception("A refusal could not be recorded")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Keep the sentence that a page was refused with."""
        if isinstance(exception, PermissionDenied):
            request.refusal = str(exception)  # type: ignore[attr-defined]


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person was refused: told so, or told that a record of theirs is not there."""
    if not isinstance(getattr(request, "user", None), User):
        return False
    if response.status_code == HTTPStatus.FORBIDDEN:
        return True
    match = request.resolver_match
    return response.status_code == HTTPStatus.NOT_FOUND and bool(match and match.kwargs)


@transaction.atomic
def record(request: HttpRequest, response: HttpResponse, *, at: datetime) -> None:
    """Write a refusal down, unless the person had their share of this minute."""
    person: User = request.user  # type: ignore[assignment]
    number = limits.count("refusals", f"person {person.pk}", per=limits.MINUTE, at=at)
    if number > EACH_MINUTE + 1:
        return
    audit.record(
        "refuse",
        person,
        by=person,
        at=at,
        reason=_reason(request, response)[:LONGEST_REASON],
        route=_route(request),
        method=request.method,
        status=response.status_code,
        are_more_counted=number > EACH_MINUTE,
    )


def _reason(request: HttpRequest, response: HttpResponse) -> str:
    """Return the sentence the person was given: a page's, or that of a problem document."""
    problem = getattr(response, "data", None)
    detail = problem.get("detail", "") if isinstance(problem, dict) else ""
    return getattr(request, "refusal", "") or str(detail)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or match.route) if match else ""
