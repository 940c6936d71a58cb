"""Steps of partnership plans: changed while their plan is a draft, and noted how far they came."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from targets import actions
from targets.models import PlanAction

from . import plan_bodies as bodies
from .acting import ActedUpon
from .kinds import PARTNERSHIP
from .parts import STATUS
from .plan_records import StepSerializer, shown_step
from .plans import with_priority
from .records import Shown


class StepFilter(filters.FilterSet):
    partnership = Parameter(
        PARTNERSHIP,
        field_name="plan__partnership",
        is_repeatable=True,
        help_text="Of this CDRP: its code.",
    )
    status = Parameter(
        STATUS,
        field_name="plan__status",
        is_repeatable=True,
        help_text="How far the life of its plan has come.",
    )


class PlanSteps(ActedUpon):
    """Steps of the plans that you may read, as they were added."""

    noun, plural = "plan step", "plan steps"
    serializer_class = StepSerializer
    filterset_class = StepFilter
    writes = {
        "change": Write(
            "change",
            "Say something else of a step of a draft",
            {200: "It says so now."},
            body=bodies.CHANGED_STEP.json,
            is_conditional=True,
        ),
        "remove": Write(
            "remove",
            "Take a step out of a draft",
            {200: "It is gone. The record is as it was last."},
            is_conditional=True,
        ),
        "note_progress": Write(
            "note_progress_of",
            "Note how far a step of the plan in force has come",
            {200: "It is noted, in place of what was before."},
            body=bodies.PROGRESS.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[PlanAction]:
        visible = PlanAction.objects.visible_to(self.request.user)
        return visible.select_related("plan__partnership", "priority", "lead", "indicator")

    def shown(self, records: Iterable[PlanAction]) -> list[Shown]:
        return [shown_step(one, one.plan, self.request.user) for one in records]

    @action(detail=True, methods=["post"])
    @once
    def change(self, request: Request, **kwargs: Any) -> Response:
        """Change the parts that you send; the others stay."""
        found, values = self.get_object(), bodies.CHANGED_STEP.read(request)
        with_priority(values, self.user)
        return self.carry_out(
            request, actions.change_plan_action, action_id=found.pk, values=values
        )

    @action(detail=True, methods=["post"])
    @once
    def remove(self, request: Request, **kwargs: Any) -> Response:
        """Take it out. That it was there stays on record."""
        found = self.get_object()
        return self.remove_record(request, actions.remove_plan_action, action_id=found.pk)

    @action(detail=True, methods=["post"], url_path="note-progress")
    @once
    def note_progress(self, request: Request, **kwargs: Any) -> Response:
        """Say what is done, and what is late and why."""
        found, given = self.get_object(), bodies.PROGRESS.read(request)
        return self.carry_out(request, actions.note_progress, action_id=found.pk, **given)
