"""Documents with assessments and priorities, as the API tells of them and takes them."""

from operator import attrgetter

from rest_framework import serializers

from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import file
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer
from laa_portal.foundation.api.resources import Write
from targets.documents import LARGEST
from targets.models import Attachment

from .records import ShownSerializer

DOCUMENT = Body(
    {"document": file(LARGEST, "A PDF, Word, OpenDocument or Excel file, PNG or JPEG.")}, "document"
)


def attaching(to: str) -> Write:
    """Describe how a document is attached to what `to` says."""
    return Write(
        "attach_to",
        f"Attach a document to {to}",
        {200: "It is among its documents."},
        body={"multipart/form-data": DOCUMENT.schema},
    )


class AttachmentLinksSerializer(RecordSerializer):
    """Where a document is found; its page, too, gives it byte for byte."""

    self = LinkField("api-attachments-detail", attrgetter("of.pk"))
    content = LinkField("api-attachments-content", attrgetter("of.pk"))
    page = LinkField("targets:attachment", attrgetter("of.pk"))


class AttachmentSerializer(ShownSerializer):
    """A document that came with an assessment, or with one of its priorities."""

    resource = "attachments"

    id = serializers.IntegerField(source="of.pk")
    assessment = serializers.IntegerField(source="of.assessment_id")
    priority = serializers.IntegerField(
        source="of.priority_id", allow_null=True, help_text="Null: it is the assessment’s own."
    )
    name = serializers.CharField(source="of.name")
    kind = serializers.ChoiceField(
        source="of.kind", choices=Attachment.Kind.values, help_text="By its content."
    )
    size = serializers.IntegerField(source="of.size", help_text="In bytes.")
    sha256 = serializers.CharField(source="of.file_id")
    attached_at = MomentField(source="of.attached_at")
    links = AttachmentLinksSerializer(source="*")  # type: ignore[assignment]
