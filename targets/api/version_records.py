"""Versions of agreements as the API tells of them: their text, its hash, and who signed it."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import (
    LastDayField,
    LinkField,
    MomentField,
    RecordSerializer,
    TextField,
)
from laa_portal.foundation.verdicts import Verdict
from partnerships.api.areas import NamedAreaSerializer
from targets import policies
from targets.models import AgreementVersion, Signature, SigningCapacity, digest
from targets.signing import next_capacity
from targets.states import VersionStatus

from .acting import PossibleActionSerializer, an_act

STATUSES = [(status.value, status.label) for status in VersionStatus]

ON_PAGES = {
    # what people do to a version on its pages
    "approve_agreement": policies.may_decide_on_agreement,
    "require_modification": policies.may_decide_on_agreement,
    "withdraw_approval": policies.may_withdraw_approval,
    "withdraw_submission": policies.may_withdraw_submission,
}


class VersionLinksSerializer(RecordSerializer):
    """Where a version is found, and the agreement that it is of."""

    self = LinkField("api-versions-detail", lambda version: version.pk)
    page = LinkField(
        "targets:version", lambda version: version.area.gss_code, lambda version: version.number
    )
    agreement = LinkField("api-agreements-detail", lambda version: version.agreement_id)


class VersionSummarySerializer(RecordSerializer):
    """An agreement as it was put together at one time, as a list tells of it."""

    id = serializers.IntegerField(source="pk")
    agreement = serializers.IntegerField(source="agreement_id", help_text="Its id.")
    area = NamedAreaSerializer()
    number = serializers.IntegerField(help_text="In the agreement, from 1.")
    status = serializers.ChoiceField(
        choices=[key for key, _ in STATUSES], help_text="“draft”: it was sent back."
    )
    submitted_at = MomentField()
    approved_at = MomentField(allow_null=True)
    valid_from = serializers.DateField(
        source="starts_on", allow_null=True, help_text="Null: not every signature is in."
    )
    valid_to = LastDayField(source="ends_on", allow_null=True)
    content_sha256 = serializers.CharField(help_text="Of its text, in UTF-8.")
    links = VersionLinksSerializer(source="*")


class SignatureSerializer(RecordSerializer):
    """That a post signed the text in a capacity."""

    capacity = serializers.ChoiceField(choices=[one.value for one in SigningCapacity])
    post = serializers.CharField(help_text="The role by which they signed; no name.")
    signed_at = MomentField()
    content_sha256 = serializers.CharField(help_text="Of the text that they were shown.")
    declared = serializers.CharField(source="statement")
    under = serializers.SerializerMethodField(
        help_text="Of a leader: what the full council decided."
    )
    reference = TextField(help_text="Of the letter by which ministers approved.")

    def get_under(self, signature: Signature) -> str | None:
        return str(signature.under) if signature.under else None


class VersionSerializer(VersionSummarySerializer):
    """An agreement as it was put together at one time. Once it is approved it never changes."""

    content = serializers.CharField(
        help_text="Canonical JSON as text: its SHA-256 is the version’s. Read it as JSON for the "
        "targets, their values and their partners."
    )
    intact = serializers.SerializerMethodField(
        help_text="Whether the hash, worked out anew, is the same."
    )
    returned_because = TextField(help_text="Why it was sent back or taken back.")
    signatures = serializers.SerializerMethodField(help_text="In the order of signing.")
    actions = serializers.SerializerMethodField(
        help_text="What people may do to it on its pages, and whether you are one of them. Nothing "
        "of it is done by key."
    )

    @extend_schema_field(SignatureSerializer(many=True))
    def get_signatures(self, version: AgreementVersion) -> Any:
        return SignatureSerializer(version.signatures.all(), many=True, context=self.context).data

    def get_intact(self, version: AgreementVersion) -> bool:
        return digest(version.content) == version.content_sha256

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, version: AgreementVersion) -> list[dict[str, Any]]:
        user = self.context["request"].user
        acts = [self._act(name, version, may(user, version), []) for name, may in ON_PAGES.items()]
        waited = next_capacity([one.capacity for one in version.signatures.all()])
        if waited:
            may_sign = policies.may_sign(user, version, SigningCapacity(waited))
            acts.append(self._act("sign_agreement", version, may_sign, [waited]))
        return acts

    def _act(
        self, name: str, version: AgreementVersion, verdict: Verdict, more: list[str]
    ) -> dict[str, Any]:
        keys = [version.area.gss_code, version.number, *more]
        path = reverse(f"targets:{name.replace('_', '-')}", args=keys)
        return an_act(name, "GET", f"{self.context['origin']}{path}", verdict)
