"""Agreements as the API tells of them: whose turn it is, and what lies on the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import LastDayField, LinkField, RecordSerializer
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.api.areas import NamedAreaSerializer
from partnerships.models import User
from targets import policies, queries
from targets.models import Agreement, Offer
from targets.presenters import turns
from targets.queries import Table
from targets.states import TargetStatus

from .acting import PossibleActionSerializer, possible
from .named import NamedPartnershipSerializer
from .speaking import SIDE_CHOICES, ListLinkField, NamedOfferSerializer

COUNTS_SCHEMA = {
    "type": "object",
    "properties": {status.value: {"type": "integer"} for status in TargetStatus},
    "required": [status.value for status in TargetStatus],
}


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """An agreement as its reader finds it, and what they may do to it and to its last offer."""

    of: Agreement
    table: Table
    may: Mapping[str, Verdict]
    may_to_offer: Mapping[str, Verdict]

    @property
    def next_step(self) -> str:
        table = self.table
        return turns.said(self.of, table.side, table.last_offer, speaks=table.speaks)


def shown_agreements(agreements: Sequence[Agreement], user: User) -> list[ShownAgreement]:
    """Return what is told of agreements, in four queries for any number of them."""
    return [_shown(table, user) for table in queries.tables(agreements, user)]


def _shown(table: Table, user: User) -> ShownAgreement:
    agreement, sealed = table.agreement, table.unopened
    is_read = policies.may_read_offer(table.side, sealed) if sealed else ALLOWED
    may = {
        "accept_all": policies.may_accept_all(user, agreement) and is_read,
        "make_offer": policies.may_make_offer(user, agreement),
    }
    return ShownAgreement(agreement, table, may, may_to_offer(user, table.last_offer))


def may_to_offer(user: User, offer: Offer | None) -> Mapping[str, Verdict]:
    """Return what `user` may do to an offer that was made."""
    if offer is None:
        return {}
    return {
        "open": policies.may_open_offer(user, offer),
        "withdraw": policies.may_withdraw_offer(user, offer),
    }


def moves_of(origin: str, shown: ShownAgreement) -> list[dict[str, Any]]:
    """Return what may be done to an agreement, and to the last offer over it."""
    own = possible(origin, "api-agreements", shown.of.pk, shown.may)
    last = shown.table.last_offer
    return own + (possible(origin, "api-offers", last.pk, shown.may_to_offer) if last else [])


class AgreementLinksSerializer(RecordSerializer):
    """Where an agreement is found, and what belongs to it."""

    self = LinkField("api-agreements-detail", lambda shown: shown.of.pk)
    page = LinkField("targets:negotiation", lambda shown: shown.of.area.gss_code)
    partners_page = LinkField("targets:partner-ledger", lambda shown: shown.of.area.gss_code)
    targets = ListLinkField("targets", "agreement", lambda shown: shown.of.pk)
    offers = ListLinkField("offers", "agreement", lambda shown: shown.of.pk)
    drafts = ListLinkField("drafts", "agreement", lambda shown: shown.of.pk)
    commitments = ListLinkField("commitments", "agreement", lambda shown: shown.of.pk)
    messages = ListLinkField("messages", "agreement", lambda shown: shown.of.pk)
    versions = ListLinkField("versions", "agreement", lambda shown: shown.of.pk)


class AgreementSerializer(RecordSerializer):
    """The agreement of one area: how far its targets have come, and whose turn it is."""

    id = serializers.IntegerField(source="of.pk")
    area = NamedAreaSerializer(source="of.area")
    partnership = NamedPartnershipSerializer(source="of.partnership")
    valid_from = serializers.DateField(source="of.starts_on")
    valid_to = LastDayField(source="of.ends_on")
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )
    turn = serializers.SerializerMethodField(
        help_text="The side that is to speak next; null: nothing waits, so that either may."
    )
    turn_since = serializers.DateField(
        source="of.turn_since_on", allow_null=True, help_text="Null: before any offer."
    )
    next_step = serializers.CharField(help_text="Whose turn it is and what happens next.")
    counts = serializers.SerializerMethodField(
        help_text="How many targets there are by status, of those you may see."
    )
    last_offer = NamedOfferSerializer(
        source="table.last_offer",
        allow_null=True,
        help_text="The newest that stands, for both sides of its table.",
    )
    unopened = NamedOfferSerializer(
        source="table.unopened",
        allow_null=True,
        help_text="The offer that your side has yet to open.",
    )
    drafts = serializers.IntegerField(
        source="table.drafts", help_text="Of how many targets your side has prepared to speak."
    )
    actions = serializers.SerializerMethodField(
        help_text="What may be done to it and to the last offer, and by you."
    )
    links = AgreementLinksSerializer(source="*")

    @extend_schema_field(serializers.ChoiceField(choices=SIDE_CHOICES, allow_null=True))
    def get_turn(self, shown: ShownAgreement) -> str | None:
        return shown.of.turn or None

    @extend_schema_field(COUNTS_SCHEMA)
    def get_counts(self, shown: ShownAgreement) -> dict[str, int]:
        return {status.value: shown.table.counts.get(status, 0) for status in TargetStatus}

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, shown: ShownAgreement) -> list[dict[str, Any]]:
        return moves_of(str(self.context["origin"]), shown)
