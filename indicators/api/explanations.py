"""How the explanation of a summary is written."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.models import Status
from indicators.queries import FigureRow
from indicators.reading import EXPLAINED
from laa_portal.foundation.api.fields import (
    ExactField,
    LinkField,
    RecordSerializer,
    TextField,
    exact,
)
from partnerships.api import NamedOrganisationSerializer

from .figure_keys import figure_key


@extend_schema_field({"type": ["string", "null"]})
class NumberOrWordField(serializers.Field[Any, Any, Any, Any]):
    """A number with all its digits, or a word."""

    def to_representation(self, value: float | str) -> str:
        return value if isinstance(value, str) else exact(float(value))


class InputSerializer(RecordSerializer):
    """A number that a statistic was worked out of."""

    what = serializers.CharField()
    value = NumberOrWordField(allow_null=True)


class MethodSerializer(RecordSerializer):
    """How it is worked out."""

    name = serializers.CharField()
    formula = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    cannot_tell = serializers.CharField()


class RestsOnSerializer(RecordSerializer):
    """A figure that it rests on."""

    id = serializers.SerializerMethodField()
    area = serializers.CharField(source="area.gss_code")
    period = serializers.CharField(source="period.code")
    value = ExactField(source="shown.value", allow_null=True)
    status = serializers.ChoiceField(source="shown.status", choices=Status.values)
    link = LinkField("api-figures-detail", lambda row: figure_key(row.figure))

    def get_id(self, row: FigureRow) -> str:
        return figure_key(row.figure)


class BroughtBySerializer(RecordSerializer):
    """A return that brought figures it rests on."""

    id = serializers.IntegerField(source="pk")
    organisation = NamedOrganisationSerializer()


class ExplanationSerializer(RecordSerializer):
    """One part of a summary, followed to the figures and returns it rests on."""

    part = serializers.ChoiceField(choices=list(EXPLAINED))
    what = serializers.CharField()
    value = NumberOrWordField(allow_null=True)
    reason = TextField(help_text="Why there is none.")
    method = MethodSerializer()
    method_version = serializers.CharField(source="summary.method_version")
    inputs = InputSerializer(many=True)
    figures = RestsOnSerializer(many=True)
    returns = BroughtBySerializer(many=True)


class ExplanationsSerializer(serializers.Serializer[Any]):
    """How each part of a summary came about."""

    id = serializers.CharField(help_text="Of the summary.")
    parts = ExplanationSerializer(many=True)
