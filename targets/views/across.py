"""Targets across areas: where each indicator stands, what holds targets up, what they come to."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.models import Indicator
from indicators.views import downloads
from partnerships.requests import SignedInRequest
from targets import policies, queries
from targets.forms.across import AcrossSearch
from targets.presenters import across as presenters
from targets.presenters import together
from targets.queries import Landscape


@login_required
@require_safe
def all_negotiations(request: SignedInRequest) -> HttpResponse:
    """All targets of the areas that somebody looks over, area by indicator."""
    policies.may_look_across(request.user).enforce()
    everything = queries.landscape(request.user)
    search = AcrossSearch(request.GET, everything)
    found, of_status = _chosen(search, everything)
    if request.GET.get("format") == "csv":
        return downloads.csv_file(presenters.file_of_landscape(of_status), "negotiations")
    rows = _by_indicator(request, found)
    context = {
        "search": search,
        "found": found,
        "rows": rows,
        "by_psa": together.by_psa(rows),
        "blockers": together.blockers(rows),
        "columns": of_status.indicators,
        "grid": presenters.grid(of_status),
        "legend": presenters.LEGEND,
        **_over_what(request, everything),
    }
    return render(request, "targets/all_negotiations.html", context)


@login_required
@require_safe
def indicator_negotiations(request: SignedInRequest, slug: str) -> HttpResponse:
    """One indicator in all areas that somebody looks over: where it stands in each."""
    policies.may_look_across(request.user).enforce()
    indicator = get_object_or_404(Indicator, slug=slug)
    everything = queries.landscape(request.user).within(indicator=indicator)
    search = AcrossSearch(request.GET, everything)
    found, of_status = _chosen(search, everything)
    if request.GET.get("format") == "csv":
        name = f"{indicator.code} negotiations"
        return downloads.csv_file(presenters.file_of_landscape(of_status), name)
    context = {
        "indicator": indicator,
        "search": search,
        "found": found,
        "row": next(iter(_by_indicator(request, found)), None),
        "shown": presenters.shown(of_status),
        "may_raise": policies.may_raise_issue(request.user),
        **_over_what(request, everything),
    }
    return render(request, "targets/indicator_negotiations.html", context)


def _chosen(search: AcrossSearch, found: Landscape) -> tuple[Landscape, Landscape]:
    """Return what is left of region and indicator, and of that what has come as far as asked."""
    chosen: dict[str, Any] = search.chosen
    status = chosen.pop("status", "")
    part = found.within(**chosen)
    return part, part.standing(status) if status else part


def _by_indicator(request: SignedInRequest, found: Landscape) -> list[together.IndicatorRow]:
    measures = {one.terms.measure_id for one in found.placed if one.terms and one.terms.measure_id}
    england = queries.figures_of_england(measures, request.user)
    return together.by_indicator(found, queries.bases(found.placed), england)


def _over_what(request: SignedInRequest, found: Landscape) -> dict[str, Any]:
    return {
        "is_invented": any(area.is_invented for area in found.areas),
        "knows_what_is_open": policies.knows_what_is_open(request.user),
    }
