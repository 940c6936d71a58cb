"""Revisions of a signed agreement: begun, proposed, consented to and decided on."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.forms import Form
from laa_portal.foundation.verdicts import Verdict
from partnerships.forms.fields import VersionForm
from partnerships.models import User
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms import revisions as forms
from targets.models import STARTS_ON, RevisionConsent, RevisionProposal
from targets.presenters import revisions as presenters
from targets.states import UNDER_WAY, RevisionStatus

from .acts import carry_out
from .after_signing import after_signing_page, signed_version

TAGS = {
    RevisionStatus.DRAFT: "grey",
    RevisionStatus.PROPOSED: "blue",
    RevisionStatus.ACCEPTED: "green",
    RevisionStatus.REFUSED: "orange",
    RevisionStatus.WITHDRAWN: "grey",
}


def visible_revision(request: SignedInRequest, code: str, number: int) -> RevisionProposal:
    """Return a revision that the reader may see, or answer 404."""
    visible = RevisionProposal.objects.visible_to(request.user).filter(
        agreement__area__gss_code=code, agreement__starts_on=STARTS_ON
    )
    related = visible.select_related(
        "agreement__area", "agreement__partnership", "revises__area", "led_to"
    )
    found: RevisionProposal = get_object_or_404(related, number=number)
    return found


@login_required
@shown_or_sent
def begin_revision(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Begin to change what was signed: say why, and go on to its targets.

    Whoever comes from a review has `reason` in the address, to start from.
    """
    found = signed_version(request, code, number)
    initial = {"version": found.version, "reason": request.GET.get("reason", "")}
    return carry_out(
        request,
        forms.BeginRevisionForm(sent(request), initial=initial),
        partial(actions.begin_revision, version_id=found.pk),
        template="begin_revision",
        done="The revision is begun. Say what it does to each target, then propose it.",
        context={
            "version": found,
            "area": found.area,
            "agreement": found.agreement,
            "may": policies.may_begin_revision(request.user, found, timezone.localdate()),
        },
        record=found,
    )


@login_required
@require_safe
def revision(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """What a revision does to each target, who has consented, and what is to be done next."""
    found, user = visible_revision(request, code, number), request.user
    today, is_under_way = timezone.localdate(), found.status in UNDER_WAY
    may_prepare = policies.may_prepare_revision(user, found)
    spoken = queries.revised_in(found)
    silent = queries.unanswered(spoken)
    context = {
        **_of(found),
        "lines": presenters.shown(spoken, user),
        "silent": silent,
        "is_local": policies.is_local_revision(found),
        "may_prepare": may_prepare,
        "may_withdraw": policies.may_withdraw_revision(user, found),
        "may_decide": policies.may_decide_on_revision(user, found, today),
        "has_lapsed": bool(is_under_way and not policies.is_in_force(found.revises, today)),
        **(_preparing(found, request) if may_prepare else {}),
    }
    return render(request, "targets/revision.html", context)


def _preparing(found: RevisionProposal, request: SignedInRequest) -> dict[str, Any]:
    """Return what the coordinator can still put in, and what keeps it from being proposed."""
    at = timezone.now()
    return {
        "in_force": [line for line, _ in queries.signed_lines(found.revises).values()],
        "addable": queries.addable(found),
        "findings": queries.revision_findings(found, request.user, at),
        "may_propose": policies.may_propose_revision(request.user, found, timezone.localdate(at)),
    }


def _of(found: RevisionProposal) -> dict[str, Any]:
    status = RevisionStatus(found.status)
    return {
        "revision": found,
        "agreement": found.agreement,
        "area": found.agreement.area,
        "status": status,
        "tag_colour": TAGS[status],
    }


# --- Acts upon one --------------------------------------------------------------------------------

Page = Callable[[SignedInRequest, str, int], HttpResponse]
Judge = Callable[[User, RevisionProposal], Verdict]


def _page(
    verb: str,
    form: type[Form],
    done: str,
    may: Judge,
    leads_to: Callable[[Any], str] | None = None,
) -> Page:
    """Make the page of one act upon a revision: its action and its template are the verb."""

    @login_required
    @shown_or_sent
    def page(request: SignedInRequest, code: str, number: int) -> HttpResponse:
        found = visible_revision(request, code, number)
        spoken = queries.revised_in(found)
        return carry_out(
            request,
            form(sent(request), initial={"version": found.version}),
            partial(getattr(actions, verb), proposal_id=found.pk),
            template=verb,
            done=done,
            context={
                **_of(found),
                "silent": queries.unanswered(spoken),
                "lines": presenters.shown(spoken),
                "is_local": policies.is_local_revision(found),
                "may": may(request.user, found),
            },
            record=found,
            leads_to=leads_to,
        )

    return page


propose_revision = _page(
    "propose_revision",
    VersionForm,
    "It is proposed. Those who are named are told.",
    lambda user, found: policies.may_propose_revision(user, found, timezone.localdate()),
)
discard_revision = _page(
    "discard_revision",
    VersionForm,
    "It is discarded.",
    lambda user, found: policies.may_prepare_revision(user, found),
    after_signing_page,
)
withdraw_revision = _page(
    "withdraw_revision",
    forms.WhyForm,
    "It is withdrawn. Those concerned are told.",
    lambda user, found: policies.may_withdraw_revision(user, found),
)
refuse_revision = _page(
    "refuse_revision",
    forms.WhyForm,
    "It is refused. The partnership is told why.",
    lambda user, found: policies.may_decide_on_revision(user, found, timezone.localdate()),
)


accept_revision = _page(
    "accept_revision",
    forms.AcceptRevisionForm,
    "The revision is accepted. This version, to which it leads, waits for its signatures.",
    lambda user, found: policies.may_accept_revision(user, found, timezone.localdate()),
    lambda version: version.get_absolute_url(),
)


# --- Consents -------------------------------------------------------------------------------------


def _consent_page(verb: str, form: type[Form], done: str) -> Callable[..., HttpResponse]:
    """Make the page on which an organisation's own people answer."""

    @login_required
    @shown_or_sent
    def page(request: SignedInRequest, consent_id: int) -> HttpResponse:
        visible = RevisionConsent.objects.visible_to(request.user).select_related(
            "organisation", "line__target", "line__proposal__agreement__area"
        )
        found: RevisionConsent = get_object_or_404(visible, pk=consent_id)
        proposal = visible_revision(
            request,
            found.line.proposal.agreement.area.gss_code,
            found.line.proposal.number,
        )
        spoken = [one for one in queries.revised_in(proposal) if one.line.pk == found.line_id]
        return carry_out(
            request,
            form(sent(request), initial={"version": found.version, "reason": found.reason}),
            partial(getattr(actions, verb), consent_id=found.pk),
            template=verb,
            done=done,
            context={
                **_of(proposal),
                "consent": found,
                "lines": presenters.shown(spoken),
                "may": policies.may_answer_revision(request.user, found),
            },
            record=found,
        )

    return page


consent_to_revision = _consent_page(
    "consent_to_revision", forms.ConsentForm, "Your organisation has consented."
)
refuse_consent = _consent_page(
    "refuse_consent", forms.RefuseConsentForm, "The coordinator is told, and why."
)
