"""Targets as the API tells of them: candidates first, then lines of a negotiation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.api.areas import NamedAreaSerializer
from partnerships.models import User
from targets import policies, queries
from targets.models import Offer, OfferLine, Target
from targets.presenters.standing import standing
from targets.queries import Negotiation
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .acting import PossibleActionSerializer, an_act, possible
from .named import NamedIndicatorSerializer, NamedPartnershipSerializer
from .records import Shown, ShownSerializer
from .speaking import SIDE_CHOICES, ListLinkField, NamedOfferSerializer
from .terms import AmbitionSerializer, TermsSerializer

STATUSES = [(status.value, status.label) for status in TargetStatus]
NOT_YET = (TargetStatus.LONGLISTED, TargetStatus.LEFT_OUT)
"""Before anybody negotiates."""


@dataclass(frozen=True, slots=True)
class ShownTarget(Shown):
    """A target between the sides, and what its reader's side may prepare to say of it."""

    negotiation: Negotiation
    terms: OfferLine | None
    """On the table or agreed, as far as the reader may read them."""
    may_say: Mapping[LineKind, Verdict]
    may_open: Mapping[str, Verdict]
    """Of the offer that speaks of it and that the reader's side has yet to open."""

    @property
    def offer(self) -> Offer | None:
        """The offer that put the terms there, for those who may read it."""
        return self.terms.offer if self.terms and self.negotiation.side else None

    @property
    def waits_for(self) -> str | None:
        """The side that has to answer."""
        position = self.negotiation.position
        return next((side.value for side in Side if position.awaits(side)), None)

    @property
    def standing(self) -> str:
        """Where it stands between the sides, in a sentence."""
        return standing(self.negotiation.position, self.negotiation.side)


def shown_targets(targets: Sequence[Target], user: User) -> list[ShownTarget]:
    """Return what is told of targets, in as many queries for any number of them as for one."""
    negotiations = queries.negotiations_of(targets, user)
    terms = queries.readable_terms(negotiations.values(), user)
    return [
        ShownTarget(
            one,
            _may_choose(user, one),
            negotiations[one.pk],
            terms.get(one.pk),
            may_say(user, negotiations[one.pk]),
            _may_open(user, negotiations[one.pk]),
        )
        for one in targets
    ]


def _may_open(user: User, negotiation: Negotiation) -> Mapping[str, Verdict]:
    sealed = negotiation.unopened
    return {"open": policies.may_open_offer(user, sealed)} if sealed else {}


def _may_choose(user: User, target: Target) -> Mapping[str, Verdict]:
    return {
        "shortlist": policies.may_shortlist(user, target),
        "longlist_again": policies.may_longlist_again(user, target),
        "leave_out": policies.may_leave_out(user, target),
    }


def may_say(user: User, negotiation: Negotiation) -> Mapping[LineKind, Verdict]:
    """Return what `user` may prepare to say of a target: nothing before it is short-listed, and no
    answer to what nobody of their side has read.
    """
    target, position = negotiation.target, negotiation.position
    if position.status in NOT_YET:
        return {}
    sealed = negotiation.unopened
    is_read = policies.may_read_offer(negotiation.side, sealed) if sealed else ALLOWED
    return {
        kind: policies.may_draft_line(user, target, kind, position) and is_read for kind in LineKind
    }


def moves_of(origin: str, target: ShownTarget) -> list[dict[str, Any]]:
    """Return what may be said of a target: in a new draft, or in the place of the one there is.

    Where an offer of it lies unopened, to open that comes first.
    """
    draft, sealed = target.negotiation.draft, target.negotiation.unopened
    first = possible(origin, "api-offers", sealed.pk, target.may_open) if sealed else []
    path = reverse("api-drafts-change", args=[draft.pk]) if draft else reverse("api-drafts-list")
    said = [an_act(kind, "POST", f"{origin}{path}", may) for kind, may in target.may_say.items()]
    return [*first, *said]


class SourcePrioritySerializer(RecordSerializer):
    """A district's priority that a candidate comes from."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    rank = serializers.IntegerField()
    year = serializers.CharField(source="assessment.year_label")
    district = NamedPartnershipSerializer(source="assessment.partnership")


class TargetLinksSerializer(RecordSerializer):
    """Where a target is found, and its agreement."""

    self = LinkField("api-targets-detail", lambda shown: shown.of.pk)
    page = serializers.SerializerMethodField()
    agreement = LinkField("api-agreements-detail", lambda shown: shown.of.agreement_id)
    commitments = ListLinkField("commitments", "target", lambda shown: shown.of.pk)
    messages = ListLinkField("messages", "target", lambda shown: shown.of.pk)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_page(self, shown: ShownTarget) -> str:
        return f"{self.context['origin']}{shown.of.get_absolute_url()}"


class TargetSummarySerializer(ShownSerializer):
    """A line that an agreement has or may come to have, as a list tells of it."""

    resource = "targets"

    id = serializers.IntegerField(source="of.pk")
    agreement = serializers.IntegerField(source="of.agreement_id", help_text="Its id.")
    area = NamedAreaSerializer(source="of.agreement.area")
    title = serializers.CharField(source="of.title")
    indicator = NamedIndicatorSerializer(source="of.indicator", allow_null=True)
    carried_code = TextField(
        source="of.carried_code", help_text="Of another theme’s indicator, as in NI 72."
    )
    status = serializers.ChoiceField(source="of.status", choices=[key for key, _ in STATUSES])
    version = serializers.IntegerField(
        source="of.agreement.version",
        help_text="Of the area's list as a whole, which grows with each act upon it; also the "
        "ETag.",
    )
    priorities = SourcePrioritySerializer(
        source="of.visible_priorities", many=True, help_text="Those of them that you may see."
    )
    shortlisted_at = MomentField(source="of.shortlisted_at", allow_null=True)
    left_out_at = MomentField(source="of.left_out_at", allow_null=True)
    left_out_because = TextField(source="of.left_out_because")
    standing = TextField(help_text="Where it stands between the sides, in a sentence.")
    waits_for = serializers.ChoiceField(
        choices=SIDE_CHOICES, allow_null=True, help_text="The side that has to answer."
    )
    is_held = serializers.BooleanField(
        source="negotiation.position.is_held", help_text="Whether that side holds its answer."
    )
    terms = TermsSerializer(
        allow_null=True,
        help_text="On the table, or agreed. Null: none are, or you may not read them yet.",
    )
    offer = NamedOfferSerializer(help_text="The one that put them there.", allow_null=True)
    unopened = NamedOfferSerializer(
        source="negotiation.unopened",
        allow_null=True,
        help_text="The offer that speaks of it and that your side has yet to open.",
    )
    draft = serializers.SerializerMethodField(
        help_text="The id of what your side has prepared to say of it."
    )
    links = TargetLinksSerializer(source="*")  # type: ignore[assignment]

    @extend_schema_field({"type": ["integer", "null"]})
    def get_draft(self, shown: ShownTarget) -> int | None:
        draft = shown.negotiation.draft
        return draft.pk if draft else None

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, shown: Shown) -> list[dict[str, Any]]:
        assert isinstance(shown, ShownTarget)  # as the resource shows them
        return [*super().get_actions(shown), *moves_of(str(self.context["origin"]), shown)]


class TargetSerializer(TargetSummarySerializer):
    """A line that an agreement has or may come to have."""

    ambition = serializers.SerializerMethodField(
        help_text="What the evidence that was frozen with its terms says of them. Null: none was."
    )

    @extend_schema_field(AmbitionSerializer(allow_null=True))
    def get_ambition(self, shown: ShownTarget) -> Any:
        line = shown.negotiation.on_the_table
        recalled = queries.frozen_with(line)
        if line is None or recalled is None:
            return None
        return AmbitionSerializer(queries.ambition_then(recalled, line)).data
