"""Who is asked to sign up to which target, and what each said: read by key, answered by people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from partnerships.api import NamedOrganisationSerializer
from partnerships.api.organisations import ORGANISATION, DutySerializer
from partnerships.models import User
from targets import policies, queries
from targets.models import Commitment
from targets.queries import Asked
from targets.states import CommitmentStatus

from .acting import PossibleActionSerializer, on_pages
from .filters import OfTarget
from .speaking import NamedTargetSerializer, ReadAtTheTable

STATUSES = [(status.value, status.label) for status in CommitmentStatus]


@dataclass(frozen=True, slots=True)
class ShownCommitment:
    """A commitment with what binds the organisation, and what its reader may do on pages."""

    of: Commitment
    asked: Asked
    may: Mapping[str, Verdict]


def _shown(asked: Asked, user: User) -> ShownCommitment:
    one = asked.commitment
    may = {
        "agree_to_target": policies.may_agree_to_target(user, one),
        "object_to_target": policies.may_object_to_target(user, one),
        "say_not_applicable": policies.may_say_not_applicable(user, one),
        "ask_partner_again": policies.may_ask_partner_again(user, one),
        "mark_lead": policies.may_mark_lead(user, one),
        "remove_partner": policies.may_remove_partner(user, one),
    }
    return ShownCommitment(one, asked, may)


class CommitmentLinksSerializer(RecordSerializer):
    """Where a commitment is found."""

    self = LinkField("api-commitments-detail", lambda shown: shown.of.pk)
    page = LinkField("targets:commitment", lambda shown: shown.of.pk)
    target = LinkField("api-targets-detail", lambda shown: shown.of.target_id)


class CommitmentSerializer(RecordSerializer):
    """That an organisation is named for a target: as what, and what it said to that."""

    id = serializers.IntegerField(source="of.pk")
    agreement = serializers.IntegerField(source="of.target.agreement_id", help_text="Its id.")
    target = NamedTargetSerializer(source="of.target")
    organisation = NamedOrganisationSerializer(source="of.organisation")
    is_lead = serializers.BooleanField(source="of.is_lead", help_text="Whether it leads.")
    duties = DutySerializer(
        source="asked.duties", many=True, help_text="None: it signs up voluntarily."
    )
    status = serializers.ChoiceField(source="of.status", choices=[key for key, _ in STATUSES])
    question = TextField(
        source="of.question", help_text="What is asked; later, the answer to its objection."
    )
    asked_at = MomentField(source="of.asked_at")
    times_asked = serializers.IntegerField(source="of.times_asked")
    reason = TextField(source="of.reason", help_text="In its own words.")
    answered_at = MomentField(source="of.answered_at", allow_null=True)
    answered_terms = serializers.IntegerField(
        source="of.answered_terms",
        allow_null=True,
        help_text="The number of the offer whose terms lay on the table when it answered.",
    )
    is_overtaken = serializers.BooleanField(
        source="asked.is_overtaken", help_text="Whether other terms lie there now."
    )
    version = serializers.IntegerField(source="of.version", help_text="Grows with each act.")
    actions = serializers.SerializerMethodField(
        help_text="What may be done, and by you: all of it by people, on pages."
    )
    links = CommitmentLinksSerializer(source="*")

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, shown: ShownCommitment) -> list[dict[str, Any]]:
        return on_pages(str(self.context["origin"]), shown.of.pk, shown.may)


class CommitmentFilter(OfTarget):
    organisation = Parameter(
        ORGANISATION,
        field_name="organisation",
        is_repeatable=True,
        help_text="Of this organisation: its code.",
    )
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="What it has said."
    )


class Commitments(ReadAtTheTable):
    """Who is asked to sign up to the targets that you may see, and what each said. Consenting is a
    person’s act, in the browser."""

    noun, plural = "commitment", "commitments"
    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilter

    def get_queryset(self) -> QuerySet[Commitment]:
        visible = Commitment.objects.visible_to(self.request.user)
        return visible.select_related(
            *("organisation", "target__indicator"),
            *("target__agreement__area", "target__agreement__partnership"),
        )

    def shown(self, records: Iterable[Commitment]) -> list[ShownCommitment]:
        return [_shown(one, self.user) for one in queries.with_terms(list(records))]
