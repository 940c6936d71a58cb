"""What the shell around every page needs."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from partnerships.models import RoleKind, User


def anybody(user: User) -> bool:
    """Whether to show what is open to all."""
    return True


def coordinators(user: User) -> bool:
    """Whether `user` proposes roles without being an administrator, who grants them."""
    return user.has_role(RoleKind.LSP_COORDINATOR)


def administrators(user: User) -> bool:
    """Whether `user` runs the service."""
    return user.is_administrator


SECTIONS = (
    # label, name of its page, the paths it stands for, for which signed-in people, for visitors too
    ("Your work", "home", "/home/", anybody, False),
    ("Indicators", "indicators:indicators", "/explore/indicators/", anybody, True),
    ("Areas", "indicators:areas", "/explore/areas/", anybody, True),
    ("Returns", "indicators:returns", "/returns/", anybody, False),
    ("Roles", "propose-role", "/manage/roles/", coordinators, False),
    ("Manage", "manage", "/manage/", administrators, False),
    ("Help", "help", "/help/", anybody, True),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the navigation and whether this is the demonstration."""
    asker = getattr(request, "user", None)
    user = asker if isinstance(asker, User) else None
    return {
        "is_demo": settings.IS_DEMO,
        "navigation": [
            {"label": label, "url": reverse(page), "current": request.path.startswith(prefix)}
            for label, page, prefix, is_for, is_public in SECTIONS
            if (is_for(user) if user else is_public)
        ],
    }
