"""What is due from whom: the list, one return that is expected, and who provides what."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators import actions, policies, reading
from indicators.models import Expectation, Provision
from indicators.provider_forms import DueSearch, EndProvisionForm, ExcuseForm, ProvisionForm
from laa_portal.foundation.forms import Form
from partnerships.forms.fields import VersionForm
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

ROWS_A_PAGE = 50


@login_required
@require_safe
def due(request: SignedInRequest) -> HttpResponse:
    """The returns that are expected, as far as the person may see them."""
    form = DueSearch(request.GET, providers=reading.providers(request.user))
    form.is_valid()
    rows = reading.returns_due(request.user, timezone.localdate(), **form.cleaned_data)
    context = {
        "form": form,
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "may_send": policies.may_send_any(request.user),
        "may_agree": policies.may_agree_provision(request.user),
    }
    return render(request, "indicators/due/due.html", context)


@login_required
@require_safe
def expectation(request: SignedInRequest, expectation_id: int) -> HttpResponse:
    """One return that is expected: how it stands, and what is out."""
    return _page(request, _visible(request, expectation_id))


def _visible(request: SignedInRequest, expectation_id: int) -> Expectation:
    visible = Expectation.objects.visible_to(request.user).with_context()
    return get_object_or_404(visible, pk=expectation_id)


def _page(
    request: SignedInRequest, found: Expectation, form: Form | None = None, status: int = 200
) -> HttpResponse:
    (row,) = reading.due([found], timezone.localdate())
    sent_to = "form" if isinstance(form, ExcuseForm) else "again"
    context = {
        "row": row,
        "areas_out": reading.areas_out([found]).get(found.pk, []),
        "form": ExcuseForm(initial={"version": found.version}),
        "again": VersionForm(initial={"version": found.version}),
        **({sent_to: form} if form else {}),
        "may_excuse": policies.may_excuse(request.user, found),
        "may_expect_again": policies.may_expect_again(request.user, found),
        "may_send": policies.may_send(request.user, found.organisation),
    }
    return render(request, "indicators/due/expectation.html", context, status=status)


@login_required
@require_POST
def excuse(request: SignedInRequest, expectation_id: int) -> HttpResponse:
    """Say that a return need not come."""
    return _act(
        request, expectation_id, ExcuseForm(request.POST), actions.excuse, "The return is excused."
    )


@login_required
@require_POST
def expect_again(request: SignedInRequest, expectation_id: int) -> HttpResponse:
    """Take an excuse back."""
    form = VersionForm(request.POST)
    return _act(request, expectation_id, form, actions.expect_again, "The return is due again.")


def _act(
    request: SignedInRequest, expectation_id: int, form: Form, action: Any, done: str
) -> HttpResponse:
    """Carry out one act on an expectation, or show it as it is now with the reason why not."""
    found = _visible(request, expectation_id)

    def act(**typed: Any) -> None:
        action(expectation_id=found.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, done)
        return redirect("indicators:expectation", found.pk)
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    return _page(request, found, form, status)


# --- Who provides what ----------------------------------------------------------------------------


@login_required
@require_safe
def provisions(request: SignedInRequest) -> HttpResponse:
    """Who provides which measure, as far as the person may see it."""
    rows = Provision.objects.visible_to(request.user).select_related("organisation", "measure")
    context = {
        "page": paged(request, rows.prefetch_related("areas")),
        "may_agree": policies.may_agree_provision(request.user),
    }
    return render(request, "indicators/due/provisions.html", context)


@login_required
@shown_or_sent
def agree_provision(request: SignedInRequest) -> HttpResponse:
    """Put on record that a body provides a measure."""
    policies.may_agree_provision(request.user).enforce()
    form = ProvisionForm(sent(request))
    status = attempt(
        form,
        lambda **typed: actions.agree_provision(by=request.user, at=timezone.now(), **typed),
        refusals={actions.CannotProvide: ""},
    )
    if status == DONE:
        messages.success(request, "It is on record. What is due of it is in the list.")
        return redirect("indicators:provisions")
    return render(request, "indicators/due/agree_provision.html", {"form": form}, status=status)


@login_required
@shown_or_sent
def end_provision(request: SignedInRequest, provision_id: int) -> HttpResponse:
    """Say that a body provides a measure no longer."""
    visible = Provision.objects.visible_to(request.user).select_related("organisation", "measure")
    found = get_object_or_404(visible, pk=provision_id)
    policies.may_end_provision(request.user, found).enforce()
    form = EndProvisionForm(sent(request), provision=found)

    def act(**typed: Any) -> None:
        actions.end_provision(provision_id=found.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act, refusals={actions.CannotProvide: "ends_on"})
    if status == DONE:
        messages.success(request, "Later periods are not due any more.")
        return redirect("indicators:provisions")
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    context = {"form": form, "provision": found}
    return render(request, "indicators/due/end_provision.html", context, status=status)
