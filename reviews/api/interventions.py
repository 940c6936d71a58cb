"""What bodies have open in areas: read by all who work there, opened and closed by key."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body as Sent
from laa_portal.foundation.api.body_fields import day, one, record_ids, text, whole_number
from laa_portal.foundation.api.fields import MomentField, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from partnerships.api.areas import AREA, NamedAreaSerializer
from partnerships.models import Area
from reviews import actions, policies
from reviews.forms.interventions import TEXT_LENGTH
from reviews.models import BODY_CHOICES, STEP_CHOICES, Intervention, InterventionKind
from targets.api.records import Shown, ShownSerializer

from .following import Following

STATUSES = [("open", "Open"), ("closed", "Closed")]
BODY = choice(BODY_CHOICES)
HIGHEST = STEP_CHOICES[-1][0]

OPEN = Sent(
    {
        "area": one(AREA, "Where: the GSS code or the 2008 ONS code of an area.").then(
            lambda pk: Area.objects.get(pk=pk)
        ),
        "body": one(BODY, "Whose it is; one that you act for."),
        "kind": one(choice(InterventionKind.choices), "What it is."),
        "step": whole_number(0, HIGHEST, "Of the ladder. From 4 on it is a person’s act."),
        "title": text(150, "What it is called."),
        "text": text(TEXT_LENGTH, "What is asked or done, and of whom. It may set no target."),
        "due_on": day("By when; left out or null where no day is set.").or_null(),
        "acknowledged": record_ids(
            "The ids of what other bodies have open there, each of which you have read."
        ),
    },
    *("area", "body", "kind", "step", "title", "text"),
)
CLOSE = Sent({"outcome": text(TEXT_LENGTH, "What came of it.")}, "outcome")
NOTHING = Sent({})


class InterventionSerializer(ShownSerializer):
    """Something that a body asks of an area, does there, or helps it with."""

    resource = "interventions"

    id = serializers.IntegerField(source="of.pk")
    area = NamedAreaSerializer(source="of.area")
    body = serializers.ChoiceField(source="of.body", choices=BODY_CHOICES)
    kind = serializers.ChoiceField(source="of.kind", choices=InterventionKind.values)
    step = serializers.IntegerField(source="of.step", help_text="Of the ladder, 0 to 5.")
    title = serializers.CharField(source="of.title")
    text = serializers.CharField(source="of.text")
    due_on = serializers.DateField(source="of.due_on", allow_null=True)
    status = serializers.SerializerMethodField()
    opened_at = MomentField(source="of.opened_at")
    closed_at = MomentField(source="of.closed_at", allow_null=True)
    outcome = TextField(source="of.outcome")
    acknowledged_by_you = serializers.BooleanField(
        source="of.is_seen", help_text="Whether you have said that you have read it."
    )
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )

    def get_status(self, shown: Shown) -> str:
        return "open" if shown.of.is_open else "closed"


class InterventionFilter(filters.FilterSet):
    area = Parameter(
        AREA, field_name="area", is_repeatable=True, help_text="In this area: its code."
    )
    body = Parameter(BODY, field_name="body", is_repeatable=True, help_text="Of this body.")
    status = Parameter(choice(STATUSES), method="that_are", help_text="Whether it is open.")

    def that_are(self, found: Any, name: str, status: str) -> Any:
        return found.filter(closed_at__isnull=status == "open")


class Interventions(Following):
    """What departments, inspectorates and Government Offices have open in your areas: read it
    before you add to it."""

    noun, plural = "intervention", "interventions"
    serializer_class = InterventionSerializer
    filterset_class = InterventionFilter
    writes = {
        "create": Write(
            "open",
            "Open an intervention",
            {201: "It is open, and everybody who works for the area sees it."},
            body=OPEN.json,
        ),
        "acknowledge": Write(
            "acknowledge",
            "Say that you have read what another body has open",
            {200: "It is on record."},
            body=NOTHING.json,
        ),
        "close": Write(
            "close",
            "Close an intervention",
            {200: "It is closed."},
            body=CLOSE.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[Intervention]:
        visible: Any = Intervention.objects.visible_to(self.request.user)
        return visible.select_related("area").seen_by(self.request.user)

    def shown(self, records: Iterable[Intervention]) -> list[Shown]:
        user = self.user
        return [
            Shown(
                one,
                {
                    "acknowledge": policies.may_acknowledge_intervention(user, one),
                    "close": policies.may_close_intervention(user, one),
                },
            )
            for one in records
        ]

    @once
    def create(self, request: Request) -> Response:
        """Open it for one of your bodies. What other bodies have open there and you have neither
        acknowledged nor name here refuses it."""
        return self.begin(actions.open_intervention, **{"due_on": None, **OPEN.read(request)})

    @action(detail=True, methods=["post"])
    @once
    def acknowledge(self, request: Request, **kwargs: Any) -> Response:
        """To say it again changes nothing."""
        found = self.get_object()
        NOTHING.read(request)
        self.attempt(actions.acknowledge_intervention, intervention_id=found.pk)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"])
    @once
    def close(self, request: Request, **kwargs: Any) -> Response:
        """Say what came of it."""
        found, given = self.get_object(), CLOSE.read(request)
        return self.carry_out(
            request, actions.close_intervention, intervention_id=found.pk, **given
        )
