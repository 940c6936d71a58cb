"""The release calendar, for everybody: a page, and a file that calendar programs subscribe to."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators import reading
from indicators.icalendar import Event, calendar_file
from indicators.models import Indicator
from indicators.printing import day


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What is expected when, what came, and how often each indicator comes."""
    found = reading.releases(timezone.localdate())
    context = {
        "coming": [one for one in found if one.state in {"expected", "late"}],
        "past": [one for one in reversed(found) if one.state in {"released", "cancelled"}],
        "indicators": Indicator.objects.exclude(frequency="not settled"),
    }
    return render(request, "indicators/explore/calendar.html", context)


@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The releases that are to come."""
    coming = [one for one in reading.releases(timezone.localdate()) if one.state == "expected"]
    events = [_event(request, one) for one in coming]
    file = calendar_file("LAA indicator releases", events, timezone.now().astimezone(UTC))
    headers = {"Content-Disposition": 'attachment; filename="releases.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def _event(request: HttpRequest, release: reading.Release) -> Event:
    invented = "Invented for demonstration. " if release.is_invented else ""
    return Event(
        uid=f"release-{release.id}@{request.get_host()}",
        day=release.expected_on,
        summary=f"{release.measure} for {release.period.label}",
        description=f"{invented}{release.measure.title}, expected by {day(release.expected_on)}.",
        url=request.build_absolute_uri(
            reverse("indicators:indicator", args=[release.indicator.slug])
        ),
    )
