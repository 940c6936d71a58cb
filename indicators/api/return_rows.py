"""The rows of a checked return and what must be explained of them, as the API tells it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.models import Outcome
from indicators.presenters.findings import told
from indicators.reading.judging import Foretold, Question
from laa_portal.foundation.api.fields import ExactField, RecordSerializer


class ReportedSerializer(RecordSerializer):
    """What a row reports of one cell."""

    numerator = ExactField(allow_null=True)
    denominator = ExactField(allow_null=True)
    expected = ExactField(allow_null=True)
    value = ExactField(allow_null=True)
    status = serializers.CharField()


class RowSerializer(RecordSerializer):
    """One row of a checked return, and what confirming does with it."""

    row = serializers.IntegerField(source="row.row", help_text="Of the file.")
    measure = serializers.CharField(source="row.measure.code")
    area = serializers.CharField(source="row.area.gss_code")
    period = serializers.CharField(source="row.period.code")
    outcome = serializers.ChoiceField(
        source="row.outcome",
        choices=Outcome.values,
        help_text="“conflict” is set aside: another organisation has reported something else.",
    )
    before = ReportedSerializer(
        source="held", allow_null=True, help_text="What is known; null: nothing, or not public."
    )
    after = ReportedSerializer(source="row", help_text="What the file says.")
    change_percent = serializers.FloatField(
        source="percent", allow_null=True, help_text="From before to after, of the figure."
    )
    held_by = serializers.SerializerMethodField(
        help_text="The code of the organisation whose figure is known, of a conflict."
    )

    @extend_schema_field({"type": ["string", "null"]})
    def get_held_by(self, line: Foretold) -> str | None:
        held = line.row.held
        is_conflict = line.row.outcome == Outcome.CONFLICT
        return held.data_return.organisation.code if held and is_conflict else None


class QuestionSerializer(RecordSerializer):
    """Rows of one measure that break one rule: mend them, or explain them when you confirm."""

    key = serializers.CharField(help_text="Under which “explanations” has why they are right.")
    measure = serializers.CharField(source="measure.code")
    rule = serializers.CharField()
    title = serializers.CharField()
    may_be_explained = serializers.SerializerMethodField()
    count = serializers.IntegerField(help_text="How many rows.")
    rows = serializers.SerializerMethodField(help_text="The first of them, in words.")

    def get_may_be_explained(self, question: Question) -> bool:
        return not question.is_hard

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_rows(self, question: Question) -> list[str]:
        return [told(finding) for finding in question.findings]


class RowsSerializer(serializers.Serializer[Any]):
    """Every row of a checked return."""

    id = serializers.IntegerField(help_text="Of the return.")
    rows = RowSerializer(many=True)
