"""A CDRP's partnership plan: its editions, texts, adoption and public summary."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.contents import YEARS
from targets.forms.assessments import AdoptForm
from targets.forms.plans import RefreshPlanForm, StartPlanForm, UnpublishForm
from targets.forms.texts import TextForm
from targets.models import PartnershipPlan

from .acts import carry_out
from .assessments import cdrp_with_code

TEXTS = {
    # key: title, question, hint
    "strategy": (
        "Strategy",
        "What is the partnership's strategy for these three years?",
        "How the responsible authorities will reduce crime, disorder and substance misuse",
    ),
    "engagement": (
        "Community engagement",
        "How is the community engaged, and how did its views shape the plan?",
        "SI 2007/1830 asks the plan to say so (its list of contents is not checked)",
    ),
    "summary": (
        "Summary",
        "What should everybody know of the plan?",
        "Published for anybody to read once the plan is adopted. Do not name people",
    ),
}


def visible_plan(request: SignedInRequest, plan_id: int) -> PartnershipPlan:
    """Return a plan that the reader may see, or answer 404."""
    visible = PartnershipPlan.objects.visible_to(request.user).select_related(
        "partnership", "assessment", "started_by", "adopted_by", "published_by", "unpublished_by"
    )
    return get_object_or_404(visible, pk=plan_id)


@login_required
@require_safe
def plans(request: SignedInRequest, code: str) -> HttpResponse:
    """The plans of a CDRP, the newest edition first."""
    cdrp = cdrp_with_code(code)
    visible = PartnershipPlan.objects.visible_to(request.user).filter(partnership=cdrp)
    source = queries.newest_adopted(cdrp)
    context = {
        "partnership": cdrp,
        "plans": visible.select_related("partnership"),
        "is_of_cdrp": policies.is_of_cdrp(request.user, cdrp),
        "may_start": policies.may_start_plan(request.user, cdrp, source),
        "public": queries.public_summary(cdrp),
    }
    return render(request, "targets/plans.html", context)


@login_required
@shown_or_sent
def start_plan(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin a plan of three years."""
    cdrp = cdrp_with_code(code)
    source = queries.newest_adopted(cdrp)
    return carry_out(
        request,
        StartPlanForm(sent(request), years=YEARS),
        partial(actions.start_plan, partnership=cdrp),
        template="start_plan",
        done="The plan is begun. Write its texts, and at least one action for each priority.",
        context={
            "partnership": cdrp,
            "assessment": source,
            "may": policies.may_start_plan(request.user, cdrp, source),
        },
    )


@login_required
@require_safe
def plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """A plan on one page: what is to do, or what it says; it prints as a paper."""
    found = visible_plan(request, plan_id)
    planned = queries.actions_of(found)
    by_priority = queries.by_priority(found, planned)
    priorities = [one.priority for one in by_priority if one.priority]
    user = request.user
    context = {
        "plan": found,
        "texts": [(key, TEXTS[key][0], getattr(found, key)) for key in TEXTS],
        "by_priority": by_priority,
        "presences": found.presences.select_related("seat__organisation"),
        "is_complete": policies.is_complete(found, planned, priorities),
        "is_of_cdrp": policies.is_of_cdrp(user, found.partnership),
        "may_write": policies.may_write_plan(user, found),
        "may_adopt": policies.may_adopt_plan(user, found),
        "may_refresh": policies.may_refresh_plan(
            user, found, queries.newest_adopted(found.partnership)
        ),
        "may_note_progress": policies.may_note_progress(user, found),
        "may_publish": policies.may_publish_summary(user, found),
        "may_unpublish": policies.may_unpublish_summary(user, found),
    }
    return render(request, "targets/plan.html", context)


@login_required
@shown_or_sent
def write_plan(request: SignedInRequest, plan_id: int, text: str) -> HttpResponse:
    """One of the texts of a draft."""
    found = visible_plan(request, plan_id)
    if text not in TEXTS:
        raise Http404
    title, question, hint = TEXTS[text]
    form = TextForm(sent(request), name=text, question=question, hint=hint, record=found)
    return carry_out(
        request,
        form,
        partial(actions.write_plan, plan_id=found.pk),
        template="write_plan",
        done=f"“{title}” is saved.",
        context={
            "plan": found,
            "title": title,
            "text": text,
            "may": policies.may_write_plan(request.user, found),
        },
        record=found,
    )


@login_required
@shown_or_sent
def adopt_plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Record that the strategy group adopted a plan, and who took part."""
    found = visible_plan(request, plan_id)
    seats = queries.responsible_seats(found.partnership, timezone.localdate())
    return carry_out(
        request,
        AdoptForm(sent(request), seats=seats, initial={"version": found.version}),
        partial(actions.adopt_plan, plan_id=found.pk),
        template="adopt_plan",
        done="The plan is adopted and in force.",
        context={
            "plan": found,
            "seats": seats,
            "may": policies.may_adopt_plan(request.user, found),
        },
        record=found,
    )


@login_required
@shown_or_sent
def refresh_plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Begin the edition that revises a plan."""
    found = visible_plan(request, plan_id)
    source = queries.newest_adopted(found.partnership)
    return carry_out(
        request,
        RefreshPlanForm(sent(request), plan=found),
        partial(actions.refresh_plan, plan_id=found.pk),
        template="refresh_plan",
        done="This is the new edition, to be brought up to date. The plan stays in force until "
        "it is adopted.",
        context={
            "plan": found,
            "assessment": source,
            "may": policies.may_refresh_plan(request.user, found, source),
        },
        record=found,
    )


@login_required
@shown_or_sent
def discard_plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Delete a draft."""
    found = visible_plan(request, plan_id)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.discard_plan, plan_id=found.pk),
        template="discard_plan",
        done="The draft is deleted.",
        context={"plan": found, "may": policies.may_write_plan(request.user, found)},
        record=found,
        leads_to=lambda cdrp: reverse("targets:plans", args=[cdrp.code]),
    )


@login_required
@shown_or_sent
def publish_summary(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Open the summary of a plan to everybody."""
    found = visible_plan(request, plan_id)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.publish_summary, plan_id=found.pk),
        template="publish_summary",
        done="The summary is published. Anybody may read it.",
        context={"plan": found, "may": policies.may_publish_summary(request.user, found)},
        record=found,
    )


@login_required
@shown_or_sent
def unpublish_summary(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Take a published summary back."""
    found = visible_plan(request, plan_id)
    return carry_out(
        request,
        UnpublishForm(sent(request), initial={"version": found.version}),
        partial(actions.unpublish_summary, plan_id=found.pk),
        template="unpublish_summary",
        done="The summary is not published any more.",
        context={"plan": found, "may": policies.may_unpublish_summary(request.user, found)},
        record=found,
    )


@require_safe
def plan_summary(request: HttpRequest, code: str) -> HttpResponse:
    """The published summary of a CDRP's plan, for anybody to read and print."""
    found = queries.public_summary(cdrp_with_code(code))
    if found is None:
        raise Http404
    return render(request, "targets/plan_summary.html", {"plan": found})
