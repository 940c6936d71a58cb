"""The figures as anyone may explore them: indicators, places, and where each figure comes from."""

import csv
from collections.abc import Iterable, Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from indicators import presenters, profiles, reading
from indicators.charts import Chart
from indicators.methods import ADDS_UP
from indicators.models import Indicator, Measure, SeriesSummary
from indicators.searches import HistoryChoice, IndicatorSearch, PlaceSearch, TableChoice
from partnerships.models import Area, Level

PLACES_A_PAGE = 200


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators, or those that fit a search."""
    form = IndicatorSearch(request.GET, themes=reading.themes())
    form.is_valid()
    rows = reading.catalogue(request.user, **form.cleaned_data)
    context = {"form": form, "rows": rows}
    return render(request, "indicators/explore/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """What an indicator is, and one of its measures in all areas of a level."""
    found = _indicator(slug)
    context = {
        "indicator": found,
        "standings": reading.standings(found),
        "adds_up": ADDS_UP,
        "is_print": "print" in request.GET,
    }
    measures = list(found.measures.all())
    if measure := _measure(measures, request):
        context |= {"measure": measure, "is_recomputing": reading.is_recomputing(measure)}
        asked = {name: request.GET.get(name, "") for name in ("level", "period")}
        if selection := reading.select(measure, request.user, **asked):
            return _with_table(request, context, measures, selection)
    return render(request, "indicators/explore/indicator.html", context)


def _with_table(
    request: HttpRequest,
    context: dict[str, object],
    measures: Sequence[Measure],
    selection: reading.Selection,
) -> HttpResponse:
    """Answer with an indicator's page and table, or with the file or picture of the latter."""
    table = reading.figure_table(selection, request.user, sort=request.GET.get("sort", ""))
    chart = presenters.bar_chart(table)
    name = f"{selection.measure.code} {selection.level} {selection.period.code}"
    match request.GET.get("format"):
        case "csv":
            return _csv(presenters.file_of_table(table), name)
        case "svg":
            return _svg(chart, name)
    context |= {
        "choice": TableChoice(measures, selection),
        "table": table,
        "rows": [(row, presenters.trend_line(row)) for row in table.rows],
        "chart": chart,
    }
    return render(request, "indicators/explore/indicator.html", context)


@require_safe
def figure(request: HttpRequest, slug: str, area_code: str) -> HttpResponse:
    """One measure in one area: the figure, how it moved, and where it comes from."""
    found = _indicator(slug)
    area = get_object_or_404(Area.objects.with_code(area_code))
    if area.gss_code != area_code:
        return _to_gss_code(request, "indicators:figure", slug, area.gss_code)
    measures = list(found.measures.all())
    measure = _measure(measures, request)
    if measure is None:
        raise Http404(f"{found} takes no figures.")
    asked = {name: request.GET.get(name, "") for name in ("by", "period")}
    history = reading.history(measure, area, request.user, **asked)
    return _with_history(request, measures, history)


def _with_history(
    request: HttpRequest, measures: Sequence[Measure], history: reading.History
) -> HttpResponse:
    """Answer with an area's page for a measure, or with the file or picture of its history."""
    chart = presenters.trend_chart(history)
    name = f"{history.measure.code} {history.area.name} by {history.kind.label}"
    match request.GET.get("format"):
        case "csv":
            return _csv(presenters.file_of_history(history), name)
        case "svg":
            return _svg(chart, name)
    context = {
        "history": history,
        "indicator": history.measure.indicator,
        "measure": history.measure,
        "area": history.area,
        "is_print": "print" in request.GET,
        "is_recomputing": reading.is_recomputing(history.measure),
        "chart": chart,
        "choice": HistoryChoice(measures, history),
        "summarised": reading.is_summarised(history.measure, history.area, request.user),
        "parts": presenters.PARTS,
    }
    if history.chosen:
        context |= _origin(request, history.chosen)
    return render(request, "indicators/explore/figure.html", context)


def _origin(request: HttpRequest, row: reading.FigureRow) -> dict[str, object]:
    """What a page says of where a figure comes from."""
    provenance = reading.provenance(row, request.user)
    return {
        "row": row,
        "provenance": provenance,
        "formula": presenters.formula(row),
        "method": presenters.method(row),
        "survey": presenters.survey(row, provenance.observation),
        "reason": presenters.why_not(row, provenance),
    }


@require_safe
def explain(request: HttpRequest, slug: str, area_code: str, part: str) -> HttpResponse:
    """How one statistic of a measure in an area came about, down to the returns."""
    found = _indicator(slug)
    area = get_object_or_404(Area.objects.with_code(area_code))
    if area.gss_code != area_code:
        return _to_gss_code(request, "indicators:explain", slug, area.gss_code, part)
    if part not in reading.EXPLAINED:
        raise Http404(f"A summary has no part {part}.")
    measure = _measure(list(found.measures.all()), request)
    summaries = SeriesSummary.objects.visible_to(request.user).select_related(
        "measure__indicator", "area", "group"
    )
    summary = get_object_or_404(summaries, measure=measure, area=area)
    context = {
        "indicator": found,
        "measure": measure,
        "area": area,
        "summary": summary,
        "explained": reading.EXPLAINED[part](summary, request.user),
        "parts": presenters.PARTS,
        "is_print": "print" in request.GET,
        "is_recomputing": reading.is_recomputing(summary.measure),
    }
    return render(request, "indicators/explore/explain.html", context)


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The places of a level, or those that a search finds."""
    form = PlaceSearch(request.GET or {"level": Level.LAA_AREA.value})
    form.is_valid()
    rows = reading.places(**form.cleaned_data)
    page = Paginator(rows, PLACES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "indicators/explore/areas.html", {"form": form, "page": page})


@require_safe
def area(request: HttpRequest, area_code: str) -> HttpResponse:
    """What a place is, belongs to and has figures of."""
    found = get_object_or_404(Area.objects.with_code(area_code))
    if found.gss_code != area_code:
        return _to_gss_code(request, "indicators:area", found.gss_code)
    profile = reading.area_profile(found)
    measures = reading.measures_of(found, request.user)
    context = {
        "area": found,
        "is_print": "print" in request.GET,
        "profile": profile,
        "population_line": presenters.population_line(profile.populations),
        "measures": [(one, presenters.measure_line(one)) for one in measures],
    }
    return render(request, "indicators/explore/area.html", context)


@require_safe
def profile(request: HttpRequest, area_code: str) -> HttpResponse:
    """Where a place stands on every indicator of the agreements and of APACS, on one page."""
    found = get_object_or_404(Area.objects.with_code(area_code))
    if found.gss_code != area_code:
        return _to_gss_code(request, "indicators:profile", found.gss_code)
    whole = reading.profile(found, request.user)
    if request.GET.get("format") == "csv":
        return _csv(profiles.file_of_profile(whole), f"{found.name} profile")
    groups = [(one, [profiles.described(line) for line in one.lines]) for one in whole.groups]
    context = {
        "area": found,
        "profile": whole,
        "groups": groups,
        "overview": profiles.overview([one for _, lines in groups for one in lines]),
    }
    return render(request, "indicators/explore/profile.html", context)


def _indicator(slug: str) -> Indicator:
    known = Indicator.objects.prefetch_related("memberships", "measures__definitions")
    return get_object_or_404(known, slug=slug)


def _measure(measures: Sequence[Measure], request: HttpRequest) -> Measure | None:
    """The measure asked for, or else the first of the indicator's; None where it has none."""
    code = request.GET.get("measure")
    return next((one for one in measures if one.code == code), next(iter(measures), None))


def _to_gss_code(request: HttpRequest, page: str, *args: str) -> HttpResponse:
    """Send a reader who came by a code of 2008 to the page's own address."""
    answer = redirect(page, *args)
    if query := request.GET.urlencode():
        answer["Location"] += f"?{query}"
    return answer


def _csv(lines: Iterable[Sequence[object]], name: str) -> HttpResponse:
    answer = _download("text/csv; charset=utf-8", f"{slugify(name)}.csv")
    csv.writer(answer).writerows(lines)
    return answer


def _svg(chart: Chart | None, name: str) -> HttpResponse:
    if chart is None:
        raise Http404("There are too many areas for a chart.")
    answer = _download("image/svg+xml", f"{slugify(name)}.svg")
    answer.write(str(chart.svg))
    return answer


def _download(content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content_type=content_type, headers=headers)
