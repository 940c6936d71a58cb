"""Where targets stand on their paths, year by year: the rows that the pages print."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from indicators.api.catalogue import INDICATOR
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.fields import (
    ExactField,
    LinkField,
    MomentField,
    RecordSerializer,
    TextField,
)
from partnerships.api.areas import AREA, NamedAreaSerializer
from partnerships.models import Scope
from reviews.models import LEVELS, Assessment
from reviews.progress import Verdict
from targets.api.acting import Numbered
from targets.api.kinds import RECORD, YEAR
from targets.api.named import NamedIndicatorSerializer
from targets.api.speaking import NamedTargetSerializer

VERDICTS = [(one.value, one.label) for one in Verdict]


def number(help_text: str, **more: Any) -> ExactField:
    return ExactField(allow_null=True, help_text=help_text, **more)


class ProgressLinksSerializer(RecordSerializer):
    """Where progress is found."""

    self = LinkField("api-progress-detail", lambda row: row.pk)
    page = LinkField("reviews:area", lambda row: row.target.agreement.area.gss_code)


class ProgressSerializer(RecordSerializer):
    """A target held against the figures of one year. Amounts are in the unit of its measure."""

    id = serializers.IntegerField(source="pk")
    area = NamedAreaSerializer(source="target.agreement.area")
    target = NamedTargetSerializer()
    indicator = NamedIndicatorSerializer(source="measure.indicator")
    unit = serializers.CharField(source="measure.unit")
    year = serializers.CharField(source="financial_year", help_text="As in 2008/09.")
    asked = number("What the path asks for in the year; null: no line leads through it.")
    value = number("The figure of the whole year; null: not in yet.")
    is_provisional = serializers.BooleanField(
        help_text="Whether something it rests on may still change."
    )
    result = serializers.ChoiceField(source="verdict", choices=[key for key, _ in VERDICTS])
    gap = number("By how much it falls short: above 0 on the bad side.")
    share = number("Of the way from the baseline to the last value; 1 is the whole of it.")
    why_not = TextField(source="because", help_text="Why a part of this cannot be said.")
    level = serializers.ChoiceField(
        choices=[key for key, _ in LEVELS], help_text="The year so far against the path."
    )
    level_why_not = TextField(source="level_reason", help_text="Why there is no level.")
    periods_in = serializers.IntegerField(source="look", help_text="Months or quarters of it.")
    periods = serializers.IntegerField(source="looks", help_text="Of the whole year.")
    events = number("In the year so far.", source="to_date")
    expected_events = number("That the path has by then.", source="expected")
    chance = number("Of as far off the path or further, if it is kept to.", source="p")
    chance_of_year = number("Of meeting the year, if the rest is as of late.", source="p_year")
    chance_of_term = number("Of meeting the last value, by the projection.", source="p_term")
    is_settled = serializers.BooleanField(
        help_text="Whether the returns of its last period are in, or overdue."
    )
    vintage = MomentField(
        allow_null=True, help_text="When the newest of what it rests on was recorded."
    )
    method_version = serializers.CharField()
    links = ProgressLinksSerializer(source="*")


class ProgressFilter(filters.FilterSet):
    area = Parameter(
        AREA,
        field_name="target__agreement__area",
        is_repeatable=True,
        help_text="Of this LAA area: its GSS code or 2008 ONS code.",
    )
    target = Parameter(RECORD, field_name="target", is_repeatable=True, help_text="By its id.")
    indicator = Parameter(
        INDICATOR, field_name="measure__indicator", is_repeatable=True, help_text="As in NI 16."
    )
    year = Parameter(
        YEAR, field_name="year", is_repeatable=True, help_text="Of this year, as in 2008/09."
    )
    level = Parameter(
        choice(LEVELS), field_name="level", is_repeatable=True, help_text="The year so far."
    )
    result = Parameter(
        choice(VERDICTS), field_name="verdict", is_repeatable=True, help_text="Of the whole year."
    )


class Progress(Numbered):
    """How agreed targets are going in the areas that you work for; in all, for national roles."""

    noun, plural = "progress of a target", "progress"
    required_scopes = {"GET": (Scope.AGREEMENTS_READ, Scope.CONCERNS_READ)}
    serializer_class = ProgressSerializer
    filterset_class = ProgressFilter

    def get_queryset(self) -> QuerySet[Assessment]:
        visible = Assessment.objects.visible_to(self.request.user)
        return visible.select_related(
            "measure__indicator", "target__agreement__area", "target__indicator"
        )
