"""Revisions of signed agreements: read by key, proposed, consented to and decided on by people."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from partnerships.api import NamedOrganisationSerializer
from targets.models import RevisionConsent, RevisionGround, RevisionLine, RevisionProposal
from targets.states import RevisionStatus

from .kinds import RECORD
from .speaking import NamedTargetSerializer, ReadAtTheTable
from .terms import TermsSerializer

STATUSES = [(status.value, status.label) for status in RevisionStatus]


class ProposalConsentSerializer(RecordSerializer):
    """An organisation that is named, and what it answered."""

    organisation = NamedOrganisationSerializer()
    answer = serializers.ChoiceField(choices=RevisionConsent.Answer.values)
    reason = TextField(help_text="In its own words.")
    answered_at = MomentField(allow_null=True)


class ProposalLineSerializer(RecordSerializer):
    """What a revision does to one target."""

    target = NamedTargetSerializer()
    act = serializers.ChoiceField(choices=RevisionLine.Act.values)
    ground = serializers.ChoiceField(choices=RevisionGround.values)
    reason = TextField()
    terms = TermsSerializer(
        source="*", help_text="That it would have; of one taken out, those in force."
    )
    consents = ProposalConsentSerializer(source="told_consents", many=True)


class ProposalLinksSerializer(RecordSerializer):
    """Where a revision is found."""

    self = LinkField("api-revisions-detail", lambda one: one.pk)
    agreement = LinkField("api-agreements-detail", lambda one: one.agreement_id)
    page = serializers.SerializerMethodField(help_text="Where people act upon it.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_page(self, one: RevisionProposal) -> str:
        return f"{self.context['origin']}{one.get_absolute_url()}"


class ProposalSerializer(RecordSerializer):
    """What a partnership would change in what was signed."""

    id = serializers.IntegerField(source="pk")
    agreement = serializers.IntegerField(source="agreement_id", help_text="Its id.")
    number = serializers.IntegerField(help_text="Of the agreement, from 1.")
    revises = serializers.IntegerField(
        source="revises.number", help_text="The version of the agreement that is in force."
    )
    status = serializers.ChoiceField(choices=[key for key, _ in STATUSES])
    reason = TextField()
    proposed_at = MomentField(help_text="While it is a draft: when it was begun.")
    decided_at = MomentField(allow_null=True)
    decided_because = TextField()
    led_to = serializers.SerializerMethodField(help_text="The version that came of it.")
    lines = ProposalLineSerializer(source="told_lines", many=True)
    links = ProposalLinksSerializer(source="*")

    @extend_schema_field({"type": ["integer", "null"]})
    def get_led_to(self, one: RevisionProposal) -> int | None:
        return one.led_to.number if one.led_to else None


class RevisionFilter(filters.FilterSet):
    agreement = Parameter(
        RECORD, field_name="agreement", is_repeatable=True, help_text="Of this agreement: its id."
    )
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="How far it has come."
    )


class Revisions(ReadAtTheTable):
    """Revisions of the agreements at whose tables you sit, and those that ask your consent. To
    propose, to consent and to decide are people’s acts, in the browser."""

    noun, plural = "revision", "revisions"
    serializer_class = ProposalSerializer
    filterset_class = RevisionFilter

    def get_queryset(self) -> QuerySet[RevisionProposal]:
        visible: Any = RevisionProposal.objects.visible_to(self.request.user)
        lines: Any = RevisionLine.objects.visible_to(self.request.user).select_related(
            "target", "measure", "gap_to"
        )
        consents = RevisionConsent.objects.visible_to(self.request.user)
        lines = lines.prefetch_related(
            Prefetch("consents", consents.select_related("organisation"), to_attr="told_consents")
        )
        related: QuerySet[RevisionProposal] = visible.select_related(
            "agreement__area", "revises", "led_to"
        )
        return related.prefetch_related(Prefetch("lines", lines, to_attr="told_lines"))
