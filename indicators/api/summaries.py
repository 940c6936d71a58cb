"""Summaries: what each series comes to, and how each number of it came about."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.models import Cause, Marker, PointType, SeriesSummary
from indicators.reading import explain
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.resources import OPEN, Read
from partnerships.models import Scope

from .editions import Counted
from .explanations import ExplanationsSerializer
from .figure_filters import SeriesFilter
from .summary_records import SummarySerializer, summary_key

SUMMARY_KEY = re.compile(r"(?P<measure>[a-z]{2}-[0-9]{1,3}[a-z]{0,4})\.(?P<area>[A-Z0-9]{1,9})")
"""A summary's id: `ni-16.E10000016`. It stays when summaries are worked out again."""

AROUND_A_SUMMARY = ("measure__indicator", "area", "group")
"""Fetched once each, not joined: a thousand summaries share a few of them."""

GRADES = [
    f"{size}{word}"
    for word in ("better", "worse", "above", "below")
    for size in ("slightly ", "", "far ")
]


class SummaryFilter(SeriesFilter):
    trend = Parameter(
        choice(Marker.choices),
        field_name="trend",
        is_repeatable=True,
        help_text="Which way the series goes.",
    )
    point_type = Parameter(
        choice(PointType.choices),
        field_name="point_type",
        is_repeatable=True,
        help_text="What the control chart says of the newest figure.",
    )
    cause = Parameter(
        choice(Cause.choices),
        field_name="cause",
        is_repeatable=True,
        help_text="By which rule of the control chart the newest figure is special.",
    )
    grade = Parameter(
        choice([(grade, grade.capitalize()) for grade in ("in line", *GRADES)]),
        field_name="grade",
        is_repeatable=True,
        help_text="How it compares with its peers.",
    )


class Summaries(Counted):
    """What each series comes to: newest figure, trend, control chart, peers and projection."""

    noun, plural = "summary", "summaries"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": (Scope.VALUES_READ,)}
    page_key = ("measure_id", "area_id")
    serializer_class = SummarySerializer
    filterset_class = SummaryFilter
    lookup_url_kwarg = "id"
    lookup_value_regex = "[-A-Za-z0-9_.]{1,60}"
    key_schema = {
        "type": "string",
        "pattern": f"^{re.sub('[?]P<[a-z]+>', '', SUMMARY_KEY.pattern)}$",
        "example": "ni-16.E10000016",
    }
    reads = {
        "explain": Read("explain", "Explain a summary", "How each part of the summary came about.")
    }

    def get_queryset(self) -> QuerySet[SeriesSummary]:
        visible = SeriesSummary.objects.visible_to(self.request.user)
        return visible.prefetch_related(*AROUND_A_SUMMARY)

    def get_object(self) -> SeriesSummary:
        visible: Any = self.filter_queryset(self.get_queryset())
        match = SUMMARY_KEY.fullmatch(self.kwargs["id"])
        if not match:
            return get_object_or_404(visible.none())
        return get_object_or_404(
            visible,
            measure__code__iexact=match["measure"].replace("-", " "),
            area__gss_code=match["area"],
        )

    def get_serializer_class(self) -> Any:
        return ExplanationsSerializer if self.action == "explain" else SummarySerializer

    @action(detail=True, methods=["get"])
    def explain(self, request: Request, **kwargs: Any) -> Response:
        """Follow each part of a summary to its formula, inputs, method, source and returns."""
        summary = self.get_object()
        explained = {"id": summary_key(summary), "parts": explain(summary, request.user)}
        return Response(self.get_serializer(explained).data)

    def shown(self, records: Iterable[SeriesSummary]) -> list[SeriesSummary]:
        return list(records)
