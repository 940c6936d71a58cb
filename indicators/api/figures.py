"""Figures: values with their intervals, for one measure, area and period each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.models import Figure, Measure, Status
from indicators.periods import Period, PeriodKind
from indicators.queries import FigureRow, released
from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.fields import (
    ChoiceField,
    ExactField,
    LastDayField,
    LinkField,
    MomentField,
    RecordSerializer,
    SharedSerializer,
    TextField,
)
from laa_portal.foundation.api.filtering import NoFilters
from laa_portal.foundation.api.resources import Read, Resource
from partnerships.api import AreaSummarySerializer, NamedOrganisationSerializer
from partnerships.models import Area, Scope

from .catalogue import POLARITIES
from .figure_filters import AS_KNOWN, AS_OF, FigureFilter, as_known, read_period
from .revisions import RevisionsSerializer, revisions_of

FIGURE_KEY = re.compile(
    r"(?P<measure>[a-z]{2}-[0-9]{1,3}[a-z]{0,4})\.(?P<area>[A-Z0-9]{1,9})\."
    r"(?P<period>[0-9]{4}(_[0-9]{2}(-Q[1-4])?|-[0-9]{2})?)"
)
"""A figure's id: `ni-16.E10000016.2008_09`. It stays when figures are worked out again."""

AROUND_A_FIGURE = ("measure__indicator", "area", "definition", "data_return__organisation")
"""Fetched once each, not joined: a thousand figures share a few of them."""

SDMX_STATUS = {
    Status.FINAL: "A",
    Status.PROVISIONAL: "P",
    Status.MISSING: "O",
    Status.SUPPRESSED: "Q",
    Status.NOT_APPLICABLE: "M",
    Status.NOT_PUBLISHED: "O",
}
"""CL_OBS_STATUS: normal, provisional, missing, suppressed, and missing as it cannot exist."""


class FigureIndicatorSerializer(SharedSerializer):
    """What a reader must know of the indicator to read the value right."""

    code = serializers.CharField(source="indicator.code")
    name = serializers.CharField(source="indicator.title")
    definition_version = serializers.CharField(source="definition.version")
    polarity = ChoiceField(POLARITIES, source="measure.polarity")
    unit = serializers.CharField(source="measure.unit")
    decimals = serializers.IntegerField(
        source="measure.decimals", help_text="How many are shown on pages."
    )

    def key(self, row: FigureRow) -> object:
        return row.figure.measure_id, row.figure.definition_id


class FigureMeasureSerializer(SharedSerializer):
    """What exactly was computed."""

    code = serializers.CharField()
    title = serializers.CharField()


class PeriodSerializer(SharedSerializer):
    """When it was measured."""

    code = serializers.CharField()
    type = serializers.ChoiceField(source="kind", choices=[kind.value for kind in PeriodKind])
    sort = serializers.IntegerField(help_text="Puts periods in order.")

    def get_fields(self) -> dict[str, Any]:
        """Add the first and the last day, whose names are words of Python."""
        return super().get_fields() | {
            "from": serializers.DateField(source="start"),
            "to": LastDayField(source="end", help_text="The last day of the period."),
        }

    def key(self, period: Period) -> object:
        return period


class LimitsSerializer(RecordSerializer):
    """The 99.8% limits that tell chance from change."""

    lower = ExactField(source="shown.lower_998")
    upper = ExactField(source="shown.upper_998")

    def to_representation(self, row: FigureRow) -> Any:
        return None if row.shown.lower_998 is None else super().to_representation(row)


class IntervalSerializer(RecordSerializer):
    """The confidence interval of a value."""

    level = serializers.SerializerMethodField()
    method = serializers.CharField(source="figure.method")
    lower = ExactField(source="shown.lower")
    upper = ExactField(source="shown.upper")

    def get_level(self, row: FigureRow) -> str:
        return "0.95"

    def to_representation(self, row: FigureRow) -> Any:
        return None if row.shown.lower is None else super().to_representation(row)


class FigureSourceSerializer(SharedSerializer):
    """The newest return that a figure rests on."""

    organisation = NamedOrganisationSerializer()
    data_return = serializers.IntegerField(source="pk", help_text="The return's number.")


class FigureLinksSerializer(RecordSerializer):
    """Where a figure and what it is about are found."""

    self = LinkField("api-figures-detail", lambda row: figure_key(row.figure))
    history = LinkField("api-figures-history", lambda row: figure_key(row.figure))
    page = LinkField("indicators:figure", attrgetter("indicator.slug"), attrgetter("area.gss_code"))
    indicator = LinkField("api-indicators-detail", attrgetter("indicator.slug"))
    area = LinkField("api-areas-detail", attrgetter("area.gss_code"))


class FigureSerializer(RecordSerializer):
    """A value with all that is needed to read it: nothing essential is said only elsewhere."""

    id = serializers.SerializerMethodField(help_text="Stays when figures are worked out again.")
    indicator = FigureIndicatorSerializer(source="*")
    measure = FigureMeasureSerializer()
    area = AreaSummarySerializer()
    period = PeriodSerializer()
    value = ExactField(
        source="shown.value", allow_null=True, help_text="Unrounded; null where there is none."
    )
    numerator = ExactField(source="shown.numerator", allow_null=True)
    denominator = ExactField(source="shown.denominator", allow_null=True)
    expected = ExactField(
        source="shown.expected", allow_null=True, help_text="What a ratio is set against."
    )
    group_2_numerator = ExactField(source="shown.group_2_numerator", allow_null=True)
    group_2_denominator = ExactField(source="shown.group_2_denominator", allow_null=True)
    ci = IntervalSerializer(source="*", allow_null=True)
    limits_998 = LimitsSerializer(source="*", allow_null=True)
    status = serializers.ChoiceField(source="shown.status", choices=Status.values)
    status_code = ChoiceField(
        SDMX_STATUS, source="shown.status", help_text="In SDMX's list CL_OBS_STATUS."
    )
    reason = TextField(source="shown.reason", help_text="Why there is no value.")
    summed_from = TextField(
        source="figure.summed_from", help_text="The level of its parts; null: it was reported so."
    )
    part_count = serializers.IntegerField(
        source="figure.part_count", help_text="How many observations it rests on."
    )
    source = FigureSourceSerializer(source="figure.data_return")  # type: ignore[assignment]
    computed_at = MomentField(source="figure.computed_at")
    vintage = MomentField(
        source="figure.vintage", help_text="When the newest of what it rests on was recorded."
    )
    synthetic = serializers.BooleanField(
        source="area.is_invented", help_text="Whether it is made up for demonstration."
    )
    links = FigureLinksSerializer(source="*")

    def get_id(self, row: FigureRow) -> str:
        return figure_key(row.figure)


def figure_key(figure: Figure) -> str:
    """Return a figure's id in the API."""
    measure = figure.measure.code.lower().replace(" ", "-")
    period = figure.period.code.replace("/", "_").replace(" ", "-")
    return f"{measure}.{figure.area.gss_code}.{period}"


@dataclass(frozen=True, slots=True)
class FigureId:
    """What a figure's id in the API names."""

    measure: Measure
    area: Area
    period: Period


def read_key(key: str) -> FigureId:
    """Return what a figure's id names. Raises Http404 where it names nothing."""
    match = FIGURE_KEY.fullmatch(key)
    period = match and read_period(match["period"].replace("_", "/").replace("-Q", " Q"))
    if not match or not period:
        raise Http404
    return FigureId(
        get_object_or_404(Measure, code__iexact=match["measure"].replace("-", " ")),
        get_object_or_404(Area, gss_code=match["area"]),
        period,
    )


class OneFigureFilter(filters.FilterSet):
    as_of = Parameter(AS_OF, method="at_moment", help_text=AS_KNOWN)

    def at_moment(self, figures: Any, name: str, moment: datetime) -> Any:
        named = read_key(self.request.parser_context["kwargs"]["id"])
        return as_known(figures, named.measure, [named.area.pk], self.request.user, moment)


class Figures(Resource):
    """Every figure its reader may see, by measure, area and period."""

    noun, plural = "figure", "figures"
    required_scopes = {"GET": (Scope.VALUES_READ,)}
    page_key = ("measure_id", "area_id", "period_kind", "period_start")
    serializer_class = FigureSerializer
    filterset_class = FigureFilter
    detail_filterset_class = OneFigureFilter
    lookup_url_kwarg = "id"
    lookup_value_regex = "[-A-Za-z0-9_.]{1,60}"
    key_schema = {
        "type": "string",
        "pattern": f"^{re.sub('[?]P<[a-z]+>', '', FIGURE_KEY.pattern)}$",
        "example": "ni-16.E10000016.2008_09",
    }

    reads = {
        "history": Read(
            "list_revisions_of",
            "List the revisions of a figure",
            "Every revision of the rows it rests on.",
        )
    }

    def get_queryset(self) -> QuerySet[Figure]:
        figures = Figure.objects.visible_to(self.request.user)
        return figures.prefetch_related(*AROUND_A_FIGURE)

    def get_object(self) -> Figure:
        named = read_key(self.kwargs["id"])
        figures: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(
            figures,
            measure=named.measure,
            area=named.area,
            period_kind=named.period.kind,
            period_start=named.period.start,
        )

    def get_serializer_class(self) -> Any:
        return RevisionsSerializer if self.action == "history" else FigureSerializer

    @action(detail=True, methods=["get"], detail_filterset_class=NoFilters)
    def history(self, request: Request, **kwargs: Any) -> Response:
        """Tell all that was ever said of what a figure rests on, the newest first."""
        (row,) = self.shown([self.get_object()])
        told = {"id": figure_key(row.figure), **revisions_of(row, request.user)}
        return Response(self.get_serializer(told).data)

    def shown(self, records: Iterable[Figure]) -> list[FigureRow]:
        return released(records, self.request.user)
