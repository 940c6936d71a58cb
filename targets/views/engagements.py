"""How a CDRP consulted: year by year, each record, and what the public reads of it."""

from functools import partial
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.periods import financial_year_start
from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.models import Partnership
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.consulting import requirements
from targets.contents import YEARS, year_label
from targets.forms import engagements as forms
from targets.models import Engagement, Priority

from .acts import carry_out
from .assessments import cdrp_with_code


def visible_engagement(request: SignedInRequest, engagement_id: int) -> Engagement:
    """Return a record that the reader may see, or answer 404."""
    visible = Engagement.objects.visible_to(request.user).select_related(
        "partnership", "added_by", "published_by", "withdrawn_by"
    )
    return get_object_or_404(visible, pk=engagement_id)


@require_safe
def you_told_us(request: HttpRequest, code: str) -> HttpResponse:
    """What the people of an area said and what changed: what is published, for everybody."""
    partnership = cdrp_with_code(code)
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
    partnership = cdrp_with_code(code)
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
    """Return the year asked for, or else the last with a record, or the one that is checked."""
    asked = request.GET.get("year", "")
    if asked in map(str, YEARS):
        return int(asked)
    visible = Engagement.objects.visible_to(request.user).filter(partnership=partnership)
    if last := visible.aggregate(last=Max("began_on"))["last"]:
        return min(max(financial_year_start(last).year, YEARS[0]), YEARS[-1])
    return queries.checked_year([partnership], timezone.localdate())


@login_required
@shown_or_sent
def add_engagement(request: SignedInRequest, code: str) -> HttpResponse:
    """Say what it was and when, then go on with the next step."""
    partnership = cdrp_with_code(code)
    return carry_out(
        request,
        forms.WhatForm(sent(request)),
        partial(actions.add_engagement, partnership=partnership),
        template="add_engagement",
        done="It is on record. Say more of it, a step at a time.",
        context={
            "partnership": partnership,
            "may": policies.may_add_engagement(request.user, partnership),
        },
        leads_to=lambda made: reverse("targets:describe-engagement", args=[made.pk, "who"]),
    )


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
    may = policies.may_publish_engagement(request.user, found)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.publish_engagement, engagement_id=found.pk),
        template="publish_engagement",
        done="It is published. Everybody can read it.",
        context={**read_engagement(request, found), "may": may},
        record=found,
    )


@login_required
@shown_or_sent
def correct_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Set right what everybody reads."""
    found = visible_engagement(request, engagement_id)
    may = policies.may_correct_engagement(request.user, found)
    return carry_out(
        request,
        forms.CorrectEngagementForm(sent(request), engagement=found),
        partial(actions.correct_engagement, engagement_id=found.pk),
        template="correct_engagement",
        done="The correction is published.",
        context={**read_engagement(request, found), "may": may},
        record=found,
    )


@login_required
@shown_or_sent
def withdraw_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Take it off the public page."""
    found = visible_engagement(request, engagement_id)
    may = policies.may_withdraw_engagement(request.user, found)
    return carry_out(
        request,
        forms.WithdrawEngagementForm(sent(request), initial={"version": found.version}),
        partial(actions.withdraw_engagement, engagement_id=found.pk),
        template="withdraw_engagement",
        done="It is withdrawn. Only your partnership sees it now.",
        context={**read_engagement(request, found), "may": may},
        record=found,
    )


@login_required
@shown_or_sent
def remove_engagement(request: SignedInRequest, engagement_id: int) -> HttpResponse:
    """Delete a record that was never published."""
    found = visible_engagement(request, engagement_id)
    may = policies.may_remove_engagement(request.user, found)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.remove_engagement, engagement_id=found.pk),
        template="remove_engagement",
        done=f"“{found.title}” is removed.",
        context={**read_engagement(request, found), "may": may},
        record=found,
        leads_to=lambda cdrp: reverse("targets:engagements", args=[cdrp.code]),
    )
