"""How terms are written in the API, and what rules and figures say of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import ExactField, RecordSerializer, TextField, exact
from targets.models import YEARS, PlaceholderReason, Shape, TargetType, Terms
from targets.redline import Change

VALUES_SCHEMA = {
    "type": "object",
    "properties": {year: {"type": ["string", "null"]} for year in YEARS},
    "required": list(YEARS),
}


class PartSerializer(serializers.Serializer[Any]):
    """One district of a target that is for some districts only."""

    area = serializers.CharField(help_text="Its GSS code.")
    weight = serializers.CharField(help_text="How much it counts in the whole.")
    value = serializers.CharField(help_text="In the last year.")


class TermsSerializer(RecordSerializer):
    """On what a target would be agreed. It may be sent back as it is, or with what is to change."""

    type = serializers.ChoiceField(choices=TargetType.values)
    measure = serializers.SerializerMethodField(help_text="Its code; null: none of the portal’s.")
    unit = TextField(help_text="Of the amounts.")
    baseline = ExactField(allow_null=True)
    baseline_period = TextField(help_text="As in 2007/08.")
    baseline_source = TextField()
    baseline_is_proxy = serializers.BooleanField(
        help_text="Another figure stands in for what is not known yet."
    )
    baseline_because = TextField(help_text="Why it is not the portal’s figure of that period.")
    shape = serializers.ChoiceField(
        choices=Shape.values, help_text="How the path leads to the last value."
    )
    values = serializers.SerializerMethodField(
        help_text="By year; null: not measured that year, or none yet."
    )
    is_slowing = serializers.BooleanField(help_text="The aim is to slow a change for the worse.")
    gap_to = serializers.SerializerMethodField(
        help_text="The code of the area to whose figure the values are the largest gap."
    )
    parts = serializers.SerializerMethodField(help_text="Empty: it is for the whole area.")
    parts_because = TextField(help_text="Why the parts do not add up.")
    review_months = serializers.IntegerField(help_text="How often both sides look at it.")
    placeholder_reason = serializers.ChoiceField(
        choices=PlaceholderReason.values,
        allow_null=True,
        help_text="Why there can be no figure yet; null: it is no placeholder.",
    )
    placeholder_trigger = TextField(help_text="What it waits for.")
    issue = serializers.IntegerField(
        source="issue_id", allow_null=True, help_text="The shared issue that it waits for."
    )
    reopens_on = serializers.DateField(allow_null=True, help_text="At the latest.")

    def to_representation(self, instance: Terms) -> dict[str, Any]:
        told = super().to_representation(instance)
        return told | {"placeholder_reason": instance.placeholder_reason or None}

    @extend_schema_field({"type": ["string", "null"]})
    def get_measure(self, terms: Terms) -> str | None:
        return terms.measure.code if terms.measure else None

    @extend_schema_field(VALUES_SCHEMA)
    def get_values(self, terms: Terms) -> dict[str, str | None]:
        return {year: None if one is None else exact(one) for year, one in terms.by_year()}

    @extend_schema_field({"type": ["string", "null"]})
    def get_gap_to(self, terms: Terms) -> str | None:
        return terms.gap_to.gss_code if terms.gap_to else None

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, terms: Terms) -> list[dict[str, str]]:
        return terms.parts


class MarkSerializer(RecordSerializer):
    """How one thing that is said differs from what was said of it elsewhere."""

    change = serializers.ChoiceField(choices=[change.value for change in Change])
    sentence = serializers.CharField()


class RedlineSerializer(RecordSerializer):
    """One thing that terms say, beside the last round, the baseline and what had been agreed."""

    name = serializers.CharField(source="said.name")
    text = TextField(source="said.text", help_text="As it is printed.")
    against_last_round = MarkSerializer(
        source="last", allow_null=True, help_text="Null: nothing lay on the table before."
    )
    against_baseline = MarkSerializer(
        source="baseline", allow_null=True, help_text="Of the value of a year."
    )
    against_agreed = MarkSerializer(
        source="agreed", allow_null=True, help_text="Null: nothing had been agreed before."
    )


class NumberSerializer(serializers.Serializer[Any]):
    """Something that is counted, and its figure, as they are printed."""

    name = serializers.CharField()
    figure = serializers.CharField()


class ResultSerializer(RecordSerializer):
    """One question about a target, and what the figures answer."""

    name = serializers.CharField()
    heading = serializers.CharField()
    is_given = serializers.BooleanField(help_text="Whether the figures can answer it.")
    sentence = serializers.CharField(help_text="The answer, or why there is none.")
    caution = TextField(help_text="What a reader might overlook.")
    numbers = serializers.SerializerMethodField()
    method = serializers.CharField()

    @extend_schema_field(NumberSerializer(many=True))
    def get_numbers(self, result: Any) -> list[dict[str, str]]:
        return [{"name": name, "figure": figure} for name, figure in result.numbers]


class AmbitionSerializer(RecordSerializer):
    """What the figures say of the value of a year: five results, never made into one score."""

    value = TextField(help_text="As it is printed, with its unit.")
    year = TextField()
    word = TextField(help_text="How the value lies to the projection.")
    reason = TextField(help_text="Why there are no results.")
    results = ResultSerializer(many=True)
    informs = serializers.CharField(help_text="What the results are for.")


class FindingSerializer(RecordSerializer):
    """A rule that terms do not keep."""

    rule = serializers.CharField(source="rule.code")
    says = serializers.CharField(source="rule.says")
    source = serializers.CharField(  # type: ignore[assignment]
        source="rule.source", help_text="The law, guidance or arithmetic that it comes from."
    )
    blocks = serializers.BooleanField(
        source="rule.blocks",
        help_text="Whether no offer can be made; if not, it is asked at the submission.",
    )
    sentence = serializers.CharField(help_text="What is wrong, and how to mend it.")
