"""Agreements under negotiation: the queue of them, and all targets of one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Indicator
from indicators.views import downloads
from partnerships.models import User
from partnerships.requests import SignedInRequest
from targets import policies, queries
from targets.forms.offers import OverviewSearch, QueueSearch, WhatIfForm
from targets.models import STARTS_ON, Agreement, AgreementVersion, TargetType
from targets.presenters import negotiation as presenters
from targets.presenters import signing, turns
from targets.queries import Overview


def visible_agreement(request: SignedInRequest, code: str) -> Agreement:
    """Return the agreement of an area that the reader may see, or answer 404."""
    visible = Agreement.objects.visible_to(request.user).select_related("area", "partnership")
    found: Agreement = get_object_or_404(visible, area__gss_code=code, starts_on=STARTS_ON)
    return found


@login_required
@require_safe
def review(request: SignedInRequest) -> HttpResponse:
    """The agreements that somebody negotiates or follows, those that wait for them first."""
    search = QueueSearch(request.GET, request.user)
    queued = search.among(queries.queue(request.user))
    waiting = [one for one in queued if one.waits]
    context = {
        "search": search,
        "may_look_across": policies.may_look_across(request.user),
        "waiting": [_in_queue(one) for one in waiting],
        "others": [_in_queue(one) for one in queued if not one.waits],
    }
    return render(request, "targets/review.html", context)


def _in_queue(one: queries.Queued) -> dict[str, Any]:
    said = turns.said(one.agreement, one.side, one.last_offer, speaks=one.speaks)
    return {"one": one, "said": said, "days": turns.days_waiting(one.agreement)}


@login_required
@require_safe
def negotiation(request: SignedInRequest, code: str) -> HttpResponse:
    """All targets of one agreement, where each stands, and the offers that were made."""
    agreement = visible_agreement(request, code)
    found = queries.overview(agreement, request.user)
    search = OverviewSearch(request.GET, has_side=found.side is not None)
    show = search.cleaned_data["show"] if search.is_valid() else ""
    rows = presenters.arranged(found, sort=request.GET.get("sort", ""), show=show)
    if request.GET.get("format") == "csv":
        lines = presenters.file_of_overview(rows, found.side)
        return downloads.csv_file(lines, f"{agreement.area.name} targets")
    speaks = policies.speaks_for(request.user, agreement) is not None
    version = _newest_version(request, agreement)
    said = turns.said(agreement, found.side, found.last_offer, speaks=speaks)
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "found": found,
        "rows": rows,
        "counts": presenters.counts(found),
        "search": search,
        "next_step": signing.while_held(said, version, agreement),
        "days": turns.days_waiting(agreement),
        "speaks": speaks,
        "holder": _holder(found),
        "reopenings": _reopenings(found),
        "version": version,
        **_what_if(request, found),
    }
    return render(request, "targets/negotiation.html", context)


def _newest_version(request: SignedInRequest, agreement: Agreement) -> AgreementVersion | None:
    """Return the newest version that the reader may see; None where there is none yet."""
    visible = AgreementVersion.objects.visible_to(request.user).filter(agreement=agreement)
    newest: AgreementVersion | None = visible.select_related("area").order_by("-number").first()
    return newest


def _holder(found: Overview) -> User | None:
    """Return who of the reader's side has the agreement in hand."""
    if found.side is None:
        return None
    held = queries.in_hand([found.agreement], found.side, timezone.localdate())
    return held.get(found.agreement.pk)


def _reopenings(found: Overview) -> list[queries.Reopening]:
    """Return what the portal put on the table again, for those who sit there."""
    return queries.reopenings(row.target for row in found.rows) if found.side else []


def _what_if(request: SignedInRequest, found: Overview) -> dict[str, Any]:
    """Return the form that asks what one more indicator would do, and the answer if it was sent."""
    form = WhatIfForm(request.GET)
    asked = form.cleaned_data.get("add") if form.is_valid() else None
    context: dict[str, Any] = {"what_if": form, "asked": asked}
    if asked:
        type_ = form.cleaned_data["as_type"] or TargetType.DESIGNATED.value
        today = timezone.localdate()
        context |= {
            "already": _already(found, asked),
            "findings": queries.what_if(found, asked, type_, request.user, today),
        }
    return context


def _already(found: Overview, indicator: Indicator) -> str:
    """Return what the target is called that has an indicator already; "" where none has."""
    targets = (row.target for row in found.rows)
    return next((one.title for one in targets if one.indicator_id == indicator.pk), "")
