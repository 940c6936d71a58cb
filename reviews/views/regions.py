"""A region at a glance: how each target of each area is going."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.views import downloads
from partnerships.models import Area, AreaKind
from partnerships.requests import SignedInRequest
from reviews import policies, queries, rag
from reviews.presenters import regions as presenters
from targets.models import YEARS


@login_required
@require_safe
def region(request: SignedInRequest, code: str) -> HttpResponse:
    """Area by indicator, or one indicator in words; `format=csv` is all of it as a file."""
    found = get_object_or_404(Area, gss_code=code, kind=AreaKind.REGION)
    if not (may := policies.may_see_region(request.user, found)):
        raise Http404(may.reason)
    year = _year(request)
    map_of = queries.region_in(found, int(year[:4]), request.user)
    if request.GET.get("format") == "csv":
        return downloads.csv_file(presenters.file_of(map_of, year), f"{found.name} {year}")
    asked = request.GET.get("indicator")
    chosen = next((one for one in map_of.indicators if one.slug == asked), None)
    context = {
        "region": found,
        "year": year,
        "years": YEARS,
        "map": map_of,
        "grid": presenters.grid(map_of),
        "legend": presenters.LEGEND,
        "chosen": chosen,
        "listed": presenters.listed(map_of.of(chosen) if chosen else list(map_of.placed.values())),
        "tally": rag.tally(one.now.rated.rag for one in map_of.placed.values()),
    }
    return render(request, "reviews/region.html", context)


def _year(request: HttpRequest) -> str:
    """Return the financial year that is asked for; else this one, or the last of the agreements."""
    asked = request.GET.get("year", "")
    if asked in YEARS:
        return asked
    today = timezone.localdate()
    first = today.year - (today.month < 4)
    return next((one for one in YEARS if one.startswith(str(first))), YEARS[-1])
