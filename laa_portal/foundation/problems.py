"""What the API answers when it cannot do as asked: problem documents, as in RFC 9457."""

import logging
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError, transaction
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from .limits import TooMany
from .versioning import Stale

logger = logging.getLogger("django.request")

MEDIA_TYPE = "application/problem+json"

TYPES = "/api/docs/#problem-"
"""Where each type of problem is explained; its code follows."""

RETRY_AFTER = 30
"""Seconds. A database that is away is mostly back by then."""


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: what a program tells them apart by, and what a person reads."""

    code: str
    status: int
    title: str
    meaning: str


INVALID = ProblemType(
    "invalid",
    status.HTTP_400_BAD_REQUEST,
    "The request is not valid",
    "A parameter, field or header is unknown, missing or cannot be used. “errors” names each.",
)
UNAUTHENTICATED = ProblemType(
    "unauthenticated",
    status.HTTP_401_UNAUTHORIZED,
    "You are not known",
    "The request needs a key that is in force, in the header “Authorization: Bearer”.",
)
FORBIDDEN = ProblemType(
    "forbidden",
    status.HTTP_403_FORBIDDEN,
    "This is not yours to do",
    "You may see this, but not do what was asked.",
)
NOT_FOUND = ProblemType(
    "not_found",
    status.HTTP_404_NOT_FOUND,
    "Not found",
    "There is nothing at this address, or nothing that you may see.",
)
METHOD_NOT_ALLOWED = ProblemType(
    "method_not_allowed",
    status.HTTP_405_METHOD_NOT_ALLOWED,
    "Method not allowed",
    "The header “Allow” has the methods that this address answers.",
)
NOT_ACCEPTABLE = ProblemType(
    "not_acceptable",
    status.HTTP_406_NOT_ACCEPTABLE,
    "No such format",
    "The header “Accept” asks for formats that this address does not have.",
)
CONFLICT = ProblemType(
    "conflict",
    status.HTTP_409_CONFLICT,
    "This has changed",
    "Somebody acted on the record meanwhile. Read it again before you go on.",
)
NO_SUCH_MOVE = ProblemType(
    "no_such_move",
    status.HTTP_409_CONFLICT,
    "This cannot be done now",
    "The record does not allow it where it stands, or it is another’s turn. “moves” are what you "
    "can do instead.",
)
PRECONDITION_FAILED = ProblemType(
    "precondition_failed",
    status.HTTP_412_PRECONDITION_FAILED,
    "This is not the latest version",
    "The header “If-Match” names another version than the record has. “current” is the record now.",
)
TOO_LARGE = ProblemType(
    "too_large",
    status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    "The body is too large",
    "A return has up to 10 MB, a document up to 20 MB. Split a return; shrink a document.",
)
UNSUPPORTED_MEDIA_TYPE = ProblemType(
    "unsupported_media_type",
    status.HTTP_415_UNSUPPORTED_MEDIA_TYPE,
    "Unsupported media type",
    "The body was sent in a format that this address does not read.",
)
OUT_OF_RANGE = ProblemType(
    "out_of_range",
    status.HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE,
    "The file ends before",
    "The header “Range” asks for what comes after the end. “Content-Range” has the file’s size.",
)
KEY_REUSED = ProblemType(
    "idempotency_key_reused",
    status.HTTP_422_UNPROCESSABLE_ENTITY,
    "The idempotency key is used up",
    "The header “Idempotency-Key” came with another request before, which it stands for now.",
)
BREAKS_RULES = ProblemType(
    "breaks_rules",
    status.HTTP_422_UNPROCESSABLE_ENTITY,
    "A rule is not kept",
    "Law or arithmetic does not allow it. “errors” has each rule that is not kept, with its text, "
    "its source and how to mend it.",
)
PRECONDITION_REQUIRED = ProblemType(
    "precondition_required",
    status.HTTP_428_PRECONDITION_REQUIRED,
    "Say which version you have seen",
    "The header “If-Match” must have the “ETag” with which the record came.",
)
TOO_MANY_REQUESTS = ProblemType(
    "too_many_requests",
    status.HTTP_429_TOO_MANY_REQUESTS,
    "Too many requests",
    "The header “Retry-After” has the seconds to wait.",
)
FAILED = ProblemType(
    "failed",
    status.HTTP_500_INTERNAL_SERVER_ERROR,
    "Something went wrong",
    "The fault is ours. Quote “instance” when you report it.",
)
UNAVAILABLE = ProblemType(
    "unavailable",
    status.HTTP_503_SERVICE_UNAVAILABLE,
    "The service is unavailable",
    "The database is away or overloaded. Ask again after the seconds of “Retry-After”.",
)

PROBLEM_TYPES = (
    INVALID,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    CONFLICT,
    NO_SUCH_MOVE,
    PRECONDITION_FAILED,
    TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    OUT_OF_RANGE,
    KEY_REUSED,
    BREAKS_RULES,
    PRECONDITION_REQUIRED,
    TOO_MANY_REQUESTS,
    FAILED,
    UNAVAILABLE,
)
USUAL = {kind.status: kind for kind in reversed(PROBLEM_TYPES)}
"""What a status means where nothing else is said: the first of its types."""


@dataclass(frozen=True, slots=True)
class ParameterError:
    """What is wrong with one value of one parameter, in words for whoever sent it."""

    parameter: str
    code: str
    detail: str


class InvalidParameters(exceptions.APIException):
    """Some parameters cannot be used. Says so of all of them at once."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = INVALID.code

    def __init__(self, errors: Sequence[ParameterError]) -> None:
        super().__init__(" ".join(error.detail for error in errors))
        self.errors = [asdict(error) for error in errors]


class Refusal(exceptions.APIException):
    """A problem of a kind of ours. `extensions` are what its document has beside the usual."""

    def __init__(self, kind: ProblemType, detail: str, *, wait: int = 0, **extensions: Any) -> None:
        super().__init__(detail, kind.code)
        self.kind = kind
        self.status_code = kind.status
        self.wait = wait
        self.extensions = extensions


class ProblemResponse(Response):
    """A problem document: a page where a browser asks, else JSON under its own media type."""

    @property
    def rendered_content(self) -> Any:
        if self.accepted_renderer.format != "html":
            self.accepted_renderer = JSONRenderer()
            self.content_type = MEDIA_TYPE
        return super().rendered_content


def problem(
    request: Any, kind: ProblemType, detail: str, errors: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    """Build a problem document; `instance` is the reference that the log has too."""
    document: dict[str, Any] = {
        "type": f"{TYPES}{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "code": kind.code,
        "instance": _reference(request),
    }
    return document | ({"errors": list(errors)} if errors else {})


def _reference(request: Any) -> str:
    return getattr(request, "reference", "")


def answer(exc: Exception, context: dict[str, Any]) -> ProblemResponse:
    """Turn whatever a view of the API raised into a problem document."""
    request = context["request"]
    roll_back()
    known = _known(exc)
    if known is None:
        return _unexpected(exc, request)
    kind = known.kind if isinstance(known, Refusal) else USUAL[known.status_code]
    document = problem(request, kind, str(known.detail), getattr(known, "errors", ()))
    document |= getattr(known, "extensions", {})
    return ProblemResponse(document, status=kind.status, headers=_headers(known))


def roll_back() -> None:
    """Undo what the view did before it failed: its transaction is the request's."""
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)


def _known(exc: Exception) -> exceptions.APIException | None:
    """Return the answer that an exception stands for; None for one that nobody expected.

    What is not there and what may not be seen are told in the same words.
    """
    if isinstance(exc, Http404 | exceptions.NotFound):
        return exceptions.NotFound(NOT_FOUND.meaning)
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied(str(exc) or FORBIDDEN.meaning)
    if isinstance(exc, Stale):
        return Refusal(CONFLICT, str(exc))
    if isinstance(exc, TooMany):
        return Refusal(TOO_MANY_REQUESTS, str(exc), wait=exc.wait)
    if isinstance(exc, RequestDataTooBig):
        return Refusal(TOO_LARGE, TOO_LARGE.meaning)
    if isinstance(exc, SuspiciousOperation):
        return exceptions.ParseError("There are too many parameters or fields. Send fewer.")
    return exc if isinstance(exc, exceptions.APIException) else None


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = dict(getattr(exc, "headers", {}))
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = f"{math.ceil(wait)}"
    return headers


def _unexpected(exc: Exception, request: Any) -> ProblemResponse:
    """Log a fault of ours in full, and tell the caller only where to find it."""
    logger.error("%s failed [%s]", request.path, _reference(request), exc_info=exc)
    is_away = isinstance(exc, OperationalError | InterfaceError)
    kind = UNAVAILABLE if is_away else FAILED
    headers = {"Retry-After": str(RETRY_AFTER)} if is_away else {}
    return ProblemResponse(
        problem(request, kind, kind.meaning), status=kind.status, headers=headers
    )
