"""A person's own account: what it holds, their sessions, and what they left unsent."""

import time

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnerships import actions
from partnerships.accounts import sessions as limits
from partnerships.accounts.devices import in_words
from partnerships.accounts.factors import factors_of
from partnerships.requests import SignedInRequest


@login_required
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Everything somebody can see and change of their own account."""
    context = {
        "roles": request.user.current_roles,
        "factors": factors_of(request.user),
        "session_count": len(_sessions(request)),
    }
    return render(request, "partnerships/accounts/account.html", context)


def _sessions(request: SignedInRequest) -> list[UserSession]:
    """The person's sessions that still last, the newest sign of life first."""
    lasting: list[UserSession] = UserSession.objects.purge_and_list(request.user)
    return sorted(lasting, key=lambda session: session.last_seen_at, reverse=True)


@login_required
@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where somebody is signed in."""
    here = request.session.session_key
    rows = [
        {
            "session": session,
            "device": in_words(session.user_agent),
            "is_here": session.session_key == here,
        }
        for session in _sessions(request)
    ]
    return render(request, "partnerships/accounts/sessions.html", {"rows": rows})


@login_required
@require_POST
def end_session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions that is not this one."""
    others = UserSession.objects.filter(user=request.user)
    others = others.exclude(session_key=request.session.session_key)
    session = get_object_or_404(others, pk=session_id)
    actions.end_session(session=session, by=request.user, at=timezone.now())
    messages.success(request, "That session is ended.")
    return redirect("sessions")


@login_required
@require_POST
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    key = str(request.session.session_key)
    actions.end_other_sessions(by=request.user, session_key=key, at=timezone.now())
    messages.success(request, "All other sessions are ended.")
    return redirect("sessions")


@login_required
def session(request: SignedInRequest) -> HttpResponse:
    """How many seconds are left; asked with POST, as many as there can be.

    The middleware does not count a GET of this as a sign of life.
    """
    if request.method == "POST":
        limits.note(request, time.time(), at_once=True)
        if "text/html" in request.headers.get("Accept", ""):
            return redirect("account")
    return JsonResponse({"seconds": limits.seconds_left(request.session, time.time())})


@login_required
@require_POST
def save_draft(request: SignedInRequest) -> HttpResponse:
    """Keep what is typed on a page, for when the session ends."""
    path = request.POST.get("draft_path", "")
    fields = list(request.POST.lists())
    if actions.save_draft(by=request.user, path=path, fields=fields, at=timezone.now()):
        request.session["drafts"] = sorted({*request.session.get("drafts", []), path})
    return HttpResponse(status=204)


@login_required
@require_POST
def drop_draft(request: SignedInRequest) -> HttpResponse:
    """Forget what was kept of a page."""
    path = request.POST.get("draft_path", "")
    actions.drop_draft(by=request.user, path=path)
    request.session["drafts"] = [one for one in request.session.get("drafts", []) if one != path]
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return redirect(path if is_ours else "account")
