"""How a CDRP consulted: year by year, each record, and what the public reads of it."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
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


def visible_engagement(request: SignedInRequest, engagement_id: int) -> Engagement:
    """Return a record that the reader may see, or answer 404."""
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
    found = visible_engagement(request, engagement_id)
    user = request.user
    context = {
        **read_engagement(request, found),
        "may_describe": policies.may_describe_engagement(user, found),
        "may_say_what_changed": policies.may_say_what_changed(user, found),
        "may_publish": policies.may_publish_engagement(user, found),
        "may_correct": policies.may_correct_engagement(user, found),
        "may_withdraw": policies.may_withdraw_engagement(user, found),
        "may_remove": policies.may_remove_engagement(user, found),
    }
    return render(request, "targets/engagement.html", context)


def read_engagement(request: SignedInRequest, found: Engagement) -> dict[str, Any]:
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


@login_required
@shown_or_sent
def publish_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Let everybody read it."""
    found = visible_engagement(request, engagement_id)
    form = VersionForm(sent(request), initial={"version": found.version})
    may = policies.may_publish_engagement(request.user, found)
    done = "It is published. Everybody can read it."
    return _act(request, found, form, actions.publish_engagement, done, may=may)


@login_required
@shown_or_sent
def correct_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Set right what everybody reads."""
    found = visible_engagement(request, engagement_id)
    form = forms.CorrectEngagementForm(sent(request), engagement=found)
    may = policies.may_correct_engagement(request.user, found)
    done = "The correction is published."
    return _act(request, found, form, actions.correct_engagement, done, may=may)


@login_required
@shown_or_sent
def withdraw_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Take it off the public page."""
    found = visible_engagement(request, engagement_id)
    form = forms.WithdrawEngagementForm(sent(request), initial={"version": found.version})
    may = policies.may_withdraw_engagement(request.user, found)
    done = "It is withdrawn. Only your partnership sees it now."
    return _act(request, found, form, actions.withdraw_engagement, done, may=may)


@login_required
@shown_or_sent
def remove_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Delete a record that was never published."""
    found = visible_engagement(request, engagement_id)
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
        **read_engagement(request, found),
        "form": form,
        "may": may,
        "is_stale": status == STALE,
    }
    return render(request, f"targets/{act.__name__}.html", context, status=status)
