"""What records of this app have in common in the API: what may be done to them, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from targets.models import Escalation, Target


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, and what its reader may do to it, by the name of each act."""

    of: Any
    may: Mapping[str, Verdict]


class MoveSerializer(RecordSerializer):
    """Something that may be done to a record."""

    name = serializers.CharField()
    method = serializers.CharField()
    href = serializers.URLField()
    allowed = serializers.BooleanField()
    reason_if_not = TextField()


class SelfLinkSerializer(RecordSerializer):
    """Where a record is found: for programs, and as a page."""

    self = serializers.URLField()
    page = serializers.URLField()


class ShownSerializer(RecordSerializer):
    """The end of every record: its acts and links. `resource` is its name in the routes."""

    resource = ""

    actions = serializers.SerializerMethodField(help_text="What may be done to it, and by you.")
    links = serializers.SerializerMethodField()

    @extend_schema_field(MoveSerializer(many=True))
    def get_actions(self, shown: Shown) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "method": "POST",
                "href": self._address(f"api-{self.resource}-{name.replace('_', '-')}", shown.of),
                "allowed": bool(verdict),
                "reason_if_not": verdict.reason or None,
            }
            for name, verdict in shown.may.items()
        ]

    @extend_schema_field(SelfLinkSerializer)
    def get_links(self, shown: Shown) -> dict[str, str]:
        return {
            "self": self._address(f"api-{self.resource}-detail", shown.of),
            "page": str(self.context["origin"]) + shown.of.get_absolute_url(),
        }

    def _address(self, view_name: str, record: Escalation | Target) -> str:
        return str(self.context["origin"] + reverse(view_name, args=[record.pk]))
