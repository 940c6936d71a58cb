"""Problems with a figure: report one, and what both sides say about it until it is closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators import actions, policies, queries
from indicators.models import Figure, FigureQuery
from indicators.periods import Period, PeriodError
from indicators.provider_forms import MessageForm, QueryForm
from laa_portal.foundation.forms import Form
from partnerships.forms.fields import VersionForm
from partnerships.models import Area
from partnerships.requests import SignedInRequest
from partnerships.views.manage.pages import (
    DONE,
    STALE,
    attempt,
    offer_latest,
    paged,
    sent,
    shown_or_sent,
)

RELATED = ("measure__indicator", "area", "organisation")


@login_required
@shown_or_sent
def raise_query(request: SignedInRequest, slug: str, area_code: str) -> HttpResponse:
    """Report a problem with one figure that the person can see."""
    policies.may_raise_query(request.user).enforce()
    figure = _figure(request, slug, area_code)
    form = QueryForm(sent(request))
    raised: list[FigureQuery] = []

    def act(**typed: Any) -> None:
        by, at = request.user, timezone.now()
        raised.append(actions.raise_query(figure=figure, by=by, at=at, **typed))

    status = attempt(form, act, refusals={actions.RaisedAlready: ""})
    if status == DONE:
        messages.success(request, f"{figure.data_return.organisation} is asked.")
        return redirect(raised[0])
    (row,) = queries.released([figure], request.user)
    context = {"form": form, "row": row}
    return render(request, "indicators/queries/raise_query.html", context, status=status)


def _figure(request: SignedInRequest, slug: str, area_code: str) -> Figure:
    """Return the figure that the address names, with its measure and period in the query."""
    visible = queries.with_context(Figure.objects.visible_to(request.user))
    return get_object_or_404(
        visible.filter(measure__indicator__slug=slug),
        area=get_object_or_404(Area.objects.with_code(area_code)),
        measure__code=request.GET.get("measure", "").replace("\0", ""),
        **_cell(request.GET.get("period", "")),
    )


def _cell(code: str) -> dict[str, object]:
    """Return where a period's figures are kept; of what is no period, nowhere."""
    try:
        period = Period.parse(code)
    except PeriodError:
        return {"pk": None}
    return {"period_kind": period.kind, "period_start": period.start}


@login_required
@require_safe
def figure_queries(request: SignedInRequest) -> HttpResponse:
    """Problems that the person raised or has to answer; those still open first."""
    visible = FigureQuery.objects.visible_to(request.user).select_related(*RELATED)
    context = {
        "page": paged(
            request, visible.order_by(F("closed_at").desc(nulls_first=True), "due_on", "id")
        ),
        "today": timezone.localdate(),
    }
    return render(request, "indicators/queries/queries.html", context)


@login_required
@require_safe
def query(request: SignedInRequest, query_id: int) -> HttpResponse:
    """One problem, and what was written about it."""
    return _page(request, _visible(request, query_id))


def _visible(request: SignedInRequest, query_id: int) -> FigureQuery:
    visible = FigureQuery.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(visible, pk=query_id)


def _page(
    request: SignedInRequest, found: FigureQuery, form: Form | None = None, status: int = 200
) -> HttpResponse:
    sent_to = "form" if isinstance(form, MessageForm) else "close_form"
    context = {
        "query": found,
        "query_messages": found.messages.all(),
        "today": timezone.localdate(),
        "form": MessageForm(initial={"version": found.version}),
        "close_form": VersionForm(initial={"version": found.version}),
        **({sent_to: form} if form else {}),
        "may_answer": policies.may_answer_query(request.user, found),
        "may_ask_again": policies.may_ask_again(request.user, found),
        "may_close": policies.may_close_query(request.user, found),
    }
    return render(request, "indicators/queries/query.html", context, status=status)


@login_required
@require_POST
def answer_query(request: SignedInRequest, query_id: int) -> HttpResponse:
    """Answer for the provider."""
    form = MessageForm(request.POST)
    return _act(request, query_id, form, actions.answer_query, "The answer is sent.")


@login_required
@require_POST
def ask_again(request: SignedInRequest, query_id: int) -> HttpResponse:
    """Say what the answer leaves open."""
    form = MessageForm(request.POST)
    return _act(request, query_id, form, actions.ask_again, "The provider is asked again.")


@login_required
@require_POST
def close_query(request: SignedInRequest, query_id: int) -> HttpResponse:
    """Say that nothing is left to answer."""
    form = VersionForm(request.POST)
    return _act(request, query_id, form, actions.close_query, "The query is closed.")


def _act(
    request: SignedInRequest,
    query_id: int,
    form: Form,
    action: Callable[..., FigureQuery],
    done: str,
) -> HttpResponse:
    """Carry out one act on a query, or show it as it is now with the reason why not."""
    found = _visible(request, query_id)

    def act(**typed: Any) -> None:
        action(query_id=found.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, done)
        return redirect(found)
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    return _page(request, found, form, status)
