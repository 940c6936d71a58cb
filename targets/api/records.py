"""What records of this app have in common in the API: what may be done to them, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import RecordSerializer
from laa_portal.foundation.verdicts import Verdict

from .acting import PossibleActionSerializer, possible


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, and what its reader may do to it, by the name of each act."""

    of: Any
    may: Mapping[str, Verdict]


class SelfLinkSerializer(RecordSerializer):
    """Where a record is found: for programs, and as a page."""

    self = serializers.URLField()
    page = serializers.URLField()


class ShownSerializer(RecordSerializer):
    """The end of every record: its acts and links. `resource` is its name in the routes."""

    resource = ""

    actions = serializers.SerializerMethodField(help_text="What may be done to it, and by you.")
    links = serializers.SerializerMethodField()

    def get_fields(self) -> dict[str, Any]:
        """Return the fields of a record, with these after those of its own."""
        fields = super().get_fields()
        return fields | {name: fields.pop(name) for name in ("actions", "links")}

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, shown: Shown) -> list[dict[str, Any]]:
        origin = str(self.context["origin"])
        return possible(origin, f"api-{self.resource}", shown.of.pk, shown.may)

    @extend_schema_field(SelfLinkSerializer)
    def get_links(self, shown: Shown) -> dict[str, str]:
        return {
            "self": self._address(f"api-{self.resource}-detail", shown.of),
            "page": f"{self.context['origin']}{shown.of.get_absolute_url()}",
        }

    def _address(self, view_name: str, record: Model) -> str:
        return str(self.context["origin"] + reverse(view_name, args=[record.pk]))
