"""What inspectorates found about areas, and what the Home Office advised: entered by key."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.api.catalogue import INDICATOR
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body as Sent
from laa_portal.foundation.api.body_fields import day, one, text, whole_number
from laa_portal.foundation.api.fields import MomentField, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from partnerships.api import NamedOrganisationSerializer
from partnerships.api.areas import AREA, NamedAreaSerializer
from partnerships.models import Area
from reviews import actions, policies
from reviews.forms.judgements import TEXT_LENGTH
from reviews.models import BODY_CHOICES, Judgement, JudgementKind, Question, Weight
from targets.api.kinds import an_organisation, indicators
from targets.api.named import NamedIndicatorSerializer
from targets.api.parts import REASON
from targets.api.records import Shown, ShownSerializer

from .following import Following

STATUSES = [("standing", "Standing"), ("withdrawn", "Withdrawn")]
KIND = choice(JudgementKind.choices)
BODY = choice(BODY_CHOICES)

ENTER = Sent(
    {
        "area": one(AREA, "Of which area: its GSS code or 2008 ONS code.").then(
            lambda pk: Area.objects.get(pk=pk)
        ),
        "kind": one(KIND, "What it is. Area assessments began on 1 April 2009."),
        "body": one(BODY, "Who found it: an inspectorate; of advice, the Home Office."),
        "published_on": day("When it was published."),
        "report": text(150, "What the report is called."),
        "place": text(200, "Where it is to be read."),
        "text": text(TEXT_LENGTH, "What it says. Both sides of the area read it."),
        "weight": one(choice(Weight.choices), "What it comes to; of an area assessment, its flag."),
        "question": one(choice(Question.choices), "Of an area assessment: which it answers."),
        "score": whole_number(1, 4, "Of an organisational assessment."),
        "organisation": an_organisation("Of an organisational assessment: whose; its code."),
        "indicators": indicators("On which it bears."),
        "theme": text(150, "What it is about, if no indicator fits."),
        "in_hand": text(TEXT_LENGTH, "What is already being done about it."),
    },
    *("area", "kind", "body", "published_on", "report", "text", "weight"),
)


class JudgementSerializer(ShownSerializer):
    """A finding about an area, with the report that it stands in."""

    resource = "judgements"

    id = serializers.IntegerField(source="of.pk")
    area = NamedAreaSerializer(source="of.area")
    kind = serializers.ChoiceField(source="of.kind", choices=JudgementKind.values)
    body = serializers.ChoiceField(source="of.body", choices=BODY_CHOICES)
    organisation = NamedOrganisationSerializer(source="of.organisation", allow_null=True)
    indicators = NamedIndicatorSerializer(source="of.indicators", many=True)
    theme = TextField(source="of.theme")
    question = TextField(source="of.question", help_text="Of the three of an area assessment.")
    weight = serializers.ChoiceField(source="of.weight", choices=Weight.values)
    flag = TextField(source="of.flag", help_text="Red or green; null where it sets none.")
    score = serializers.IntegerField(source="of.score", allow_null=True, help_text="1 to 4.")
    text = serializers.CharField(source="of.text")
    in_hand = TextField(source="of.in_hand", help_text="What is already being done about it.")
    report = serializers.CharField(source="of.report")
    place = TextField(source="of.place", help_text="Where it is to be read.")
    published_on = serializers.DateField(source="of.published_on")
    entered_at = MomentField(source="of.entered_at")
    withdrawn_at = MomentField(source="of.withdrawn_at", allow_null=True)
    withdrawn_because = TextField(source="of.withdrawn_because")
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )


class JudgementFilter(filters.FilterSet):
    area = Parameter(
        AREA, field_name="area", is_repeatable=True, help_text="Of this area: its code."
    )
    kind = Parameter(KIND, field_name="kind", is_repeatable=True, help_text="What it is.")
    body = Parameter(BODY, field_name="body", is_repeatable=True, help_text="Who found it.")
    indicator = Parameter(
        INDICATOR,
        method="bearing_on",
        is_repeatable=True,
        help_text="Those that bear on this indicator: NI 16, NI16 or ni-16.",
    )
    status = Parameter(choice(STATUSES), method="that_are", help_text="Whether it stands.")

    def bearing_on(self, found: Any, name: str, indicators: list[int]) -> Any:
        through = found.model.indicators.through.objects
        bearing = through.filter(indicator_id__in=indicators)
        return found.filter(pk__in=bearing.values("judgement_id"))

    def that_are(self, found: Any, name: str, status: str) -> Any:
        return found.filter(withdrawn_at__isnull=status == "standing")


class Judgements(Following):
    """Area assessments, organisational assessments, inspection reports and advice of the Home
    Office, of the areas that you may see."""

    noun, plural = "judgement", "judgements"
    serializer_class = JudgementSerializer
    filterset_class = JudgementFilter
    writes = {
        "create": Write(
            "enter",
            "Enter a judgement",
            {201: "It is on record, and targets that it bears on are looked at again."},
            body=ENTER.json,
        ),
        "withdraw": Write(
            "withdraw",
            "Withdraw a judgement that was a mistake",
            {200: "It counts no more, and stays on record."},
            body=REASON.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[Judgement]:
        visible: QuerySet[Judgement] = Judgement.objects.visible_to(self.request.user)
        return visible.select_related("area", "organisation").prefetch_related("indicators")

    def shown(self, records: Iterable[Judgement]) -> list[Shown]:
        user = self.user
        return [
            Shown(one, {"withdraw": policies.may_withdraw_judgement(user, one)}) for one in records
        ]

    @once
    def create(self, request: Request) -> Response:
        """Say what was found, in which report, and what is already being done about it."""
        return self.begin(actions.enter_judgement, **ENTER.read(request))

    @action(detail=True, methods=["post"])
    @once
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Say what is wrong with it."""
        found, given = self.get_object(), REASON.read(request)
        return self.carry_out(request, actions.withdraw_judgement, judgement_id=found.pk, **given)
