"""How a CDRP consulted: year by year, a record in steps, and what the public reads of it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.periods import financial_year_start
from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from laa_portal.foundation.verdicts import Verdict
from partnerships.forms.fields import VersionForm
from partnerships.models import Partnership, PartnershipKind
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.consulting import requirements
from targets.contents import YEARS, year_label
from targets.forms import engagements as forms
from targets.models import Engagement, Priority

REFUSALS: dict[type[Exception], str] = {actions.DoesNotFit: ""}


def _cdrp(code: str) -> Partnership:
    return get_object_or_404(Partnership, code=code, kind=PartnershipKind.CDRP)


def _visible(request: SignedInRequest, engagement_id: int) -> Engagement:
    visible = Engagement.objects.visible_to(request.user).select_related(
        "partnership", "added_by", "published_by", "withdrawn_by"
    )
    return get_object_or_404(visible, pk=engagement_id)


@require_safe
def you_told_us(request: HttpRequest, code: str) -> HttpResponse:
    """What the people of an area said and what changed: what is published, for everybody."""
    partnership = _cdrp(code)
    published = Engagement.objects.visible_to(request.user).published()
    found = published.filter(partnership=partnership).prefetch_related(
        "organisations", "attendances__seat__organisation"
    )
    by_year = groupby(found, key=lambda one: one.year_label)
    context = {"partnership": partnership, "years": [(year, list(of)) for year, of in by_year]}
    return render(request, "targets/you_told_us.html", context)


@login_required
@require_safe
def engagements(request: SignedInRequest, code: str) -> HttpResponse:
    """A year of a CDRP: what it records of consulting, and what is still lacking."""
    partnership = _cdrp(code)
    user = request.user
    year = _year(request, partnership)
    context = {
        "partnership": partnership,
        "year": year,
        "years": [(one, year_label(one)) for one in YEARS],
        "year_label": year_label(year),
        "engagements": queries.engagements_of(partnership, year, user),
        "requirements": requirements(queries.engagement_facts(partnership, year, user)),
        "involvement": queries.involvement(partnership, year, user),
        "may_add": policies.may_add_engagement(user, partnership),
    }
    return render(request, "targets/engagements.html", context)


def _year(request: SignedInRequest, partnership: Partnership) -> int:
    """Return the year asked for, or else the last with a record, or the one we are in."""
    asked = request.GET.get("year", "")
    if asked in map(str, YEARS):
        return int(asked)
    visible = Engagement.objects.visible_to(request.user).filter(partnership=partnership)
    last = visible.aggregate(last=Max("began_on"))["last"] or timezone.localdate()
    return min(max(financial_year_start(last).year, YEARS[0]), YEARS[-1])


@login_required
@shown_or_sent
def add_engagement(request: SignedInRequest, code: str) -> HttpResponse:
    """Say what it was and when, then go on with the next step."""
    partnership = _cdrp(code)
    form = forms.WhatForm(sent(request))
    made: list[Engagement] = []

    def act(**typed: Any) -> None:
        by, at = request.user, timezone.now()
        made.append(actions.add_engagement(partnership=partnership, by=by, at=at, **typed))

    status = attempt(form, act, refusals=REFUSALS)
    if status == DONE:
        return redirect("targets:describe-engagement", made[0].pk, "who")
    may = policies.may_add_engagement(request.user, partnership)
    context = {"form": form, "partnership": partnership, "may": may}
    return render(request, "targets/add_engagement.html", context, status=status)


@login_required
@require_safe
def engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """All that is said of one engagement, and what may be done with it."""
    found = _visible(request, engagement_id)
    user = request.user
    context = {
        **_read(request, found),
        "may_describe": policies.may_describe_engagement(user, found),
        "may_say_what_changed": policies.may_say_what_changed(user, found),
        "may_publish": policies.may_publish_engagement(user, found),
        "may_correct": policies.may_correct_engagement(user, found),
        "may_withdraw": policies.may_withdraw_engagement(user, found),
        "may_remove": policies.may_remove_engagement(user, found),
    }
    return render(request, "targets/engagement.html", context)


def _read(request: SignedInRequest, found: Engagement) -> dict[str, Any]:
    """Return what is shown of an engagement: of its priorities those that the reader may see."""
    priorities = Priority.objects.visible_to(request.user).filter(engagements=found)
    attendances = found.attendances.select_related("seat__organisation")
    seats = queries.responsible_seats(found.partnership, found.began_on)
    present = [one.seat_id for one in attendances]
    return {
        "engagement": found,
        "priorities": priorities.select_related("assessment"),
        "attendances": attendances,
        "absent": policies.absent_authorities(seats, present) if found.is_public_meeting else [],
    }


def _attendance_form(data: QueryDict | None, *, engagement: Engagement) -> forms.AttendanceForm:
    return forms.AttendanceForm(
        data,
        seats=queries.responsible_seats(engagement.partnership, engagement.began_on),
        initial={"version": engagement.version},
        positions=dict(engagement.attendances.values_list("seat_id", "position")),
    )


def _may_report(user: Any, engagement: Engagement) -> Verdict:
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
    found = _visible(request, engagement_id)
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
        **_read(request, found),
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
    found = _visible(request, engagement_id)
    steps = _steps(found)  # as it is now: it may have become a meeting
    following = steps[steps.index(step) + 1 :]
    if following and "continue" in request.POST:
        return following[0].address(found)
    return found.get_absolute_url()


@login_required
@shown_or_sent
def publish_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Let everybody read it."""
    found = _visible(request, engagement_id)
    form = VersionForm(sent(request), initial={"version": found.version})
    may = policies.may_publish_engagement(request.user, found)
    done = "It is published. Everybody can read it."
    return _act(request, found, form, actions.publish_engagement, done, may=may)


@login_required
@shown_or_sent
def correct_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Set right what everybody reads."""
    found = _visible(request, engagement_id)
    form = forms.CorrectEngagementForm(sent(request), engagement=found)
    may = policies.may_correct_engagement(request.user, found)
    done = "The correction is published."
    return _act(request, found, form, actions.correct_engagement, done, may=may)


@login_required
@shown_or_sent
def withdraw_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Take it off the public page."""
    found = _visible(request, engagement_id)
    form = forms.WithdrawEngagementForm(sent(request), initial={"version": found.version})
    may = policies.may_withdraw_engagement(request.user, found)
    done = "It is withdrawn. Only your partnership sees it now."
    return _act(request, found, form, actions.withdraw_engagement, done, may=may)


@login_required
@shown_or_sent
def remove_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Delete a record that was never published."""
    found = _visible(request, engagement_id)
    form = VersionForm(sent(request), initial={"version": found.version})
    may = policies.may_remove_engagement(request.user, found)
    back = reverse("targets:engagements", args=[found.partnership.code])
    done = f"“{found.title}” is removed."
    return _act(request, found, form, actions.remove_engagement, done, may=may, back=back)


def _act(
    request: SignedInRequest,
    found: Engagement,
    form: VersionForm,
    act: Callable[..., object],
    done: str,
    *,
    may: Verdict,
    back: str = "",
) -> HttpResponse:
    """Show the page of one act on an engagement, or carry it out and go `back`."""
    status = attempt(
        form,
        lambda **typed: act(engagement_id=found.pk, by=request.user, at=timezone.now(), **typed),
        refusals=REFUSALS,
    )
    if status == DONE:
        messages.success(request, done)
        return redirect(back or found.get_absolute_url())
    if status == STALE:
        found.refresh_from_db()
        offer_latest(form, found.version)
    context = {
        **_read(request, found),
        "form": form,
        "may": may,
        "is_stale": status == STALE,
    }
    return render(request, f"targets/{act.__name__}.html", context, status=status)
