"""How assessments, priorities and evidence packs are written."""

from operator import attrgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import (
    LinkField,
    MomentField,
    RecordSerializer,
    TextField,
)
from partnerships.api import NamedOrganisationSerializer
from partnerships.api.areas import NamedAreaSerializer
from targets.contents import BY_KEY, Content
from targets.models import CRITERIA, PriorityEvidence, Section
from targets.states import AssessmentStatus

from .acting import PossibleActionSerializer, on_pages, possible
from .assessment_records import AssessmentRecord, PriorityRecord
from .attachment_records import AttachmentSerializer
from .named import NamedIndicatorSerializer, NamedPartnershipSerializer
from .records import Shown


class AssessmentLinksSerializer(RecordSerializer):
    """Where an assessment is found."""

    self = LinkField("api-assessments-detail", attrgetter("assessment.pk"))
    page = LinkField("targets:assessment", attrgetter("assessment.pk"))


class AssessmentSummarySerializer(RecordSerializer):
    """A CDRP's assessment of a year, as a list tells of it."""

    id = serializers.IntegerField(source="assessment.pk")
    partnership = NamedPartnershipSerializer(source="assessment.partnership")
    year = serializers.CharField(source="assessment.year_label", help_text="As in 2008/09.")
    edition = serializers.IntegerField(source="assessment.edition")
    status = serializers.ChoiceField(
        source="assessment.status", choices=[status.value for status in AssessmentStatus]
    )
    version = serializers.IntegerField(
        source="assessment.version", help_text="Grows with each act; also the ETag."
    )
    submitted_at = MomentField(source="assessment.submitted_at", allow_null=True)
    adopted_at = MomentField(source="assessment.adopted_at", allow_null=True)
    corrected_because = TextField(
        source="assessment.corrected_because", help_text="Why there is another edition."
    )
    written = serializers.SerializerMethodField(help_text="Which contents have a text.")
    priorities = serializers.SerializerMethodField(
        help_text="Their ids, in the order of their ranks."
    )
    actions = serializers.SerializerMethodField(
        help_text="What may be done to it, and by you. Adopting is a person’s act in the browser."
    )
    links = AssessmentLinksSerializer(source="*")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=list(BY_KEY))))
    def get_written(self, record: AssessmentRecord) -> list[str]:
        return [key for key in BY_KEY if key in record.written]

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_priorities(self, record: AssessmentRecord) -> list[int]:
        return [one.pk for one in record.priorities]

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, record: AssessmentRecord) -> list[dict[str, Any]]:
        origin, pk = self.context["origin"], record.assessment.pk
        by_key = possible(origin, "api-assessments", pk, record.may)
        return [*by_key, *on_pages(origin, pk, record.may_on_pages)]


class ContentSerializer(serializers.Serializer[Any]):
    """One of the six contents that the law asks for, and the newest text of it."""

    content = serializers.ChoiceField(choices=list(BY_KEY))
    title = serializers.CharField()
    question = serializers.CharField()
    text = TextField(help_text="Null: nothing is written yet.")
    number = serializers.IntegerField(help_text="Of the text; send it to write over it.")
    written_at = MomentField(allow_null=True)

    def to_representation(self, instance: tuple[Content, Section | None]) -> dict[str, Any]:
        content, section = instance
        told = {
            "content": content.key,
            "title": content.title,
            "question": content.question,
            "text": section.text if section else None,
            "number": section.number if section else 0,
            "written_at": None,
        }
        if section:
            told["written_at"] = self.fields["written_at"].to_representation(section.written_at)
        return told


class AssessmentSerializer(AssessmentSummarySerializer):
    """A CDRP's assessment of a year with all that it says."""

    contents = ContentSerializer(many=True)
    documents = serializers.SerializerMethodField()
    present = serializers.SerializerMethodField(
        help_text="The posts of the senior members who took part in adopting it."
    )

    @extend_schema_field(AttachmentSerializer(many=True))
    def get_documents(self, record: AssessmentRecord) -> Any:
        may = {"remove": record.may["attach"]}
        documents = [Shown(one, may) for one in record.assessment.attachments.filter(priority=None)]
        return AttachmentSerializer(documents, many=True, context=self.context).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_present(self, record: AssessmentRecord) -> list[str]:
        present = record.assessment.presences.select_related("seat__organisation")
        return [str(one) for one in present]


class ScoresSerializer(RecordSerializer):
    """What the partnership gave it in its matrix, each from 1 to 5; null: not scored yet."""

    impact = serializers.IntegerField(allow_null=True)
    likelihood = serializers.IntegerField(allow_null=True)
    trend = serializers.IntegerField(allow_null=True)
    concern = serializers.IntegerField(allow_null=True)


assert set(CRITERIA) == set(ScoresSerializer().fields)


class FrozenEvidenceSerializer(RecordSerializer):
    """What was frozen for a measure and area when its assessment was submitted."""

    measure = serializers.CharField(source="measure.code")
    area = NamedAreaSerializer()
    sha256 = serializers.SerializerMethodField(
        help_text="Of the evidence pack; null: there was no figure then."
    )

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_sha256(self, evidence: PriorityEvidence) -> str | None:
        return evidence.pack.sha256 if evidence.pack else None


class PriorityLinksSerializer(RecordSerializer):
    """Where a priority is found."""

    self = LinkField("api-priorities-detail", attrgetter("priority.pk"))
    assessment = LinkField("api-assessments-detail", attrgetter("priority.assessment_id"))
    page = LinkField("targets:priority", attrgetter("priority.pk"))


class PrioritySerializer(RecordSerializer):
    """A matter that a CDRP puts first, and what it rests on."""

    id = serializers.IntegerField(source="priority.pk")
    assessment = serializers.IntegerField(source="priority.assessment_id")
    partnership = NamedPartnershipSerializer(source="priority.assessment.partnership")
    year = serializers.CharField(source="priority.assessment.year_label")
    status = serializers.ChoiceField(
        source="priority.assessment.status",
        choices=[status.value for status in AssessmentStatus],
        help_text="Of its assessment.",
    )
    version = serializers.IntegerField(
        source="priority.version", help_text="Grows with each act; also the ETag."
    )
    rank = serializers.IntegerField(source="priority.rank", help_text="1 comes first.")
    title = serializers.CharField(source="priority.title")
    evidence = TextField(source="priority.evidence")
    page_reference = TextField(source="priority.page_reference")
    psa_considered = TextField(source="priority.psa_considered")
    community_said = TextField(source="priority.community_said")
    scores = ScoresSerializer(source="priority")
    indicators = serializers.SerializerMethodField()
    partners = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField()
    rests_on = serializers.SerializerMethodField(
        help_text="Frozen at submission, one for each measure and area."
    )
    actions = serializers.SerializerMethodField(help_text="What may be done to it, and by you.")
    links = PriorityLinksSerializer(source="*")

    @extend_schema_field(NamedIndicatorSerializer(many=True))
    def get_indicators(self, record: PriorityRecord) -> Any:
        return self._many(NamedIndicatorSerializer, record.priority.indicators.all())

    @extend_schema_field(NamedOrganisationSerializer(many=True))
    def get_partners(self, record: PriorityRecord) -> Any:
        return self._many(NamedOrganisationSerializer, record.priority.partners.all())

    @extend_schema_field(AttachmentSerializer(many=True))
    def get_documents(self, record: PriorityRecord) -> Any:
        may = {"remove": record.may["attach"]}
        documents = [Shown(one, may) for one in record.priority.attachments.all()]
        return self._many(AttachmentSerializer, documents)

    @extend_schema_field(FrozenEvidenceSerializer(many=True))
    def get_rests_on(self, record: PriorityRecord) -> Any:
        return self._many(FrozenEvidenceSerializer, record.priority.rests_on.all())

    def _many(self, kind: type[RecordSerializer], found: Any) -> Any:
        return kind(found, many=True, context=self.context).data

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, record: PriorityRecord) -> list[dict[str, Any]]:
        return possible(self.context["origin"], "api-priorities", record.priority.pk, record.may)


class PackLinksSerializer(RecordSerializer):
    """Where a pack is found."""

    self = LinkField("api-evidence-detail", attrgetter("sha256"))
    page = LinkField("targets:evidence-pack", attrgetter("sha256"))


class PackSummarySerializer(RecordSerializer):
    """What was known of a measure in an area at a moment, as a list tells of it."""

    sha256 = serializers.CharField(help_text="Of its text, in UTF-8.")
    measure = serializers.CharField(source="measure.code")
    indicator = serializers.CharField(source="measure.indicator.code")
    area = NamedAreaSerializer()
    frozen_at = MomentField(help_text="For the first time.")
    holds_unpublished = serializers.BooleanField(
        help_text="Whether only those who work for its area may read it."
    )
    links = PackLinksSerializer(source="*")


class PackSerializer(PackSummarySerializer):
    """What was known of a measure in an area at a moment. It never changes."""

    content = serializers.CharField(
        help_text="Canonical JSON as text: its SHA-256 is the pack’s. Read it as JSON for the "
        "figures, peers, definitions and methods."
    )
    intact = serializers.BooleanField(
        source="is_intact", help_text="Whether the hash, worked out anew, is the same."
    )
