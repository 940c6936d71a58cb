"""A record of consulting as the API tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from partnerships.api import NamedOrganisationSerializer
from targets.models import AskedGroup, ConsultingDuty, Engagement, EngagementKind, Priority
from targets.states import EngagementStatus

from .acting import PossibleActionSerializer, possible
from .named import NamedPartnershipSerializer


@dataclass(frozen=True, slots=True)
class EngagementRecord:
    """A record of consulting, the priorities its reader may see, and what they may do to it."""

    engagement: Engagement
    priorities: list[Priority]
    may: Mapping[str, Verdict]


class AttendanceSerializer(RecordSerializer):
    """Who of a responsible authority was at a public meeting."""

    organisation = NamedOrganisationSerializer(source="seat.organisation")
    position = serializers.CharField(help_text="The post they hold.")
    senior = serializers.BooleanField(source="seat.is_senior")


class EngagementLinksSerializer(RecordSerializer):
    """Where a record of consulting is found."""

    self = LinkField("api-engagements-detail", attrgetter("engagement.pk"))
    page = LinkField("targets:engagement", attrgetter("engagement.pk"))
    public_page = LinkField("targets:you-told-us", attrgetter("engagement.partnership.code"))


class EngagementSerializer(RecordSerializer):
    """An act of consulting: who was asked, what they said, and what changed because of it."""

    id = serializers.IntegerField(source="engagement.pk")
    partnership = NamedPartnershipSerializer(source="engagement.partnership")
    kind = serializers.ChoiceField(source="engagement.kind", choices=EngagementKind.values)
    title = serializers.CharField(source="engagement.title")
    year = serializers.CharField(source="engagement.year_label", help_text="As in 2008/09.")
    began_on = serializers.DateField(source="engagement.began_on")
    ended_on = serializers.DateField(source="engagement.ended_on", allow_null=True)
    source = TextField(  # type: ignore[assignment]
        source="engagement.source", help_text="Of somebody else’s consultation."
    )
    groups = serializers.ListField(
        source="engagement.groups", child=serializers.ChoiceField(choices=AskedGroup.values)
    )
    asked = TextField(source="engagement.asked")
    number_asked = serializers.IntegerField(
        source="engagement.number_asked", allow_null=True, help_text="Null: not known."
    )
    number_taking_part = serializers.IntegerField(
        source="engagement.number_taking_part", allow_null=True, help_text="Null: not known."
    )
    duties = serializers.ListField(
        source="engagement.duties", child=serializers.ChoiceField(choices=ConsultingDuty.values)
    )
    organisations = NamedOrganisationSerializer(source="engagement.organisations", many=True)
    priorities = serializers.SerializerMethodField(help_text="Ids of those that you may read.")
    announced_on = serializers.DateField(source="engagement.announced_on", allow_null=True)
    announced_how = TextField(source="engagement.announced_how")
    discussed = TextField(source="engagement.discussed")
    attendance = AttendanceSerializer(source="engagement.attendances", many=True)
    heard = TextField(source="engagement.heard")
    changed = TextField(source="engagement.changed")
    status = serializers.ChoiceField(
        source="engagement.status", choices=[status.value for status in EngagementStatus]
    )
    version = serializers.IntegerField(
        source="engagement.version", help_text="Grows with each act; also the ETag."
    )
    published_at = MomentField(source="engagement.published_at", allow_null=True)
    corrected_at = MomentField(source="engagement.corrected_at", allow_null=True)
    corrected_because = TextField(source="engagement.corrected_because")
    actions = serializers.SerializerMethodField(help_text="What may be done to it, and by you.")
    links = EngagementLinksSerializer(source="*")

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_priorities(self, record: EngagementRecord) -> list[int]:
        return [priority.pk for priority in record.priorities]

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, record: EngagementRecord) -> list[dict[str, Any]]:
        return possible(self.context["origin"], "api-engagements", record.engagement.pk, record.may)
