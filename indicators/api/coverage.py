"""Why a list of figures is empty: not yet, hidden, or never.

It is told from what its reader may see and from the release calendar, which is everybody's. Of
figures that are not for them it says what it would say if there were none.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from rest_framework.request import Request

from indicators import policies
from indicators.models import Figure, Status
from indicators.periods import Period
from indicators.reading import Release, release_keys, releases_of

from .figure_filters import FigureFilter

MOST = 20
"""Releases that are named."""

REASONS = {
    "not_published_until": "Its release is expected on the day “until”.",
    "suppressed": "There are figures, and their values are withheld, to protect small counts.",
    "no_such_combination": "No figures of this kind are collected for these areas and periods.",
}

COVERAGE_SCHEMA = {
    "type": "array",
    "description": "Of an empty list: why it is empty. "
    + " ".join(f"{name}: {meaning}" for name, meaning in REASONS.items()),
    "items": {
        "type": "object",
        "required": ["reason", "detail"],
        "additionalProperties": False,
        "properties": {
            "reason": {"type": "string", "enum": list(REASONS)},
            "detail": {"type": "string"},
            "measure": {"type": "string"},
            "period": {"type": "string"},
            "until": {"type": "string", "format": "date"},
        },
    },
}

OF_VALUES = ("status", "method", "cursor")
"""Parameters that choose by what is known of a value, and not by what it is of."""


def why_none(request: Request) -> list[dict[str, Any]]:
    """Return why there are no figures of what was asked for."""
    found = [*_to_come(request)]
    if _has_suppressed(request):
        found.append(_told("suppressed"))
    return found or [_told("no_such_combination")]


def _told(reason: str, **more: Any) -> dict[str, Any]:
    return {"reason": reason, "detail": REASONS[reason], **more}


def _asked(request: Request, *, without: tuple[str, ...] = ()) -> FigureFilter:
    """Return what was asked, without some parameters."""
    query = request.query_params.copy()
    for name in without:
        query.pop(name, None)
    return FigureFilter(query, Figure.objects.visible_to(request.user), request=request)


def _has_suppressed(request: Request) -> bool:
    """Whether there would be figures, were it not for what may be known of their values."""
    others = _asked(request, without=OF_VALUES).qs
    hidden = policies.suppressed_for(request.user) | Q(status=Status.SUPPRESSED)
    return bool(others.filter(hidden).exists())


def _to_come(request: Request) -> Iterator[dict[str, Any]]:
    """Yield the releases of the periods asked for of which nothing is published yet."""
    for release in _releases(request):
        published = Figure.objects.visible_to(request.user).filter(
            measure=release.measure,
            period_kind=release.period.kind,
            period_start=release.period.start,
        )
        if not published.exists():
            yield _told(
                "not_published_until",
                measure=release.measure.code,
                period=release.period.code,
                until=release.expected_on,
            )


def _releases(request: Request) -> list[Release]:
    asked = _asked(request).form
    if not asked.is_valid():
        return []
    given = asked.cleaned_data
    periods = Q(pk__in=())
    for period in given.get("period", ()):
        if isinstance(period, Period):
            periods |= Q(period_kind=period.kind, period_start=period.start)
    keys = release_keys().filter(periods)
    if "indicator" in given:
        keys = keys.filter(provision__measure__indicator__in=given["indicator"])
    if "measure" in given:
        keys = keys.filter(provision__measure__in=given["measure"])
    return releases_of(keys[:MOST], timezone.localdate())
