"""Concerns: read by those who lead, answer and follow them, and acted upon by key."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.api.catalogue import INDICATOR
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body, Field, invalid
from laa_portal.foundation.api.body_fields import day, text, whole_number
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from partnerships.api.areas import AREA
from partnerships.models import Scope
from reviews import actions, policies
from reviews.forms.concerns import TEXT_LENGTH
from reviews.models import Concern
from reviews.signals import MOST, MOST_BY_ITSELF
from targets.api.acting import ActedUpon
from targets.api.kinds import RECORD

from .concern_records import STATUSES, ConcernSerializer, Told, told_of


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
        return told_of([one.pk for one in records], self.user)

    def _do(self, request: Request, verb: str, body: Body) -> Response:
        found: Concern = self.get_object()
        policies.may_act(self.user, found)[verb].enforce()
        act, given = getattr(actions, verb), body.read(request)
        try:
            return self.carry_out(request, act, concern_id=found.pk, **given)
        except actions.NotADay as refusal:
            raise invalid("until", "unknown_value", str(refusal)) from refusal

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
        """Close it with its outcome. One with an improvement plan is closed by people."""
        return self._do(request, "resolve", OUTCOME)

    @action(detail=True, methods=["post"])
    @once
    def dismiss(self, request: Request, **kwargs: Any) -> Response:
        """Close it as no concern, with what it was instead. The same figures do not raise it
        again. One with an improvement plan is closed by people."""
        return self._do(request, "dismiss", OUTCOME)
