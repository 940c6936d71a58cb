"""How providers' returns have been, and how far a person holds their figures to be reliable."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators import actions, policies, reading
from indicators.provider_forms import QualityForm
from partnerships.models import Organisation
from partnerships.requests import SignedInRequest
from partnerships.views.manage.pages import DONE, attempt, sent, shown_or_sent


@login_required
@require_safe
def quality(request: SignedInRequest) -> HttpResponse:
    """Each provider that the person may look at."""
    policies.may_read_quality(request.user).enforce()
    lines = reading.provider_lines(request.user, timezone.localdate())
    return render(request, "indicators/quality/quality.html", {"lines": lines})


@login_required
@require_safe
def provider_quality(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """How one provider's returns have been, measure by measure."""
    body = _visible(request, organisation_id)
    context = {
        "quality": reading.provider_quality(body, timezone.now(), timezone.localdate()),
        "may_state": policies.may_state_quality(request.user),
    }
    return render(request, "indicators/quality/provider_quality.html", context)


def _visible(request: SignedInRequest, organisation_id: int) -> Organisation:
    return get_object_or_404(reading.quality_bodies(request.user), pk=organisation_id)


@login_required
@shown_or_sent
def state_quality(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Judge how far one measure of a provider can be relied on."""
    body = _visible(request, organisation_id)
    policies.may_state_quality(request.user).enforce()
    form = QualityForm(sent(request), measures=reading.measures_provided(body))

    def act(**typed: Any) -> None:
        actions.state_quality(organisation=body, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, "The statement counts from now on. The earlier ones are kept.")
        return redirect("indicators:provider-quality", body.pk)
    context = {"form": form, "organisation": body}
    return render(request, "indicators/quality/state_quality.html", context, status=status)
