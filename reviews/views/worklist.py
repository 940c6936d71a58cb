"""The concerns somebody leads or reads, the worst first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.views import downloads
from laa_portal.foundation.acting import paged
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT
from partnerships.requests import SignedInRequest
from reviews import policies, queries
from reviews.forms.worklist import WorklistSearch
from reviews.models import Concern
from reviews.presenters import concerns as presenters
from targets.models import Agreement


@login_required
@require_safe
def worklist(request: SignedInRequest) -> HttpResponse:
    """Concerns with why they were raised and what to do next."""
    search = WorklistSearch(request.GET, request.user)
    visible = Concern.objects.visible_to(request.user)
    found = queries.worst_first(search.among(visible))
    if request.GET.get("format") == "csv":
        rows = shown_cases(request, queries.cases(found, request.user))
        return downloads.csv_file(presenters.file_of_concerns(rows), "concerns")
    page = paged(request, found)
    asked = visible.filter(pk__in=[one.pk for one in page])
    rows = shown_cases(request, queries.cases(queries.worst_first(asked), request.user))
    agreements = Agreement.objects.visible_to(request.user)
    context = {
        "search": search,
        "page": page,
        "rows": rows,
        "asked": search.asked,
        "flags": queries.false_flags(request.user),
        "may_see_nation": policies.may_see_nation(request.user),
        "led": areas_within(request.user, GOVERNMENT),
        "areas": [one.area for one in agreements.select_related("area").order_by("area__name")],
        "now": timezone.now(),
    }
    return render(request, "reviews/worklist.html", context)


def shown_cases(request: SignedInRequest, found: list[queries.Case]) -> list[presenters.Shown]:
    today = timezone.localdate()
    return [
        presenters.Shown(one, bool(policies.leads(request.user, one.concern)), today)
        for one in found
    ]
