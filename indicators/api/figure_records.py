"""How a figure is written: a value with all that is needed to read it."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.models import Marker, Status
from indicators.periods import Period, PeriodKind
from indicators.queries import FigureRow
from indicators.reading import Said, ToldFigure
from laa_portal.foundation.api.fields import (
    ChoiceField,
    ExactField,
    LastDayField,
    LinkField,
    MomentField,
    RecordSerializer,
    SharedSerializer,
    TextField,
)
from laa_portal.foundation.api.shaping import WHOLE
from partnerships.api import AreaSerializer, AreaSummarySerializer, NamedOrganisationSerializer

from .catalogue import POLARITIES, DefinitionSerializer, PlainMeasureSerializer
from .figure_keys import SDMX_STATUS, figure_key, series_key
from .revisions import RevisionSerializer

INTERVAL_LEVEL = "0.95"
NOTES = {"sender": "what the body that sent the row noted on it"}


def explained(words: Mapping[str, str]) -> str:
    """Return in a sentence what each of a few words means."""
    return "; ".join(f"{word}: {meaning}" for word, meaning in words.items()).capitalize() + "."


class FigureIndicatorSerializer(SharedSerializer):
    """What a reader must know of the indicator to read the value right."""

    code = serializers.CharField(source="indicator.code")
    name = serializers.CharField(source="indicator.title")
    definition_version = serializers.CharField(source="definition.version")
    polarity = ChoiceField(POLARITIES, source="measure.polarity")
    unit = serializers.CharField(source="measure.unit")
    decimals = serializers.IntegerField(
        source="measure.decimals", help_text="How many are shown on pages."
    )

    def key(self, row: FigureRow) -> object:
        return row.figure.measure_id, row.figure.definition_id


class FigureMeasureSerializer(SharedSerializer):
    """What exactly was computed."""

    code = serializers.CharField()
    title = serializers.CharField()


class PeriodSerializer(SharedSerializer):
    """When it was measured."""

    code = serializers.CharField()
    type = serializers.ChoiceField(source="kind", choices=[kind.value for kind in PeriodKind])
    sort = serializers.IntegerField(help_text="Puts periods in order.")

    def get_fields(self) -> dict[str, Any]:
        """Add the first and the last day, whose names are words of Python."""
        return super().get_fields() | {
            "from": serializers.DateField(source="start"),
            "to": LastDayField(source="end", help_text="The last day of the period."),
        }

    def key(self, period: Period) -> object:
        return period


class LimitsSerializer(RecordSerializer):
    """The 99.8% limits that tell chance from change."""

    lower = ExactField(source="shown.lower_998")
    upper = ExactField(source="shown.upper_998")

    def to_representation(self, row: FigureRow) -> Any:
        return None if row.shown.lower_998 is None else super().to_representation(row)


class IntervalSerializer(RecordSerializer):
    """The confidence interval of a value."""

    level = serializers.SerializerMethodField()
    method = serializers.CharField(source="figure.method")
    lower = ExactField(source="shown.lower")
    upper = ExactField(source="shown.upper")

    def get_level(self, row: FigureRow) -> str:
        return INTERVAL_LEVEL

    def to_representation(self, row: FigureRow) -> Any:
        return None if row.shown.lower is None else super().to_representation(row)


class FigureSourceSerializer(SharedSerializer):
    """The newest return that a figure rests on."""

    organisation = NamedOrganisationSerializer(source="figure.data_return.organisation")
    collection = serializers.CharField(
        source="indicator.source", help_text="As in Police recorded crime."
    )
    data_return = serializers.IntegerField(
        source="figure.data_return_id", help_text="The return's number."
    )

    def key(self, row: FigureRow) -> object:
        return row.figure.measure_id, row.figure.data_return_id


class FigureNoteSerializer(RecordSerializer):
    """Something to know of the value."""

    code = serializers.ChoiceField(choices=list(NOTES), help_text=explained(NOTES))
    text = serializers.CharField()


class FigureRevisionSerializer(RecordSerializer):
    """Which revision of what was reported it is. A sum has none of its own: see its history."""

    number = serializers.IntegerField(source="revision", help_text="From 1.")
    recorded_at = MomentField()
    supersedes = serializers.SerializerMethodField(
        help_text="The number of the one before; null: there is none."
    )
    reason = TextField(help_text="Why it was revised, in the words of whoever did.")

    @extend_schema_field({"type": ["integer", "null"]})
    def get_supersedes(self, said: Said) -> int | None:
        return said.revision - 1 or None


class FigureComparisonSerializer(RecordSerializer):
    """How it compares with the most similar areas."""

    group = TextField(source="group_source", help_text="Who says so, and by which method.")
    value = ExactField(
        source="group_average", allow_null=True, help_text="The group's average, as published."
    )
    outcome = TextField(source="grade", help_text="Beyond chance and how peers differ.")
    z = ExactField(allow_null=True, help_text="Against the peers, itself left out.")
    reason = TextField(source="peers_reason", help_text="Why there is no outcome.")


class FigureTrendSerializer(RecordSerializer):
    """Which way its series goes over five years, or between two surveys."""

    outcome = serializers.ChoiceField(source="trend", choices=Marker.values)
    chi_squared = ExactField(source="trend_chi_squared", allow_null=True)
    reason = TextField(
        source="trend_reason", help_text="Why there is none, or why it is not believed."
    )


def series_told(figure: ToldFigure) -> str | None:
    """Return the id of a figure's series, if anything is told of that; else None."""
    return series_key(figure.measure, figure.area) if figure.summary else None


class FigureLinksSerializer(RecordSerializer):
    """Where a figure and what it is about are found."""

    self = LinkField("api-figures-detail", lambda row: figure_key(row.figure))
    history = LinkField("api-figures-history", lambda row: figure_key(row.figure))
    explain = LinkField(
        "api-summaries-explain", series_told, allow_null=True, help_text="Of its series."
    )
    page = LinkField("indicators:figure", attrgetter("indicator.slug"), attrgetter("area.gss_code"))
    definition = LinkField("api-indicators-detail", attrgetter("indicator.slug"))
    indicator = LinkField("api-indicators-detail", attrgetter("indicator.slug"))
    area = LinkField("api-areas-detail", attrgetter("area.gss_code"))


class FigureSerializer(RecordSerializer):
    """A value with all that is needed to read it: nothing essential is said only elsewhere."""

    id = serializers.SerializerMethodField(help_text="Stays when figures are worked out again.")
    indicator = FigureIndicatorSerializer(source="*")
    measure = FigureMeasureSerializer()
    area = AreaSummarySerializer()
    period = PeriodSerializer()
    value = ExactField(
        source="shown.value", allow_null=True, help_text="Unrounded; null where there is none."
    )
    numerator = ExactField(source="shown.numerator", allow_null=True)
    denominator = ExactField(source="shown.denominator", allow_null=True)
    expected = ExactField(
        source="shown.expected", allow_null=True, help_text="What a ratio is set against."
    )
    group_2_numerator = ExactField(source="shown.group_2_numerator", allow_null=True)
    group_2_denominator = ExactField(source="shown.group_2_denominator", allow_null=True)
    ci = IntervalSerializer(source="*", allow_null=True)
    limits_998 = LimitsSerializer(source="*", allow_null=True)
    status = serializers.ChoiceField(source="shown.status", choices=Status.values)
    status_code = ChoiceField(
        SDMX_STATUS, source="shown.status", help_text="In SDMX's list CL_OBS_STATUS."
    )
    reason = TextField(source="shown.reason", help_text="Why there is no value.")
    summed_from = TextField(
        source="figure.summed_from", help_text="The level of its parts; null: it was reported so."
    )
    part_count = serializers.IntegerField(
        source="figure.part_count", help_text="How many observations it rests on."
    )
    notes = serializers.SerializerMethodField()
    source = FigureSourceSerializer(source="*")  # type: ignore[assignment]
    revision = FigureRevisionSerializer(allow_null=True)
    comparison = FigureComparisonSerializer(
        allow_null=True, help_text="With the figure that is set beside its peers' only."
    )
    trend = FigureTrendSerializer(
        allow_null=True, help_text="With the newest figure of a series only."
    )
    computed_at = MomentField(source="figure.computed_at")
    vintage = MomentField(
        source="figure.vintage", help_text="When the newest of what it rests on was recorded."
    )
    synthetic = serializers.BooleanField(
        source="area.is_invented", help_text="Whether it is made up for demonstration."
    )
    links = FigureLinksSerializer(source="*")

    def get_fields(self) -> dict[str, Any]:
        """Put whole records where they were asked for."""
        expanded = self.context.get("shape", WHOLE).expanded
        more = {name: make() for name, make in WHOLE_RECORDS.items() if name in expanded}
        return super().get_fields() | more

    def get_id(self, figure: ToldFigure) -> str:
        return figure_key(figure.figure)

    @extend_schema_field(FigureNoteSerializer(many=True))
    def get_notes(self, figure: ToldFigure) -> list[dict[str, str]]:
        return [{"code": "sender", "text": figure.note}] if figure.note else []


WHOLE_RECORDS = {
    "definition": DefinitionSerializer,
    "measure": PlainMeasureSerializer,
    "area": AreaSerializer,
}
"""What may be told of a figure in full."""


class FigureWithHistorySerializer(FigureSerializer):
    """A figure, and every revision of the row it is."""

    revisions = RevisionSerializer(
        many=True, help_text="With “history=true”: newest first; none of a sum."
    )
