"""What the shell around every page needs."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

SECTIONS = (
    # label, name of its page, the paths it stands for, whether for signed-in people only
    ("Your work", "home", "/home/", True),
    ("Indicators", "indicators:indicators", "/explore/indicators/", False),
    ("Areas", "indicators:areas", "/explore/areas/", False),
    ("Returns", "indicators:returns", "/returns/", True),
    ("Audit", "audit", "/audit/", True),
    ("Help", "help", "/help/", False),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the navigation and whether this is the demonstration."""
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {
        "is_demo": settings.IS_DEMO,
        "navigation": [
            {"label": label, "url": reverse(page), "current": request.path.startswith(prefix)}
            for label, page, prefix, for_signed_in in SECTIONS
            if is_known or not for_signed_in
        ],
    }
