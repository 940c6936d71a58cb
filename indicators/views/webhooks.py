"""Webhooks of partners' systems: see one's own, add one, try it, end it, and see what was sent."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators import actions
from indicators.api import message, place_of
from indicators.models import Webhook
from indicators.policies import webhooks as policies
from indicators.webhook_forms import SinceForm, WebhookForm
from laa_portal.foundation import calls
from laa_portal.foundation.acting import DONE, attempt, paged, sent, shown_or_sent
from partnerships.doors import with_fresh_second_factor
from partnerships.models import Role
from partnerships.requests import SignedInRequest

AROUND = ("role__user", "role__organisation", "role__area", "role__partnership")

NO_ROLE = "You have no role that figures could be read for by program."


@login_required
@require_safe
def webhooks(request: SignedInRequest) -> HttpResponse:
    """The person's own webhooks, newest first; everybody's, for administrators."""
    visible = Webhook.objects.visible_to(request.user).select_related(*AROUND)
    context = {
        "page": paged(request, visible),
        "may_add": bool(_roles(request)),
        "most": policies.MOST_WEBHOOKS,
    }
    return render(request, "indicators/webhooks/webhooks.html", context)


def _roles(request: SignedInRequest) -> list[Role]:
    """The roles of the person that a webhook could stand for."""
    roles = request.user.current_roles
    return [role for role in roles if policies.may_add_webhook(request.user, role)]


@login_required
@shown_or_sent
@with_fresh_second_factor
@never_cache
def add_webhook(request: SignedInRequest) -> HttpResponse:
    """Add a webhook, and show its secret this once."""
    roles = _roles(request)
    if not roles:
        raise PermissionDenied(NO_ROLE)
    form = WebhookForm(sent(request), roles=roles)
    added: list[tuple[Webhook, str]] = []

    def act(**typed: Any) -> None:
        added.append(actions.add_webhook(by=request.user, at=timezone.now(), **typed))

    status = attempt(form, act, refusals={calls.Refused: "address"})
    if status == DONE:
        return _secret(request, *added[0])
    context = {"form": form, "has_choice": len(roles) > 1}
    return render(request, "indicators/webhooks/add_webhook.html", context, status=status)


def _secret(request: SignedInRequest, webhook: Webhook, secret: str) -> HttpResponse:
    context = {"webhook": webhook, "secret": secret}
    return render(request, "indicators/webhooks/secret.html", context)


@login_required
@require_safe
def webhook(request: SignedInRequest, webhook_id: int) -> HttpResponse:
    """One webhook, and what was sent to it."""
    return _page(request, _visible(request, webhook_id), SinceForm())


def _visible(request: SignedInRequest, webhook_id: int) -> Webhook:
    visible = Webhook.objects.visible_to(request.user).select_related(*AROUND)
    return get_object_or_404(visible, pk=webhook_id)


def _page(
    request: SignedInRequest, found: Webhook, form: SinceForm, status: int = 200
) -> HttpResponse:
    context = {
        "webhook": found,
        "page": paged(request, found.messages.all()),
        "form": form,
        "may_change": policies.may_change_webhook(request.user, found),
        "may_test": policies.may_test_webhook(request.user, found),
        "may_enable": policies.may_enable_webhook(request.user, found),
        "may_disable": policies.may_disable_webhook(request.user, found),
    }
    return render(request, "indicators/webhooks/webhook.html", context, status=status)


@login_required
@require_POST
def test_webhook(request: SignedInRequest, webhook_id: int) -> HttpResponse:
    """Send a message that tells of no change, or what waits at once."""
    found = _visible(request, webhook_id)
    actions.test_webhook(webhook_id=found.pk, write=message, by=request.user, at=timezone.now())
    messages.success(request, "A message is on its way. Load this page again to see its answer.")
    return redirect(found)


@login_required
@shown_or_sent
@with_fresh_second_factor
@never_cache
def rotate_webhook_secret(request: SignedInRequest, webhook_id: int) -> HttpResponse:
    """Ask whether the secret is to be another one, and show that this once."""
    found = _visible(request, webhook_id)
    policies.may_change_webhook(request.user, found).enforce()
    if request.method != "POST":
        context = {"webhook": found}
        return render(request, "indicators/webhooks/rotate_webhook_secret.html", context)
    at = timezone.now()
    made = actions.rotate_webhook_secret(webhook_id=found.pk, by=request.user, at=at)
    return _secret(request, *made)


@login_required
@require_POST
def disable_webhook(request: SignedInRequest, webhook_id: int) -> HttpResponse:
    """Send nothing more."""
    found = _visible(request, webhook_id)
    actions.disable_webhook(webhook_id=found.pk, by=request.user, at=timezone.now())
    messages.success(request, "It is disabled. Nothing more is sent until it is enabled again.")
    return redirect(found)


@login_required
@require_POST
def enable_webhook(request: SignedInRequest, webhook_id: int) -> HttpResponse:
    """Go on sending, from where it stopped or from another place."""
    found = _visible(request, webhook_id)
    form = SinceForm(request.POST)

    def act(since: str) -> None:
        place = place_of(since) if since else None
        by, at = request.user, timezone.now()
        actions.enable_webhook(webhook_id=found.pk, since=place, by=by, at=at)

    status = attempt(form, act, refusals={ValueError: "since"})
    if status == DONE:
        messages.success(request, "It is enabled. What it was not told yet is on its way.")
        return redirect(found)
    return _page(request, found, form, status)
