"""Offers as the API tells of them: a cover first, and what they say once their reader's side has
opened them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from partnerships.api.areas import NamedAreaSerializer
from partnerships.models import User
from targets import policies, queries
from targets.models import Offer
from targets.presenters import offers as presenters
from targets.presenters.offers import LineShown
from targets.states import LineKind

from .agreement_records import may_to_offer
from .records import Shown, ShownSerializer
from .speaking import SIDE_CHOICES, ListLinkField, NamedOfferSerializer, NamedTargetSerializer
from .terms import AmbitionSerializer, RedlineSerializer, TermsSerializer

FATES = [
    # what became of an offer, and what that is called
    ("unopened", "Not opened"),
    ("opened", "Opened"),
    ("withdrawn", "Withdrawn"),
]


@dataclass(frozen=True)
class ShownOffer(Shown):
    """An offer, and whether its reader may read what it says."""

    user: User
    may_read: Verdict

    @property
    def status(self) -> str:
        if self.of.withdrawn_at:
            return "withdrawn"
        return "opened" if self.of.opened_at else "unopened"

    @property
    def rationale(self) -> str | None:
        return self.of.rationale if self.may_read else None

    @cached_property
    def lines(self) -> list[LineShown] | None:
        """What it says of each target; None for those who may not read it yet."""
        if not self.may_read:
            return None
        side = policies.sits_on(self.user, self.of.agreement)
        assert side  # nobody else may read it
        spoken = queries.spoken_lines(self.of, side)
        terms = [one for said in spoken for one in (said.terms, said.last, said.agreed) if one]
        return presenters.shown(spoken, queries.names_of_parts(terms))


def shown_offers(offers: Sequence[Offer], user: User) -> list[ShownOffer]:
    """Return what is told of offers whose agreements and answers are fetched, without a query."""
    return [shown_offer(one, user) for one in offers]


def shown_offer(offer: Offer, user: User) -> ShownOffer:
    may_read = policies.may_read_offer(policies.sits_on(user, offer.agreement), offer)
    return ShownOffer(offer, may_to_offer(user, offer), user, may_read)


class PackLinkSerializer(RecordSerializer):
    """The evidence that was frozen with a line: the same for both sides."""

    sha256 = serializers.CharField(help_text="Of its text, in UTF-8.")
    href = LinkField("api-evidence-detail", lambda pack: pack.sha256)
    page = LinkField("targets:evidence-pack", lambda pack: pack.sha256)


class LineSerializer(RecordSerializer):
    """What an offer says of one target."""

    target = NamedTargetSerializer()
    code = TextField(source="target.code", help_text="Of its indicator, as in NI 16.")
    kind = serializers.ChoiceField(choices=[kind.value for kind in LineKind])
    said = serializers.CharField(help_text="What the line does, in a few words.")
    rationale = TextField(source="spoken.line.rationale")
    terms = TermsSerializer(
        source="spoken.terms", allow_null=True, help_text="Its own, or those that it speaks of."
    )
    redline = RedlineSerializer(
        source="rows", many=True, help_text="What the terms say, and how that has changed."
    )
    pack = PackLinkSerializer(
        source="spoken.line.pack", allow_null=True, help_text="Null: there were no figures then."
    )
    ambition = serializers.SerializerMethodField(
        help_text="What the pack says of the terms. Only with “ambition=true”; else null."
    )

    @extend_schema_field(AmbitionSerializer(allow_null=True))
    def get_ambition(self, line: LineShown) -> Any:
        found = self.context.get("ambitions", {}).get(line.target.pk)
        return AmbitionSerializer(found).data if found else None


class OfferLinksSerializer(RecordSerializer):
    """Where an offer is found, and the agreement that it is over."""

    self = LinkField("api-offers-detail", lambda shown: shown.of.pk)
    page = LinkField(
        "targets:offer",
        lambda shown: shown.of.agreement.area.gss_code,
        lambda shown: shown.of.number,
    )
    agreement = LinkField("api-agreements-detail", lambda shown: shown.of.agreement_id)
    targets = ListLinkField("targets", "agreement", lambda shown: shown.of.agreement_id)


class OfferSummarySerializer(ShownSerializer):
    """One side’s package over the targets of an agreement, as a list tells of it."""

    resource = "offers"

    id = serializers.IntegerField(source="of.pk")
    agreement = serializers.IntegerField(source="of.agreement_id", help_text="Its id.")
    area = NamedAreaSerializer(source="of.agreement.area")
    number = serializers.IntegerField(source="of.number", help_text="In the agreement, from 1.")
    side = serializers.ChoiceField(source="of.side", choices=SIDE_CHOICES, help_text="Who made it.")
    status = serializers.ChoiceField(choices=[fate for fate, _ in FATES])
    answers = NamedOfferSerializer(
        source="of.answers", allow_null=True, help_text="The offer that it answers."
    )
    rationale = TextField(help_text="Of the package as a whole. Null: you may not read it yet.")
    unread_because = TextField(
        source="may_read.reason", help_text="Why you may not read what it says."
    )
    made_at = MomentField(source="of.made_at")
    opened_at = MomentField(source="of.opened_at", allow_null=True)
    withdrawn_at = MomentField(source="of.withdrawn_at", allow_null=True)
    withdrawn_because = TextField(source="of.withdrawn_because")
    links = OfferLinksSerializer(source="*")  # type: ignore[assignment]


class OfferSerializer(OfferSummarySerializer):
    """One side’s package over the targets of an agreement, line by line."""

    lines = LineSerializer(
        many=True,
        allow_null=True,
        help_text="One for each target it speaks of. Null: your side has not opened it.",
    )


def ambitions_of(lines: Sequence[LineShown]) -> Mapping[int, Any]:
    """Return what its pack says of the terms of each line, by target."""
    found = queries.ambitions([line.spoken for line in lines])
    return {line.target.pk: one for line, one in zip(lines, found, strict=True)}
