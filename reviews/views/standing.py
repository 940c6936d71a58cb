"""What a partnership can and will do, and what was decided to follow a concern."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import paged, sent, shown_or_sent
from laa_portal.foundation.verdicts import Verdict
from partnerships.requests import SignedInRequest
from reviews import actions, policies
from reviews.forms.standing import AdviseForm, DecideForm, SecondForm, StandingForm
from reviews.ladder import HOME_OFFICE_SOURCE, HOME_OFFICE_SUPPORT, LADDER_SOURCE, STEPS
from reviews.models import ResponseDecision, Standing
from reviews.presenters.response import response_of

from .acting import Words, back_to, back_to_plan, carry_out
from .seen import visible_concern, watched_area


@login_required
@require_safe
def standing(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """What was judged of a partnership, the newest first, and the ladder that it bears on."""
    area = watched_area(request, gss_code)
    judged = Standing.objects.visible_to(request.user).filter(area=area)
    context = {
        "area": area,
        "page": paged(request, judged.select_related("judged_by")),
        "may_judge": policies.may_judge_standing(request.user, area),
        "ladder": [(step, HOME_OFFICE_SUPPORT[step.number]) for step in STEPS],
        "sources": (LADDER_SOURCE, HOME_OFFICE_SOURCE),
    }
    return render(request, "reviews/standing.html", context)


@login_required
@shown_or_sent
def judge_standing(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """Judge what a partnership can and will do."""
    area = watched_area(request, gss_code)
    return carry_out(
        request,
        StandingForm(sent(request)),
        partial(actions.judge_standing, area=area),
        words=Words(
            "Judge what the partnership can and will do",
            "Put it on record",
            "It is on record. What is proposed for its concerns follows it.",
            "A person judges this, and no figure does. It decides with the seriousness of a "
            "concern which step is proposed.",
        ),
        may=policies.may_judge_standing(request.user, area),
        **back_to("standing", "What it can and will do", area),
    )


@login_required
@shown_or_sent
def decide_response(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Decide which step follows a concern."""
    concern = visible_concern(request, concern_id)
    shown = response_of(concern, request.user)
    form = DecideForm(
        sent(request), concern=concern, steps=shown.steps, proposed=shown.proposed_number
    )
    return carry_out(
        request,
        form,
        partial(actions.decide_response, concern_id=concern.pk),
        words=Words(
            "Decide what follows",
            "Decide",
            "The decision is on record.",
            part="reviews/_proposed.html",
            more={"response": shown},
        ),
        may=shown.may["decide_response"],
        record=concern,
        **back_to_plan(concern),
    )


@login_required
@shown_or_sent
def agree_response(request: SignedInRequest, response_id: int) -> HttpResponse:
    """Agree, as the second person, to a step that is two above what the case would be."""
    response = _seen(request, response_id)
    words = Words("Agree to the step", "Agree", "The step is in effect.", _said(response))
    may = policies.may_agree_response(request.user, response)
    return _second(request, response, "agree_response", words, may)


@login_required
@shown_or_sent
def refuse_response(request: SignedInRequest, response_id: int) -> HttpResponse:
    """Refuse a step that waits for a second person."""
    response = _seen(request, response_id)
    words = Words("Refuse the step", "Refuse", "The step is refused.", _said(response))
    may = policies.may_refuse_response(request.user, response)
    return _second(request, response, "refuse_response", words, may)


def _second(
    request: SignedInRequest, response: ResponseDecision, verb: str, words: Words, may: Verdict
) -> HttpResponse:
    return carry_out(
        request,
        SecondForm(sent(request), initial={"version": response.version}),
        partial(getattr(actions, verb), response_id=response.pk),
        words=words,
        may=may,
        record=response,
        **back_to_plan(response.concern),
    )


@login_required
@shown_or_sent
def advise(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Put on record what a body advises on a concern."""
    concern = visible_concern(request, concern_id)
    bodies = [
        (body.value, body.label)
        for body in policies.bodies_of(request.user, concern.area)
        if policies.may_advise(request.user, concern, body)
    ]
    return carry_out(
        request,
        AdviseForm(sent(request), bodies=bodies),
        partial(actions.advise, concern_id=concern.pk),
        words=Words("Add advice", "Add the advice", "The advice is on record."),
        may=policies.may_advise(request.user, concern),
        **back_to_plan(concern),
    )


def _said(response: ResponseDecision) -> str:
    return f"{response.step}. {response.get_step_display()}. {response.reason}"


def _seen(request: SignedInRequest, response_id: int) -> ResponseDecision:
    visible = ResponseDecision.objects.visible_to(request.user)
    related = visible.select_related("concern__area", "concern__target")
    found: ResponseDecision = get_object_or_404(related, pk=response_id)
    return found
