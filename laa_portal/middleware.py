"""What every answer carries."""

import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]


class RequestReference:
    """Give each request a reference that its log lines, error page and answer share."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.reference  # type: ignore[attr-defined]
        return response


class WhoChanges:
    """Have former states say in whose request they were replaced, and by which reference."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return self.get_response(request)
        reference = request.reference  # type: ignore[attr-defined]
        with pghistory.context(user=request.user.pk, reference=reference):
            return self.get_response(request)


class PrivatePages:
    """Keep what a signed-in person sees out of every cache, their browser's included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
