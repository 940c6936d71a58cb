"""Reviews of years: read and moved on by key; agreed, sent and published by people alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.bodies import Body, invalid
from laa_portal.foundation.api.body_fields import day, text
from laa_portal.foundation.api.fields import (
    ExactField,
    LinkField,
    MomentField,
    RecordSerializer,
    TextField,
)
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.verdicts import Verdict
from partnerships.api.areas import AREA, NamedAreaSerializer
from partnerships.models import Scope
from reviews import actions, policies
from reviews.forms.reviews import NOTES_LENGTH, REASON_LENGTH
from reviews.models import Finding, Review, ReviewStep
from reviews.rag import RAGS
from reviews.states import ReviewStatus
from targets.api.acting import ActedUpon, PossibleActionSerializer, an_act, possible
from targets.api.speaking import NamedTargetSerializer
from targets.models import YEARS, RevisionGround

STATUSES = [(status.value, status.label) for status in ReviewStatus]
RATINGS = [key for key, _ in RAGS]
NUMBERS = ("asked", "value", "gap", "share", "to_date", "expected", "p_year", "p_term")
YEAR = choice([(year, year) for year in YEARS])

EVIDENCE = Body(
    {"evidence": text(NOTES_LENGTH, "What the meeting should know. Both sides read it.")},
    "evidence",
)
MEETING = Body(
    {
        "held_on": day("The day of the meeting: not after today."),
        "notes": text(NOTES_LENGTH, "What was said. Both sides read it."),
    },
    *("held_on", "notes"),
)
REASON = Body({"reason": text(REASON_LENGTH, "Why. Both sides read it.")}, "reason")

BY_KEY = (
    *("submit_evidence", "hold_review", "refresh_findings"),
    *("put_findings", "take_back_findings"),
)
BY_PEOPLE = ("agree_findings", "settle_findings", "send_letter", "publish_review")


@dataclass(frozen=True, slots=True)
class Told:
    """A review as its reader finds it, with what they may do."""

    of: Review
    findings: list[Finding]
    steps: list[ReviewStep]
    may: Mapping[str, Verdict]


class ReviewFindingSerializer(RecordSerializer):
    """What is found of one target. Its numbers are as they were then."""

    target = NamedTargetSerializer()
    rating = serializers.ChoiceField(source="rag", choices=RATINGS)
    by_rule = serializers.ChoiceField(source="computed", choices=RATINGS)
    rule = serializers.CharField(help_text="That gave it, as a sentence.")
    because = TextField(help_text="Why a reviewer finds otherwise than the rule.")
    comment = TextField()
    ground = TextField(
        help_text=f"On which it may be refreshed: {', '.join(RevisionGround.values)}."
    )
    figures = serializers.SerializerMethodField(
        help_text="Of the assessment it rests on: amounts in the measure’s unit, counts in events, "
        "chances from 0 to 1. Null where figures behind it are not for you to read."
    )
    vintage = MomentField(allow_null=True, help_text="Of the newest figure it rests on.")
    method_version = TextField()

    @extend_schema_field({"type": "object", "additionalProperties": {"type": ["string", "null"]}})
    def get_figures(self, finding: Finding) -> dict[str, str | None]:
        numbers = policies.release_numbers(self.context["request"].user, finding)
        found = {name: numbers.get(name) for name in NUMBERS}
        exact = ExactField()
        return {
            name: None if value is None else exact.to_representation(value)
            for name, value in found.items()
        }


class ReviewStepSerializer(RecordSerializer):
    """One thing that was said or done."""

    number = serializers.IntegerField()
    verb = serializers.CharField()
    text = TextField()
    done_at = MomentField()


class ReviewLinksSerializer(RecordSerializer):
    """Where a review is found."""

    self = LinkField("api-reviews-detail", lambda told: told.of.pk)
    agreement = LinkField("api-agreements-detail", lambda told: told.of.agreement_id)
    page = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_page(self, told: Told) -> str:
        return f"{self.context['origin']}{told.of.get_absolute_url()}"


class ReviewSerializer(RecordSerializer):
    """What both sides say of one year of an agreement."""

    id = serializers.IntegerField(source="of.pk")
    area = NamedAreaSerializer(source="of.agreement.area")
    year = serializers.CharField(source="of.year_label", help_text="As in 2008/09.")
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )
    status = serializers.ChoiceField(source="of.status", choices=[key for key, _ in STATUSES])
    evidence_due_on = serializers.DateField(source="of.evidence_due_on")
    meeting_due_on = serializers.DateField(source="of.meeting_due_on")
    findings_due_on = serializers.DateField(source="of.findings_due_on")
    letter_due_on = serializers.DateField(source="of.letter_due_on")
    summary_due_on = serializers.DateField(source="of.summary_due_on")
    held_on = serializers.DateField(source="of.held_on", allow_null=True)
    summary = TextField(source="of.summary", help_text="Once it is published.")
    findings = ReviewFindingSerializer(many=True, help_text="Those that you may read.")
    steps = ReviewStepSerializer(many=True, help_text="What was said and done, for both sides.")
    actions = serializers.SerializerMethodField(help_text="What may be done, and by you.")
    links = ReviewLinksSerializer(source="*")

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, told: Told) -> list[dict[str, Any]]:
        origin, may = str(self.context["origin"]), told.may
        args = [told.of.agreement.area.gss_code, told.of.year]
        return [
            *possible(origin, "api-reviews", told.of.pk, {verb: may[verb] for verb in BY_KEY}),
            *(an_act(verb, "GET", f"{origin}{_page(verb, args)}", may[verb]) for verb in BY_PEOPLE),
        ]


def _page(verb: str, args: list[object]) -> str:
    return reverse(f"reviews:{verb.replace('_', '-')}", args=args)


class ReviewFilter(filters.FilterSet):
    area = Parameter(
        AREA,
        field_name="agreement__area",
        is_repeatable=True,
        help_text="Its GSS code or 2008 ONS code.",
    )
    year = Parameter(YEAR, method="of_year", is_repeatable=True, help_text="As in 2008/09.")
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="How far it has come."
    )

    def of_year(self, reviews: Any, name: str, years: list[str]) -> Any:
        return reviews.filter(year__in=[int(year[:4]) for year in years])


def _write(name: str, summary: str, answer: str, body: Body | None = None) -> Write:
    sent = body.json if body else {}
    return Write(name, summary, {200: answer}, body=sent, is_conditional=True)


class Reviews(ActedUpon):
    """Reviews of the agreements at whose tables you sit, and of others once they are published.
    To agree to findings, to send the letter and to publish are people’s acts, in the browser."""

    noun, plural = "review", "reviews"
    required_scopes = {
        "GET": (Scope.CONCERNS_READ, Scope.CONCERNS_WRITE),
        "POST": (Scope.CONCERNS_WRITE,),
    }
    parser_classes = [JSONParser]
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    writes = {
        "submit_evidence": _write(
            "submit_evidence_for", "Send a partnership’s evidence", "It is sent.", EVIDENCE
        ),
        "hold_review": _write(
            "hold", "Note the meeting of a review", "It is noted, and the rule rates.", MEETING
        ),
        "refresh_findings": _write(
            "refresh_findings_of", "Use the newest figures for findings", "They are used."
        ),
        "put_findings": _write(
            "put_findings_of", "Put findings to the partnership", "It is asked to agree."
        ),
        "take_back_findings": _write(
            "take_back_findings_of", "Take findings back", "They can be changed.", REASON
        ),
    }

    def get_queryset(self) -> QuerySet[Review]:
        visible = Review.objects.visible_to(self.request.user)
        visible_findings = Finding.objects.visible_to(self.request.user)
        findings: Any = visible_findings.select_related("target", "review__agreement")
        steps: Any = ReviewStep.objects.visible_to(self.request.user)
        related: QuerySet[Review] = visible.select_related("agreement__area").prefetch_related(
            Prefetch("findings", findings, to_attr="told_findings"),
            Prefetch("steps", steps, to_attr="told_steps"),
        )
        return related

    def shown(self, records: Iterable[Any]) -> list[Told]:
        return [
            Told(one, one.told_findings, one.told_steps, _may(self.user, one)) for one in records
        ]

    def _do(self, request: Request, verb: str, body: Body | None = None) -> Response:
        found: Review = self.get_object()
        _may(self.user, found)[verb].enforce()
        given = body.read(request) if body else {}
        try:
            return self.carry_out(request, getattr(actions, verb), review_id=found.pk, **given)
        except actions.NotHeldYet as refusal:
            raise invalid("held_on", "unknown_value", str(refusal)) from refusal

    @action(detail=True, methods=["post"], url_path="submit-evidence")
    @once
    def submit_evidence(self, request: Request, **kwargs: Any) -> Response:
        """Say for the partnership what the meeting should know beside the figures."""
        return self._do(request, "submit_evidence", EVIDENCE)

    @action(detail=True, methods=["post"], url_path="hold-review")
    @once
    def hold_review(self, request: Request, **kwargs: Any) -> Response:
        """Note the meeting. The rule then rates each target by its newest figures."""
        return self._do(request, "hold_review", MEETING)

    @action(detail=True, methods=["post"], url_path="refresh-findings")
    @once
    def refresh_findings(self, request: Request, **kwargs: Any) -> Response:
        """Hold the findings against the figures as they are now."""
        return self._do(request, "refresh_findings")

    @action(detail=True, methods=["post"], url_path="put-findings")
    @once
    def put_findings(self, request: Request, **kwargs: Any) -> Response:
        """Show the findings to the partnership, which is asked to agree."""
        return self._do(request, "put_findings")

    @action(detail=True, methods=["post"], url_path="take-back-findings")
    @once
    def take_back_findings(self, request: Request, **kwargs: Any) -> Response:
        """Take findings back to change them, and say why."""
        return self._do(request, "take_back_findings", REASON)


def _may(user: Any, review: Review) -> dict[str, Verdict]:
    """Return what `user` may do to a review, by the name of each act."""
    return {verb: getattr(policies, f"may_{verb}")(user, review) for verb in (*BY_KEY, *BY_PEOPLE)}
