"""What both sides write to each other about a target, beside the offers."""

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.bodies import Body, invalid
from laa_portal.foundation.api.body_fields import record_id, text
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from targets import actions, policies
from targets.forms.talk import TEXT_LENGTH
from targets.models import Message, Target

from .acting import WrittenByKey
from .filters import OfTarget
from .speaking import SCOPES, SIDE, SIDE_CHOICES, NamedTargetSerializer

NEW = Body(
    {
        "target": record_id("The id of the target."),
        "text": text(TEXT_LENGTH, "Both sides read it, and nobody can change or remove it."),
    },
    *("target", "text"),
)


class MessageLinksSerializer(RecordSerializer):
    """Where a message is found; its page has the whole thread."""

    self = LinkField("api-messages-detail", lambda message: message.pk)
    page = LinkField("targets:write-message", lambda message: message.target_id)
    target = LinkField("api-targets-detail", lambda message: message.target_id)


class MessageSerializer(RecordSerializer):
    """What one side wrote to the other about a target. It is no offer."""

    id = serializers.IntegerField(source="pk")
    agreement = serializers.IntegerField(source="target.agreement_id", help_text="Its id.")
    target = NamedTargetSerializer()
    side = serializers.ChoiceField(choices=SIDE_CHOICES, help_text="Who wrote it.")
    text = serializers.CharField()
    written_at = MomentField()
    offer = serializers.IntegerField(
        allow_null=True, help_text="The number of the newest offer when it was written."
    )
    links = MessageLinksSerializer(source="*")


class MessageFilter(OfTarget):
    side = Parameter(SIDE, field_name="side", is_repeatable=True, help_text="By this side.")


class Messages(WrittenByKey):
    """What both sides wrote about the targets at whose tables you sit, oldest first. Private notes
    are on pages alone."""

    noun, plural = "message", "messages"
    required_scopes = SCOPES
    parser_classes = [JSONParser]
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    writes = {
        "create": Write(
            "write",
            "Write to both sides about a target",
            {201: "Both sides can read it."},
            body=NEW.json,
        ),
    }

    def get_queryset(self) -> QuerySet[Message]:
        return Message.objects.visible_to(self.request.user).select_related("target")

    @once
    def create(self, request: Request) -> Response:
        """Write about a target that has been offered; terms change by offers alone."""
        policies.may_write_any(self.user).enforce()
        given = NEW.read(request)
        visible = Target.objects.visible_to(self.user).select_related("agreement__area")
        target = visible.filter(pk=given["target"]).first()
        if target is None:
            raise invalid("target", "unknown_value", "is not the id of one you may see.")
        made = self.attempt(actions.write_message, target=target, text=given["text"])
        written = self.written(made)
        return Response(written, status=201, headers={"Location": written["links"]["self"]})
