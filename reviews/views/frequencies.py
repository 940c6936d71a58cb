"""How often one target is reviewed: proposed, answered, and what both sides said in between."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.forms import Form
from partnerships.requests import SignedInRequest
from reviews import actions, policies, queries
from reviews.forms import reviews as forms
from reviews.models import ReviewFrequency, TargetReview
from targets.models import Target

from .acts import carry_out


def visible_target(request: SignedInRequest, target_id: int) -> Target:
    """Return a target that the reader may see, or answer 404."""
    visible = Target.objects.visible_to(request.user)
    found: Target = get_object_or_404(
        visible.select_related("agreement__area", "indicator"), pk=target_id
    )
    return found


@login_required
@require_safe
def frequency(request: SignedInRequest, target_id: int) -> HttpResponse:
    """How often a target is reviewed, what was proposed and answered, and what was said."""
    target, user = visible_target(request, target_id), request.user
    visible = ReviewFrequency.objects.visible_to(user).filter(target=target)
    proposals = list(visible.select_related("target__agreement__area"))
    (often,) = queries.frequent([target], user)
    waiting = often.waiting
    context = {
        **_of(target),
        "often": often,
        "proposals": proposals,
        "met": TargetReview.objects.visible_to(user).filter(target=target),
        "may_propose": policies.may_propose_frequency(user, target),
        "may_note": policies.may_note_target_review(user, target),
        "may_accept": waiting and policies.may_accept_frequency(user, waiting),
        "may_withdraw": waiting and policies.may_withdraw_frequency(user, waiting),
    }
    return render(request, "reviews/frequency.html", context)


def _of(target: Target) -> dict[str, object]:
    return {"target": target, "agreement": target.agreement, "area": target.agreement.area}


@login_required
@shown_or_sent
def propose_frequency(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Propose to the other side how often a target is reviewed."""
    target = visible_target(request, target_id)
    return carry_out(
        request,
        forms.FrequencyForm(sent(request)),
        partial(actions.propose_frequency, target_id=target.pk),
        template="propose_frequency",
        done="It is proposed. The other side is told.",
        context={
            **_of(target),
            "may": policies.may_propose_frequency(request.user, target),
        },
    )


@login_required
@shown_or_sent
def note_target_review(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Note what both sides said of one target."""
    target = visible_target(request, target_id)
    return carry_out(
        request,
        forms.NoteForm(sent(request)),
        partial(actions.note_target_review, target_id=target.pk),
        template="note_target_review",
        done="It is noted. Both sides read it.",
        context={
            **_of(target),
            "may": policies.may_note_target_review(request.user, target),
        },
    )


def _answer_page(verb: str, form: type[Form], done: str) -> Callable[..., HttpResponse]:
    """Make the page of one answer to a proposal: action, policy and template are the verb."""

    @login_required
    @shown_or_sent
    def page(request: SignedInRequest, frequency_id: int) -> HttpResponse:
        visible = ReviewFrequency.objects.visible_to(request.user)
        related = visible.select_related("target__agreement__area", "target__indicator")
        found: ReviewFrequency = get_object_or_404(related, pk=frequency_id)
        return carry_out(
            request,
            form(sent(request), initial={"version": found.version}),
            partial(getattr(actions, verb), frequency_id=found.pk),
            template=verb,
            done=done,
            context={
                **_of(found.target),
                "frequency": found,
                "may": getattr(policies, f"may_{verb}")(request.user, found),
            },
            record=found,
        )

    return page


accept_frequency = _answer_page(
    "accept_frequency", forms.AcceptFrequencyForm, "It is accepted, and holds from today."
)
decline_frequency = _answer_page(
    "decline_frequency", forms.AnswerForm, "It is declined. The other side is told why."
)
withdraw_frequency = _answer_page("withdraw_frequency", forms.AnswerForm, "It is taken back.")
