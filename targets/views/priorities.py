"""The pages of an assessment's priorities: list, add, describe step by step, rank, weigh."""

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, exhibits, policies, queries
from targets.forms import priorities as forms
from targets.models import Priority

from .acts import carry_out
from .assessments import cdrp_with_code, visible_assessment
from .duplicates import ask_about_duplicates


@dataclass(frozen=True, slots=True)
class Step:
    """One question set of a priority: its key in the address, its heading and its form."""

    key: str
    title: str
    form: type[forms.StepForm]


STEPS = (
    Step("indicators", "Indicators", forms.IndicatorsForm),
    Step("evidence", "Evidence", forms.EvidenceForm),
    Step("importance", "Importance", forms.ImportanceForm),
    Step("partners", "Partners", forms.PartnersForm),
    Step("community", "Consultation", forms.CommunityForm),
)
BY_KEY = {step.key: step for step in STEPS}
AFTER = {one.key: following.key for one, following in pairwise(STEPS)}


def visible_priority(request: SignedInRequest, priority_id: int) -> Priority:
    """Return a priority that the reader may see, or answer 404."""
    visible = Priority.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("assessment__partnership", "added_by"), pk=priority_id
    )


@login_required
@shown_or_sent
def priorities(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """The priorities in their order, with their scores; the order may be set here."""
    found = visible_assessment(request, assessment_id)
    listed = queries.scored_priorities(found)
    form = forms.RankForm(
        sent(request), priorities=[one.priority for one in listed.rows], version=found.version
    )
    status = attempt(
        form,
        lambda **typed: actions.rank_priorities(
            assessment_id=found.pk, by=request.user, at=timezone.now(), **typed
        ),
        refusals={actions.WrongRanks: ""},
    )
    if status == DONE:
        messages.success(request, "The priorities are in their new order.")
        return redirect("targets:priorities", found.pk)
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    context = {
        "assessment": found,
        "listed": listed,
        "form": form,
        "rows": [(one, form[f"rank_{one.priority.pk}"]) for one in listed.rows],
        "may_edit": policies.may_edit_assessment(request.user, found),
        "may_weigh": policies.may_weigh(request.user, found.partnership),
    }
    return render(request, "targets/priorities.html", context, status=status)


@login_required
@shown_or_sent
def add_priority(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Name a new priority, then go on with its first step."""
    found = visible_assessment(request, assessment_id)
    form = forms.AddPriorityForm(sent(request))
    may = policies.may_edit_assessment(request.user, found)
    if may and (asked := ask_about_duplicates(request, form, found)):
        return asked
    made: list[Priority] = []

    def act(*, title: str) -> None:
        at = timezone.now()
        made.append(
            actions.add_priority(assessment_id=found.pk, title=title, by=request.user, at=at)
        )

    status = attempt(form, act, refusals={actions.TitleTaken: "title"})
    if status == DONE:
        return redirect("targets:describe-priority", made[0].pk, STEPS[0].key)
    context = {"form": form, "assessment": found, "may": may}
    return render(request, "targets/add_priority.html", context, status=status)


@login_required
@require_safe
def priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """All that is said of a priority, with the way to change each answer."""
    found = visible_priority(request, priority_id)
    went = queries.where_it_went(found, request.user)
    context = {
        "priority": found,
        "assessment": found.assessment,
        "went": went,
        "may_put": policies.may_put_to_county(request.user, found, went.group, held=went.held),
        "scores": [(name, getattr(found, name)) for name in forms.CRITERIA],
        "rests_on": found.rests_on.named(),
        "may_edit": policies.may_edit_assessment(request.user, found.assessment),
    }
    return render(request, "targets/priority.html", context)


@login_required
@shown_or_sent
def describe_priority(request: SignedInRequest, priority_id: int, step: str) -> HttpResponse:
    """One step of describing a priority; each is saved as it is left."""
    found = visible_priority(request, priority_id)
    if step not in BY_KEY:
        raise Http404
    form = BY_KEY[step].form(sent(request), priority=found)
    may = policies.may_edit_assessment(request.user, found.assessment)
    if may and (asked := ask_about_duplicates(request, form, found.assessment, but=found)):
        return asked
    status = attempt(
        form,
        lambda **typed: actions.describe_priority(
            priority_id=found.pk, by=request.user, at=timezone.now(), **typed
        ),
        refusals={actions.TitleTaken: "title"},
    )
    if status == DONE:
        return redirect(_next(request, found, step))
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    context = {
        "form": form,
        "priority": found,
        "assessment": found.assessment,
        "step": BY_KEY[step],
        "number": STEPS.index(BY_KEY[step]) + 1,
        "steps": len(STEPS),
        "beside": exhibits.beside_priority(found, request.user) if step == "evidence" else (),
        "is_stale": status == STALE,
        "may": may,
    }
    return render(request, "targets/describe_priority.html", context, status=status)


def _next(request: SignedInRequest, found: Priority, step: str) -> str:
    """Return the next step for who goes through them, and the summary for who changed one."""
    if step in AFTER and "continue" in request.POST:
        return reverse("targets:describe-priority", args=[found.pk, AFTER[step]])
    return found.get_absolute_url()


@login_required
@shown_or_sent
def remove_priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Take a priority out of a draft."""
    found = visible_priority(request, priority_id)
    may = policies.may_edit_assessment(request.user, found.assessment)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.remove_priority, priority_id=found.pk),
        template="remove_priority",
        done=f"“{found.title}” is removed.",
        context={"priority": found, "assessment": found.assessment, "may": may},
        record=found,
        leads_to=lambda assessment: reverse("targets:priorities", args=[assessment.pk]),
    )


@login_required
@shown_or_sent
def weigh(request: SignedInRequest, code: str) -> HttpResponse:
    """Set how much each criterion counts."""
    partnership = cdrp_with_code(code)
    weighting = queries.weighting_of(partnership)
    form = forms.WeighForm(sent(request), weighting=weighting)

    def act(**typed: Any) -> None:
        actions.weigh(partnership=partnership, by=request.user, at=timezone.now(), **typed)

    status = attempt(form, act)
    if status == DONE:
        messages.success(request, "The weights are set.")
        return redirect("targets:cdrp", partnership.code)
    if status == STALE:
        offer_latest(form, queries.weighting_of(partnership).version)
    may = policies.may_weigh(request.user, partnership)
    context = {"form": form, "partnership": partnership, "may": may, "is_stale": status == STALE}
    return render(request, "targets/weigh.html", context, status=status)
