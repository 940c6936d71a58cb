"""How the targets of an area are going, and one of them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.views import downloads
from partnerships.models import Area
from partnerships.requests import SignedInRequest
from reviews import policies, queries
from reviews.presenters import progress as presenters

from .seen import watched_area


@login_required
@require_safe
def area(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """All targets of an area: where each stands on its path, and what is to be expected."""
    found = watched_area(request, gss_code)
    rows = _rows(request, found)
    if request.GET.get("format") == "csv":
        return downloads.csv_file(presenters.file_of_progress(rows), f"{found.name} progress")
    context = {
        "area": found,
        "judged": [one for one in rows if one.now],
        "others": [one for one in rows if not one.now],
        "may_raise": policies.may_raise_concern(request.user, found),
    }
    return render(request, "reviews/area.html", context)


@login_required
@require_safe
def target(request: SignedInRequest, gss_code: str, slug: str) -> HttpResponse:
    """One target year by year."""
    found = watched_area(request, gss_code)
    one = next((row for row in _rows(request, found) if row.slug == slug), None)
    if one is None:
        raise Http404("No target of this area is measured by that.")
    if request.GET.get("format") == "csv":
        name = f"{found.name} {one.line.target.code} progress"
        return downloads.csv_file(presenters.file_of_progress([one]), name)
    return render(request, "reviews/target.html", {"area": found, "one": one})


def _rows(request: SignedInRequest, found: Area) -> list[presenters.Shown]:
    return presenters.shown(queries.progress(found, request.user, timezone.localdate()), found)
