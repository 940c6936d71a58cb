"""What the shell around every page needs."""

from functools import cache, partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from partnerships.models import Notice, Viewer

SECTIONS = (
    # label, name of its page, the paths it stands for, whether for signed-in people only
    ("Your work", "home", "/home/", True),
    ("Indicators", "indicators:indicators", "/explore/indicators/", False),
    ("Areas", "indicators:areas", "/explore/areas/", False),
    ("Returns", "indicators:returns", "/returns/", True),
    ("Help", "help", "/help/", False),
)

NOBODY = AnonymousUser()
"""Whose request it is when it failed before anybody asked."""


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the navigation, the notices not read, and whether this is the demonstration."""
    user: Viewer = getattr(request, "user", NOBODY)
    is_known = user.is_authenticated
    return {
        "is_demo": settings.IS_DEMO,
        "unread_count": cache(partial(_unread_count, user)),
        "navigation": [
            {"label": label, "url": reverse(page), "current": request.path.startswith(prefix)}
            for label, page, prefix, for_signed_in in SECTIONS
            if is_known or not for_signed_in
        ],
    }


def _unread_count(user: Viewer) -> int:
    """Return how many notices wait: counted once a page, and only where the page says it."""
    return Notice.objects.visible_to(user).unread().count()
