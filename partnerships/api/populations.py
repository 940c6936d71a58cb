"""How many people live where: the mid-year estimates that rates are worked out with."""

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import serializers

from laa_portal.foundation.api import Kind, Parameter
from laa_portal.foundation.api.fields import LinkField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import OPEN, Resource
from partnerships.models import Population

from .areas import AREA, LEVEL, NamedAreaSerializer, kinds_at

POPULATION_KEY = re.compile(
    r"(?P<area>[A-Z0-9]{1,9})\.(?P<year>(19|20)[0-9]{2})\.(?P<band>[-+0-9a-z]{1,10})"
)
"""A population's id: `E10000016.2008.all`."""


def _years(texts: Sequence[str]) -> Mapping[str, int]:
    return {text: int(text) for text in texts if re.fullmatch("(19|20)[0-9]{2}", text)}


def _bands(texts: Sequence[str]) -> Mapping[str, str]:
    return {text: text for text in texts if re.fullmatch("[-+0-9a-z]{1,10}", text)}


YEAR = Kind(
    read=_years,
    refusal="is not a year as in 2008.",
    schema={"type": "string", "pattern": "^(19|20)[0-9]{2}$"},
)
BAND = Kind(
    read=_bands,
    refusal="is not an age band, as in all or 10-17.",
    schema={"type": "string", "pattern": "^[-+0-9a-z]{1,10}$"},
)


def population_key(population: Population) -> str:
    """Return a population's id in the API."""
    return f"{population.area.gss_code}.{population.year}.{population.age_band}"


class PopulationLinksSerializer(RecordSerializer):
    """Where a population and its area are found."""

    self = LinkField("api-populations-detail", population_key)
    area = LinkField("api-areas-detail", attrgetter("area.gss_code"))


class PopulationSerializer(RecordSerializer):
    """The residents of an area at the middle of a year, as estimated."""

    id = serializers.SerializerMethodField()
    area = NamedAreaSerializer()
    year = serializers.IntegerField(help_text="Of 30 June.")
    age_band = serializers.CharField(help_text="Whom it counts; all: everybody.")
    count = serializers.IntegerField()
    source = TextField()  # type: ignore[assignment]
    links = PopulationLinksSerializer(source="*")

    def get_id(self, population: Population) -> str:
        return population_key(population)


class PopulationFilter(filters.FilterSet):
    area = Parameter(
        AREA, field_name="area", is_repeatable=True, help_text="GSS code or 2008 ONS code."
    )
    level = Parameter(
        LEVEL, method="at_levels", is_repeatable=True, help_text="Where the area counts."
    )
    year = Parameter(YEAR, field_name="year", is_repeatable=True, help_text="As in 2008.")
    age_band = Parameter(
        BAND, field_name="age_band", is_repeatable=True, help_text="all, or as in 10-17."
    )

    def at_levels(self, populations: Any, name: str, levels: list[str]) -> Any:
        return populations.filter(area__kind__in=kinds_at(levels))


class Populations(Resource):
    """Mid-year estimates of residents, by area, year and age band."""

    noun, plural = "population", "populations"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": ()}
    page_key = ("area_id", "year", "age_band")
    serializer_class = PopulationSerializer
    filterset_class = PopulationFilter
    lookup_url_kwarg = "id"
    lookup_value_regex = "[-+A-Za-z0-9_.]{1,40}"
    key_schema = {
        "type": "string",
        "pattern": f"^{re.sub('[?]P<[a-z]+>', '', POPULATION_KEY.pattern)}$",
        "example": "E10000016.2008.all",
    }

    def get_queryset(self) -> QuerySet[Population]:
        return Population.objects.prefetch_related("area")

    def get_object(self) -> Population:
        named = POPULATION_KEY.fullmatch(self.kwargs["id"])
        if not named:
            raise Http404
        return get_object_or_404(
            self.filter_queryset(self.get_queryset()),
            area__gss_code=named["area"],
            year=named["year"],
            age_band=named["band"],
        )
