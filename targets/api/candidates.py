"""Candidates for the targets of agreements: on the long list, on the short list, left out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import text
from laa_portal.foundation.api.fields import MomentField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.versioning import Versioned
from partnerships.api.areas import AREA, NamedAreaSerializer
from partnerships.forms.fields import REASON_LENGTH
from targets import actions, policies
from targets.models import Priority, Target
from targets.rows import Row, RowKind
from targets.states import TargetStatus

from .named import NamedIndicatorSerializer, NamedPartnershipSerializer
from .records import Shown, ShownSerializer
from .resources import Acted

REASON = Body(
    {"reason": text(REASON_LENGTH, "Why.", missing="Say it in a sentence or more.")}, "reason"
)
STATUSES = [(status.value, status.label) for status in TargetStatus]


class SourcePrioritySerializer(RecordSerializer):
    """A district's priority that a candidate comes from."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    rank = serializers.IntegerField()
    year = serializers.CharField(source="assessment.year_label")
    district = NamedPartnershipSerializer(source="assessment.partnership")


class TargetSerializer(ShownSerializer):
    """A line that an agreement may come to have."""

    resource = "targets"

    id = serializers.IntegerField(source="of.pk")
    area = NamedAreaSerializer(source="of.agreement.area")
    title = serializers.CharField(source="of.title")
    indicator = NamedIndicatorSerializer(source="of.indicator", allow_null=True)
    status = serializers.ChoiceField(source="of.status", choices=[key for key, _ in STATUSES])
    version = serializers.IntegerField(
        source="of.agreement.version",
        help_text="Of the area's list as a whole, which grows with each act upon it; also the "
        "ETag.",
    )
    priorities = SourcePrioritySerializer(
        source="of.visible_priorities", many=True, help_text="Those of them that you may see."
    )
    shortlisted_at = MomentField(source="of.shortlisted_at", allow_null=True)
    left_out_at = MomentField(source="of.left_out_at", allow_null=True)
    left_out_because = TextField(source="of.left_out_because")


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


class Targets(Acted):
    """Candidates for the targets of agreements, with the priorities they come from."""

    noun, plural = "target", "targets"
    serializer_class = TargetSerializer
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

    def shown_one(self, record: Target) -> Shown:
        user = self.request.user
        may = {
            "shortlist": policies.may_shortlist(user, record),
            "longlist_again": policies.may_longlist_again(user, record),
            "leave_out": policies.may_leave_out(user, record),
        }
        return Shown(record, may)

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
        def move(found: Target, version: int) -> None:
            rows, at = [Row(RowKind.TARGET, found.pk)], timezone.now()
            area = found.agreement.area
            try:
                act(area=area, version=version, rows=rows, by=self.user, at=at, **given)
            except actions.NotPossible as refused:
                raise PermissionDenied(str(refused)) from refused

        return self.act(request, move)
