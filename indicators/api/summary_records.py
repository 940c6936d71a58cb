"""How a summary is written: its parts, each with the reason where there is no number."""

from operator import attrgetter
from typing import Any

from rest_framework import serializers

from indicators.models import Cause, Marker, PointType, SeriesSummary, Status
from indicators.periods import Period, PeriodKind
from laa_portal.foundation.api.fields import (
    ChoiceField,
    ExactField,
    LinkField,
    MomentField,
    RecordSerializer,
    SharedSerializer,
    TextField,
)
from partnerships.api import AreaSummarySerializer

from .catalogue import POLARITIES
from .figure_keys import series_key
from .figure_records import FigureMeasureSerializer, PeriodSerializer

WHY_NOT = "Why there is none."


def summary_key(summary: SeriesSummary) -> str:
    """Return a summary's id in the API."""
    return series_key(summary.measure, summary.area)


def number(help_text: str = "", **kwargs: Any) -> ExactField:
    return ExactField(allow_null=True, help_text=help_text, **kwargs)


class WordField(serializers.ChoiceField):
    """One of a few words, and null for none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:  # type: ignore[override]
        return value or None


class PeriodField(PeriodSerializer):
    """A period by its kind and first day, which a summary keeps apart."""

    def __init__(self, kind: str, start: str, **kwargs: Any) -> None:
        super().__init__(source="*", allow_null=True, **kwargs)
        self.kind, self.start = kind, start

    def to_representation(self, summary: SeriesSummary) -> Any:
        kind, start = getattr(summary, self.kind), getattr(summary, self.start)
        if not kind or start is None:
            return None
        return super().to_representation(Period(PeriodKind(kind), start))


class SummaryIndicatorSerializer(SharedSerializer):
    """What a reader must know of the indicator to read the values right."""

    code = serializers.CharField(source="indicator.code")
    name = serializers.CharField(source="indicator.title")
    polarity = ChoiceField(POLARITIES)
    unit = serializers.CharField()
    decimals = serializers.IntegerField(help_text="How many are shown on pages.")


class SeriesSerializer(RecordSerializer):
    """The comparable stretch that it rests on: nothing crosses a break of the series."""

    period_type = serializers.ChoiceField(
        source="period_kind", choices=[kind.value for kind in PeriodKind]
    )
    begins = serializers.DateField(source="segment_start", allow_null=True)
    points = serializers.IntegerField(help_text="How many figures with a value it has.")


class NewestSerializer(RecordSerializer):
    """The newest figure with a value, or else the newest."""

    period = PeriodField("period_kind", "period_start")
    value = number()
    lower = number("95% interval.")
    upper = number()
    status = serializers.ChoiceField(choices=Status.values)
    reason = TextField(source="value_reason", help_text=WHY_NOT)


class SummaryTrendSerializer(RecordSerializer):
    """Which way it goes over five years, or between two surveys."""

    outcome = serializers.ChoiceField(source="trend", choices=Marker.values)
    last_begins = serializers.DateField(
        source="trend_start", allow_null=True, help_text="When its last year or survey began."
    )
    chi_squared = number(source="trend_chi_squared")
    reason = TextField(
        source="trend_reason", help_text="Why there is none, or why it is not believed."
    )


class YearlyChangeSerializer(RecordSerializer):
    """How fast it changed over the last five years."""

    fraction = number("Of the year before: -0.05 is a fall of 5%.", source="yearly_change")
    standard_error = number(source="yearly_change_error")
    dispersion = number("Variance of the counts over their mean; of chance alone it would be 1.")
    reason = TextField(source="change_reason", help_text=WHY_NOT)


class ControlSerializer(RecordSerializer):
    """What a control chart says of the newest figure."""

    outcome = WordField(source="point_type", choices=PointType.values)
    cause = WordField(choices=Cause.values)
    mean = number("Adjusted for the season, as are the limits.")
    lower_limit = number()
    upper_limit = number()
    season_factor = number("By which the newest figure was divided.")
    reason = TextField(
        source="control_reason", help_text="Why there are no limits, or that they are a trial."
    )


class PeersSerializer(RecordSerializer):
    """How it compares with the most similar areas."""

    group = TextField(source="group_source", help_text="Who says so, and by which method.")
    period = PeriodField("compared_kind", "compared_start")
    value = number("Its own.", source="compared_value")
    count = serializers.IntegerField(source="peer_count", help_text="Peers with a figure.")
    group_average = number("As published: the sum of rates over their number, its own included.")
    z = number("Its own left out; allows for chance and for how peers differ.")
    grade = TextField()
    percentile = number("Of the peers, how many in a hundred do worse.")
    reason = TextField(source="peers_reason", help_text="Why there is no z.")


class SummaryProjectionSerializer(RecordSerializer):
    """Where it will be in the target year if no new action is taken."""

    year = PeriodSerializer(source="target_period")
    from_period = PeriodField("projected_by", "projected_from_start")
    median = number("A yearly value.", source="projected")
    variance = number("On logarithms; of shares on log odds.", source="projected_variance")
    lower_50 = number(source="projected_lower_50")
    upper_50 = number(source="projected_upper_50")
    lower_95 = number(source="projected_lower_95")
    upper_95 = number(source="projected_upper_95")
    carried_forward = number("The yearly value if all stays as in the last year.")
    reason = TextField(source="projection_reason", help_text=WHY_NOT)


class SummaryLinksSerializer(RecordSerializer):
    """Where a summary and what it is about are found."""

    self = LinkField("api-summaries-detail", summary_key)
    explain = LinkField("api-summaries-explain", summary_key)
    page = LinkField(
        "indicators:figure", attrgetter("measure.indicator.slug"), attrgetter("area.gss_code")
    )
    indicator = LinkField("api-indicators-detail", attrgetter("measure.indicator.slug"))
    area = LinkField("api-areas-detail", attrgetter("area.gss_code"))


class SummarySerializer(RecordSerializer):
    """What one measure in one area comes to. It rests on published, final figures alone."""

    id = serializers.SerializerMethodField(help_text="Stays when it is worked out again.")
    indicator = SummaryIndicatorSerializer(source="measure")
    measure = FigureMeasureSerializer()
    area = AreaSummarySerializer()
    series = SeriesSerializer(source="*")
    newest = NewestSerializer(source="*")
    trend = SummaryTrendSerializer(source="*")
    yearly_change = YearlyChangeSerializer(source="*")
    control_chart = ControlSerializer(source="*")
    peers = PeersSerializer(source="*")
    projection = SummaryProjectionSerializer(source="*")
    vintage = MomentField(help_text="When the newest of its and its peers' figures was recorded.")
    method_version = serializers.CharField()
    computed_at = MomentField()
    synthetic = serializers.BooleanField(
        source="area.is_invented", help_text="Whether it is made up for demonstration."
    )
    links = SummaryLinksSerializer(source="*")

    def get_id(self, summary: SeriesSummary) -> str:
        return summary_key(summary)
