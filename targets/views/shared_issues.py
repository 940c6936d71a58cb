"""Problems that indicators have in all areas: listed, raised, answered."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import paged, sent, shown_or_sent
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.shared_issues import AnswerForm, RaiseForm
from targets.models import SharedIssue, Target

from .acts import carry_out


@login_required
@require_safe
def issues(request: SignedInRequest) -> HttpResponse:
    """All issues, those still open first."""
    visible = SharedIssue.objects.visible_to(request.user).select_related("indicator")
    context = {
        "page": paged(request, visible),
        "may_raise": policies.may_raise_issue(request.user),
    }
    return render(request, "targets/issues.html", context)


@login_required
@shown_or_sent
def raise_issue(request: SignedInRequest) -> HttpResponse:
    """Raise a problem that an indicator has in many areas."""
    visible = SharedIssue.objects.visible_to(request.user)
    return carry_out(
        request,
        RaiseForm(sent(request)),
        actions.raise_issue,
        template="raise_issue",
        done="The Home Office is asked.",
        context={
            "may": policies.may_raise_issue(request.user),
            "open_issues": visible.open().select_related("indicator").order_by("indicator__number"),
        },
    )


@login_required
@require_safe
def issue(request: SignedInRequest, issue_id: int) -> HttpResponse:
    """One issue, its answer, and which of the reader's targets wait for it."""
    found = _visible(request, issue_id)
    waiting = Target.objects.visible_to(request.user).filter(pk__in=queries.waiting_for(found))
    context = {
        "issue": found,
        "waiting": waiting.select_related("agreement__area").order_by(
            "agreement__area__name", "title"
        ),
        "may_answer": policies.may_answer_issue(request.user, found),
    }
    return render(request, "targets/issue.html", context)


@login_required
@shown_or_sent
def answer_issue(request: SignedInRequest, issue_id: int) -> HttpResponse:
    """Answer for all areas at once."""
    found = _visible(request, issue_id)
    return carry_out(
        request,
        AnswerForm(sent(request), initial={"version": found.version}),
        partial(actions.answer_issue, issue_id=found.pk),
        template="answer_issue",
        done="All areas can read the answer. What waits for it is being put on the table again.",
        context={"issue": found, "may": policies.may_answer_issue(request.user, found)},
        record=found,
    )


def _visible(request: SignedInRequest, issue_id: int) -> SharedIssue:
    visible = SharedIssue.objects.visible_to(request.user).select_related("indicator")
    found: SharedIssue = get_object_or_404(visible, pk=issue_id)
    return found
