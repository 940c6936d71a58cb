"""Documents with assessments and priorities: listed, downloaded, and taken off drafts, by key."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.formats import AsItIs
from laa_portal.foundation.api.resources import Read, Write
from laa_portal.foundation.idempotency import once
from targets import actions, policies
from targets.documents import MEDIA_TYPES
from targets.downloads import download, in_a_sandbox
from targets.models import Attachment

from .acting import WrittenByKey
from .attachment_records import AttachmentSerializer
from .kinds import PARTNERSHIP
from .records import Shown


class AttachmentFilter(filters.FilterSet):
    partnership = Parameter(
        PARTNERSHIP,
        field_name="assessment__partnership",
        is_repeatable=True,
        help_text="Of the assessments of this CDRP: its code.",
    )


class Attachments(WrittenByKey):
    """Documents of the assessments that you may read, as they were attached."""

    noun, plural = "attachment", "attachments"
    serializer_class = AttachmentSerializer
    filterset_class = AttachmentFilter
    reads = {
        "content": Read(
            "content_of",
            "Download a document",
            "The document, byte for byte.",
            media_types=tuple(MEDIA_TYPES.values()),
        )
    }
    writes = {
        "remove": Write(
            "remove", "Take a document off a draft", {200: "It is gone. The record is as it was."}
        )
    }

    def get_queryset(self) -> QuerySet[Attachment]:
        visible = Attachment.objects.visible_to(self.request.user)
        return visible.select_related("assessment__partnership", "priority")

    def shown(self, records: Iterable[Attachment]) -> list[Shown]:
        user = self.request.user
        return [
            Shown(one, {"remove": policies.may_edit_assessment(user, one.assessment)})
            for one in records
        ]

    @action(detail=True, renderer_classes=[AsItIs])
    @in_a_sandbox
    def content(self, request: Request, **kwargs: Any) -> HttpResponse:
        """The document as it was attached, to keep."""
        return download(self.get_object())

    @action(detail=True, methods=["post"])
    @once
    def remove(self, request: Request, **kwargs: Any) -> Response:
        """Take it off. That it was there stays on record."""
        found = self.get_object()
        last = self.written(found)
        self.attempt(actions.detach, attachment_id=found.pk)
        return Response(last)
