"""Pages that belong to no app: start, home, help, health, and what to say when things fail."""

import tomllib
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.models import DataReturn, Figure, Indicator
from indicators.states import ReturnStatus
from laa_portal.foundation import jobs
from partnerships.models import LAA_DAY, Area, Level, RoleKind
from partnerships.requests import SignedInRequest

GLOSSARY = Path(__file__).with_name("glossary.toml")

RECENT = 5


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What the service is for, and the way in."""
    context = {
        "indicator_count": Indicator.objects.count(),
        "area_count": Area.objects.real().at_level(Level.LAA_AREA).on(LAA_DAY).count(),
        "figure_count": Figure.objects.visible_to(request.user).exclude(value=None).count(),
    }
    return render(request, "pages/start.html", context)


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What waits for the person, first; then what they did last."""
    returns = DataReturn.objects.visible_to(request.user).select_related("organisation")
    roles = request.user.current_roles
    context = {
        "roles": roles,
        "is_data_provider": any(role.kind == RoleKind.DATA_PROVIDER for role in roles),
        "waiting": returns.filter(status__in=[ReturnStatus.CHECKED, ReturnStatus.REFUSED]),
        "recent": returns.filter(status=ReturnStatus.PUBLISHED)[:RECENT],
        "areas": request.user.areas,
    }
    return render(request, "pages/home.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field, as they were used in 2008."""
    return render(request, "pages/glossary.html", {"terms": terms()})


@cache
def terms() -> list[dict[str, str]]:
    """Return the glossary in alphabetical order."""
    entries: list[dict[str, str]] = tomllib.loads(GLOSSARY.read_text())["term"]
    return sorted(entries, key=lambda entry: entry["word"].casefold())


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the service can work: the database answers, and how long work has waited."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    waiting = jobs.open_jobs().order_by("asked_at").first()
    waited = (timezone.now() - waiting.asked_at).total_seconds() if waiting else 0
    return JsonResponse(
        {
            "status": "ok",
            "jobs": {"open": jobs.open_jobs().count(), "oldest_seconds": round(waited, 1)},
        }
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Say sorry, with a reference for the log."""
    context = {"request_id": getattr(request, "reference", "")}
    return render(request, "500.html", context, status=500)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask at the root to the icon's real place."""
    return redirect(static("img/favicon.svg"), permanent=True)
