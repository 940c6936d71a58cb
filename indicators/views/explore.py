"""The figures as anyone may explore them: indicators, places, and where each figure comes from."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators import exhibits, presenters, profiles, reading
from indicators.methods import ADDS_UP
from indicators.models import Indicator, Measure, SeriesSummary
from indicators.searches import AsOf, HistoryChoice, IndicatorSearch, PlaceSearch, TableChoice
from indicators.views import downloads
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
    """Answer with an indicator's page and table, or with a file of it or of one of its charts."""
    table = reading.figure_table(selection, request.user, sort=request.GET.get("sort", ""))
    name = f"{selection.measure.code} {selection.level} {selection.period.code}"
    if _asks_for_figures(request):
        return downloads.csv_file(presenters.file_of_table(table), name)
    asked = "all" if "print" in request.GET else request.GET.get("chart", "")
    shown = exhibits.of_table(table, asked=asked)
    charts = exhibits.charts_of(shown)
    if answer := downloads.chart_file(request, charts, name):
        return answer
    context |= {
        "choice": TableChoice(measures, selection),
        "table": table,
        "rows": [(row, presenters.trend_line(row)) for row in table.rows],
        "exhibits": shown,
        "charts": charts,
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
    as_of = AsOf.of(request.GET.get("as_of", ""), timezone.now())
    try:
        known = reading.known(measure, area, request.user, as_of.moment)
    except reading.TooBroad:
        as_of = AsOf.too_broad()
        known = reading.known(measure, area, request.user, as_of.moment)
    history = reading.history(measure, area, known, **asked)
    return _with_history(request, measures, history, known, as_of)


def _with_history(
    request: HttpRequest,
    measures: Sequence[Measure],
    history: reading.History,
    known: reading.Known,
    as_of: AsOf,
) -> HttpResponse:
    """Answer with an area's page for a measure, or with a file of it or of one of its charts."""
    name = presenters.name_of_history(history)
    if _asks_for_figures(request):
        return downloads.csv_file(presenters.file_of_history(history), name)
    evidence = (
        None if as_of.moment else reading.evidence(history.measure, history.area, known.viewer)
    )
    shown = exhibits.of_history(history, evidence)
    charts = exhibits.charts_of(shown)
    if answer := downloads.chart_file(request, charts, name):
        return answer
    context = {
        "history": history,
        "indicator": history.measure.indicator,
        "measure": history.measure,
        "area": history.area,
        "is_print": "print" in request.GET,
        "is_recomputing": not as_of.moment and reading.is_recomputing(history.measure),
        "as_of": as_of,
        "answers": exhibits.answers(evidence),
        "exhibits": shown,
        "charts": charts,
        "choice": HistoryChoice(measures, history, as_of.text),
        "summarised": bool(evidence and evidence.summary),
        "parts": presenters.PARTS,
    }
    if history.chosen:
        context |= _origin(history.chosen, known)
    status = 422 if as_of.problem else 200
    return render(request, "indicators/explore/figure.html", context, status=status)


def _asks_for_figures(request: HttpRequest) -> bool:
    """Whether a page's figures are asked for, in full, and not the table of one of its charts."""
    return request.GET.get("format") == "csv" and "chart" not in request.GET


def _origin(row: reading.FigureRow, known: reading.Known) -> dict[str, object]:
    """What a page says of where a figure comes from."""
    provenance = reading.provenance(row, known)
    return {
        "row": row,
        "provenance": provenance,
        "formula": presenters.formula(row, provenance.years),
        "averages": presenters.averages(provenance.years),
        "years_apart": presenters.years_apart(row, provenance.years),
        "method": presenters.method(row),
        "survey": presenters.survey(row, provenance.observation),
        "reason": presenters.why_not(row, provenance),
        "provider": row.figure.data_return.organisation,
        "under_query": reading.under_query(row),
        "statement": reading.statement(row),
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
        return downloads.csv_file(profiles.file_of_profile(whole), f"{found.name} profile")
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
