"""Describing how a CDRP consulted, step by step; each step is saved as it is left."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from laa_portal.foundation.verdicts import Verdict
from partnerships.forms.fields import VersionForm
from partnerships.models import Viewer
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms import engagements as forms
from targets.models import Engagement

from .acts import REFUSALS
from .engagements import read_engagement, visible_engagement


def _attendance_form(data: QueryDict | None, *, engagement: Engagement) -> forms.AttendanceForm:
    return forms.AttendanceForm(
        data,
        seats=queries.responsible_seats(engagement.partnership, engagement.began_on),
        initial={"version": engagement.version},
        positions=dict(engagement.attendances.values_list("seat_id", "position")),
    )


def _may_report(user: Viewer, engagement: Engagement) -> Verdict:
    return policies.may_report_heard(user, engagement, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Step:
    """One question set: its key in the address, its heading, its form, the act and who may."""

    key: str
    title: str
    form: Callable[..., VersionForm]
    act: Callable[..., Engagement] = actions.describe_engagement
    may: Callable[..., Verdict] = policies.may_describe_engagement
    is_of_meetings: bool = False

    def address(self, engagement: Engagement) -> str:
        """Return its page; acts with a word of their own have an address of their own."""
        if self.act is actions.describe_engagement:
            return reverse("targets:describe-engagement", args=[engagement.pk, self.key])
        return reverse(f"targets:{self.key}", args=[engagement.pk])


STEPS = (
    Step("what", "What it was", forms.WhatStepForm),
    Step("who", "Who was asked", forms.WhoForm),
    Step("bearing", "What it bears on", forms.BearingForm),
    Step("meeting", "The meeting", forms.MeetingForm, is_of_meetings=True),
    Step(
        "record-attendance",
        "Who attended",
        _attendance_form,
        actions.record_attendance,
        _may_report,
        is_of_meetings=True,
    ),
    Step("report-heard", "What people said", forms.HeardForm, actions.report_heard, _may_report),
    Step(
        "say-what-changed",
        "What changed",
        forms.ChangedForm,
        actions.say_what_changed,
        policies.may_say_what_changed,
    ),
)


def _steps(engagement: Engagement) -> list[Step]:
    """Return the steps that apply: a survey has no list of who attended."""
    return [one for one in STEPS if engagement.is_public_meeting or not one.is_of_meetings]


@login_required
@shown_or_sent
def describe_engagement(request: SignedInRequest, engagement_id: int, step: str) -> HttpResponse:
    """One step of describing an engagement; each is saved as it is left."""
    found = visible_engagement(request, engagement_id)
    steps = _steps(found)
    asked = next((one for one in steps if one.key == step), None)
    if asked is None:
        raise Http404
    form = asked.form(sent(request), engagement=found)
    status = attempt(
        form,
        lambda **typed: asked.act(
            engagement_id=found.pk, by=request.user, at=timezone.now(), **typed
        ),
        refusals=REFUSALS,
    )
    if status == DONE:
        return redirect(_next(request, engagement_id, asked))
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    context = {
        **read_engagement(request, found),
        "form": form,
        "step": asked,
        "number": steps.index(asked) + 1,
        "steps": len(steps),
        "is_stale": status == STALE,
        "may": asked.may(request.user, found),
    }
    return render(request, "targets/describe_engagement.html", context, status=status)


def _next(request: SignedInRequest, engagement_id: int, step: Step) -> str:
    """Return the next step for who goes through them, and the record for who changed one."""
    found = visible_engagement(request, engagement_id)
    steps = _steps(found)  # as it is now: it may have become a meeting
    following = steps[steps.index(step) + 1 :]
    if following and "continue" in request.POST:
        return following[0].address(found)
    return found.get_absolute_url()
