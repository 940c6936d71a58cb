"""What the shell around every page needs."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from partnerships.accounts import sessions
from partnerships.models import Draft

SECTIONS = (
    # label, name of its page, the paths it stands for, whether for signed-in people only
    ("Your work", "home", "/home/", True),
    ("Indicators", "indicators:indicators", "/explore/indicators/", False),
    ("Areas", "indicators:areas", "/explore/areas/", False),
    ("Returns", "indicators:returns", "/returns/", True),
    ("Help", "help", "/help/", False),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the navigation, whether this is the demonstration, and how long the session lasts."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    is_known = is_known and not getattr(request, "is_setting_up", False)
    return {
        "session_ends": _session_ends(request) if is_known else None,
        "draft": _draft(request) if is_known else None,
        "is_demo": settings.IS_DEMO,
        "navigation": [
            {"label": label, "url": reverse(page), "current": request.path.startswith(prefix)}
            for label, page, prefix, for_signed_in in SECTIONS
            if is_known or not for_signed_in
        ],
    }


def _session_ends(request: HttpRequest) -> dict[str, int]:
    """Return when the browser must warn, and what it can gain by saying that somebody is there."""
    now = time.time()
    return {
        "seconds": sessions.seconds_left(request.session, now),
        "at_most": sessions.seconds_at_most(request.session, now),
        "warning": sessions.WARNING_SECONDS,
    }


def _draft(request: HttpRequest) -> Any:
    """Return what the person typed here and could not send. The session knows where to look."""
    if request.path not in request.session.get("drafts", ()):
        return None
    return Draft.objects.filter(saved_by=request.user.pk, path=request.path).first()
