"""Partnerships, and who sits on them."""

from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.fields import LastDayField, LinkField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import OPEN, Resource
from partnerships.models import Capacity, Partnership, PartnershipKind, Seat

from .areas import AREA, NamedAreaSerializer
from .organisations import ORGANISATION, SLUG, NamedOrganisationSerializer


class SeatSerializer(RecordSerializer):
    """An organisation's place on a partnership."""

    organisation = NamedOrganisationSerializer()
    capacity = serializers.ChoiceField(choices=Capacity.values)
    senior = serializers.BooleanField(source="is_senior", help_text="Held by a senior person.")
    valid_from = serializers.DateField(source="starts_on", allow_null=True)
    valid_to = LastDayField(source="ends_on", allow_null=True)
    source = TextField()  # type: ignore[assignment]


class PartnershipLinksSerializer(RecordSerializer):
    """Where a partnership is found."""

    self = LinkField("api-partnerships-detail", attrgetter("code"))


class PartnershipSerializer(RecordSerializer):
    """Bodies that plan together for one area or several."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=PartnershipKind.values)
    areas = NamedAreaSerializer(many=True)
    seats = SeatSerializer(many=True)
    valid_from = serializers.DateField(source="starts_on", allow_null=True)
    valid_to = LastDayField(source="ends_on", allow_null=True)
    synthetic = serializers.BooleanField(source="is_invented")
    source = TextField()  # type: ignore[assignment]
    links = PartnershipLinksSerializer(source="*")


class PartnershipFilter(filters.FilterSet):
    kind = Parameter(
        choice(PartnershipKind.choices),
        field_name="kind",
        is_repeatable=True,
        help_text="What kind of partnership it is.",
    )
    area = Parameter(
        AREA,
        method="of_areas",
        is_repeatable=True,
        help_text="Partnerships for this area: its GSS code or 2008 ONS code.",
    )
    organisation = Parameter(
        ORGANISATION,
        method="with_organisations",
        is_repeatable=True,
        help_text="Partnerships on which this organisation sits, or sat: its code.",
    )

    def of_areas(self, partnerships: Any, name: str, areas: list[int]) -> Any:
        planning = Partnership.areas.through.objects.filter(area_id__in=areas)
        return partnerships.filter(pk__in=planning.values("partnership_id"))

    def with_organisations(self, partnerships: Any, name: str, organisations: list[int]) -> Any:
        seats = Seat.objects.filter(organisation_id__in=organisations)
        return partnerships.filter(pk__in=seats.values("partnership_id"))


class Partnerships(Resource):
    """Local strategic partnerships, CDRPs and county strategy groups, and who sits on them."""

    noun, plural = "partnership", "partnerships"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": ()}
    page_key = ("code",)
    serializer_class = PartnershipSerializer
    filterset_class = PartnershipFilter
    lookup_field = "code"
    lookup_value_regex = SLUG
    key_schema = {"type": "string", "pattern": f"^{SLUG}$", "example": "E22000001"}

    def get_queryset(self) -> QuerySet[Partnership]:
        seated: Any = Seat.objects.select_related("organisation")
        seats: Any = Prefetch("seats", seated.order_by("organisation__name", "pk"))
        return Partnership.objects.prefetch_related("areas", seats)
