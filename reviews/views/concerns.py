"""One concern: why it was raised, what was said, and what may be done."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import CharField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from partnerships.audiences import areas_on_side
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries
from reviews.forms.concerns import FORMS, ActForm, RaiseForm
from reviews.forms.worklist import WorklistSearch
from reviews.models import Concern, ConcernStep, ImprovementPlan, Signal
from reviews.presenters import concerns as presenters
from reviews.presenters.concerns import ShownStep
from reviews.presenters.signals import ShownSignal
from targets.sides import Side

from .seen import visible_concern, watched_area

REFUSALS: dict[type[Exception], str] = {actions.NotADay: "until", actions.NotAcknowledged: ""}
"""Beside which field each refusal of an act belongs ("": the form)."""

DONE_WORDS = {
    "ask": "The partnership is asked. It reads this concern from now on.",
    "answer": "The Government Office can read your answer.",
    "accept_answer": "It is known and in hand.",
    "lower": "It is less serious from now on.",
    "escalate": "It is more serious from now on, on your judgement.",
    "assign": "It is on record who has it in hand.",
    "snooze": "It is set aside. It comes back by itself.",
    "wake": "It is open again.",
    "resolve": "The concern is closed.",
    "dismiss": "The concern is closed. The same figures do not raise it again.",
}


@login_required
@require_safe
def concern(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """A concern with its evidence and its conversation; `asked` leads on along the work list."""
    found = visible_concern(request, concern_id)
    return render(request, "reviews/concern.html", _told(request, found))


def _told(request: SignedInRequest, found: Concern) -> dict[str, Any]:
    one_of = Concern.objects.visible_to(request.user).filter(pk=found.pk)
    (case,) = queries.cases(one_of, request.user)
    leads = bool(policies.leads(request.user, found))
    may = policies.may_act(request.user, found)
    search = WorklistSearch(request.GET, request.user)
    return {
        "concern": case.concern,
        "area": found.area,
        "shown": presenters.Shown(case, leads, timezone.localdate()),
        "signals": [ShownSignal(one) for one in case.standing],
        "earlier": [ShownSignal(one) for one in case.signals if one not in case.standing],
        "conversation": _conversation(request, found, case.signals),
        "acts": presenters.acts({verb: one for verb, one in may.items() if one}),
        "not_now": presenters.acts({verb: one for verb, one in may.items() if not one}),
        "leads": leads,
        "asked": search.asked,
        "following": _following(request, found, search),
    }


def _following(request: SignedInRequest, found: Concern, search: WorklistSearch) -> int | None:
    """Return the concern after this one in the list that the reader came from; None at its end.

    A concern that was just dealt with may be in the list no more: then the worst is next.
    """
    visible = Concern.objects.visible_to(request.user)
    listed = list(queries.worst_first(search.among(visible)).values_list("pk", flat=True))
    if found.pk not in listed:
        return next(iter(listed), None)
    place = listed.index(found.pk) + 1
    return listed[place] if place < len(listed) else None


@login_required
@shown_or_sent
def act(request: SignedInRequest, concern_id: int, verb: str) -> HttpResponse:
    """Do one thing to a concern: its form is shown, sent, carried out, or given back."""
    found = visible_concern(request, concern_id)
    form = FORMS[verb](sent(request), concern=found, reader=request.user)
    asked = WorklistSearch(request.GET, request.user).asked

    def do(**typed: Any) -> None:
        carry_out = getattr(actions, verb)
        carry_out(concern_id=found.pk, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, do, refusals=REFUSALS)
    if status == DONE:
        messages.success(request, DONE_WORDS[verb])
        return redirect(f"{found.get_absolute_url()}{'?' if asked else ''}{asked}")
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    is_closing = verb in ("resolve", "dismiss")
    context = {
        "concern": found,
        "area": found.area,
        "form": form,
        "heading": presenters.ACTS[verb],
        "is_closing": is_closing,
        "closes_plan": is_closing and _has_live_plan(request, found),
        "may": policies.may_act(request.user, found)[verb],
        "is_stale": status == STALE,
        "asked": asked,
        "typed": _typed(form),
        "last": next(reversed(_conversation(request, found, ())), None),
    }
    return render(request, "reviews/act.html", context, status=status)


def _has_live_plan(request: SignedInRequest, found: Concern) -> bool:
    """Whether a plan is proposed or under way for a concern, which closing it would close."""
    visible = ImprovementPlan.objects.visible_to(request.user)
    return visible.live().filter(concern=found).exists()


def _typed(form: ActForm) -> list[tuple[str, str]]:
    """Return the texts of a form that was sent, so that none is lost where it fits no more."""
    return [
        (str(bound.label), str(bound.value() or ""))
        for bound in form.visible_fields()
        if form.is_bound and isinstance(bound.field, CharField)
    ]


def _conversation(
    request: SignedInRequest, found: Concern, signals: Sequence[Signal]
) -> list[ShownStep]:
    """Return what was said and done, as far as the reader may know of it."""
    steps = ConcernStep.objects.visible_to(request.user).filter(concern=found)
    return presenters.conversation(
        list(steps.select_related("done_by")),
        signals,
        leads=bool(policies.leads(request.user, found)),
        answers=found.area_id in areas_on_side(request.user, Side.PARTNERSHIP),
    )


@login_required
@shown_or_sent
def raise_concern(request: SignedInRequest, gss_code: str) -> HttpResponse:
    """Open a concern about an area that no figure opened."""
    area = watched_area(request, gss_code)
    if not policies.may_raise_concern(request.user, area):
        raise Http404("Only the Government Office of an area opens concerns about it.")
    form = RaiseForm(sent(request), area=area, reader=request.user)
    made: list[Concern] = []

    def do(**typed: Any) -> None:
        by, at = request.user, timezone.now()
        made.append(actions.raise_concern(area=area, by=by, at=at, **typed))

    status = attempt(form, do, refusals={actions.AlreadyOpen: "target"})
    if status == DONE:
        messages.success(request, "The concern is open. You have it in hand.")
        return redirect(made[0])
    context = {"area": area, "form": form, "may": None}
    return render(request, "reviews/raise.html", context, status=status)
