"""What a return would change row by row, what must be explained, and figures of two senders."""

import csv
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators import actions, judging, policies, queries
from indicators.forms import OUTCOMES, SettleForm
from indicators.models import Conflict, DataReturn, Outcome
from indicators.presenters.findings import told
from indicators.presenters.foretold import COLUMNS, cells
from indicators.reading import judging as reading
from laa_portal.foundation.cells import safe_cell
from laa_portal.foundation.versioning import MOVED_ON, Stale
from partnerships.requests import SignedInRequest

ROWS_A_PAGE = 50
CONFLICTS_A_PAGE = 25


def visible_return(request: SignedInRequest, return_id: int) -> DataReturn:
    visible = DataReturn.objects.visible_to(request.user).select_related("organisation", "sent_by")
    return get_object_or_404(visible, pk=return_id)


@login_required
@require_safe
def rows(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Every row of a checked return with what confirming it does, or those of one outcome."""
    found, outcome = visible_return(request, return_id), _outcome(request)
    page = Paginator(reading.foretold_rows(found, outcome), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "return": found,
        "page": page,
        "rows": reading.foretold(page, request.user),
        "changes": queries.changes(found),
        "outcome": outcome,
        "outcomes": Outcome.choices,
    }
    return render(request, "indicators/returns/rows.html", context)


def _outcome(request: HttpRequest) -> str:
    """Return the outcome that was asked for; every one where it is none of ours."""
    asked = request.GET.get("outcome", "")
    return asked if asked in Outcome.values else ""


@login_required
@require_safe
def rows_file(request: SignedInRequest, return_id: int) -> HttpResponse:
    """The same rows as a file."""
    found = visible_return(request, return_id)
    rows = reading.foretold_rows(found, _outcome(request))
    told_rows = reading.foretold(rows.iterator(chunk_size=2000), request.user)
    return _file(f"return-{found.pk}-rows.csv", COLUMNS, map(cells, told_rows))


@login_required
@require_safe
def findings(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Everything that must be explained in a return, as a file to work through."""
    found = visible_return(request, return_id)
    broken = found.findings.select_related("measure")
    lines = ((one.row, one.measure.code, reading.title(one.rule), told(one)) for one in broken)
    return _file(f"return-{found.pk}-findings.csv", ("row", "measure", "rule", "what it is"), lines)


def _file(name: str, header: Any, lines: Any) -> HttpResponse:
    answer = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    written = csv.writer(answer)
    written.writerow(header)
    written.writerows([safe_cell(cell) for cell in line] for line in lines)
    return answer


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What every return is held against before it counts."""
    context = {"rules": reading.rules(), "thresholds": judging.THRESHOLDS}
    return render(request, "indicators/returns/rules.html", context)


@login_required
@require_safe
def conflicts(request: SignedInRequest) -> HttpResponse:
    """Cells for which two organisations report different figures: open ones, or all."""
    found = reading.conflicts(request.user)
    shows_all = request.GET.get("show") == "all"
    page = Paginator(found if shows_all else found.open(), CONFLICTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "shows_all": shows_all}
    return render(request, "indicators/returns/conflicts.html", context)


@login_required
@require_safe
def conflict(request: SignedInRequest, conflict_id: int) -> HttpResponse:
    """Both figures of one cell, who sent them, and how it was or may be settled."""
    found = _visible_conflict(request, conflict_id)
    return _conflict_page(request, found)


@login_required
@require_POST
def settle(request: SignedInRequest, conflict_id: int) -> HttpResponse:
    """Decide which of two figures holds."""
    found = _visible_conflict(request, conflict_id)
    form = _settle_form(request, found, request.POST)
    is_stale = not form.is_valid() and form.cleaned_data.get("version") != found.version
    if is_stale and (form.outcomes or not found.is_open):  # they were offered other outcomes
        return _moved_on(request, found, MOVED_ON)
    if not form.outcomes:
        policies.may_settle(request.user, found, Conflict.Outcome.TAKEN_OVER).enforce()
    if not form.is_valid():
        return _conflict_page(request, found, form, status=422)
    try:
        actions.settle(
            conflict_id=found.pk, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except Stale as stale:
        return _moved_on(request, found, str(stale))
    messages.success(request, "The conflict is settled. Both senders can read your reason.")
    return redirect(found)


def _moved_on(request: SignedInRequest, found: Conflict, problem: str) -> HttpResponse:
    """Show a conflict as it is now, to be settled with what was typed if it is open still."""
    latest = _visible_conflict(request, found.pk)
    form = _settle_form(request, latest).with_what_was_typed(request.POST)
    return _conflict_page(request, latest, form, problem=problem, status=409)


def _visible_conflict(request: SignedInRequest, conflict_id: int) -> Conflict:
    return get_object_or_404(reading.conflicts(request.user), pk=conflict_id)


def _settle_form(
    request: SignedInRequest, found: Conflict, posted: QueryDict | None = None
) -> SettleForm:
    outcomes = [
        (outcome.value, label)
        for outcome, label in OUTCOMES
        if policies.may_settle(request.user, found, outcome)
    ]
    return SettleForm(posted, initial={"version": found.version}, outcomes=outcomes)


def _conflict_page(
    request: SignedInRequest,
    found: Conflict,
    form: SettleForm | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    visible = DataReturn.objects.visible_to(request.user)
    context = {
        "conflict": found,
        "form": form or _settle_form(request, found),
        "problem": problem,
        "may_read_held": policies.may_read_held(request.user, found.held),
        "may_settle": policies.may_settle(request.user, found, Conflict.Outcome.TAKEN_OVER),
        "open_returns": set(
            visible.filter(pk__in=[found.data_return_id, found.held.data_return_id]).values_list(
                "pk", flat=True
            )
        ),
    }
    return render(request, "indicators/returns/conflict.html", context, status=status)
