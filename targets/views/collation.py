"""The pages on which an LAA area's priorities are compared and candidates chosen among them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.views import downloads
from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from partnerships.audiences import areas_on_side
from partnerships.forms.fields import VersionForm
from partnerships.models import Area, AreaKind, Level
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.candidates import (
    ChooseForm,
    CollationSearch,
    LeaveOutForm,
    LonglistForm,
    MergeForm,
)
from targets.models import SIDE
from targets.presenters import collation as presenters
from targets.queries import CollatedRow
from targets.rows import Row, parse_rows

REFUSALS: dict[type[Exception], str] = {actions.NotPossible: ""}
"""Where on a form to say why an act is not possible: above it."""


def visible_laa(request: SignedInRequest, code: str) -> Area:
    """Return an LAA area for whose partnerships the reader works, or answer 404."""
    areas = Area.objects.at_level(Level.LAA_AREA).with_code(code)
    return get_object_or_404(areas, pk__in=areas_on_side(request.user, SIDE))


@login_required
@require_safe
def your_priorities(request: SignedInRequest) -> HttpResponse:
    """Where somebody works on the way to an agreement, and what was put to their county."""
    context = {"work": queries.workplace(request.user)}
    return render(request, "targets/your_priorities.html", context)


@login_required
@require_safe
def collation(request: SignedInRequest, code: str) -> HttpResponse:
    """The priorities of an area's districts, by indicator; those who choose tick rows here."""
    area = visible_laa(request, code)
    has_county = area.kind == AreaKind.COUNTY
    found = queries.collation(area, request.user)
    search = CollationSearch(request.GET, has_county=has_county)
    show = search.cleaned_data["show"] if search.is_valid() else ""
    rows = presenters.arranged(found.rows, sort=request.GET.get("sort", ""), show=show)
    if request.GET.get("format") == "csv":
        lines = presenters.file_of_collation(found, rows, has_county=has_county)
        return downloads.csv_file(lines, f"{area.name} priorities")
    context = {
        "area": area,
        "has_county": has_county,
        "collation": found,
        "search": search,
        "rows": presenters.shown(found, rows),
        "counts": _counts(found.rows),
        "may_collate": policies.may_collate(request.user, area),
    }
    return render(request, "targets/collation.html", context)


def _counts(rows: tuple[CollatedRow, ...]) -> dict[str, int]:
    """Count the rows by how far they have come."""
    said = [presenters.status_of(row) for row in rows]
    return {
        "all": len(said),
        "undecided": said.count("") + said.count("longlisted"),
        "shortlisted": said.count("shortlisted"),
        "left_out": said.count("left_out"),
    }


@login_required
@require_safe
def gaps(request: SignedInRequest, code: str) -> HttpResponse:
    """Priorities that led to no candidate, and candidates that come from no priority."""
    area = visible_laa(request, code)
    context = {"area": area, "gaps": queries.gaps(area)}
    return render(request, "targets/gaps.html", context)


@login_required
@shown_or_sent
def longlist(request: SignedInRequest, code: str) -> HttpResponse:
    """Put something on the long list that no district asked for."""
    area = visible_laa(request, code)
    form = LonglistForm(sent(request), initial={"version": _version(area)})
    return _act(request, area, form, actions.longlist, "It is on the long list.")


@login_required
@shown_or_sent
def shortlist(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose what was ticked."""
    area, form = visible_laa(request, code), ChooseForm
    return _choose(request, area, form, actions.shortlist, "The short list has what you chose.")


@login_required
@shown_or_sent
def leave_out(request: SignedInRequest, code: str) -> HttpResponse:
    """Say why what was ticked will be no target."""
    area, done = visible_laa(request, code), "The districts are told why."
    return _choose(request, area, LeaveOutForm, actions.leave_out, done)


@login_required
@shown_or_sent
def longlist_again(request: SignedInRequest, code: str) -> HttpResponse:
    """Undo the choice of what was ticked."""
    area, done = visible_laa(request, code), "What you chose is on the long list again."
    return _choose(request, area, ChooseForm, actions.longlist_again, done)


@login_required
@shown_or_sent
def merge(request: SignedInRequest, code: str) -> HttpResponse:
    """Put the priorities of what was ticked together under one candidate."""
    area, done = visible_laa(request, code), "They are one candidate now."
    return _choose(request, area, MergeForm, actions.merge, done)


def _version(area: Area) -> int:
    agreement = queries.agreement_of(area)
    return agreement.version if agreement else 0


def _choose(
    request: SignedInRequest,
    area: Area,
    form_class: type[ChooseForm],
    act: Callable[..., object],
    done: str,
) -> HttpResponse:
    """Show what was ticked and ask what the act needs to know, or carry it out."""
    asked = parse_rows((request.POST or request.GET).getlist("rows"))
    chosen = _chosen(area, asked)
    initial = {"version": _version(area), "rows": asked, **_suggested(chosen)}
    form = form_class(sent(request), initial=initial)
    return _act(request, area, form, act, done, chosen=chosen)


def _chosen(area: Area, asked: list[Row]) -> list[CollatedRow]:
    known = {one.row: one for one in queries.rows_of(area)}
    return [known[row] for row in asked if row in known]


def _suggested(chosen: list[CollatedRow]) -> dict[str, Any]:
    """Return what a candidate of these rows would be called, and the indicator they name first."""
    likeliest = sorted(chosen, key=lambda one: (one.target is None, one.indicator is None))
    indicators = [one.indicator for one in likeliest if one.indicator]
    titles = [one.title for one in likeliest]
    return {"title": next(iter(titles), ""), "indicator": next(iter(indicators), None)}


def _act(
    request: SignedInRequest,
    area: Area,
    form: VersionForm,
    act: Callable[..., object],
    done: str,
    **more: Any,
) -> HttpResponse:
    """Show the page of one act upon the list, or carry it out and go back to the table."""

    def carry_out(**typed: Any) -> None:
        act(area=area, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, carry_out, refusals=REFUSALS)
    if status == DONE:
        messages.success(request, done)
        return redirect("targets:collation", area.gss_code)
    if status == STALE:
        offer_latest(form, _version(area))
    may = policies.may_collate(request.user, area)
    context = {"form": form, "area": area, "may": may, "is_stale": status == STALE, **more}
    return render(request, f"targets/{act.__name__}.html", context, status=status)
