"""Partnership plans and their steps as the API tells of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from partnerships.api import NamedOrganisationSerializer
from partnerships.models import Viewer
from targets import policies, queries
from targets.models import PartnershipPlan, PlanAction, StrategicAssessment

from .parts import EditionSerializer
from .records import Shown, ShownSerializer


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan with its steps, and what its reader may do to it: by key, and on pages alone."""

    record: PartnershipPlan
    presences: list[Any]
    steps: list[Shown]
    may: Mapping[str, Verdict]
    may_on_pages: Mapping[str, Verdict]


def shown_plans(plans: Sequence[PartnershipPlan], viewer: Viewer) -> list[ShownPlan]:
    """Return what is told of plans whose parts are fetched, in one query for all of them."""
    sources = queries.newest_adopted_of([plan.partnership_id for plan in plans])
    return [_shown(plan, viewer, sources.get(plan.partnership_id)) for plan in plans]


def _shown(plan: PartnershipPlan, viewer: Viewer, source: StrategicAssessment | None) -> ShownPlan:
    steps = list(plan.actions.all())
    complete = policies.is_complete(plan, steps, list(plan.assessment.priorities.all()))
    may_write = policies.may_write_plan(viewer, plan)
    may = {
        "write": may_write,
        "add_step": may_write,
        "refresh": policies.may_refresh_plan(viewer, plan, source),
        "discard": may_write,
        "publish_summary": policies.may_publish_summary(viewer, plan),
        "unpublish_summary": policies.may_unpublish_summary(viewer, plan),
    }
    adopt = {"adopt_plan": policies.may_adopt_plan(viewer, plan) and complete}
    shown_steps = [shown_step(one, plan, viewer) for one in steps]
    return ShownPlan(plan, list(plan.presences.all()), shown_steps, may, adopt)


def shown_step(step: PlanAction, plan: PartnershipPlan, viewer: Viewer) -> Shown:
    """Return what is told of a step of a plan."""
    may_write = policies.may_write_plan(viewer, plan)
    may = {
        "change": may_write,
        "remove": may_write,
        "note_progress": policies.may_note_progress(viewer, plan),
    }
    return Shown(step, may)


class StepSerializer(ShownSerializer):
    """A step towards a priority."""

    resource = "plan-steps"

    id = serializers.IntegerField(source="of.pk")
    plan = serializers.IntegerField(source="of.plan_id")
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )
    priority = serializers.IntegerField(
        source="of.priority_id",
        allow_null=True,
        help_text="Null: it is of no priority of the newest assessment any more.",
    )
    priority_title = serializers.CharField(source="of.priority_title", allow_null=True)
    step = serializers.CharField(source="of.step")
    lead = NamedOrganisationSerializer(source="of.lead")
    resources = serializers.CharField(source="of.resources")
    indicator = serializers.CharField(
        source="of.indicator_code", allow_null=True, help_text="That shows its success."
    )
    measure = TextField(source="of.measure", help_text="Of success, in words.")
    due_on = serializers.DateField(source="of.due_on")
    progress = TextField(source="of.progress")
    progress_noted_at = MomentField(source="of.progress_noted_at", allow_null=True)


class PlanLinksSerializer(RecordSerializer):
    """Where a plan is found."""

    self = LinkField("api-partnership-plans-detail", attrgetter("record.pk"))
    page = LinkField("targets:plan", attrgetter("record.pk"))
    assessment = LinkField("api-assessments-detail", attrgetter("record.assessment_id"))


class PlanSummarySerializer(EditionSerializer):
    """An edition of a partnership plan of three years, as a list tells of it."""

    resource = "partnership-plans"

    term = serializers.CharField(source="record.term_label", help_text="The three years it covers.")
    strategy = TextField(source="record.strategy")
    engagement = TextField(source="record.engagement")
    summary = TextField(source="record.summary")
    refreshed_because = TextField(source="record.refreshed_because")
    summary_is_public = serializers.BooleanField(source="record.is_public")
    steps = serializers.SerializerMethodField(help_text="Their ids, the first due first.")
    links = PlanLinksSerializer(source="*")

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_steps(self, shown: ShownPlan) -> list[int]:
        return [step.of.pk for step in shown.steps]


class PlanSerializer(PlanSummarySerializer):
    """An edition of a partnership plan of three years with all its steps."""

    steps = StepSerializer(many=True)  # type: ignore[assignment]
