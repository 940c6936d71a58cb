"""What the shell around every page needs."""

import re
import time
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from partnerships.accounts import sessions
from partnerships.audiences import SIDES
from partnerships.models import Draft, Notice, RoleKind, User, Viewer

from .home.negotiations import AT_THE_TABLE


def anybody(user: User) -> bool:
    """Whether to show what is open to all."""
    return True


def coordinators(user: User) -> bool:
    """Whether `user` proposes roles without being an administrator, who grants them."""
    return user.has_role(RoleKind.LSP_COORDINATOR)


def administrators(user: User) -> bool:
    """Whether `user` runs the service."""
    return user.is_administrator


def partners(user: User) -> bool:
    """Whether `user` sits on the partnerships' side of an area's table."""
    return user.has_role(*SIDES["partnership"])


def onlookers(user: User) -> bool:
    """Whether `user` looks over the negotiations of every area."""
    return user.sees_all_areas


def followers(user: User) -> bool:
    """Whether `user` follows how targets are going, on either side of a table or from above."""
    return user.sees_all_areas or user.has_role(*SIDES["partnership"], *SIDES["government"])


def negotiators(user: User) -> bool:
    """Whether `user` makes a side's offers, or answers for them."""
    return user.has_role(*AT_THE_TABLE)


PRIORITIES = (
    *("/priorities/", "/cdrp/", "/assessments/", "/engagements/", "/plans/", "/hallmarks/"),
    *("/county/", "/safety-agreements/", "/escalations/", "/laa/", "/targets/"),
)
"""Where the pages from a partnership's assessment to its area's short list are."""

NEGOTIATION = re.compile(
    r"/laa/[^/]+/(negotiation|offers|partners|versions|revisions)/"
    r"|/targets/\d+/(negotiation|partners|messages|notes|other-plans)/"
    r"|/(negotiations|plan-values|notes|commitments|shared-issues)/"
    r"|/(designations|revision-consents)/"
)
"""Where the pages of an agreement under negotiation are, beside those of its short list."""

SECTIONS = (
    # label, name of its page, the paths it stands for, for which signed-in people, for visitors too
    ("Your work", "home", "/home/", anybody, False),
    ("Indicators", "indicators:indicators", "/explore/indicators/", anybody, True),
    ("Areas", "indicators:areas", "/explore/areas/", anybody, True),
    ("Agreements", "targets:public-agreements", ("/agreements/", "/verify/"), anybody, True),
    ("Priorities", "targets:your-priorities", PRIORITIES, partners, False),
    ("Negotiation", "targets:review", "/review/", negotiators, False),
    ("Negotiation", "targets:all-negotiations", "/review/", onlookers, False),
    ("Concerns", "reviews:worklist", ("/concerns/", "/progress/"), followers, False),
    ("Returns", "indicators:returns", "/returns/", anybody, False),
    ("Roles", "propose-role", "/manage/roles/", coordinators, False),
    ("Audit", "audit", "/audit/", anybody, False),
    ("Keys", "keys", "/developer/", anybody, False),
    ("Manage", "manage", "/manage/", administrators, False),
    ("Help", "help", "/help/", anybody, True),
)

NOBODY = AnonymousUser()
"""Whose request it is when it failed before anybody asked."""


address = cache(reverse)
"""Where a page of the navigation is: the same on every page."""


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the navigation, the notices not read, and how long the session lasts."""
    asker: Viewer = getattr(request, "user", NOBODY)
    is_setting_up = getattr(request, "is_setting_up", False)
    user = asker if isinstance(asker, User) and not is_setting_up else None
    place = "/review/" if NEGOTIATION.match(request.path) else request.path
    return {
        "session_ends": _session_ends(request) if user else None,
        "draft": _draft(request) if user else None,
        "is_demo": settings.IS_DEMO,
        "unread_count": cache(partial(_unread_count, asker)),
        "navigation": [
            {"label": label, "url": address(page), "current": place.startswith(prefix)}
            for label, page, prefix, is_for, is_public in SECTIONS
            if (is_for(user) if user else is_public)
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


def _unread_count(user: Viewer) -> int:
    """Return how many notices wait: counted once a page, and only where the page says it."""
    return Notice.objects.visible_to(user).unread().count()
