"""Parts that several records of this API have in common."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import choice
from laa_portal.foundation.api.bodies import Body, Field
from laa_portal.foundation.api.body_fields import text
from laa_portal.foundation.api.fields import MomentField, RecordSerializer
from partnerships.forms.fields import REASON_LENGTH
from targets.states import EditionStatus

from .acting import PossibleActionSerializer, on_pages, possible
from .named import NamedPartnershipSerializer

STATUS = choice([(status.value, status.label) for status in EditionStatus])


def why(meaning: str = "Why, in a sentence.") -> Field:
    """The reason of an act."""
    return text(REASON_LENGTH, meaning, missing="Say why, in a sentence.")


REASON = Body({"reason": why()}, "reason")


class PresenceSerializer(RecordSerializer):
    """A senior member who took part in adopting it."""

    organisation = serializers.CharField(source="seat.organisation.name")
    position = serializers.CharField(help_text="The post, never a name.")


class EditionSerializer(RecordSerializer):
    """What every edition that a strategy group adopts has. `resource` is its name in the routes."""

    resource = ""

    id = serializers.IntegerField(source="record.pk")
    partnership = NamedPartnershipSerializer(source="record.partnership")
    year = serializers.CharField(source="record.year_label", help_text="As in 2008/09.")
    edition = serializers.IntegerField(source="record.edition")
    status = serializers.ChoiceField(
        source="record.status", choices=[status.value for status in EditionStatus]
    )
    version = serializers.IntegerField(
        source="record.version", help_text="Grows with each act upon it; also the ETag."
    )
    adopted_at = MomentField(source="record.adopted_at", allow_null=True)
    presences = PresenceSerializer(many=True)
    actions = serializers.SerializerMethodField(
        help_text="What may be done to it, and by you. Adopting is a person’s act in the browser."
    )

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, shown: Any) -> list[dict[str, Any]]:
        origin, pk = str(self.context["origin"]), shown.record.pk
        by_key = possible(origin, f"api-{self.resource}", pk, shown.may)
        return [*by_key, *on_pages(origin, pk, shown.may_on_pages)]
