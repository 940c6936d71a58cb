"""The audit trail: who did what to which, when and why."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from laa_portal.foundation.cells import safe_cell
from partnerships import actions
from partnerships.queries import events_visible_to
from partnerships.reading import audit_trail
from partnerships.reading.audit_trail import Act
from partnerships.reading.changes import changes
from partnerships.requests import SignedInRequest
from partnerships.searches import AuditSearch

ACTS_A_PAGE = 25

COLUMNS = [
    *("number", "when", "who", "what", "verb", "kind", "to what", "version", "area"),
    *("why", "details", "key"),
]


@login_required
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """What the person may read of, newest first."""
    form = AuditSearch(request.GET)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        found = audit_trail.events(request.user, **form.cleaned_data)
        page = Paginator(found, ACTS_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "acts": audit_trail.acts(page.object_list, request.user)}
    return render(
        request, "partnerships/audit/audit.html", context, status=422 if form.errors else 200
    )


@login_required
@require_safe
def act(request: SignedInRequest, event_id: int) -> HttpResponse:
    """One act, and what else happened to its record."""
    found = events_visible_to(request.user).select_related("made_by")
    event = get_object_or_404(found, pk=event_id)
    (shown,) = audit_trail.acts([event], request.user)
    context = {
        "act": shown,
        "seal": audit_trail.seal_of(event),
        "changes": [] if shown.is_withheld else changes(event),
    }
    return render(request, "partnerships/audit/act.html", context)


@login_required
@require_POST
def export_audit(request: SignedInRequest) -> HttpResponseBase:
    """The same acts as a file. That it was taken is on record like any other act."""
    form = AuditSearch(request.GET)
    if not form.is_valid():
        return render(request, "partnerships/audit/audit.html", {"form": form}, status=422)
    at = timezone.now()
    found = audit_trail.events(request.user, **form.cleaned_data)
    actions.export_audit(asked=form.cleaned_data, by=request.user, at=at)
    name = f"audit-{timezone.localdate(at):%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        _lines(audit_trail.all_acts(found, request.user)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(acts: Iterable[Act]) -> Iterator[str]:
    rows = csv.writer(_Echo())
    yield rows.writerow(COLUMNS)
    for one in acts:
        yield rows.writerow([safe_cell(cell) for cell in _cells(one)])


def _cells(act: Act) -> tuple[object, ...]:
    return (
        act.id,
        timezone.localtime(act.made_at).isoformat(timespec="seconds"),
        *(act.who, act.did, act.verb, act.kind, act.name),
        "" if act.version is None else act.version,
        act.area,
        "Not shown to you" if act.is_withheld else act.reason,
        "; ".join(f"{name}: {value}" for name, value in act.details),
        act.key_prefix,
    )
