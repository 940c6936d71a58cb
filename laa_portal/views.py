"""Pages that belong to no app: start, home, help, health, and what to say when things fail."""

import tomllib
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.models import Figure, Indicator
from indicators.views.downloads import csv_file
from laa_portal import dictionary
from laa_portal.foundation import jobs
from laa_portal.home import BLOCKS, Looking
from laa_portal.search import KINDS_BY_NAME, SearchForm, by_name, find, shown
from partnerships.models import LAA_DAY, Area, Level
from partnerships.requests import SignedInRequest

GLOSSARY = Path(__file__).with_name("glossary.toml")

FOUND_A_PAGE = 25


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
    """The person's work: what waits for them first, then what is due, and what is new."""
    looking = Looking(person=request.user, at=timezone.now())
    context = {
        "roles": request.user.current_roles,
        "blocks": [block(looking) for block in BLOCKS],
    }
    return render(request, "pages/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has the words typed in its name, or as its code: of all kinds, or all of one kind."""
    form = SearchForm({"q": request.GET.get("q", "")})
    form.is_valid()
    words = form.cleaned_data["q"]
    context: dict[str, object] = {"form": form, "words": words}
    kind = KINDS_BY_NAME.get(request.GET.get("kind", ""))
    if words and kind:
        page = Paginator(by_name(kind, words, request.user), FOUND_A_PAGE).get_page(
            request.GET.get("page")
        )
        context |= {"kind": kind, "page": page, "found": shown(kind, page)}
    elif words:
        context["outcome"] = find(words, request.user)
    return render(request, "pages/search.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field, as they were used in 2008."""
    return render(request, "pages/glossary.html", {"terms": terms()})


@cache
def terms() -> list[dict[str, str]]:
    """Return the glossary in alphabetical order."""
    entries: list[dict[str, str]] = tomllib.loads(GLOSSARY.read_text())["term"]
    return sorted(entries, key=lambda entry: entry["word"].casefold())


@require_safe
def data_dictionary(request: HttpRequest) -> HttpResponse:
    """Every measure, field and word of what is published, as a page or as one of two files."""
    if request.GET.get("format") == "csv":
        name = "measures" if request.GET.get("list") == "measures" else "fields"
        lines = dictionary.file_of_measures if name == "measures" else dictionary.file_of_words
        return csv_file(lines(), f"data dictionary {name}")
    context = {"measures": dictionary.measures(), "sections": dictionary.sections()}
    return render(request, "pages/dictionary.html", context)


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


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Say how long to wait."""
    answer = render(
        request, "partnerships/accounts/too_many_tries.html", {"minutes": 1}, status=429
    )
    answer["Retry-After"] = "60"
    return answer


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask at the root to the icon's real place."""
    return redirect(static("img/favicon.svg"), permanent=True)
