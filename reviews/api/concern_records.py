"""Concerns as the API tells of them: why, what was said, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from partnerships.api.areas import NamedAreaSerializer
from partnerships.models import User
from reviews import policies, queries
from reviews.models import Concern, ConcernStep
from reviews.presenters.concerns import Shown
from reviews.signals import KINDS
from reviews.states import ConcernStatus
from targets.api.acting import PossibleActionSerializer, an_act, possible
from targets.api.speaking import NamedTargetSerializer

STATUSES = [(status.value, status.label) for status in ConcernStatus]
BY_PEOPLE = ("assign",)
"""What is done on pages alone: it names colleagues."""


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

    kind = serializers.ChoiceField(choices=list(KINDS))
    seriousness = serializers.IntegerField(help_text="By itself, from 0: only watch.")
    sentence = serializers.CharField()
    numbers = serializers.JSONField(help_text="Values, n and chances, as they were.")
    vintage = MomentField(allow_null=True, help_text="Of the newest figure it rests on.")
    method_version = serializers.CharField()
    noticed_at = MomentField()


class ConcernStepSerializer(RecordSerializer):
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
    steps = ConcernStepSerializer(
        many=True, help_text="What was said and done, of what you may know."
    )
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


def told_of(keys: Sequence[int], user: User) -> list[Told]:
    """Return concerns with all that is told of them, in the same number of queries for any."""
    visible = Concern.objects.visible_to(user).filter(pk__in=keys)
    cases = {one.concern.pk: one for one in queries.cases(visible, user)}
    steps = _steps(keys, user)
    may = policies.may_act_each(user, [one.concern for one in cases.values()])
    return [_told(cases[pk], steps.get(pk, []), may[pk], user) for pk in keys]


def _told(
    case: queries.Case, steps: list[ConcernStep], may: Mapping[str, Verdict], user: User
) -> Told:
    leads = bool(policies.leads(user, case.concern))
    shown = Shown(case, leads, timezone.localdate())
    return Told(case, shown, steps, may)


def _steps(concerns: Sequence[int], user: User) -> dict[int, list[ConcernStep]]:
    """Return what was said and done about concerns, as far as `user` may know, by concern."""
    found: dict[int, list[ConcernStep]] = {}
    visible = ConcernStep.objects.visible_to(user).filter(concern__in=concerns)
    for step in visible.order_by("concern", "number"):
        found.setdefault(step.concern_id, []).append(step)
    return found
