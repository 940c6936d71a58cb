"""The versions of an agreement: what each says, who decides on it, and what became of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.signing import (
    RequireModificationForm,
    WithdrawApprovalForm,
    WithdrawSubmissionForm,
)
from targets.models import STARTS_ON, AgreementVersion, SigningCapacity
from targets.presenters import signing
from targets.presenters import versions as presenters
from targets.presenters.revisions import beside_originals
from targets.states import VersionStatus

from .acts import carry_out
from .negotiation import visible_agreement


def visible_version(request: SignedInRequest, code: str, number: int) -> AgreementVersion:
    """Return a version that the reader may see, or answer 404."""
    visible = AgreementVersion.objects.visible_to(request.user).filter(
        area__gss_code=code, agreement__starts_on=STARTS_ON
    )
    related = visible.select_related("area", "agreement__area", "agreement__partnership")
    found: AgreementVersion = get_object_or_404(
        related.prefetch_related("signatures__under"), number=number
    )
    return found


@login_required
@require_safe
def versions(request: SignedInRequest, code: str) -> HttpResponse:
    """Every version of an agreement that the reader may see, the newest first."""
    agreement = visible_agreement(request, code)
    visible = AgreementVersion.objects.visible_to(request.user).filter(agreement=agreement)
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "versions": visible.select_related("area").order_by("-number"),
        "side": policies.sits_on(request.user, agreement),
    }
    return render(request, "targets/versions.html", context)


@login_required
@require_safe
def version(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """One version: its text, who has signed it, what happens next and what happened."""
    found = queries.version_read(visible_version(request, code, number), request.user)
    one, user = found.version, request.user
    context = {
        **of_version(found),
        **text_of(found),
        "next_step": signing.next_step(found, user),
        "may_decide": policies.may_decide_on_agreement(user, one),
        "may_withdraw": policies.may_withdraw_submission(user, one),
        "may_withdraw_approval": policies.may_withdraw_approval(user, one),
        "may_submit": policies.may_submit_agreement(user, one.agreement),
        "may_sign": _may_sign(request, found),
        "lacks_decision": _lacks_decision(found),
        "may_record": policies.may_record_decision(user, one.agreement),
        "capacities": signing.capacities(
            found.signatures, is_waiting=one.status == VersionStatus.APPROVED
        ),
        "history": signing.history(queries.events_of(one), with_reasons=found.side is not None),
        "certificate": queries.certificate_of(one),
        "revised": beside_originals(queries.revised_targets(one)),
    }
    return render(request, "targets/version.html", context)


def _may_sign(request: SignedInRequest, found: queries.VersionRead) -> Verdict:
    if found.next_capacity is None:
        return Verdict("Nobody signs it now.")
    return policies.may_sign(request.user, found.version, found.next_capacity)


def _lacks_decision(found: queries.VersionRead) -> bool:
    """Whether the leader signs next, and no decision of the council lets them."""
    is_next = found.next_capacity == SigningCapacity.COUNCIL_LEADER
    return is_next and not policies.decision_to_sign_under(found.version, timezone.localdate())


def of_version(found: queries.VersionRead) -> dict[str, Any]:
    """Return what every page of a version needs."""
    one = found.version
    return {"version": one, "agreement": one.agreement, "area": one.area, "found": found}


def text_of(found: queries.VersionRead) -> dict[str, Any]:
    """Return a version's text as its tables draw it, beside the one before for both sides."""
    one = found.version
    before = queries.text_before(one) if found.side else None
    earlier = before.content if before else ""
    names = queries.names_of_codes(presenters.codes_in(one.content, earlier))
    return {
        "text": presenters.read(one.content, names, before=earlier),
        "before": before,
        "sha256": one.content_sha256,
    }


# --- Decided on, or taken back --------------------------------------------------------------------


@login_required
@shown_or_sent
def approve_agreement(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Approve a submitted agreement, with its whole text on the page."""
    found = queries.version_read(visible_version(request, code, number), request.user)
    one = found.version
    may = policies.may_decide_on_agreement(request.user, one) and _is_as_submitted(found)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": one.version}),
        partial(actions.approve_agreement, version_id=one.pk),
        template="approve_agreement",
        done="It is approved. The leader of the council is told that it can be signed.",
        context={**of_version(found), **text_of(found), "may": may},
    )  # a page that was overtaken shows the text as it was: it is opened anew, not sent again


def _is_as_submitted(found: queries.VersionRead) -> Verdict:
    if not found.changes:
        return ALLOWED
    return Verdict(
        f"{' '.join(found.changes)} Require a modification, so that it is submitted anew."
    )


Page = Callable[[SignedInRequest, str, int], HttpResponse]


MAY = {
    "require_modification": "may_decide_on_agreement",
    "withdraw_approval": "may_withdraw_approval",
    "withdraw_submission": "may_withdraw_submission",
}
"""By what each act is judged."""


def _page(verb: str, form: type[VersionForm], done: str) -> Page:
    """Make the page of one act upon a version: its action, policy and template are the verb."""

    @login_required
    @shown_or_sent
    def page(request: SignedInRequest, code: str, number: int) -> HttpResponse:
        found = queries.version_read(visible_version(request, code, number), request.user)
        one = found.version
        may: Verdict = getattr(policies, MAY[verb])(request.user, one)
        if verb == "withdraw_approval":
            may = may and policies.has_lapsed([*found.changes, *found.silent])
        return carry_out(
            request,
            form(sent(request), initial={"version": one.version}),
            partial(getattr(actions, verb), version_id=one.pk),
            template=verb,
            done=done,
            context={**of_version(found), "may": may},
            record=one,
        )

    return page


require_modification = _page(
    "require_modification",
    RequireModificationForm,
    "It is sent back. The partnership is told, and why.",
)
withdraw_approval = _page(
    "withdraw_approval",
    WithdrawApprovalForm,
    "The approval is taken back. The partnership is told, and why.",
)
withdraw_submission = _page(
    "withdraw_submission",
    WithdrawSubmissionForm,
    "It is taken back. The Government Office is told, and why.",
)
