"""Where what was signed passes to an area that came after."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.succession import TakeOverForm

from .acts import carry_out
from .after_signing import signed_version


@login_required
@shown_or_sent
def take_over(request: SignedInRequest, code: str, number: int, successor: str) -> HttpResponse:
    """Prepare to offer for a new area what was signed for the old one."""
    found = signed_version(request, code, number)
    area = get_object_or_404(found.area.successors.all(), gss_code=successor)
    agreement = queries.agreement_of(area)
    lines = queries.lines_to_take_over(found, area)
    return carry_out(
        request,
        TakeOverForm(sent(request), version=agreement.version if agreement else 0, lines=lines),
        partial(actions.take_over, version_id=found.pk, area=area),
        template="take_over",
        done="They are prepared as they were signed. Check them, then make your offer.",
        context={
            "version": found,
            "area": area,
            "may": policies.may_take_over(request.user, found, area) and _has_any(lines, area),
        },
        record=agreement,
        leads_to=lambda made: reverse("targets:prepare-offer", args=[area.gss_code]),
    )


def _has_any(lines: object, area: Area) -> Verdict:
    return ALLOWED if lines else Verdict(f"{area} has taken over all that was signed.")
