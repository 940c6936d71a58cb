"""Cycles, and what is due in them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships import actions
from partnerships.forms.calendar import CorrectCycleForm, CycleForm, DeadlineForm
from partnerships.forms.fields import VersionForm
from partnerships.models import Cycle, Deadline
from partnerships.requests import SignedInRequest

from .pages import DONE, STALE, attempt, for_administrators, offer_latest, paged, sent


@for_administrators
@require_safe
def cycles(request: SignedInRequest) -> HttpResponse:
    """All cycles, the newest first."""
    page = paged(request, Cycle.objects.prefetch_related("deadlines"))
    return render(request, "partnerships/manage/cycles.html", {"page": page})


@for_administrators
@require_safe
def cycle(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """One cycle and its deadlines."""
    found = get_object_or_404(Cycle, pk=cycle_id)
    context = {"cycle": found, "deadlines": found.deadlines.all()}
    return render(request, "partnerships/manage/cycle.html", context)


@for_administrators
def make_cycle(request: SignedInRequest) -> HttpResponse:
    """Begin a cycle."""
    form = CycleForm(sent(request))
    status = attempt(
        form,
        lambda **typed: actions.make_cycle(by=request.user, at=timezone.now(), **typed),
        refusals={actions.NameTaken: "name"},
    )
    if status == DONE:
        messages.success(request, "The cycle is made. Add what is due in it.")
        return redirect("manage-cycles")
    return render(request, "partnerships/manage/make_cycle.html", {"form": form}, status=status)


@for_administrators
def correct_cycle(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Set a cycle's name and dates right."""
    found = get_object_or_404(Cycle, pk=cycle_id)
    form = CorrectCycleForm(sent(request), cycle=found)

    def act(**typed: Any) -> None:
        actions.correct_cycle(cycle_id=found.pk, by=request.user, at=timezone.now(), **typed)

    return _in_cycle(request, found, form, act, "correct_cycle")


@for_administrators
def add_deadline(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Say what is due."""
    found = get_object_or_404(Cycle, pk=cycle_id)
    form = DeadlineForm(sent(request), cycle=found)

    def act(**typed: Any) -> None:
        actions.add_deadline(cycle_id=found.pk, by=request.user, at=timezone.now(), **typed)

    return _in_cycle(request, found, form, act, "add_deadline")


@for_administrators
def correct_deadline(request: SignedInRequest, deadline_id: int) -> HttpResponse:
    """Set a deadline right."""
    deadline = _deadline_of(deadline_id)
    form = DeadlineForm(sent(request), cycle=deadline.cycle, deadline=deadline)

    def act(**typed: Any) -> None:
        actions.correct_deadline(
            deadline_id=deadline.pk, by=request.user, at=timezone.now(), **typed
        )

    return _in_cycle(request, deadline.cycle, form, act, "correct_deadline", deadline)


@for_administrators
def remove_deadline(request: SignedInRequest, deadline_id: int) -> HttpResponse:
    """Say that nothing is due after all."""
    deadline = _deadline_of(deadline_id)
    form = VersionForm(sent(request), initial={"version": deadline.cycle.version})

    def act(**typed: Any) -> None:
        actions.remove_deadline(
            deadline_id=deadline.pk, by=request.user, at=timezone.now(), **typed
        )

    return _in_cycle(request, deadline.cycle, form, act, "remove_deadline", deadline)


def _deadline_of(deadline_id: int) -> Deadline:
    return get_object_or_404(Deadline.objects.select_related("cycle"), pk=deadline_id)


def _in_cycle(
    request: SignedInRequest,
    cycle: Cycle,
    form: VersionForm,
    act: Callable[..., None],
    verb: str,
    deadline: Deadline | None = None,
) -> HttpResponse:
    """Do something in a cycle; its version tells whether somebody was first."""
    status = attempt(form, act, refusals={actions.NameTaken: "name"})
    if status == DONE:
        messages.success(request, "The calendar is put right.")
        return redirect("manage-cycle", cycle.pk)
    if status == STALE:
        cycle.refresh_from_db()
        offer_latest(form, cycle.version)
    context = {
        "form": form,
        "cycle": cycle,
        "deadline": deadline,
        "deadlines": cycle.deadlines.all(),
        "is_stale": status == STALE,
    }
    return render(request, f"partnerships/manage/{verb}.html", context, status=status)
