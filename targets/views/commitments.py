"""The pages on which organisations are asked to sign up to targets, and answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.forms import Form
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.forms.fields import VersionForm
from partnerships.models import Organisation
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.commitments import (
    AgreeForm,
    AskAgainForm,
    AskForm,
    MarkLeadForm,
    NotApplicableForm,
    ObjectForm,
)
from targets.models import Commitment, EvidencePack, Target, own_organisations
from targets.negotiation import Position
from targets.queries import Asked

from .acts import carry_out
from .seen_targets import visible_target


def partners_of(
    request: SignedInRequest, target: Target, position: Position | None = None
) -> dict[str, Any]:
    """Return what `_partners_of_target.html` needs; `position` is where the target stands."""
    where = position or queries.positions([target])[target.pk]
    return {
        "target": target,
        "asked": queries.partners_of(target, where),
        "may_ask_partners": policies.may_ask_partners(request.user, target),
    }


@login_required
@require_safe
def partners(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Who is asked to sign up to one target, and what each has said."""
    context = partners_of(request, visible_target(request, target_id))
    return render(request, "targets/partners.html", context)


@login_required
@shown_or_sent
def ask_partners(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Name organisations for a target."""
    found = visible_target(request, target_id)
    named = found.commitments.values("organisation")
    bodies = queries.bodies_around(found.agreement.area).exclude(pk__in=named)
    return carry_out(
        request,
        AskForm(sent(request), bodies=bodies),
        partial(actions.ask_partners, target_id=found.pk),
        template="ask_partners",
        done="They are asked, and told so.",
        context={
            "target": found,
            "may": policies.may_ask_partners(request.user, found) and _has_any(bodies),
        },
        leads_to=lambda asked: reverse("targets:partners", args=[found.pk]),
    )


def _has_any(bodies: QuerySet[Organisation]) -> Verdict:
    if bodies.exists():
        return ALLOWED
    return Verdict(
        "Every organisation of the area is named for this target. If one is missing, have an "
        "administrator add it."
    )


@login_required
@require_safe
def our_commitments(request: SignedInRequest) -> HttpResponse:
    """All targets for which one's own organisation is named."""
    own = Commitment.objects.visible_to(request.user).own(request.user)
    ordered = own.order_by("organisation__name", "target__agreement__area__name", "target__title")
    organisations = Organisation.objects.filter(pk__in=own_organisations(request.user))
    context = {"asked": queries.named(ordered), "organisations": organisations}
    return render(request, "targets/our_commitments.html", context)


@login_required
@require_safe
def commitment(request: SignedInRequest, commitment_id: int) -> HttpResponse:
    """What one organisation is asked for, what binds it, and what it has said so far."""
    found = _visible(request, commitment_id)
    one, user = found.commitment, request.user
    context = {
        **_named(found),
        "earlier": queries.earlier_answers(one),
        "pack": _pack(request, found),
        "answers": policies.answers_for(user, one.organisation),
        "may_agree": policies.may_agree_to_target(user, one),
        "may_object": policies.may_object_to_target(user, one),
        "may_say_not_applicable": policies.may_say_not_applicable(user, one),
        "may_ask_again": policies.may_ask_partner_again(user, one),
        "may_mark_lead": policies.may_mark_lead(user, one),
        "may_remove": policies.may_remove_partner(user, one),
        "lead_form": MarkLeadForm(initial={"version": one.version, "is_lead": not one.is_lead}),
    }
    return render(request, "targets/commitment.html", context)


def _visible(request: SignedInRequest, commitment_id: int) -> Asked:
    """Return what an organisation is asked for, or answer 404."""
    visible = Commitment.objects.visible_to(request.user).filter(pk=commitment_id)
    get_object_or_404(visible)
    return queries.named(visible)[0]


def _pack(request: SignedInRequest, found: Asked) -> EvidencePack | None:
    """Return the evidence under the terms on the table, if the reader may open it."""
    if found.terms is None:
        return None
    visible = EvidencePack.objects.visible_to(request.user).filter(pk=found.terms.pack_id)
    return visible.defer("content").first()


def _named(found: Asked) -> dict[str, Any]:
    one = found.commitment
    return {
        "asked_for": found,
        "commitment": one,
        "target": one.target,
        "area": one.target.agreement.area,
    }


Page = Callable[[SignedInRequest, int], HttpResponse]


def _page(
    verb: str, form: type[Form], done: str, leads_to: Callable[[Any], str] | None = None
) -> Page:
    """Make the page of one act upon a commitment: its action, policy and template are the verb."""

    @login_required
    @shown_or_sent
    def page(request: SignedInRequest, commitment_id: int) -> HttpResponse:
        found = _visible(request, commitment_id)
        one = found.commitment
        may: Verdict = getattr(policies, f"may_{verb}")(request.user, one)
        initial = {"version": one.version, "is_lead": not one.is_lead}
        return carry_out(
            request,
            form(sent(request), initial=initial),
            partial(getattr(actions, verb), commitment_id=one.pk),
            template=verb,
            done=done,
            context={**_named(found), "may": may},
            record=one,
            leads_to=leads_to,
        )

    return page


agree_to_target = _page("agree_to_target", AgreeForm, "Your organisation has agreed.")
object_to_target = _page("object_to_target", ObjectForm, "The coordinator is told, and why.")
say_not_applicable = _page("say_not_applicable", NotApplicableForm, "The coordinator is told.")
ask_partner_again = _page("ask_partner_again", AskAgainForm, "It is asked again, and told so.")
mark_lead = _page("mark_lead", MarkLeadForm, "It is marked.")
remove_partner = _page(
    "remove_partner",
    VersionForm,
    "It is no longer asked.",
    lambda target: reverse("targets:partners", args=[target.pk]),
)
