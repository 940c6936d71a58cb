"""How a figure came to be what it is: every revision of the rows it rests on."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators import reading
from indicators.models import Indicator
from partnerships.models import Area

REVISIONS_A_PAGE = 50


@require_safe
def revisions(request: HttpRequest, slug: str, area_code: str) -> HttpResponse:
    """The revisions of one figure, newest first: what was said, when, by which return, and why."""
    history, known = _history(request, slug, area_code)
    context: dict[str, object] = {"history": history, "row": history.chosen}
    if history.chosen:
        found = reading.revisions(history.chosen, known)
        page = Paginator(found.rows, REVISIONS_A_PAGE).get_page(request.GET.get("page"))
        is_sum = bool(history.chosen.figure.summed_from)
        context |= {"page": page, "revisions": found.shown(page), "is_sum": is_sum}
    return render(request, "indicators/explore/revisions.html", context)


def _history(
    request: HttpRequest, slug: str, area_code: str
) -> tuple[reading.History, reading.Known]:
    """The figures, of which the one of the period asked for is chosen, or else the latest.

    Raises Http404.
    """
    indicator = get_object_or_404(Indicator, slug=slug)
    area = get_object_or_404(Area.objects.with_code(area_code))
    measures = {one.code: one for one in indicator.measures.prefetch_related("definitions")}
    measure = measures.get(request.GET.get("measure", ""), next(iter(measures.values()), None))
    if measure is None:
        raise Http404(f"{indicator} takes no figures.")
    known = reading.known(measure, area, request.user, moment=None)
    return reading.history(measure, area, known, period=request.GET.get("period", "")), known
