"""Who of a side has the negotiation of an agreement in hand, and handing it over."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.hand_overs import HandOverForm
from targets.models import HandOver

from .acts import REFUSALS
from .negotiation import visible_agreement


@login_required
@shown_or_sent
def hand_over_negotiation(request: SignedInRequest, code: str) -> HttpResponse:
    """Who has had an agreement in hand for one's own side, and to hand it over."""
    agreement = visible_agreement(request, code)
    side = policies.sits_on(request.user, agreement)
    if side is None:
        raise Http404("Only the two sides have agreements in hand.")
    today = timezone.localdate()
    holder = queries.in_hand([agreement], side, today).get(agreement.pk)
    form = HandOverForm(
        sent(request),
        colleagues=queries.colleagues(agreement, side, today),
        initial={"version": queries.hand_over_count(agreement, side), "holder": holder},
    )

    def act(**typed: Any) -> None:
        by, at = request.user, timezone.now()
        actions.hand_over_negotiation(agreement_id=agreement.pk, by=by, at=at, **typed)

    status = attempt(form, act, refusals=REFUSALS)
    if status == DONE:
        messages.success(request, "It is on record who has it in hand.")
        return redirect(agreement)
    if status == STALE:
        offer_latest(form, queries.hand_over_count(agreement, side))
    earlier = HandOver.objects.visible_to(request.user).filter(agreement=agreement)
    context = {
        "form": form,
        "agreement": agreement,
        "area": agreement.area,
        "holder": holder,
        "earlier": earlier.select_related("holder", "handed_by").order_by("-number"),
        "may": policies.may_hand_over_negotiation(request.user, agreement),
    }
    return render(request, "targets/hand_over_negotiation.html", context, status=status)
