"""What a side prepares to say, as the API tells its own people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from partnerships.models import User
from targets import policies, queries, rules
from targets.ambition import Ambition
from targets.models import DraftLine, Terms
from targets.presenters import offers as presenters
from targets.presenters import workspace
from targets.presenters.offers import LineShown
from targets.states import LineKind

from .records import Shown, ShownSerializer
from .speaking import SIDE_CHOICES, NamedTargetSerializer
from .terms import AmbitionSerializer, FindingSerializer, RedlineSerializer, TermsSerializer


@dataclass(frozen=True, slots=True)
class ShownDraft(Shown):
    """A draft, and what rules and today's figures say of the terms that it speaks of."""

    findings: list[rules.Finding] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    ambition: Ambition | None = None
    line: LineShown | None = None

    @property
    def terms(self) -> Terms | None:
        """Its own; None for one that accepts, holds or withdraws."""
        return self.of if LineKind(self.of.kind).has_terms else None

    @property
    def rows(self) -> Sequence[Any]:
        return self.line.rows if self.line else ()


def shown_draft(draft: DraftLine, user: User) -> ShownDraft:
    """Return what is told of a draft in a list, without a query."""
    may = policies.may_discard_line(user, draft.target)
    return ShownDraft(draft, {"change": may, "discard": may})


def examined(draft: DraftLine, user: User, on: date) -> ShownDraft:
    """Return all that is to be said of a draft on a day: it is asked anew each time."""
    shown, target = shown_draft(draft, user), draft.target
    negotiation = queries.negotiation_of(target, user)
    standing = [one for one in reversed(negotiation.lines) if one.offer.withdrawn_at is None]
    spoken = queries.beside(draft, standing)
    terms = [one for one in (spoken.terms, spoken.last, spoken.agreed) if one]
    (line,) = presenters.shown([spoken], queries.names_of_parts(terms))
    of = spoken.terms
    plans = queries.other_plans(target, of) if of else []
    return ShownDraft(
        draft,
        shown.may,
        findings=queries.findings_of(target, of, on, plans) if of else [],
        missing=workspace.warnings(draft, []),
        ambition=queries.ambition_now(of, target.agreement.area) if of else None,
        line=line,
    )


class DraftLinksSerializer(RecordSerializer):
    """Where a draft is found, and the target that it is of."""

    self = LinkField("api-drafts-detail", lambda shown: shown.of.pk)
    page = LinkField("targets:negotiate", lambda shown: shown.of.target_id)
    target = LinkField("api-targets-detail", lambda shown: shown.of.target_id)
    agreement = LinkField("api-agreements-detail", lambda shown: shown.of.target.agreement_id)


class DraftSummarySerializer(ShownSerializer):
    """What your side has prepared to say of a target, as a list tells of it."""

    resource = "drafts"

    id = serializers.IntegerField(
        source="of.pk", allow_null=True, help_text="Null: it was only tried out."
    )
    agreement = serializers.IntegerField(source="of.target.agreement_id", help_text="Its id.")
    target = NamedTargetSerializer(source="of.target")
    side = serializers.ChoiceField(source="of.side", choices=SIDE_CHOICES)
    kind = serializers.ChoiceField(source="of.kind", choices=[kind.value for kind in LineKind])
    version = serializers.IntegerField(
        source="of.version", help_text="Grows with each act upon it; also the ETag."
    )
    rationale = TextField(source="of.rationale", help_text="The other side reads it once offered.")
    terms = TermsSerializer(allow_null=True, help_text="Null: it puts none on the table.")
    drafted_at = MomentField(source="of.drafted_at")
    links = DraftLinksSerializer(source="*", allow_null=True)  # type: ignore[assignment]


class DraftSerializer(DraftSummarySerializer):
    """What your side has prepared to say of a target, with what rules and figures say of it."""

    missing = serializers.ListField(
        child=serializers.CharField(), help_text="What an offer of it would still need."
    )
    findings = FindingSerializer(many=True, help_text="Rules that its terms do not keep today.")
    redline = RedlineSerializer(
        source="rows", many=True, help_text="The terms it speaks of, and how they have changed."
    )
    ambition = AmbitionSerializer(
        allow_null=True, help_text="What today’s figures say of the terms. It mandates nothing."
    )
