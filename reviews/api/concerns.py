"""Concerns: read by those who lead, answer and follow them, and acted upon by key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.api.catalogue import INDICATOR
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body, Field
from laa_portal.foundation.api.body_fields import day, text, whole_number
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.verdicts import Verdict
from partnerships.api.areas import AREA, NamedAreaSerializer
from partnerships.models import Scope, User
from reviews import actions, policies, queries
from reviews.forms.concerns import TEXT_LENGTH
from reviews.models import Concern, ConcernStep
from reviews.presenters.concerns import Shown
from reviews.signals import KINDS, MOST, MOST_BY_ITSELF
from reviews.states import ConcernStatus
from targets.api.acting import ActedUpon, PossibleActionSerializer, an_act, possible
from targets.api.kinds import RECORD
from targets.api.speaking import NamedTargetSerializer

STATUSES = [(status.value, status.label) for status in ConcernStatus]
KIND_NAMES = [(one.code, one.name) for one in KINDS.values()]
BY_PEOPLE = ("assign",)
"""What is done on pages alone: it names colleagues."""


def words(meaning: str) -> Field:
    return text(TEXT_LENGTH, meaning)


QUESTION = Body({"question": words("What you ask. Both sides read it.")}, "question")
ANSWER = Body({"text": words("Your answer. Both sides read it.")}, "text")
REASON = Body({"reason": words("Why. It stays on record.")}, "reason")
OUTCOME = Body({"outcome": words("What came of it. Both sides read it.")}, "outcome")
RATIONALE = words("Why. Both sides read it.")
LOWER = Body(
    {"level": whole_number(0, MOST - 1, "Below the one it has."), "rationale": RATIONALE},
    *("level", "rationale"),
)
ESCALATE = Body(
    {
        "level": whole_number(
            1, MOST, f"Above the one it has. More than {MOST_BY_ITSELF} is a person’s judgement."
        ),
        "rationale": RATIONALE,
    },
    *("level", "rationale"),
)
SNOOZE = Body(
    {"until": day("When it comes back: after today."), "reason": words("Why it can wait.")},
    *("until", "reason"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A concern as its reader finds it, with what was said and what they may do."""

    case: queries.Case
    shown: Shown
    steps: list[ConcernStep]
    may: Mapping[str, Verdict]

    @property
    def of(self) -> Concern:
        return self.case.concern


class SignalSerializer(RecordSerializer):
    """Something that was noticed, with copies of the numbers it rests on."""

    kind = serializers.ChoiceField(choices=[code for code, _ in KIND_NAMES])
    seriousness = serializers.IntegerField(help_text="By itself, from 0: only watch.")
    sentence = serializers.CharField()
    numbers = serializers.JSONField(help_text="Values, n and chances, as they were.")
    vintage = MomentField(allow_null=True, help_text="Of the newest figure it rests on.")
    method_version = serializers.CharField()
    noticed_at = MomentField()


class StepSerializer(RecordSerializer):
    """One thing that was said or done."""

    number = serializers.IntegerField()
    verb = serializers.CharField()
    text = TextField()
    level = serializers.IntegerField(help_text="After it.")
    done_at = MomentField()


class ConcernLinksSerializer(RecordSerializer):
    """Where a concern is found."""

    self = LinkField("api-concerns-detail", lambda told: told.of.pk)
    page = LinkField("reviews:concern", lambda told: told.of.pk)


class ConcernSerializer(RecordSerializer):
    """What the Government Office and a partnership talk about until it is settled."""

    id = serializers.IntegerField(source="of.pk")
    area = NamedAreaSerializer(source="of.area")
    number = serializers.IntegerField(source="of.number", help_text="In its area, from 1.")
    target = NamedTargetSerializer(source="of.target", allow_null=True)
    theme = TextField(source="of.theme", help_text="Where it is about no single target.")
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )
    status = serializers.ChoiceField(source="of.status", choices=[key for key, _ in STATUSES])
    level = serializers.IntegerField(source="of.level", help_text="How serious it is, 0 to 4.")
    suggested_level = serializers.IntegerField(
        source="of.suggested", help_text="What its signals come to; from 3 on a person decides."
    )
    why = serializers.CharField(source="shown.why")
    next_step = serializers.CharField(source="shown.next_step")
    opened_at = MomentField(source="of.opened_at")
    shared_at = MomentField(
        source="of.shared_at", allow_null=True, help_text="With the partnership."
    )
    answer_due_on = serializers.DateField(source="of.answer_due_on", allow_null=True)
    back_on = serializers.DateField(
        source="of.back_on", allow_null=True, help_text="Where it is set aside."
    )
    closed_at = MomentField(source="of.closed_at", allow_null=True)
    outcome = TextField(source="of.outcome")
    signals = SignalSerializer(
        source="case.signals", many=True, help_text="What it rests on, the newest first."
    )
    steps = StepSerializer(many=True, help_text="What was said and done, of what you may know.")
    actions = serializers.SerializerMethodField(help_text="What may be done, and by you.")
    links = ConcernLinksSerializer(source="*")

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, told: Told) -> list[dict[str, Any]]:
        origin, may = str(self.context["origin"]), dict(told.may)
        by_people = {verb: may.pop(verb) for verb in BY_PEOPLE}
        page = f"{origin}{told.of.get_absolute_url()}"
        return [
            *possible(origin, "api-concerns", told.of.pk, may),
            *(an_act(verb, "GET", page, verdict) for verb, verdict in by_people.items()),
        ]


class ConcernFilter(filters.FilterSet):
    area = Parameter(
        AREA, field_name="area", is_repeatable=True, help_text="Its GSS code or 2008 ONS code."
    )
    target = Parameter(RECORD, field_name="target", is_repeatable=True, help_text="By its id.")
    indicator = Parameter(
        INDICATOR, field_name="target__indicator", is_repeatable=True, help_text="As in NI 16."
    )
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="How far it has come."
    )
    level = Parameter(
        choice([(str(n), str(n)) for n in range(MOST + 1)]),
        field_name="level",
        is_repeatable=True,
        help_text="How serious it is.",
    )


def _write(name: str, summary: str, answer: str, body: Body) -> Write:
    return Write(name, summary, {200: answer}, body=body.json, is_conditional=True)


class Concerns(ActedUpon):
    """Concerns about the areas of your Government Office; those that were shared, for partnerships
    and, from level 2 on, for national roles."""

    noun, plural = "concern", "concerns"
    required_scopes = {
        "GET": (Scope.CONCERNS_READ, Scope.CONCERNS_WRITE),
        "POST": (Scope.CONCERNS_WRITE,),
    }
    parser_classes = [JSONParser]
    serializer_class = ConcernSerializer
    filterset_class = ConcernFilter
    writes = {
        "ask": _write("ask_about", "Ask the partnership about a concern", "It is asked.", QUESTION),
        "answer_question": _write(
            "answer", "Answer a question on a concern", "It is answered.", ANSWER
        ),
        "accept_answer": _write(
            "accept_answer_on", "Take the answer on a concern", "It is in hand.", REASON
        ),
        "lower": _write("lower", "Judge a concern less serious", "It is so from now on.", LOWER),
        "escalate": _write(
            "escalate", "Judge a concern more serious", "It is so from now on.", ESCALATE
        ),
        "snooze": _write("snooze", "Set a concern aside", "It comes back by itself.", SNOOZE),
        "wake": _write("wake", "Take a concern up again", "It is open again.", REASON),
        "resolve": _write("resolve", "Close a concern", "It is closed.", OUTCOME),
        "dismiss": _write("dismiss", "Close what was no concern", "It is closed.", OUTCOME),
    }

    def get_queryset(self) -> QuerySet[Concern]:
        return Concern.objects.visible_to(self.request.user).select_related("area", "target")

    def shown(self, records: Iterable[Concern]) -> list[Told]:
        """Return concerns with all that is told of them, in the same number of queries for any."""
        found = [one.pk for one in records]
        visible = Concern.objects.visible_to(self.request.user).filter(pk__in=found)
        cases = {one.concern.pk: one for one in queries.cases(visible, self.user)}
        steps = _steps(found, self.user)
        return [self._told(cases[pk], steps.get(pk, [])) for pk in found]

    def _told(self, case: queries.Case, steps: list[ConcernStep]) -> Told:
        may = policies.may_act(self.user, case.concern)
        leads = bool(policies.leads(self.user, case.concern))
        return Told(case, Shown(case, leads, timezone.localdate()), steps, may)

    def _do(self, request: Request, verb: str, body: Body) -> Response:
        found: Concern = self.get_object()
        policies.may_act(self.user, found)[verb].enforce()
        act = getattr(actions, verb)
        return self.carry_out(request, act, concern_id=found.pk, **body.read(request))

    @action(detail=True, methods=["post"])
    @once
    def ask(self, request: Request, **kwargs: Any) -> Response:
        """Put a question to the partnership. It has twenty working days, and reads the concern
        from then on."""
        return self._do(request, "ask", QUESTION)

    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @once
    def answer_question(self, request: Request, **kwargs: Any) -> Response:
        """Answer for the partnership."""
        return self._do(request, "answer", ANSWER)

    @action(detail=True, methods=["post"], url_path="accept-answer")
    @once
    def accept_answer(self, request: Request, **kwargs: Any) -> Response:
        """Take the answer: the matter is known and in hand."""
        return self._do(request, "accept_answer", REASON)

    @action(detail=True, methods=["post"])
    @once
    def lower(self, request: Request, **kwargs: Any) -> Response:
        """Judge it to be less serious, with the reason."""
        return self._do(request, "lower", LOWER)

    @action(detail=True, methods=["post"])
    @once
    def escalate(self, request: Request, **kwargs: Any) -> Response:
        """Judge it to be more serious, with the reason. From level 3 on that is a named person’s
        judgement, in the browser."""
        return self._do(request, "escalate", ESCALATE)

    @action(detail=True, methods=["post"])
    @once
    def snooze(self, request: Request, **kwargs: Any) -> Response:
        """Set it aside until a day, with the reason; then it comes back by itself."""
        return self._do(request, "snooze", SNOOZE)

    @action(detail=True, methods=["post"])
    @once
    def wake(self, request: Request, **kwargs: Any) -> Response:
        """Take up again what was set aside, before its day."""
        return self._do(request, "wake", REASON)

    @action(detail=True, methods=["post"])
    @once
    def resolve(self, request: Request, **kwargs: Any) -> Response:
        """Close it with its outcome."""
        return self._do(request, "resolve", OUTCOME)

    @action(detail=True, methods=["post"])
    @once
    def dismiss(self, request: Request, **kwargs: Any) -> Response:
        """Close it as no concern, with what it was instead. The same figures do not raise it
        again."""
        return self._do(request, "dismiss", OUTCOME)


def _steps(concerns: list[int], user: User) -> dict[int, list[ConcernStep]]:
    """Return what was said and done about concerns, as far as `user` may know, by concern."""
    found: dict[int, list[ConcernStep]] = {}
    visible = ConcernStep.objects.visible_to(user).filter(concern__in=concerns)
    for step in visible.order_by("concern", "number"):
        found.setdefault(step.concern_id, []).append(step)
    return found
