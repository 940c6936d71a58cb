"""Indicators with their measures, definitions and frameworks."""

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import serializers

from indicators.models import (
    FrameworkMembership,
    Indicator,
    Measure,
    MeasureKind,
    Polarity,
)
from indicators.periods import PeriodKind
from laa_portal.foundation.api import Parameter, choice, code, flag, text
from laa_portal.foundation.api.fields import (
    ChoiceField,
    ExactField,
    LastDayField,
    LinkField,
    RecordSerializer,
    TextField,
)
from laa_portal.foundation.api.resources import OPEN, Resource
from partnerships.models import Level

NUMBER = "[Nn][Ii][ -]?0{0,2}[1-9][0-9]{0,2}"
"""An indicator's code as partners write it: NI 16, NI16, ni-16, NI016."""

POLARITIES = {
    Polarity.LOW: "low_is_good",
    Polarity.HIGH: "high_is_good",
    Polarity.ZERO: "zero_is_good",
    Polarity.RANGE: "in_range",
    Polarity.NONE: "none",
}


def number_of(text: str) -> int:
    """Return the number in an indicator's code."""
    return int(re.sub("[^0-9]", "", text))


def indicators_by_code(texts: Sequence[str]) -> dict[str, int]:
    """Return the ids of indicators by their codes, however they are written."""
    numbers = {text: number_of(text) for text in texts}
    found = Indicator.objects.filter(number__in=numbers.values()).values_list("number", "pk")
    ids = dict(found)
    return {text: ids[number] for text, number in numbers.items() if number in ids}


INDICATOR = code(
    indicators_by_code, pattern=NUMBER, refusal="is not the code of an indicator, as in NI 16."
)


class MembershipSerializer(RecordSerializer):
    """That an indicator is in a framework, and as what."""

    framework = serializers.ChoiceField(choices=FrameworkMembership.Framework.values)
    standing = serializers.ChoiceField(choices=FrameworkMembership.Standing.values)
    reference = TextField(help_text="As in PSA 23.")
    valid_from = serializers.DateField(source="starts_on", allow_null=True)
    valid_to = LastDayField(source="ends_on", allow_null=True)
    note = TextField()


class DefinitionSerializer(RecordSerializer):
    """A version of a measure, for periods that start within its span."""

    version = serializers.CharField()
    valid_from = serializers.DateField(source="starts_on", allow_null=True)
    valid_to = LastDayField(source="ends_on", allow_null=True)
    numerator = serializers.CharField()
    denominator = TextField()
    comparable = serializers.BooleanField(
        source="is_comparable", help_text="With the version before; if not, the series breaks."
    )
    change_note = TextField()
    definition_source = serializers.CharField()
    verified = serializers.BooleanField(help_text="Whether its source has been read.")


class PlainMeasureSerializer(RecordSerializer):
    """What exactly is computed."""

    code = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=MeasureKind.values)
    unit = serializers.CharField()
    per = serializers.IntegerField(help_text="The factor: 1000 for a rate per 1,000, 100 for %.")
    polarity = ChoiceField(POLARITIES)
    best_from = ExactField(allow_null=True)
    best_to = ExactField(allow_null=True)
    decimals = serializers.IntegerField(help_text="How many are shown on pages.")
    base = serializers.ChoiceField(choices=Measure.Base.values)
    age_band = serializers.CharField()
    levels = serializers.ListField(
        child=serializers.ChoiceField(choices=[level.value for level in Level]),
        help_text="Where it is collected, lowest first.",
    )
    period_types = serializers.ListField(
        child=serializers.ChoiceField(choices=[kind.value for kind in PeriodKind]),
        source="period_kinds",
    )
    minimum_count = serializers.IntegerField(help_text="Below it, a figure is never tested.")
    suppression_threshold = serializers.IntegerField(
        help_text="A numerator from 1 up to but not including this is not published."
    )


class MeasureSerializer(PlainMeasureSerializer):
    """What exactly is computed, and under which definition when."""

    definitions = DefinitionSerializer(many=True)


class IndicatorLinksSerializer(RecordSerializer):
    """Where an indicator is found."""

    self = LinkField("api-indicators-detail", attrgetter("slug"))
    page = LinkField("indicators:indicator", attrgetter("slug"))


class IndicatorSerializer(RecordSerializer):
    """A national indicator, as it was defined and used."""

    code = serializers.CharField()
    name = serializers.CharField(source="title", help_text="In the National Indicator Set.")
    apacs_title = TextField()
    theme = serializers.CharField()
    supports = TextField(help_text="Public service agreement or departmental objective.")
    rationale = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="As in Police recorded crime."
    )
    collected_by = TextField()
    published_by = TextField()
    frequency = serializers.CharField()
    lag_months = serializers.IntegerField(allow_null=True)
    freshness_months = serializers.IntegerField(allow_null=True)
    seasonal = serializers.BooleanField(source="is_seasonal")
    restricted = serializers.BooleanField(
        source="is_restricted", help_text="Whether its figures never leave the area."
    )
    first_year = TextField()
    in_source_note = serializers.BooleanField(help_text="One of the 25 of the April 2008 note.")
    notes = TextField()
    definition_source = serializers.CharField()
    verified = serializers.BooleanField(help_text="Whether its source has been read.")
    memberships = MembershipSerializer(many=True)
    measures = MeasureSerializer(many=True)
    links = IndicatorLinksSerializer(source="*")


class IndicatorFilter(filters.FilterSet):
    code = Parameter(
        INDICATOR, field_name="pk", is_repeatable=True, help_text="NI 16, NI16 or ni-16."
    )
    q = Parameter(text(), method="about", help_text="A part of either title or of the theme.")
    framework = Parameter(
        choice(FrameworkMembership.Framework.choices),
        method="in_frameworks",
        is_repeatable=True,
        help_text="Indicators that are or were in this framework.",
    )
    in_source_note = Parameter(
        flag(),
        field_name="in_source_note",
        help_text="Whether it is one of the 25 of the April 2008 note.",
    )

    def about(self, indicators: Any, name: str, words: str) -> Any:
        return indicators.filter(
            Q(title__icontains=words) | Q(apacs_title__icontains=words) | Q(theme__icontains=words)
        )

    def in_frameworks(self, indicators: Any, name: str, frameworks: list[str]) -> Any:
        members = FrameworkMembership.objects.filter(framework__in=frameworks)
        return indicators.filter(pk__in=members.values("indicator_id"))


class Indicators(Resource):
    """What is measured, how it is defined, and in which frameworks it counts."""

    noun, plural = "indicator", "indicators"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": ()}
    page_key = ("number",)
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    lookup_url_kwarg = "code"
    lookup_value_regex = NUMBER
    key_schema = {"type": "string", "pattern": f"^{NUMBER}$", "example": "ni-16"}

    def get_queryset(self) -> QuerySet[Indicator]:
        measures = Measure.objects.order_by("code").prefetch_related("definitions")
        return Indicator.objects.prefetch_related("memberships", Prefetch("measures", measures))

    def get_object(self) -> Indicator:
        indicators = self.filter_queryset(self.get_queryset())
        return get_object_or_404(indicators, number=number_of(self.kwargs["code"]))
