"""Organisations, and the duties that bind each."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import Parameter, choice, code, day, text
from laa_portal.foundation.api.fields import (
    LastDayField,
    LinkField,
    RecordSerializer,
    SharedSerializer,
    TextField,
)
from laa_portal.foundation.api.parameters import read_day
from laa_portal.foundation.api.resources import OPEN, Resource
from partnerships import standing
from partnerships.models import LAA_DAY, Organisation, OrganisationKind

from .areas import AREA, NamedAreaSerializer

SLUG = "[-A-Za-z0-9_]{1,40}"


def organisations_by_code(texts: Sequence[str]) -> dict[str, int]:
    """Return the ids of organisations by their codes."""
    return dict(Organisation.objects.filter(code__in=texts).values_list("code", "pk"))


ORGANISATION = code(
    organisations_by_code, pattern=SLUG, refusal="is not the code of an organisation."
)


class DutySerializer(RecordSerializer):
    """What the law asks of a body."""

    name = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="The law that says so."
    )


class StandingSerializer(RecordSerializer):
    """Which duties bind a body on a day; derived from its kind."""

    on = serializers.SerializerMethodField(help_text="The day of which the rest is said.")
    responsible_authority = serializers.SerializerMethodField(
        help_text="A statutory member of a CDRP (Crime and Disorder Act 1998 s.5)."
    )
    responsible_local_authority = serializers.SerializerMethodField(
        help_text="It submits the local area agreement (2007 Act s.103)."
    )
    partner_authority = serializers.SerializerMethodField(
        help_text="It must co-operate in settling targets (2007 Act s.104)."
    )
    best_value_authority = serializers.SerializerMethodField(
        help_text="It must involve local people (Local Government Act 1999)."
    )
    duties = serializers.SerializerMethodField()

    def get_on(self, organisation: Organisation) -> date:
        return self.context["on"]

    def get_responsible_authority(self, organisation: Organisation) -> bool:
        return standing.is_responsible_authority(organisation.kind, self.context["on"])

    def get_responsible_local_authority(self, organisation: Organisation) -> bool:
        return standing.is_responsible_local_authority(organisation.kind, self.context["on"])

    def get_partner_authority(self, organisation: Organisation) -> bool:
        return standing.is_partner_authority(organisation.kind, self.context["on"])

    def get_best_value_authority(self, organisation: Organisation) -> bool:
        return standing.is_best_value_authority(organisation.kind, self.context["on"])

    @extend_schema_field(DutySerializer(many=True))
    def get_duties(self, organisation: Organisation) -> Any:
        duties: Any = standing.duties(organisation.kind, self.context["on"])
        return DutySerializer(duties, many=True).data


class NamedOrganisationSerializer(SharedSerializer):
    """An organisation in passing."""

    code = serializers.CharField()
    name = serializers.CharField()


class OrganisationLinksSerializer(RecordSerializer):
    """Where an organisation is found."""

    self = LinkField("api-organisations-detail", attrgetter("code"))


class OrganisationSerializer(NamedOrganisationSerializer):
    """A public body or other partner."""

    kind = serializers.ChoiceField(choices=OrganisationKind.values)
    areas = NamedAreaSerializer(
        many=True, help_text="The areas it answers for; none: the whole country."
    )
    valid_from = serializers.DateField(source="starts_on", allow_null=True)
    valid_to = LastDayField(source="ends_on", allow_null=True)
    synthetic = serializers.BooleanField(source="is_invented")
    standing = StandingSerializer(source="*")
    source = TextField()  # type: ignore[assignment]
    links = OrganisationLinksSerializer(source="*")


class StandingFilter(filters.FilterSet):
    """Of one organisation: the day of which its standing is said."""

    on = Parameter(
        day(),
        method="unchanged",
        help_text=f"The day of which “standing” is said; without it, {LAA_DAY}.",
    )

    def unchanged(self, organisations: Any, name: str, on: date) -> Any:
        return organisations


class OrganisationFilter(filters.FilterSet):
    kind = Parameter(
        choice(OrganisationKind.choices),
        field_name="kind",
        is_repeatable=True,
        help_text="What kind of body it is.",
    )
    area = Parameter(
        AREA,
        method="of_areas",
        is_repeatable=True,
        help_text="Bodies that answer for this area: its GSS code or 2008 ONS code.",
    )
    on = Parameter(
        day(),
        method="existing_on",
        help_text="Bodies that existed on this day, with the standing they had then.",
    )
    q = Parameter(text(), field_name="name__icontains", help_text="A part of the name.")

    def of_areas(self, organisations: Any, name: str, areas: list[int]) -> Any:
        answering = Organisation.areas.through.objects.filter(area_id__in=areas)
        return organisations.filter(pk__in=answering.values("organisation_id"))

    def existing_on(self, organisations: Any, name: str, on: date) -> Any:
        return organisations.on(on)


class Organisations(Resource):
    """Councils, forces and other bodies, and which duties bind them."""

    noun, plural = "organisation", "organisations"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": ()}
    page_key = ("code",)
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    detail_filterset_class = StandingFilter
    lookup_field = "code"
    lookup_value_regex = SLUG
    key_schema = {"type": "string", "pattern": f"^{SLUG}$", "example": "home-office"}

    def get_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.prefetch_related("areas")

    def get_serializer_context(self) -> dict[str, Any]:
        on = read_day(self.request.query_params.get("on", "")) if self.request else None
        return super().get_serializer_context() | {"on": on or LAA_DAY}
