"""Priorities: read by whoever may read their assessment, described by its partnership's keys."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api.bodies import invalid
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from targets import actions, queries
from targets.models import Priority

from . import assessment_bodies as bodies
from .acting import ActedUpon
from .assessment_records import PriorityRecord, priority_records
from .attachment_records import DOCUMENT, attaching
from .filters import PriorityFilter
from .serializers import PrioritySerializer


class Priorities(ActedUpon):
    """Priorities of the assessments that you may read, oldest first."""

    noun, plural = "priority", "priorities"
    filterset_class = PriorityFilter
    serializer_class = PrioritySerializer
    writes = {
        "describe": Write(
            "describe",
            "Say more of a priority",
            {200: "It says so now."},
            body=bodies.DESCRIPTION.json,
            is_conditional=True,
        ),
        "attach": attaching("a priority of a draft"),
        "remove": Write(
            "remove",
            "Take a priority out of a draft",
            {200: "It is gone, and those after it moved up. The record is as it was last."},
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[Priority]:
        visible = Priority.objects.visible_to(self.request.user)
        return visible.select_related("assessment__partnership").prefetch_related(
            "indicators", "partners", "attachments", queries.named_evidence()
        )

    def shown(self, records: Iterable[Priority]) -> list[PriorityRecord]:
        return priority_records(list(records), self.request.user)

    @action(detail=True, methods=["post"])
    @once
    def describe(self, request: Request, **kwargs: Any) -> Response:
        """Change the parts that you send; the others stay. A list replaces the one before."""
        found = self.get_object()
        given = bodies.as_described(bodies.DESCRIPTION.read(request))
        _refuse_strangers(found, given)
        return self.carry_out(request, actions.describe_priority, priority_id=found.pk, **given)

    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @once
    def attach(self, request: Request, **kwargs: Any) -> Response:
        """Send a document as its evidence; its type is read from its content."""
        found, given = self.get_object(), DOCUMENT.read(request)["document"]
        self.attempt(
            actions.attach, assessment_id=found.assessment_id, priority_id=found.pk, **given
        )
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"])
    @once
    def remove(self, request: Request, **kwargs: Any) -> Response:
        """Take it out, with what is written of it. That it was there stays on record."""
        found = self.get_object()
        return self.remove_record(request, actions.remove_priority, priority_id=found.pk)


def _refuse_strangers(priority: Priority, given: dict[str, Any]) -> None:
    """Raise InvalidParameters for a partner that has no seat on the partnership."""
    partnership = priority.assessment.partnership
    seated = set(partnership.organisations.all()) if "partners" in given else set()
    if strangers := [one for one in given.get("partners", []) if one not in seated]:
        raise invalid(
            "partners", "unknown_value", f"“{strangers[0].code}” has no seat on {partnership}."
        )
