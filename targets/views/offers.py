"""Offers: what a side has prepared is checked and sent, and what was sent is opened and read."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from indicators.models import Figure
from indicators.views import downloads
from laa_portal.foundation.acting import (
    ASKED,
    DONE,
    STALE,
    attempt,
    offer_latest,
    sent,
    shown_or_sent,
)
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.offers import MakeOfferForm, WithdrawOfferForm, written
from targets.models import STARTS_ON, Agreement, Offer
from targets.presenters import offers as presenters
from targets.presenters import turns
from targets.presenters.offers import LineShown
from targets.queries import Overview, SpokenLine
from targets.sides import Side

from .acts import carry_out
from .negotiation import visible_agreement

ACCEPT_ALL, LOOK_AGAIN = "accept_all", "look_again"
"""What the form's other buttons ask for, which keep the words typed in it."""

REFUSALS: dict[type[Exception], str] = {actions.BreaksRules: "", actions.NotPossible: ""}


# --- Before it is made ----------------------------------------------------------------------------


@login_required
@shown_or_sent
def prepare_offer(request: SignedInRequest, code: str) -> HttpResponse:
    """What one's side has prepared, to be checked line by line and sent as one offer."""
    agreement = visible_agreement(request, code)
    if policies.sits_on(request.user, agreement) is None:
        raise Http404("Only the two sides prepare offers.")
    asked = request.POST.get("act")
    if asked == ACCEPT_ALL:
        actions.accept_all(agreement=agreement, by=request.user, at=timezone.now())
    if asked in (ACCEPT_ALL, LOOK_AGAIN):
        return _prepared(request, agreement, typed=request.POST.get("rationale", ""))
    return _sent(request, agreement) if request.method == "POST" else _prepared(request, agreement)


def _prepared(request: SignedInRequest, agreement: Agreement, typed: str = "") -> HttpResponse:
    """Show what is prepared; `typed` is kept that was written above it."""
    found = queries.overview(agreement, request.user)
    initial = {"version": agreement.version, "shown": _drafts(found), "rationale": typed}
    return _page(request, found, MakeOfferForm(initial=initial), ASKED)


def _sent(request: SignedInRequest, agreement: Agreement) -> HttpResponse:
    """Make the offer, or show why not with all that was typed."""
    form = MakeOfferForm(request.POST)
    made: list[Offer] = []

    def act(**typed: Any) -> None:
        by, at = request.user, timezone.now()
        made.append(actions.make_offer(agreement_id=agreement.pk, by=by, at=at, **typed))

    status = attempt(form, act, refusals=REFUSALS)
    if status == DONE:
        other = Side(made[0].side).other.label
        messages.success(request, f"Offer {made[0].number} is made. The {other} is told.")
        return redirect(made[0])
    agreement.refresh_from_db()
    found = queries.overview(agreement, request.user)
    if status == STALE:
        if done := _same(found, form, request):
            return redirect(done)
        offer_latest(form, agreement.version)
        offer_latest(form, written(_drafts(found)), field="shown")
    return _page(request, found, form, status)


def _same(found: Overview, form: MakeOfferForm, request: SignedInRequest) -> Offer | None:
    """Return the offer that the same person made of the same words: the button was used twice."""
    last = found.last_offer
    is_same = last and last.made_by_id == request.user.pk and not found.drafts
    return last if last and is_same and last.rationale == form.cleaned_data["rationale"] else None


def _drafts(found: Overview) -> dict[int, int]:
    return {row.draft.pk: row.draft.version for row in found.rows if row.draft}


def _page(
    request: SignedInRequest, found: Overview, form: MakeOfferForm, status: int
) -> HttpResponse:
    agreement, spoken = found.agreement, found.prepared()
    may_negotiate = policies.may_negotiate(request.user, agreement)
    speaks = bool(may_negotiate)
    titles = {row.target.title for row in found.drafts}
    broken = found.findings(request.user, timezone.localdate())
    spoken_of = [one for one in broken if not one.title or one.title in titles]
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "found": found,
        "form": form,
        "lines": presenters.shown(spoken, _names(spoken)),
        "known": _known_measures(agreement, spoken, request),
        "findings": [one for one in spoken_of if one.rule.blocks],
        "conditions": [one for one in spoken_of if not one.rule.blocks],
        "next_step": turns.said(agreement, found.side, found.last_offer, speaks=speaks),
        "may": policies.may_make_offer(request.user, agreement),
        "may_negotiate": may_negotiate,
        "accept_all": ACCEPT_ALL,
        "look_again": LOOK_AGAIN,
        "is_stale": status == STALE,
        "newest": _newest(found) if status == STALE else None,
    }
    return render(request, "targets/prepare_offer.html", context, status=status)


def _newest(found: Overview) -> Offer | None:
    """Return the offer that was made or taken back last: what most likely came in between."""
    return max(found.offers, key=lambda one: one.withdrawn_at or one.made_at, default=None)


def _known_measures(
    agreement: Agreement, spoken: Iterable[SpokenLine], request: SignedInRequest
) -> set[int]:
    """Return the measures of which there are figures, so that a pack will be frozen."""
    measures = {one.terms.measure_id for one in spoken if one.terms and one.terms.measure_id}
    figures = Figure.objects.visible_to(request.user).filter(
        area=agreement.area_id, measure__in=measures
    )
    return set(figures.order_by().values_list("measure", flat=True).distinct())


def _names(spoken: Iterable[SpokenLine]) -> dict[str, str]:
    """Return the names of the districts that any of the terms speak of, by their codes."""
    return queries.names_of_parts(
        terms for one in spoken for terms in (one.terms, one.last, one.agreed) if terms
    )


# --- Once it is made ------------------------------------------------------------------------------


def visible_offer(request: SignedInRequest, code: str, number: int) -> Offer:
    """Return an offer that the reader may see, or answer 404."""
    visible = Offer.objects.visible_to(request.user).filter(
        agreement__area__gss_code=code, agreement__starts_on=STARTS_ON
    )
    found: Offer = get_object_or_404(
        visible.select_related("agreement__area", "answers"), number=number
    )
    return found


@login_required
@shown_or_sent
def offer(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """An offer: the side it was made to opens it on purpose, since from then on it stands."""
    found = visible_offer(request, code, number)
    if request.method == "POST":
        actions.open_offer(offer_id=found.pk, by=request.user, at=timezone.now())
        return redirect(found)
    side = policies.sits_on(request.user, found.agreement)
    context = {
        "offer": found,
        "agreement": found.agreement,
        "area": found.agreement.area,
        "side": Side(found.side),
        "is_own": side == found.side,
        "next_step": turns.next_step(found.agreement, request.user),
    }
    if side is None or (side != found.side and found.opened_at is None):
        return render(request, "targets/offer_cover.html", context)
    spoken = queries.spoken_lines(found, side)
    lines = presenters.shown(spoken, _names(spoken))
    if request.GET.get("format") == "csv":
        name = f"{found.agreement.area.name} offer {found.number}"
        return downloads.csv_file(presenters.file_of_offer(lines), name)
    context |= _read(request, found, lines)
    return render(request, "targets/offer.html", context)


def _read(request: SignedInRequest, found: Offer, lines: list[LineShown]) -> dict[str, Any]:
    """Return what the page of an offer that may be read needs besides."""
    numbers = set(found.agreement.offers.values_list("number", flat=True))
    return {
        "lines": lines,
        "years": next((one.values for one in lines if one.values), []),
        "has_agreed": any(one.has_agreed for one in lines),
        "previous": found.number - 1 if found.number - 1 in numbers else None,
        "next": found.number + 1 if found.number + 1 in numbers else None,
        "may_withdraw": policies.may_withdraw_offer(request.user, found),
        "is_print": "print" in request.GET,
    }


@login_required
@shown_or_sent
def withdraw_offer(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Take an offer back that the other side has not opened."""
    found = visible_offer(request, code, number)
    context = {
        "offer": found,
        "area": found.agreement.area,
        "may": policies.may_withdraw_offer(request.user, found),
    }
    return carry_out(
        request,
        WithdrawOfferForm(sent(request)),
        partial(actions.withdraw_offer, offer_id=found.pk),
        template="withdraw_offer",
        done="The offer is withdrawn. What it said is prepared again, for you to change.",
        context=context,
    )
