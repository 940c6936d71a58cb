"""Figures in files: everybody's and one's own, how far they are, and what to fetch them by."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators import actions, api
from indicators.export_forms import ExportForm
from indicators.models import Export
from indicators.policies.exports import may_ask_for_export
from indicators.reading import staged
from laa_portal.foundation.acting import DONE, attempt, paged, sent, shown_or_sent
from laa_portal.foundation.problems import InvalidParameters
from partnerships.requests import SignedInRequest


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Everybody's newest export; and one's own, newest first."""
    user, at = request.user, timezone.now()
    visible: Any = Export.objects.visible_to(user)
    own = visible.filter(asked_by__isnull=False).order_by("-asked_at", "-pk")
    page = paged(request, own)
    rows = staged(list(page), at)
    context = {
        "public": visible.public().first(),
        "page": page,
        "rows": rows,
        "is_open": any(row.is_open for row in rows),
        "may_ask": may_ask_for_export(user),
        "address": settings.SITE_ADDRESS,
    }
    return render(request, "indicators/exports/exports.html", context)


@login_required
@shown_or_sent
def ask_for_export(request: SignedInRequest) -> HttpResponse:
    """Ask for figures in files, as a program would."""
    may_ask_for_export(request.user).enforce()
    form = ExportForm(sent(request))
    asked: list[Export] = []

    def act(query: str) -> None:
        by, at = request.user, timezone.now()
        asked.append(api.ask_for_export(query=query, by=by, at=at))

    status = attempt(form, act, refusals={InvalidParameters: ""})
    if status == DONE:
        return redirect(asked[0])
    context = {"form": form, "days": actions.EXPORTS_KEPT.days}
    return render(request, "indicators/exports/ask_for_export.html", context, status=status)


@require_safe
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """One export: how far it is, its files, and how they are fetched by program."""
    found = get_object_or_404(Export.objects.visible_to(request.user), pk=export_id)
    (row,) = staged([found], timezone.now())
    context = {
        "row": row,
        "export": found,
        "parts": found.parts.defer("content"),
        "address": settings.SITE_ADDRESS,
        "may_ask": may_ask_for_export(request.user),
    }
    return render(request, "indicators/exports/export.html", context)
