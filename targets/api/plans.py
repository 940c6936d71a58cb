"""Partnership plans: what each says, its steps, and what may be done to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Resource
from laa_portal.foundation.verdicts import Verdict
from partnerships.api import NamedOrganisationSerializer
from partnerships.models import Scope, Viewer
from targets import policies, queries
from targets.models import PartnershipPlan, PlanAction, StrategicAssessment

from .parts import STATUS, EditionSerializer


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan, and what its reader may do to it."""

    record: PartnershipPlan
    presences: list[Any]
    steps: list[PlanAction]
    may: Mapping[str, Verdict]


class StepSerializer(RecordSerializer):
    """A step towards a priority."""

    id = serializers.IntegerField(source="pk")
    priority = serializers.CharField(source="priority_title", allow_null=True)
    step = serializers.CharField()
    lead = NamedOrganisationSerializer()
    resources = serializers.CharField()
    indicator = serializers.CharField(
        source="indicator_code", allow_null=True, help_text="That shows its success."
    )
    measure = TextField(help_text="Of success, in words.")
    due_on = serializers.DateField()
    progress = TextField()
    progress_noted_at = MomentField(allow_null=True)


class PlanLinksSerializer(RecordSerializer):
    """Where a plan is found."""

    self = LinkField("api-partnership-plans-detail", attrgetter("record.pk"))
    page = LinkField("targets:plan", attrgetter("record.pk"))
    assessment = LinkField("targets:assessment", attrgetter("record.assessment_id"))


class PlanSerializer(EditionSerializer):
    """An edition of a partnership plan of three years."""

    term = serializers.CharField(source="record.term_label", help_text="The three years it covers.")
    strategy = TextField(source="record.strategy")
    engagement = TextField(source="record.engagement")
    summary = TextField(source="record.summary")
    refreshed_because = TextField(source="record.refreshed_because")
    summary_is_public = serializers.BooleanField(source="record.is_public")
    steps = StepSerializer(many=True)
    links = PlanLinksSerializer(source="*")


class PlanFilter(filters.FilterSet):
    status = Parameter(
        STATUS, field_name="status", is_repeatable=True, help_text="How far its life has come."
    )


class PartnershipPlans(Resource):
    """Plans that were adopted for your areas, and drafts of your own partnership."""

    noun, plural = "partnership plan", "partnership plans"
    required_scopes = {"GET": (Scope.AGREEMENTS_READ,)}
    is_public = False
    page_key = ("id",)
    serializer_class = PlanSerializer
    filterset_class = PlanFilter
    lookup_url_kwarg = "id"
    lookup_value_regex = "[1-9][0-9]{0,8}"
    key_schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}

    def get_queryset(self) -> QuerySet[PartnershipPlan]:
        visible = PartnershipPlan.objects.visible_to(self.request.user)
        return visible.select_related("partnership", "assessment").prefetch_related(
            "actions__priority",
            "actions__lead",
            "actions__indicator",
            "assessment__priorities",
            "presences__seat__organisation",
        )

    def shown(self, records: Iterable[Any]) -> list[ShownPlan]:
        plans = list(records)
        sources = queries.newest_adopted_of([plan.partnership_id for plan in plans])
        return [_shown(plan, self.request.user, sources.get(plan.partnership_id)) for plan in plans]


def _shown(plan: PartnershipPlan, viewer: Viewer, source: StrategicAssessment | None) -> ShownPlan:
    steps = list(plan.actions.all())
    complete = policies.is_complete(plan, steps, list(plan.assessment.priorities.all()))
    may = {
        "adopt-plan": policies.may_adopt_plan(viewer, plan) and complete,
        "refresh-plan": policies.may_refresh_plan(viewer, plan, source),
        "publish-summary": policies.may_publish_summary(viewer, plan),
        "unpublish-summary": policies.may_unpublish_summary(viewer, plan),
    }
    return ShownPlan(plan, list(plan.presences.all()), steps, may)
