"""What every answer carries, and whom every request is from."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pghistory
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from laa_portal.foundation.limits import TooMany
from partnerships import actions, doors
from partnerships.accounts import sessions
from partnerships.models import User

Answer = Callable[[HttpRequest], HttpResponse]

SIGN_IN = frozenset({"sign-in", "account_login"})
SETTING_UP = frozenset({"mfa_activate_totp", "mfa_add_webauthn", "sign-out", "account_logout"})
"""All that somebody reaches whose second factor is not set up."""


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
    """Keep what a signed-in person sees out of every cache, to the answer that signs them out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        is_private = was_signed_in or request.user.is_authenticated
        if is_private and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class SessionLimits:
    """End sessions in which nothing was heard for too long, or that last too long.

    Whoever posts a form after that is still known by the session: what they typed is kept for them
    and they are asked to sign in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if sessions.seconds_left(request.session, now.timestamp()) <= 0:
                self._end(request)
            elif not _is_by_itself(request):
                sessions.note(request, now.timestamp())
        return self.get_response(request)

    def _end(self, request: HttpRequest) -> None:
        request.ended_for = request.user  # type: ignore[attr-defined]
        actions.end_session_by_time(
            user=request.user,  # type: ignore[arg-type]
            session_key=str(request.session.session_key),
            at=timezone.now(),
        )
        request.session.flush()
        request.user = AnonymousUser()

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Keep what was posted too late. CSRF was checked before, so it is the person's own."""
        person: User | None = getattr(request, "ended_for", None)
        if person is None or request.method != "POST" or request.path.startswith("/api/"):
            return None
        path = page_of(request)
        fields = list(request.POST.lists())
        actions.save_draft(by=person, path=path, fields=fields, at=timezone.now())
        messages.info(request, "Your session had ended. What you typed is kept: sign in to go on.")
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': path})}")


class SecondFactor:
    """Take nobody for signed in who has not given a second factor in this session."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and doors.second_factor_at(request) is None:
            request.is_setting_up = True  # type: ignore[attr-defined]
            name = _page_name(request)
            if name in SIGN_IN:
                return redirect("mfa_activate_totp")
            if name not in SETTING_UP:
                request.user = AnonymousUser()
        return self.get_response(request)


class DraftsSent:
    """Forget what was kept of a form once it is sent: its answer leads on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in (302, 303):
            self._drop(request, response["Location"])
        return response

    def _drop(self, request: HttpRequest, location: str) -> None:
        """Drop the draft, unless the person is only sent to prove who they are first."""
        kept = request.session.get("drafts", []) if request.user.is_authenticated else []
        doors_first = (reverse("sign-in"), reverse("mfa_reauthenticate"))
        if (path := page_of(request)) in kept and not location.startswith(doors_first):
            actions.drop_draft(by=request.user, path=path)  # type: ignore[arg-type]
            request.session["drafts"] = [one for one in kept if one != path]


class Limits:
    """Say so on a page of its own when somebody did something as often as they may."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        if not isinstance(exc, TooMany):
            return None
        answer = render(request, "429.html", {"problem": str(exc)}, status=429)
        answer["Retry-After"] = str(exc.wait)
        return answer


def page_of(request: HttpRequest) -> str:
    """Return the page a form was on: where the browser says it came from, if that is ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host() and came_from.path.startswith("/")
    return came_from.path if is_ours else request.path


def _is_by_itself(request: HttpRequest) -> bool:
    """Whether the page asks and not the person: how long is left, and to keep what is typed."""
    is_asking = request.method == "GET" and request.path_info == reverse("session")
    return is_asking or request.path_info == reverse("save-draft")


def _page_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
