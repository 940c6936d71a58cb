"""What bodies have open in an area: read together, opened, acknowledged, closed."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import paged, sent, shown_or_sent
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries
from reviews.forms.interventions import AcknowledgeForm, CloseForm, OpenForm
from reviews.models import Intervention

from .acting import Words, back_to, carry_out
from .seen import watched_area


@login_required
@require_safe
def interventions(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """All that is asked of an area and done there, and how much of it each body has open."""
    area = watched_area(request, gss_code)
    today = timezone.localdate()
    found = queries.interventions_in(area, request.user)
    page = paged(request, found)
    context = {
        "area": area,
        "page": page,
        "rows": [
            {
                "one": one,
                "is_overdue": one.is_overdue(today),
                "may_acknowledge": _is_to_acknowledge(request, one),
                "may_close": policies.may_close_intervention(request.user, one),
            }
            for one in page
        ],
        "burden": queries.burden(found, today),
        "may_open": policies.may_open_intervention(request.user, area),
    }
    return render(request, "reviews/interventions.html", context)


def _is_to_acknowledge(request: SignedInRequest, one: Intervention) -> bool:
    """Whether it is another body's, and the reader has still to say that they have seen it."""
    own = policies.bodies_of(request.user, one.area)
    may = policies.may_acknowledge_intervention(request.user, one)
    return bool(may) and not getattr(one, "is_seen", False) and one.body != next(iter(own), "")


@login_required
@shown_or_sent
def open_intervention(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """Open an intervention, once what other bodies have open there has been read."""
    area = watched_area(request, gss_code)
    bodies = [(one.value, one.label) for one in policies.bodies_of(request.user, area)]
    chosen = request.POST.get("body") or (bodies[0][0] if bodies else "")
    return carry_out(
        request,
        OpenForm(
            sent(request),
            bodies=bodies,
            others=policies.not_acknowledged(request.user, area, chosen) if bodies else (),
        ),
        partial(actions.open_intervention, area=area),
        words=Words(
            "Open an intervention",
            "Open it",
            "It is open, and everybody who works for the area sees it.",
            "A request, a visit, support or a formal step. What other bodies have open in the "
            "area is shown first.",
        ),
        may=policies.may_open_intervention(request.user, area),
        **back_to("interventions", "What is open here", area),
    )


@login_required
@shown_or_sent
def acknowledge_intervention(request: SignedInRequest, intervention_id: int) -> HttpResponse:
    """Say that one has read what another body has open."""
    found = _seen(request, intervention_id)
    return carry_out(
        request,
        AcknowledgeForm(sent(request)),
        partial(actions.acknowledge_intervention, intervention_id=found.pk),
        words=Words(
            "Acknowledge what is open",
            "I have seen it",
            "It is on record that you have seen it.",
            part="reviews/_intervention.html",
            more={"one": found},
        ),
        may=policies.may_acknowledge_intervention(request.user, found),
        **back_to("interventions", "What is open here", found.area),
    )


@login_required
@shown_or_sent
def close_intervention(request: SignedInRequest, intervention_id: int) -> HttpResponse:
    """Close an intervention with what came of it."""
    found = _seen(request, intervention_id)
    return carry_out(
        request,
        CloseForm(sent(request), initial={"version": found.version}),
        partial(actions.close_intervention, intervention_id=found.pk),
        words=Words(
            "Close the intervention",
            "Close it",
            "It is closed.",
            part="reviews/_intervention.html",
            more={"one": found},
        ),
        may=policies.may_close_intervention(request.user, found),
        record=found,
        **back_to("interventions", "What is open here", found.area),
    )


def _seen(request: SignedInRequest, intervention_id: int) -> Intervention:
    visible = Intervention.objects.visible_to(request.user).select_related("area", "opened_by")
    found: Intervention = get_object_or_404(visible, pk=intervention_id)
    return found
