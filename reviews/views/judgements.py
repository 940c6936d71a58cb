"""What inspectorates found about an area, and what the Home Office advised."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import paged, sent, shown_or_sent
from partnerships.models import Area
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries
from reviews.bodies import inspectorates_on
from reviews.forms.judgements import FORMS, JudgementForm, OrganisationalForm, WithdrawForm
from reviews.models import Judgement, JudgementKind

from .acting import Words, back_to, carry_out
from .seen import watched_area


@login_required
@require_safe
def judgements(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """All that was found about an area, each beside what is already being done there."""
    area = watched_area(request, gss_code)
    page = paged(request, queries.judgements_of(area, request.user))
    in_hand = queries.by_indicator(queries.in_hand(area, request.user))
    context = {
        "area": area,
        "page": page,
        "rows": [
            {
                "one": one,
                "in_hand": {
                    concern.pk: concern
                    for indicator in one.indicators.all()
                    for concern in in_hand.get(indicator.pk, ())
                }.values(),
                "may_withdraw": policies.may_withdraw_judgement(request.user, one),
            }
            for one in page
        ],
        "kinds": policies.kinds_entered_by(request.user),
        "inspectorates": inspectorates_on(timezone.localdate()),
    }
    return render(request, "reviews/judgements.html", context)


@login_required
@shown_or_sent
def enter_judgement(request: SignedInRequest, gss_code: str, kind: str) -> HttpResponse:
    """Enter a judgement of a kind."""
    area = watched_area(request, gss_code)
    if kind not in FORMS:
        raise Http404
    label = JudgementKind(kind).label
    known = queries.in_hand(area, request.user)
    return carry_out(
        request,
        _form(request, kind, area),
        partial(actions.enter_judgement, area=area, kind=kind),
        words=Words(
            f"Enter: {label}",
            "Put it on record",
            "It is on record. Targets that it bears on are looked at again.",
            part="reviews/_in_hand.html",
            more={"known": known},
        ),
        may=policies.may_enter_judgement(request.user, kind),
        **back_to("judgements", "What was found here", area),
    )


def _form(request: SignedInRequest, kind: str, area: Area) -> JudgementForm:
    if kind == JudgementKind.ORGANISATIONAL:
        near = queries.organisations_near(area)
        return OrganisationalForm(sent(request), organisations=near)
    return FORMS[kind](sent(request))


@login_required
@shown_or_sent
def withdraw_judgement(request: SignedInRequest, judgement_id: int) -> HttpResponse:
    """Withdraw what was entered by mistake."""
    visible = Judgement.objects.visible_to(request.user).select_related("area")
    found: Judgement = get_object_or_404(visible, pk=judgement_id)
    return carry_out(
        request,
        WithdrawForm(sent(request), initial={"version": found.version}),
        partial(actions.withdraw_judgement, judgement_id=found.pk),
        words=Words("Withdraw the judgement", "Withdraw it", "It is withdrawn.", str(found)),
        may=policies.may_withdraw_judgement(request.user, found),
        record=found,
        **back_to("judgements", "What was found here", found.area),
    )
