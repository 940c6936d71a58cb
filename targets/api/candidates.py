"""Targets of agreements: candidates first, which keys choose among; then between the sides."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import text
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.versioning import Versioned
from partnerships.api.areas import AREA
from partnerships.forms.fields import REASON_LENGTH
from targets import actions, queries
from targets.models import Priority, Target
from targets.rows import Row, RowKind
from targets.sides import Side

from .kinds import RECORD
from .resources import Acted
from .speaking import SIDE
from .target_records import (
    STATUSES,
    ShownTarget,
    TargetSerializer,
    TargetSummarySerializer,
    shown_targets,
)

REASON = Body(
    {"reason": text(REASON_LENGTH, "Why.", missing="Say it in a sentence or more.")}, "reason"
)


class TargetFilter(filters.FilterSet):
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="How far it has come."
    )
    area = Parameter(
        AREA,
        field_name="agreement__area",
        is_repeatable=True,
        help_text="Of this LAA area: its GSS code or 2008 ONS code.",
    )
    agreement = Parameter(
        RECORD, field_name="agreement", is_repeatable=True, help_text="Of this agreement: its id."
    )
    waiting_for = Parameter(
        SIDE, method="that_wait", is_repeatable=True, help_text="The side that has to answer."
    )

    def that_wait(self, targets: Any, name: str, sides: list[str]) -> Any:
        return queries.waiting_for_sides(targets, map(Side, sides))


class Targets(Acted):
    """Targets of agreements, and candidates for them with the priorities they come from.

    What is said of a target is prepared as a draft, and said by an offer of its agreement.
    """

    noun, plural = "target", "targets"
    filterset_class = TargetFilter
    writes = {
        "shortlist": Write(
            "shortlist",
            "Put a candidate on the short list",
            {200: "It is on the short list, and its districts are told."},
            is_conditional=True,
        ),
        "longlist_again": Write(
            "longlist_again",
            "Put a candidate back on the long list",
            {200: "What was decided about it is undone."},
            is_conditional=True,
        ),
        "leave_out": Write(
            "leave_out",
            "Leave a candidate out",
            {200: "It will be no target, and its districts are told why."},
            body=REASON.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[Target]:
        user = self.request.user
        priorities = Priority.objects.visible_to(user).select_related("assessment__partnership")
        sources: Any = Prefetch("priorities", priorities, to_attr="visible_priorities")
        visible = Target.objects.visible_to(user).select_related("agreement__area", "indicator")
        return visible.prefetch_related(sources)

    def get_serializer_class(self) -> Any:
        return TargetSummarySerializer if self.action == "list" else TargetSerializer

    def shown(self, records: Iterable[Target]) -> list[ShownTarget]:
        return shown_targets(list(records), self.user)

    def versioned(self, record: Target) -> Versioned:
        return record.agreement

    @action(detail=True, methods=["post"])
    @once
    def shortlist(self, request: Request, **kwargs: Any) -> Response:
        """Choose it."""
        return self._moved(request, actions.shortlist)

    @action(detail=True, methods=["post"], url_path="longlist-again")
    @once
    def longlist_again(self, request: Request, **kwargs: Any) -> Response:
        """Undo what was decided about it."""
        return self._moved(request, actions.longlist_again)

    @action(detail=True, methods=["post"], url_path="leave-out")
    @once
    def leave_out(self, request: Request, **kwargs: Any) -> Response:
        """Say why it will be no target."""
        return self._moved(request, actions.leave_out, **REASON.read(request))

    def _moved(self, request: Request, act: Any, **given: str) -> Response:
        found = self.get_object()
        rows = [Row(RowKind.TARGET, found.pk)]
        try:
            return self.carry_out(request, act, area=found.agreement.area, rows=rows, **given)
        except actions.NotPossible as refused:
            raise PermissionDenied(str(refused)) from refused
