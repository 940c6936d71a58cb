"""Partnership plans: read by whoever may, written by their CDRP's keys, adopted in the browser."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.bodies import invalid
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from partnerships.models import Viewer
from targets import actions
from targets.models import PartnershipPlan, Priority

from . import plan_bodies as bodies
from .acting import ActedUpon
from .kinds import PARTNERSHIP
from .parts import REASON, STATUS
from .plan_records import PlanSerializer, PlanSummarySerializer, ShownPlan, shown_plans


class PlanFilter(filters.FilterSet):
    partnership = Parameter(
        PARTNERSHIP,
        field_name="partnership",
        is_repeatable=True,
        help_text="Of this CDRP: its code.",
    )
    status = Parameter(
        STATUS, field_name="status", is_repeatable=True, help_text="How far its life has come."
    )


class PartnershipPlans(ActedUpon):
    """Plans that were adopted for your areas, and drafts of your own partnership."""

    noun, plural = "partnership plan", "partnership plans"
    filterset_class = PlanFilter
    writes = {
        "create": Write(
            "start",
            "Begin a partnership plan",
            {201: "It is begun, from the newest assessment that was adopted."},
            body=bodies.NEW.json,
        ),
        "write": Write(
            "write",
            "Write the texts of the draft of a plan",
            {200: "It says so now."},
            body=bodies.TEXTS.json,
            is_conditional=True,
        ),
        "add_step": Write(
            "add_step_to",
            "Add a step towards a priority",
            {200: "It is among the steps of the plan."},
            body=bodies.NEW_STEP.json,
        ),
        "refresh": Write(
            "refresh",
            "Begin the edition that revises a plan",
            {201: "It is begun with what the plan says, which stays in force until it is adopted."},
            body=bodies.REFRESHING.json,
            is_conditional=True,
        ),
        "discard": Write(
            "discard",
            "Delete a draft of a plan",
            {200: "It is gone. The record is as it was last."},
            is_conditional=True,
        ),
        "publish_summary": Write(
            "publish_summary_of",
            "Publish the summary of the plan in force",
            {200: "Everybody can read the summary."},
            is_conditional=True,
        ),
        "unpublish_summary": Write(
            "unpublish_summary_of",
            "Take a published summary back",
            {200: "The summary is not published any more."},
            body=REASON.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[PartnershipPlan]:
        visible = PartnershipPlan.objects.visible_to(self.request.user)
        of_steps = () if self.action == "list" else ("priority", "lead", "indicator")
        return visible.select_related("partnership", "assessment").prefetch_related(
            "assessment__priorities",
            "presences__seat__organisation",
            "actions",
            *(f"actions__{name}" for name in of_steps),
        )

    def get_serializer_class(self) -> Any:
        return PlanSummarySerializer if self.action == "list" else PlanSerializer

    def shown(self, records: Iterable[Any]) -> list[ShownPlan]:
        return shown_plans(list(records), self.request.user)

    @once
    def create(self, request: Request) -> Response:
        """Begin a plan of three years."""
        return self.begin(actions.start_plan, **bodies.NEW.read(request))

    @action(detail=True, methods=["post"])
    @once
    def write(self, request: Request, **kwargs: Any) -> Response:
        """Write the texts that you send; the others stay."""
        return self._act(request, actions.write_plan, texts=bodies.TEXTS.read(request))

    @action(detail=True, methods=["post"], url_path="steps")
    @once
    def add_step(self, request: Request, **kwargs: Any) -> Response:
        """Say what will be done, who leads it, with what, by when, and what shows its success."""
        found, values = self.get_object(), bodies.NEW_STEP.read(request)
        with_priority(values, self.user)
        self.attempt(actions.add_plan_action, plan_id=found.pk, values=values)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"])
    @once
    def refresh(self, request: Request, **kwargs: Any) -> Response:
        """Begin a new edition for a year of its term; the answer is that edition."""
        found, given = self.get_object(), bodies.REFRESHING.read(request)
        made = self.act_upon(request, actions.refresh_plan, plan_id=found.pk, **given)
        return self.answer_new(made)

    @action(detail=True, methods=["post"])
    @once
    def discard(self, request: Request, **kwargs: Any) -> Response:
        """Delete a draft that is not wanted."""
        return self.remove_record(request, actions.discard_plan, plan_id=self.get_object().pk)

    @action(detail=True, methods=["post"], url_path="publish-summary")
    @once
    def publish_summary(self, request: Request, **kwargs: Any) -> Response:
        """Open it to everybody."""
        return self._act(request, actions.publish_summary)

    @action(detail=True, methods=["post"], url_path="unpublish-summary")
    @once
    def unpublish_summary(self, request: Request, **kwargs: Any) -> Response:
        """Say why it is taken back."""
        return self._act(request, actions.unpublish_summary, **REASON.read(request))

    def _act(self, request: Request, act: Callable[..., Any], **given: Any) -> Response:
        return self.carry_out(request, act, plan_id=self.get_object().pk, **given)


def with_priority(values: dict[str, Any], viewer: Viewer) -> None:
    """Put the priority in the place of its id, where one is named. Raises InvalidParameters."""
    if "priority" not in values:
        return
    values["priority"] = Priority.objects.visible_to(viewer).filter(pk=values["priority"]).first()
    if values["priority"] is None:
        raise invalid("priority", "unknown_value", "is not the id of one you may see.")
