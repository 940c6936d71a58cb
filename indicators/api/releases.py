"""The release calendar, as the API gives it."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework import serializers

from indicators import reading
from indicators.models import Expectation
from laa_portal.foundation.api import Parameter, day
from laa_portal.foundation.api.fields import LinkField, RecordSerializer
from laa_portal.foundation.api.resources import OPEN, Resource

from .catalogue import INDICATOR
from .figure_records import FigureMeasureSerializer, PeriodSerializer

STATES = ("expected", "late", "released", "cancelled")


class ReleaseLinksSerializer(RecordSerializer):
    """Where a release and what it is of are found."""

    self = LinkField("api-releases-detail", attrgetter("id"))
    indicator = LinkField("api-indicators-detail", attrgetter("indicator.slug"))


class ReleaseSerializer(RecordSerializer):
    """The figures of one measure for one period, and when they are expected."""

    id = serializers.IntegerField()
    indicator = serializers.CharField(source="indicator.code")
    measure = FigureMeasureSerializer()
    period = PeriodSerializer()
    expected_on = serializers.DateField(help_text="The last day on which it is on time.")
    released_on = serializers.DateField(
        allow_null=True, help_text="The day from which everybody could see those of all areas."
    )
    state = serializers.ChoiceField(choices=STATES)
    days_late = serializers.IntegerField(help_text="By how many it came, or is, too late.")
    areas_expected = serializers.IntegerField(source="expected")
    areas_received = serializers.IntegerField(source="received")
    synthetic = serializers.BooleanField(
        source="is_invented", help_text="Whether it is made up for demonstration."
    )
    links = ReleaseLinksSerializer(source="*")


class ReleaseFilter(filters.FilterSet):
    indicator = Parameter(
        INDICATOR,
        field_name="provision__measure__indicator",
        is_repeatable=True,
        help_text="NI 16, NI16 or ni-16.",
    )
    due_from = Parameter(
        day(), field_name="due_on__gte", help_text="Due from a provider on this day or later."
    )
    due_to = Parameter(
        day(), field_name="due_on__lte", help_text="Due from a provider on this day or earlier."
    )


class Releases(Resource):
    """When which figures are expected, and whether those of the past came on their day."""

    noun, plural = "release", "releases"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": ()}
    page_key = ("due_on", "id")
    serializer_class = ReleaseSerializer
    filterset_class = ReleaseFilter
    lookup_field = "pk"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[1-9][0-9]{0,8}"
    key_schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}

    def get_queryset(self) -> QuerySet[Expectation]:
        return reading.release_keys()

    def shown(self, records: Iterable[Any]) -> list[reading.Release]:
        return reading.releases_of(records, timezone.localdate())
