"""Signing a version: the text, what is declared, and the hash of just that text."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.doors import second_factor_at, with_fresh_second_factor
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.signing import SignForm
from targets.models import AgreementVersion, CouncilDecision, SigningCapacity
from targets.presenters import signing as presenters
from targets.queries import VersionRead
from targets.signing import DECLARATIONS

from .versions import of_version, text_of, visible_version

REFUSALS: dict[type[Exception], str] = {actions.NotPossible: ""}


@login_required
@shown_or_sent
@with_fresh_second_factor
def sign_agreement(request: SignedInRequest, code: str, number: int, capacity: str) -> HttpResponse:
    """Sign a version in one capacity, having just given the second factor."""
    if capacity not in SigningCapacity.values:
        raise Http404("Nobody signs as that.")
    as_what = SigningCapacity(capacity)
    version = visible_version(request, code, number)
    if policies.sits_on(request.user, version.agreement) is None:
        raise Http404("Only the two sides of the table sign.")
    factor_at = second_factor_at(request)
    assert factor_at  # as the door has made sure
    form = _form(sent(request), version, as_what)
    act = partial(
        actions.sign_agreement,
        version_id=version.pk,
        capacity=as_what,
        factor_at=factor_at,
        by=request.user,
        at=timezone.now(),
    )
    status = attempt(form, act, refusals=REFUSALS)
    if status == DONE or (status == STALE and _has_signed(request, version, as_what)):
        messages.success(request, "Your signature is on record.")
        return redirect(version)
    if status == STALE:
        version = visible_version(request, code, number)
        form = _shown_anew(form, version, as_what)
    return _page(request, version, as_what, form, status)


def _form(data: QueryDict | None, version: AgreementVersion, capacity: SigningCapacity) -> SignForm:
    initial = {"version": version.version, "shown_sha256": version.content_sha256}
    return SignForm(data, capacity=capacity, initial=initial)


def _has_signed(
    request: SignedInRequest, version: AgreementVersion, capacity: SigningCapacity
) -> bool:
    """Whether the person's own signature is there already: the button was used twice."""
    return version.signatures.filter(capacity=capacity, signed_by=request.user).exists()


def _shown_anew(form: SignForm, version: AgreementVersion, capacity: SigningCapacity) -> SignForm:
    """Let it be signed over the text as it is now, once that was read: the tick is taken away."""
    offer_latest(form, version.version)
    offer_latest(form, version.content_sha256, field="shown_sha256")
    assert isinstance(form.data, QueryDict)  # as `offer_latest` leaves it
    data = form.data.copy()
    data.pop("has_read", None)
    form.data = data
    return form


def _page(
    request: SignedInRequest,
    version: AgreementVersion,
    capacity: SigningCapacity,
    form: SignForm,
    status: int,
) -> HttpResponse:
    found = queries.version_read(version, request.user)
    decision = _decision(version, capacity)
    context: dict[str, Any] = {
        **of_version(found),
        **text_of(found),
        "form": form,
        "capacity": capacity,
        "post": presenters.post(capacity),
        "declaration": DECLARATIONS[capacity],
        "decision": decision,
        "may": policies.may_sign(request.user, version, capacity)
        and _is_complete(found)
        and _has_decision(capacity, decision),
        "is_stale": status == STALE,
    }
    return render(request, "targets/sign_agreement.html", context, status=status)


def _decision(version: AgreementVersion, capacity: SigningCapacity) -> CouncilDecision | None:
    if capacity != SigningCapacity.COUNCIL_LEADER:
        return None
    return policies.decision_to_sign_under(version, timezone.localdate())


def _has_decision(capacity: SigningCapacity, decision: CouncilDecision | None) -> Verdict:
    if capacity != SigningCapacity.COUNCIL_LEADER or decision:
        return ALLOWED
    return Verdict(
        "No decision or delegation of the full council is on record that holds today. Have the "
        "coordinator put it on record first."
    )


def _is_complete(found: VersionRead) -> Verdict:
    """Whether what it says still holds, and everybody named for its targets has signed up."""
    if found.changes:
        return Verdict(f"{' '.join(found.changes)} So it cannot be signed as it stands.")
    if found.silent:
        return Verdict(f"These have not signed up yet: {'; '.join(found.silent)}. Ask them first.")
    return ALLOWED
