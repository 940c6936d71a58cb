"""What districts put to their counties, and the answers."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import problems
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body, Field, invalid
from laa_portal.foundation.api.body_fields import record_id, text
from laa_portal.foundation.api.fields import MomentField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.versioning import Stale
from targets import actions, policies
from targets.forms.escalations import ANSWER_LENGTH
from targets.models import Escalation, Priority
from targets.states import EscalationStatus

from .named import NamedPartnershipSerializer
from .records import Shown, ShownSerializer
from .resources import Acted


def _answer(meaning: str) -> Field:
    return text(ANSWER_LENGTH, meaning, missing="Say it in a sentence or more.")


CASE = Body(
    {
        "priority": record_id("Of an adopted assessment of your CDRP."),
        "reason": _answer("Why the county should take it up."),
        "local_risk": _answer("What happens in the district if it is not taken up."),
    },
    *("priority", "reason", "local_risk"),
)
TAKING_UP = Body({"reason": _answer("Why.")}, "reason")
DECLINING = Body(
    {
        "reason": _answer("Why."),
        "risk_check": _answer("How the county judged the risk of that to the district."),
    },
    *("reason", "risk_check"),
)
STATUSES = [(status.value, status.label) for status in EscalationStatus]


class PutPrioritySerializer(RecordSerializer):
    """The priority that was put, and where its partnership ranks it."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    rank = serializers.IntegerField()
    year = serializers.CharField(source="assessment.year_label")


class EscalationSerializer(ShownSerializer):
    """A district's priority before its county."""

    resource = "escalations"

    id = serializers.IntegerField(source="of.pk")
    priority = PutPrioritySerializer(source="of.priority")
    district = NamedPartnershipSerializer(source="of.priority.assessment.partnership")
    county = NamedPartnershipSerializer(source="of.group")
    status = serializers.ChoiceField(source="of.status", choices=[key for key, _ in STATUSES])
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act; also the ETag."
    )
    put_at = MomentField(source="of.put_at")
    put_because = serializers.CharField(source="of.put_because")
    local_risk = serializers.CharField(
        source="of.local_risk", help_text="What happens in the district if it is not taken up."
    )
    answered_at = MomentField(source="of.answered_at", allow_null=True)
    answered_because = TextField(source="of.answered_because")
    risk_check = TextField(
        source="of.risk_check", help_text="How the county judged that risk when it declined."
    )


class EscalationFilter(filters.FilterSet):
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="How far it has come."
    )


class Escalations(Acted):
    """Priorities that districts put to their county strategy groups, oldest first."""

    noun, plural = "escalation", "escalations"
    serializer_class = EscalationSerializer
    filterset_class = EscalationFilter
    writes = {
        "create": Write(
            "put",
            "Put a district's priority to its county",
            {201: "It is with the county strategy group."},
            problems=(problems.CONFLICT,),
            body=CASE.json,
        ),
        "take_up": Write(
            "take_up",
            "Take up a district's priority",
            {200: "The county has made it its own."},
            body=TAKING_UP.json,
            is_conditional=True,
        ),
        "decline": Write(
            "decline",
            "Do not take up a district's priority",
            {200: "The district is told why."},
            body=DECLINING.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[Escalation]:
        visible = Escalation.objects.visible_to(self.request.user)
        return visible.select_related("priority__assessment__partnership", "group")

    def shown_one(self, record: Escalation) -> Shown:
        user = self.request.user
        may = {
            "take_up": policies.may_take_up(user, record),
            "decline": policies.may_decline(user, record),
        }
        return Shown(record, may)

    @once
    def create(self, request: Request) -> Response:
        """Put a priority of your CDRP's adopted assessment to its county strategy group."""
        policies.may_put_any(self.user).enforce()
        given = CASE.read(request)
        visible = Priority.objects.visible_to(self.user)
        found = visible.filter(pk=given.pop("priority")).first()
        if found is None:
            raise invalid("priority", "unknown_value", "is not the id of one you may see.")
        try:
            made = actions.put_to_county(
                priority_id=found.pk, by=self.user, at=timezone.now(), **given
            )
        except Stale as stale:
            raise problems.Refusal(problems.CONFLICT, str(stale)) from stale
        return self.answer(self.get_queryset().get(pk=made.pk), status=201)

    @action(detail=True, methods=["post"], url_path="take-up")
    @once
    def take_up(self, request: Request, **kwargs: Any) -> Response:
        """Say why the county takes it up."""
        return self._answered(request, actions.take_up, TAKING_UP)

    @action(detail=True, methods=["post"])
    @once
    def decline(self, request: Request, **kwargs: Any) -> Response:
        """Say why the county does not take it up, and how it judged the risk of that."""
        return self._answered(request, actions.decline, DECLINING)

    def _answered(self, request: Request, act: Any, body: Body) -> Response:
        found, given = self.get_object(), body.read(request)
        return self.carry_out(request, act, escalation_id=found.pk, **given)
