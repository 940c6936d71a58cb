"""Taking a return back: what it does is shown before it is done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators import actions, policies
from indicators.forms import WithdrawForm
from indicators.models import DataReturn
from indicators.reading import what_withdrawing_does
from laa_portal.foundation.versioning import Stale
from partnerships.requests import SignedInRequest

from .returns import visible_return


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Say what withdrawing a return does to the figures, ask why, and do it."""
    found = visible_return(request, return_id)
    if request.method != "POST":
        return _ask(request, found, WithdrawForm(initial={"version": found.version}))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _ask(request, found, form, status=422)
    try:
        actions.withdraw(
            return_id=found.pk, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except Stale as stale:
        latest = visible_return(request, return_id)
        again = WithdrawForm(initial={"version": latest.version})
        again.with_what_was_typed(request.POST)
        return _ask(request, latest, again, problem=str(stale), status=409)
    messages.success(request, f"{found} is withdrawn.")
    return redirect(found)


def _ask(
    request: SignedInRequest,
    found: DataReturn,
    form: WithdrawForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "return": found,
        "form": form,
        "problem": problem,
        "may_withdraw": policies.may_withdraw(request.user, found),
        "withdrawal": what_withdrawing_does(found),
        "open_conflicts": found.conflicts.open().count(),
    }
    return render(request, "indicators/returns/withdraw.html", context, status=status)
