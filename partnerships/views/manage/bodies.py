"""Organisations, partnerships and who sits on them: looked for, and set right."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships import actions
from partnerships.forms.bodies import (
    AddSeatForm,
    CorrectForm,
    EndSeatForm,
    OrganisationSearch,
    PartnershipSearch,
    SeatForm,
)
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation, Partnership, Seat
from partnerships.requests import SignedInRequest

from .pages import DONE, STALE, attempt, for_administrators, offer_latest, paged, sent

KEPT = "From now on loading the reference files leaves this as you said."


@for_administrators
@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    """All organisations, or those that a search finds."""
    return _list(request, Organisation.objects.all(), OrganisationSearch(request.GET))


@for_administrators
@require_safe
def partnerships(request: SignedInRequest) -> HttpResponse:
    """All partnerships, or those that a search finds."""
    return _list(request, Partnership.objects.all(), PartnershipSearch(request.GET))


def _list(
    request: SignedInRequest, bodies: QuerySet[Any], form: OrganisationSearch | PartnershipSearch
) -> HttpResponse:
    form.is_valid()
    text, kind = form.cleaned_data.get("q", ""), form.cleaned_data.get("kind", "")
    found = bodies.filter(Q(name__icontains=text) | Q(code__icontains=text))
    found = found.filter(kind=kind) if kind else found
    page = paged(request, found.order_by("name", "pk").prefetch_related("areas"))
    context = {"form": form, "page": page, "noun": bodies.model._meta.model_name}
    return render(request, "partnerships/manage/bodies.html", context)


@for_administrators
@require_safe
def organisation(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """One organisation, and where it sits."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    context = {
        "body": found,
        "areas": found.areas.order_by("name"),
        "seats": found.seats.select_related("partnership").order_by("partnership__name", "pk"),
    }
    return render(request, "partnerships/manage/organisation.html", context)


@for_administrators
@require_safe
def partnership(request: SignedInRequest, partnership_id: int) -> HttpResponse:
    """One partnership, and who sits on it."""
    found = get_object_or_404(Partnership, pk=partnership_id)
    context = {
        "body": found,
        "areas": found.areas.order_by("name"),
        "seats": found.seats.select_related("organisation").order_by("organisation__name", "pk"),
    }
    return render(request, "partnerships/manage/partnership.html", context)


@for_administrators
def correct_organisation(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Set right what is known of an organisation."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    form = CorrectForm(sent(request), body=found)

    def act(**typed: Any) -> None:
        actions.correct_organisation(
            organisation_id=found.pk, by=request.user, at=timezone.now(), **typed
        )

    return _correct(request, found, form, act)


@for_administrators
def correct_partnership(request: SignedInRequest, partnership_id: int) -> HttpResponse:
    """Set right what is known of a partnership."""
    found = get_object_or_404(Partnership, pk=partnership_id)
    form = CorrectForm(sent(request), body=found)

    def act(**typed: Any) -> None:
        actions.correct_partnership(
            partnership_id=found.pk, by=request.user, at=timezone.now(), **typed
        )

    return _correct(request, found, form, act)


def _correct(
    request: SignedInRequest,
    body: Organisation | Partnership,
    form: CorrectForm,
    act: Callable[..., None],
) -> HttpResponse:
    status = attempt(form, act)
    page = f"manage-{body._meta.model_name}"
    if status == DONE:
        messages.success(request, f"Put right. {KEPT}")
        return redirect(page, body.pk)
    if status == STALE:
        body.refresh_from_db()
        offer_latest(form, body.version)
    context = {"form": form, "body": body, "page": page, "is_stale": status == STALE}
    return render(request, "partnerships/manage/correct_body.html", context, status=status)


@for_administrators
def add_seat(request: SignedInRequest, partnership_id: int) -> HttpResponse:
    """Give an organisation a place on a partnership."""
    found = get_object_or_404(Partnership, pk=partnership_id)
    form = AddSeatForm(sent(request), partnership=found)

    def act(**typed: Any) -> None:
        actions.add_seat(partnership_id=found.pk, by=request.user, at=timezone.now(), **typed)

    return _seat(request, found, form, act, "add_seat")


@for_administrators
def correct_seat(request: SignedInRequest, seat_id: int) -> HttpResponse:
    """Set a seat right."""
    seat = _seat_of(seat_id)
    form = SeatForm(sent(request), partnership=seat.partnership, seat=seat)

    def act(**typed: Any) -> None:
        actions.correct_seat(seat_id=seat.pk, by=request.user, at=timezone.now(), **typed)

    return _seat(request, seat.partnership, form, act, "correct_seat", seat)


@for_administrators
def end_seat(request: SignedInRequest, seat_id: int) -> HttpResponse:
    """Say when an organisation left a partnership."""
    seat = _seat_of(seat_id)
    form = EndSeatForm(sent(request), seat=seat)

    def act(**typed: Any) -> None:
        actions.end_seat(seat_id=seat.pk, by=request.user, at=timezone.now(), **typed)

    return _seat(request, seat.partnership, form, act, "end_seat", seat)


def _seat_of(seat_id: int) -> Seat:
    return get_object_or_404(Seat.objects.select_related("partnership", "organisation"), pk=seat_id)


def _seat(
    request: SignedInRequest,
    partnership: Partnership,
    form: VersionForm,
    act: Callable[..., None],
    verb: str,
    seat: Seat | None = None,
) -> HttpResponse:
    """Do something about a seat; the partnership's version tells whether somebody was first."""
    status = attempt(form, act, refusals={actions.SeatTaken: ""})
    if status == DONE:
        messages.success(request, f"Its seats are put right. {KEPT}")
        return redirect("manage-partnership", partnership.pk)
    if status == STALE:
        partnership.refresh_from_db()
        offer_latest(form, partnership.version)
    context = {
        "form": form,
        "body": partnership,
        "seat": seat,
        "seats": partnership.seats.select_related("organisation").order_by("pk"),
        "is_stale": status == STALE,
    }
    return render(request, f"partnerships/manage/{verb}.html", context, status=status)
