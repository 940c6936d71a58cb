"""Many areas at a glance: how each target of a region is going, and of the whole nation."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.views import downloads
from laa_portal.foundation.acting import paged
from partnerships.models import Area, AreaKind
from partnerships.requests import SignedInRequest
from reviews import policies, queries, rag
from reviews.forms.nation import NationSearch
from reviews.presenters import nation as of_nation
from reviews.presenters import regions as presenters
from targets.models import YEARS


@login_required
@require_safe
def region(request: SignedInRequest, code: str) -> HttpResponse:
    """Area by indicator, or one indicator in words; `format=csv` is all of it as a file."""
    found = get_object_or_404(Area, gss_code=code, kind=AreaKind.REGION)
    if not (may := policies.may_see_region(request.user, found)):
        raise Http404(may.reason)
    newest = queries.newest_year(request.user, found)
    year = _year(request, newest)
    map_of = queries.region_in(found, int(year[:4]), request.user)
    if request.GET.get("format") == "csv":
        return downloads.csv_file(presenters.file_of(map_of, year), f"{found.name} {year}")
    asked = request.GET.get("indicator")
    chosen = next((one for one in map_of.indicators if one.slug == asked), None)
    context = {
        "region": found,
        "year": year,
        "years": YEARS,
        "newest": newest,
        "map": map_of,
        "grid": presenters.grid(map_of),
        "legend": presenters.LEGEND,
        "chosen": chosen,
        "listed": presenters.listed(map_of.of(chosen) if chosen else list(map_of.placed.values())),
        "tally": rag.tally(one.now.rated.rag for one in map_of.placed.values()),
    }
    return render(request, "reviews/region.html", context)


@login_required
@require_safe
def nation(request: SignedInRequest) -> HttpResponse:
    """All areas, counted by region and target by target; `format=csv` is what was chosen."""
    policies.may_see_nation(request.user).enforce()
    newest = queries.newest_year(request.user)
    year = _year(request, newest)
    everything = queries.nation_in(int(year[:4]), request.user)
    search = NationSearch(request.GET, everything, year)
    ranked = everything.within(**search.chosen).ranked
    if request.GET.get("format") == "csv":
        placed = queries.placed_of(ranked, request.user)
        file = of_nation.file_of_nation(of_nation.shown(ranked, placed))
        return downloads.csv_file(file, f"progress {year}")
    page = paged(request, ranked)
    context = {
        "year": year,
        "newest": newest,
        "search": search,
        "is_empty": not everything.ranked,
        "is_invented": any(one.area.is_invented for one in everything.ranked),
        "columns": of_nation.COLUMNS,
        "regions": [of_nation.RegionShown(one) for one in everything.by_region()],
        "page": page,
        "rows": of_nation.shown(ranked, queries.placed_of(page, request.user)),
        "tally": rag.tally(one.rag for one in ranked),
    }
    return render(request, "reviews/nation.html", context)


def _year(request: SignedInRequest, newest: str) -> str:
    """Return the financial year that is asked for, or else the newest that there is."""
    asked = request.GET.get("year", "")
    return asked if asked in YEARS else newest
