"""How the revisions of a figure are written."""

from typing import Any

from rest_framework import serializers

from indicators import reading
from indicators.models import Status
from indicators.queries import FigureRow
from laa_portal.foundation.api.fields import ExactField, MomentField, RecordSerializer, TextField
from partnerships.api import NamedOrganisationSerializer
from partnerships.models import Viewer

REVISIONS_TOLD = 1000


def revisions_of(row: FigureRow, viewer: Viewer) -> dict[str, Any]:
    """Return the revisions of what a figure rests on, and how many there are."""
    known = reading.known(row.measure, row.area, viewer, moment=None)
    found = reading.revisions(row, known)
    return {
        "revision_count": found.rows.count(),
        "revisions": found.shown(found.rows[:REVISIONS_TOLD]),
    }


class RevisionReturnSerializer(RecordSerializer):
    """The return that said it."""

    id = serializers.IntegerField(source="pk")
    organisation = NamedOrganisationSerializer()


class RevisionSerializer(RecordSerializer):
    """What was said of an area and a period, and from when to when it held."""

    area = serializers.CharField(source="observation.area.gss_code")
    period = serializers.CharField(source="observation.period.code")
    number = serializers.IntegerField(source="observation.revision")
    numerator = ExactField(source="shown.numerator", allow_null=True)
    denominator = ExactField(source="shown.denominator", allow_null=True)
    value = ExactField(source="shown.value", allow_null=True, help_text="Where one was sent.")
    expected = ExactField(source="shown.expected", allow_null=True)
    group_2_numerator = ExactField(source="shown.group_2_numerator", allow_null=True)
    group_2_denominator = ExactField(source="shown.group_2_denominator", allow_null=True)
    status = serializers.ChoiceField(source="shown.status", choices=Status.values)
    recorded_at = MomentField(source="observation.recorded_at")
    superseded_at = MomentField(
        source="observation.superseded_at", allow_null=True, help_text="Null: it holds now."
    )
    data_return = RevisionReturnSerializer(source="observation.data_return")
    reason = TextField(help_text="Why it was revised, in the words of whoever did.")


class RevisionsSerializer(serializers.Serializer[Any]):
    """All that was ever said of what a figure rests on."""

    id = serializers.CharField(help_text="Of the figure.")
    revision_count = serializers.IntegerField()
    revisions = RevisionSerializer(
        many=True, help_text=f"The newest {REVISIONS_TOLD:,}, newest first."
    )
