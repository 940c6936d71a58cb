"""A county's community safety agreement: its editions, texts and adoption."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.models import Partnership, PartnershipKind
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.contents import YEARS
from targets.forms.assessments import AdoptForm
from targets.forms.safety_agreements import StartSafetyAgreementForm
from targets.forms.texts import TextForm
from targets.models import CommunitySafetyAgreement

from .acts import carry_out

TEXTS = {
    # key: title, question, hint
    "priorities": (
        "County priorities",
        "Which priorities do the authorities of the county share?",
        "Drawn from what the districts put first. Say why these",
    ),
    "delivery": (
        "How they are met",
        "How will they be met, and by whom?",
        "What the county does once rather than in each district. Do not name people",
    ),
}


def _visible(request: SignedInRequest, agreement_id: int) -> CommunitySafetyAgreement:
    visible = CommunitySafetyAgreement.objects.visible_to(request.user).select_related(
        "partnership", "adopted_by"
    )
    return get_object_or_404(visible, pk=agreement_id)


def _county_group(code: str) -> Partnership:
    kind = PartnershipKind.COUNTY_STRATEGY_GROUP
    return get_object_or_404(Partnership, code=code, kind=kind)


@login_required
@require_safe
def safety_agreements(request: SignedInRequest, code: str) -> HttpResponse:
    """The agreements of a county, the newest first."""
    group = _county_group(code)
    visible = CommunitySafetyAgreement.objects.visible_to(request.user).filter(partnership=group)
    context = {
        "partnership": group,
        "agreements": visible.select_related("partnership"),
        "may_start": policies.may_start_safety_agreement(request.user, group),
    }
    return render(request, "targets/safety_agreements.html", context)


@login_required
@shown_or_sent
def start_safety_agreement(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin the agreement of a year."""
    group = _county_group(code)
    return carry_out(
        request,
        StartSafetyAgreementForm(sent(request), years=YEARS),
        partial(actions.start_safety_agreement, partnership=group),
        template="start_safety_agreement",
        done="The agreement is begun, with what the districts put first.",
        context={
            "partnership": group,
            "may": policies.may_start_safety_agreement(request.user, group),
        },
    )


@login_required
@require_safe
def safety_agreement(request: SignedInRequest, agreement_id: int) -> HttpResponse:
    """An agreement on one page, with the districts' priorities that it is drawn from."""
    found = _visible(request, agreement_id)
    user = request.user
    context = {
        "agreement": found,
        "texts": [(key, TEXTS[key][0], getattr(found, key)) for key in TEXTS],
        "drawn": queries.priorities_drawn_on(found),
        "presences": found.presences.select_related("seat__organisation"),
        "is_written": policies.is_written(found),
        "may_write": policies.may_write_safety_agreement(user, found),
        "may_adopt": policies.may_adopt_safety_agreement(user, found),
        "may_start": policies.may_start_safety_agreement(user, found.partnership),
    }
    return render(request, "targets/safety_agreement.html", context)


@login_required
@shown_or_sent
def write_safety_agreement(request: SignedInRequest, agreement_id: int, text: str) -> HttpResponse:
    """One of the texts of a draft."""
    found = _visible(request, agreement_id)
    if text not in TEXTS:
        raise Http404
    title, question, hint = TEXTS[text]
    form = TextForm(sent(request), name=text, question=question, hint=hint, record=found)
    return carry_out(
        request,
        form,
        partial(actions.write_safety_agreement, agreement_id=found.pk),
        template="write_safety_agreement",
        done=f"“{title}” is saved.",
        context={
            "agreement": found,
            "title": title,
            "text": text,
            "may": policies.may_write_safety_agreement(request.user, found),
        },
        record=found,
    )


@login_required
@shown_or_sent
def adopt_safety_agreement(request: SignedInRequest, agreement_id: int) -> HttpResponse:
    """Record that the county strategy group adopted an agreement, and who took part."""
    found = _visible(request, agreement_id)
    seats = queries.responsible_seats(found.partnership, timezone.localdate())
    return carry_out(
        request,
        AdoptForm(sent(request), seats=seats, initial={"version": found.version}),
        partial(actions.adopt_safety_agreement, agreement_id=found.pk),
        template="adopt_safety_agreement",
        done="The agreement is adopted.",
        context={
            "agreement": found,
            "seats": seats,
            "drawn": queries.priorities_drawn_on(found),
            "may": policies.may_adopt_safety_agreement(request.user, found),
        },
        record=found,
    )
