"""What pages of one act have in common: its form is shown, sent, carried out, or given back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest
from laa_portal.foundation.forms import Form
from laa_portal.foundation.versioning import Versioned
from partnerships.requests import SignedInRequest
from targets import actions

REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyThere: "",
    actions.DoesNotFit: "",
    actions.NotComplete: "",
    actions.NotEverybody: "",
    actions.NotPossible: "",
    actions.NotYet: "happened_on",
    actions.OutsideTerm: "year",
    actions.RaisedAlready: "is_another",
}
"""Beside which field each refusal belongs ("": the form)."""


def carry_out(
    request: SignedInRequest,
    form: Form,
    act: Callable[..., Any],
    *,
    template: str,
    done: str,
    context: dict[str, Any],
    record: Versioned | None = None,
    leads_to: Callable[[Any], str] | None = None,
    folder: str = "targets",
    refusals: Mapping[type[Exception], str] = REFUSALS,
) -> HttpResponse:
    """Show the page of one act, or carry it out and show what it led to.

    `act` takes what was typed, `by` and `at`. `record` is what it is done to: a form that was
    overtaken comes back with its newest version. `leads_to` gives the address to go on to, from
    what the act returned; without it that has an address of its own. `folder` is where templates
    are, and `refusals` what the acts of its app raise, for pages of the apps above.
    """
    led_to: list[Any] = []

    def do(**typed: Any) -> None:
        led_to.append(act(by=request.user, at=timezone.now(), **typed))

    status = attempt(form, do, refusals=dict(refusals))
    if status == DONE:
        messages.success(request, done)
        return redirect(leads_to(led_to[0]) if leads_to else led_to[0])
    if status == STALE and record:
        record.refresh_from_db()
        offer_latest(form, record.version)
    context = {**context, "form": form, "is_stale": status == STALE}
    return render(request, f"{folder}/{template}.html", context, status=status)
