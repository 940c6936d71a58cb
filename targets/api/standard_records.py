"""What CDRPs did that the minimum standards ask: put on record by key, withdrawn where mistaken."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.fields import MomentField, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from partnerships.api import NamedOrganisationSerializer
from targets import actions, policies
from targets.models import RecordKind, StandardRecord

from . import standard_record_bodies as bodies
from .acting import ActedUpon
from .kinds import PARTNERSHIP
from .named import NamedPartnershipSerializer
from .parts import REASON
from .records import Shown, ShownSerializer


class StandardRecordSerializer(ShownSerializer):
    """A protocol signed, a liaison officer named, information disclosed, a review held."""

    resource = "standard-records"

    id = serializers.IntegerField(source="of.pk")
    partnership = NamedPartnershipSerializer(source="of.partnership")
    kind = serializers.ChoiceField(source="of.kind", choices=RecordKind.values)
    happened_on = serializers.DateField(source="of.happened_on")
    organisations = NamedOrganisationSerializer(
        source="of.organisations", many=True, help_text="Whose it is."
    )
    text = TextField(source="of.text", help_text="What is said of it.")
    review_due_on = serializers.DateField(
        source="of.review_due_on", allow_null=True, help_text="Of a protocol."
    )
    year = TextField(source="of.year_label", help_text="Of a policing plan, as in 2008/09.")
    quarter = TextField(
        source="of.quarter_code", help_text="Of what was disclosed, as in 2008/09 Q1."
    )
    by_police_authority = serializers.BooleanField(
        source="of.is_by_police_authority",
        help_text="Whether somebody of the police authority itself put it on record.",
    )
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )
    recorded_at = MomentField(source="of.recorded_at")
    withdrawn_at = MomentField(source="of.withdrawn_at", allow_null=True)
    withdrawn_because = TextField(source="of.withdrawn_because")


class StandardRecordFilter(filters.FilterSet):
    partnership = Parameter(
        PARTNERSHIP,
        field_name="partnership",
        is_repeatable=True,
        help_text="Of this CDRP: its code.",
    )
    kind = Parameter(
        choice(RecordKind.choices), field_name="kind", is_repeatable=True, help_text="What it is."
    )


class StandardRecords(ActedUpon):
    """Records of what the minimum standards ask, as they were made: those that stand, and your
    own CDRP's that were withdrawn."""

    noun, plural = "standard record", "standard records"
    serializer_class = StandardRecordSerializer
    filterset_class = StandardRecordFilter
    writes = {
        "create": Write(
            "put",
            "Put on record what a minimum standard asks",
            {201: "It is on record, and counts on the checklist."},
            body=bodies.JSON,
        ),
        "withdraw": Write(
            "withdraw",
            "Withdraw a record that was a mistake",
            {200: "It counts no more, and stays on record for the CDRP."},
            body=REASON.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[StandardRecord]:
        visible: QuerySet[StandardRecord] = StandardRecord.objects.visible_to(self.request.user)
        return visible.select_related("partnership").prefetch_related("organisations")

    def shown(self, records: Iterable[StandardRecord]) -> list[Shown]:
        user = self.request.user
        return [
            Shown(one, {"withdraw": policies.may_withdraw_standard(user, one)}) for one in records
        ]

    @once
    def create(self, request: Request) -> Response:
        """Say that something was done, when and by whom; each kind has fields of its own."""
        return self.begin(actions.record_standard, **bodies.record_of(request))

    @action(detail=True, methods=["post"])
    @once
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Say what is wrong with it."""
        found, given = self.get_object(), REASON.read(request)
        return self.carry_out(request, actions.withdraw_standard, record_id=found.pk, **given)
