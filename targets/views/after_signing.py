"""What is done with a signed version: targets designated and revoked, and what was published."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.designation import DesignateForm, RevokeForm
from targets.models import STARTS_ON, AgreementVersion, Designation, RevisionProposal
from targets.one_month import last_day_of_first_month
from targets.presenters import revisions as presenters

from .acts import carry_out


def signed_version(request: SignedInRequest, code: str, number: int) -> AgreementVersion:
    """Return a version that was signed, or answer 404."""
    visible = AgreementVersion.objects.visible_to(request.user).filter(
        area__gss_code=code, agreement__starts_on=STARTS_ON, starts_on__isnull=False
    )
    related = visible.defer("content").select_related(
        "area", "agreement__area", "agreement__partnership"
    )
    found: AgreementVersion = get_object_or_404(related, number=number)
    return found


@login_required
@require_safe
def after_signing(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """All that was done with a signed version, and what may be done with it now."""
    found = signed_version(request, code, number)
    user, today = request.user, timezone.localdate()
    agreement = found.agreement
    proposals = RevisionProposal.objects.visible_to(user).filter(agreement=agreement)
    context = {
        **_of(found),
        "today": today,
        "designated_until": _designated_until(found),
        "designations": [
            (one, policies.may_revoke_designation(user, one))
            for one in queries.designations_of(agreement)
        ],
        "designable": queries.designable(found),
        "memoranda": queries.memoranda_on(agreement),
        "revisions": proposals.select_related("revises").order_by("-number"),
        "revised": presenters.beside_originals(queries.revised_targets(found)),
        "successors": [
            (one, policies.may_take_over(user, found, one)) for one in found.area.successors.all()
        ],
        "may_designate": policies.may_designate_targets(user, found, today),
        "may_begin_revision": policies.may_begin_revision(user, found, today),
    }
    return render(request, "targets/after_signing.html", context)


def _designated_until(version: AgreementVersion) -> date:
    assert version.approved_at  # it is signed
    return last_day_of_first_month(timezone.localdate(version.approved_at))


def _of(version: AgreementVersion) -> dict[str, Any]:
    return {"version": version, "agreement": version.agreement, "area": version.area}


@login_required
@shown_or_sent
def designate_targets(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Put on record which targets a written notice designates, and publish that."""
    found = signed_version(request, code, number)
    lines = queries.designable(found)
    may = policies.may_designate_targets(request.user, found, timezone.localdate())
    return carry_out(
        request,
        DesignateForm(sent(request), version=found, lines=lines),
        partial(actions.designate_targets, version_id=found.pk),
        template="designate_targets",
        done="They are designated, and the memorandum is published.",
        context={
            **_of(found),
            "designated_until": _designated_until(found),
            "may": may and _has_any(lines),
        },
        record=found,
    )


def _has_any(lines: list[Any]) -> Verdict:
    if lines:
        return ALLOWED
    return Verdict("Every target that was signed to be designated is designated.")


@login_required
@shown_or_sent
def revoke_designation(request: SignedInRequest, designation_id: int) -> HttpResponse:
    """Put on record that a designation is revoked, and publish that."""
    visible = Designation.objects.visible_to(request.user).select_related(
        "version__area", "version__agreement__partnership", "target"
    )
    found: Designation = get_object_or_404(visible, pk=designation_id)
    return carry_out(
        request,
        RevokeForm(sent(request)),
        partial(actions.revoke_designation, designation_id=found.pk),
        template="revoke_designation",
        done="It is revoked, and the memorandum is published.",
        context={
            **_of(found.version),
            "designation": found,
            "may": policies.may_revoke_designation(request.user, found),
        },
    )


def after_signing_page(version: AgreementVersion) -> str:
    """Return the address of what is done with a version once it is signed."""
    return reverse("targets:after-signing", args=[version.area.gss_code, version.number])
