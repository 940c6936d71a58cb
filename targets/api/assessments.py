"""Strategic assessments: read by whoever may, written and submitted by their partnership's keys."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import problems
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from targets import actions
from targets.models import StrategicAssessment

from . import assessment_bodies as bodies
from .acting import ActedUpon
from .assessment_records import AssessmentRecord, assessment_records
from .attachment_records import DOCUMENT, attaching
from .filters import AssessmentFilter
from .serializers import AssessmentSerializer, AssessmentSummarySerializer


class Assessments(ActedUpon):
    """Assessments of crime and disorder by CDRPs, oldest first: adopted ones, and own drafts."""

    noun, plural = "assessment", "assessments"
    filterset_class = AssessmentFilter
    writes = {
        "create": Write(
            "start",
            "Begin an assessment of a year",
            {201: "It is begun, as a draft of the CDRP’s."},
            body=bodies.NEW.json,
        ),
        "write_section": Write(
            "write_section_of",
            "Write one of the six contents",
            {200: "The text is saved; the one before is kept."},
            body=bodies.SECTION.json,
            problems=(problems.CONFLICT,),
        ),
        "add_priority": Write(
            "add_priority_to",
            "Add a priority",
            {200: "It is the last in order; describe it next."},
            body=bodies.TITLE.json,
        ),
        "rank": Write(
            "rank_priorities_of",
            "Put its priorities in order",
            {200: "They are in their new order."},
            body=bodies.RANKS.json,
            is_conditional=True,
        ),
        "attach": attaching("the draft of an assessment"),
        "submit": Write(
            "submit",
            "Submit it to the strategy group",
            {200: "It is with the strategy group, its evidence frozen."},
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[StrategicAssessment]:
        visible = StrategicAssessment.objects.visible_to(self.request.user)
        return visible.select_related("partnership").prefetch_related("priorities")

    def get_serializer_class(self) -> Any:
        return AssessmentSummarySerializer if self.action == "list" else AssessmentSerializer

    def shown(self, records: Iterable[StrategicAssessment]) -> list[AssessmentRecord]:
        return assessment_records(list(records), self.request.user)

    @once
    def create(self, request: Request) -> Response:
        """Begin a year's assessment, from nothing or with what the last one says."""
        given = {"is_copy": False, **bodies.NEW.read(request)}
        return self.begin(actions.start_assessment, **given)

    @action(detail=True, methods=["post"], url_path="sections")
    @once
    def write_section(self, request: Request, **kwargs: Any) -> Response:
        """Save a text over the one whose number you send; a newer one is never written over."""
        found = self.get_object()
        given = {"number": 0, **bodies.SECTION.read(request)}
        self.attempt(actions.write_section, assessment_id=found.pk, **given)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"], url_path="priorities")
    @once
    def add_priority(self, request: Request, **kwargs: Any) -> Response:
        """Add a matter after all the others."""
        found, given = self.get_object(), bodies.TITLE.read(request)
        self.attempt(actions.add_priority, assessment_id=found.pk, **given)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"])
    @once
    def rank(self, request: Request, **kwargs: Any) -> Response:
        """Give each priority its rank, from 1 without a gap or a tie."""
        found, given = self.get_object(), bodies.RANKS.read(request)
        return self.carry_out(request, actions.rank_priorities, assessment_id=found.pk, **given)

    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @once
    def attach(self, request: Request, **kwargs: Any) -> Response:
        """Send a document that it is written in or rests on; its type is read from its content."""
        found, given = self.get_object(), DOCUMENT.read(request)["document"]
        self.attempt(actions.attach, assessment_id=found.pk, **given)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"])
    @once
    def submit(self, request: Request, **kwargs: Any) -> Response:
        """Put it before the strategy group, which adopts it in the browser or sends it back."""
        found = self.get_object()
        return self.carry_out(request, actions.submit_assessment, assessment_id=found.pk)
