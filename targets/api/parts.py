"""Parts that several records of this API have in common."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import choice
from laa_portal.foundation.api.fields import (
    MomentField,
    RecordSerializer,
    TextField,
)
from laa_portal.foundation.verdicts import Verdict
from targets.states import EditionStatus

from .named import NamedPartnershipSerializer

STATUS = choice([(status.value, status.label) for status in EditionStatus])


class ActSerializer(RecordSerializer):
    """Something that a person may do on a page of the service."""

    name = serializers.CharField()
    method = serializers.CharField()
    href = serializers.URLField(help_text="Of the page: it is a person's act, in a browser.")
    allowed = serializers.BooleanField()
    reason_if_not = TextField()


class PresenceSerializer(RecordSerializer):
    """A senior member who took part in adopting it."""

    organisation = serializers.CharField(source="seat.organisation.name")
    position = serializers.CharField(help_text="The post, never a name.")


class EditionSerializer(RecordSerializer):
    """What every edition that a strategy group adopts has."""

    id = serializers.IntegerField(source="record.pk")
    partnership = NamedPartnershipSerializer(source="record.partnership")
    year = serializers.CharField(source="record.year_label", help_text="As in 2008/09.")
    edition = serializers.IntegerField(source="record.edition")
    status = serializers.ChoiceField(
        source="record.status", choices=[status.value for status in EditionStatus]
    )
    version = serializers.IntegerField(
        source="record.version", help_text="Grows with each act upon it."
    )
    adopted_at = MomentField(source="record.adopted_at", allow_null=True)
    presences = PresenceSerializer(many=True)
    actions = serializers.SerializerMethodField(help_text="What may be done to it, and by you.")

    @extend_schema_field(ActSerializer(many=True))
    def get_actions(self, shown: Any) -> list[dict[str, Any]]:
        return acts(shown.may, shown.record.pk, str(self.context["origin"]))


def acts(may: Mapping[str, Verdict], key: object, origin: str) -> list[dict[str, Any]]:
    """Return what may be done, by the name of the page of each act."""
    return [
        {
            "name": name,
            "method": "GET",
            "href": origin + reverse(f"targets:{name}", args=[key]),
            "allowed": bool(verdict),
            "reason_if_not": verdict.reason or None,
        }
        for name, verdict in may.items()
    ]
