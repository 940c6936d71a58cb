"""Areas under both their codes, and which lie in which."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import serializers

from laa_portal.foundation.api import Parameter, choice, code, day, text
from laa_portal.foundation.api.fields import (
    LastDayField,
    LinkField,
    RecordSerializer,
    SharedSerializer,
    TextField,
)
from laa_portal.foundation.api.resources import OPEN, Resource
from partnerships.models import KINDS_AT, LEVEL_LABELS, Area, AreaKind, AreaPart, Level

AREA_CODE = "[A-Za-z0-9]{2,9}"


def areas_by_code(texts: Sequence[str]) -> dict[str, int]:
    """Return the ids of areas by the GSS or 2008 ONS codes that name them."""
    codes = [text.upper() for text in texts]
    named = Area.objects.filter(Q(gss_code__in=codes) | Q(ons_code__in=codes))
    ids = {
        found: pk for pk, *both in named.values_list("pk", "gss_code", "ons_code") for found in both
    }
    return {text: ids[text.upper()] for text in texts if text.upper() in ids}


AREA = code(
    areas_by_code,
    pattern=AREA_CODE,
    refusal="is not the GSS code or the 2008 ONS code of an area.",
)
LEVEL = choice([(level.value, LEVEL_LABELS[level]) for level in Level])


def kinds_at(levels: Sequence[str]) -> set[str]:
    """Return the kinds of area that count at any of these levels."""
    return {kind for level in levels for kind in KINDS_AT[Level(level)]}


class NamedAreaSerializer(SharedSerializer):
    """An area in passing."""

    code = serializers.CharField(source="gss_code", help_text="GSS code.")
    ons_2008_code = TextField(source="ons_code", help_text="The code that was used in 2008.")
    name = serializers.CharField()
    type = serializers.ChoiceField(
        source="kind", choices=AreaKind.values, help_text="What it is in law."
    )


class AreaSummarySerializer(NamedAreaSerializer):
    """The area of a figure."""

    scheme = serializers.SerializerMethodField(help_text="Of the code: always gss.")
    levels = serializers.ListField(
        child=serializers.ChoiceField(choices=[level.value for level in Level]),
        help_text="Where it counts: a unitary authority is both an LAA area and a district.",
    )
    valid_from = serializers.DateField(
        source="starts_on", allow_null=True, help_text="Null: before anything here."
    )
    valid_to = LastDayField(
        source="ends_on", allow_null=True, help_text="Its last day; null: it is there today."
    )
    synthetic = serializers.BooleanField(
        source="is_invented", help_text="Whether it is made up for demonstration."
    )

    def get_scheme(self, area: Area) -> str:
        return "gss"


class ContainingAreaSerializer(RecordSerializer):
    """An area that another lies in wholly, and when."""

    area = NamedAreaSerializer(source="whole")
    valid_from = serializers.DateField(source="starts_on", allow_null=True)
    valid_to = LastDayField(source="ends_on", allow_null=True)


class AreaLinksSerializer(RecordSerializer):
    """Where an area is found."""

    self = LinkField("api-areas-detail", attrgetter("gss_code"))


class AreaSerializer(AreaSummarySerializer):
    """An area, the areas it lies in, and those before and after it."""

    within = ContainingAreaSerializer(source="exact_wholes", many=True)
    predecessors = NamedAreaSerializer(many=True)
    successors = NamedAreaSerializer(many=True)
    source = TextField()  # type: ignore[assignment]
    links = AreaLinksSerializer(source="*")


def with_surroundings(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Fetch with areas what each lies in wholly, and what was there before and after it."""
    exact: Any = AreaPart.objects.filter(is_exact=True).select_related("whole")
    wholes: Any = Prefetch(
        "wholes", exact.order_by("whole__gss_code", "starts_on"), to_attr="exact_wholes"
    )
    return areas.prefetch_related(wholes, "predecessors", "successors")


class AreaFilter(filters.FilterSet):
    code = Parameter(
        AREA, field_name="pk", is_repeatable=True, help_text="GSS code or 2008 ONS code."
    )
    level = Parameter(
        LEVEL, method="at_levels", is_repeatable=True, help_text="Where the area counts."
    )
    kind = Parameter(
        choice(AreaKind.choices),
        field_name="kind",
        is_repeatable=True,
        help_text="What the area is in law.",
    )
    within = Parameter(
        AREA,
        method="inside",
        is_repeatable=True,
        help_text="Areas that lie wholly in this one, at any time: a region, a county, England.",
    )
    on = Parameter(day(), method="existing_on", help_text="Areas that existed on this day.")
    q = Parameter(text(), field_name="name__icontains", help_text="A part of the name.")

    def at_levels(self, areas: Any, name: str, levels: list[str]) -> Any:
        return areas.filter(kind__in=kinds_at(levels))

    def inside(self, areas: Any, name: str, wholes: list[int]) -> Any:
        return areas.filter(pk__in=Area.objects.ids_within(wholes) - set(wholes))

    def existing_on(self, areas: Any, name: str, on: date) -> Any:
        return areas.on(on)


class Areas(Resource):
    """Places of England under the codes of today and of 2008, and which lie in which."""

    noun, plural = "area", "areas"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": ()}
    page_key = ("gss_code",)
    serializer_class = AreaSerializer
    filterset_class = AreaFilter
    lookup_url_kwarg = "code"
    lookup_value_regex = AREA_CODE
    key_schema = {"type": "string", "pattern": f"^{AREA_CODE}$", "example": "E10000016"}

    def get_queryset(self) -> QuerySet[Area]:
        return with_surroundings(Area.objects.all())

    def get_object(self) -> Area:
        areas: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(areas.with_code(self.kwargs["code"].upper()))
