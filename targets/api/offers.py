"""Offers: read by both sides of their table, opened and withdrawn by key.

They are made on their agreement, of what is prepared; see `agreements`.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import problems
from laa_portal.foundation.api import Parameter, Switch, choice
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.versioning import Versioned
from targets import actions, policies
from targets.models import Agreement, Offer

from .agreement_records import moves_of, shown_agreements
from .kinds import RECORD
from .offer_records import (
    FATES,
    OfferSerializer,
    OfferSummarySerializer,
    ShownOffer,
    ambitions_of,
    shown_offers,
)
from .parts import REASON
from .speaking import SIDE, SpokenByKey

BY_FATE = {
    "unopened": Q(opened_at=None, withdrawn_at=None),
    "opened": Q(opened_at__isnull=False),
    "withdrawn": Q(withdrawn_at__isnull=False),
}


class OfferFilter(filters.FilterSet):
    agreement = Parameter(
        RECORD, field_name="agreement", is_repeatable=True, help_text="Over this agreement: its id."
    )
    side = Parameter(SIDE, field_name="side", is_repeatable=True, help_text="Made by this side.")
    status = Parameter(
        choice(FATES), method="of_fate", is_repeatable=True, help_text="What became of it."
    )

    def of_fate(self, offers: Any, name: str, fates: list[str]) -> Any:
        asked = Q()
        for fate in fates:
            asked |= BY_FATE[fate]
        return offers.filter(asked)


class OneOfferFilter(filters.FilterSet):
    ambition = Switch(help_text="Whether each line says what its evidence makes of its terms.")


class Offers(SpokenByKey):
    """Offers over the agreements at whose tables you sit, oldest first. Reading one does not open
    it: until your side has opened it, only its cover is shown."""

    noun, plural = "offer", "offers"
    filterset_class = OfferFilter
    detail_filterset_class = OneOfferFilter
    writes = {
        "open": Write(
            "open",
            "Open an offer of the other side",
            {200: "It is opened and stands. Opening it again changes nothing."},
            problems=(problems.NO_SUCH_MOVE,),
        ),
        "withdraw": Write(
            "withdraw",
            "Withdraw an offer that is not opened",
            {200: "It is withdrawn, and what it said is prepared again."},
            body=REASON.json,
            problems=(problems.NO_SUCH_MOVE,),
        ),
    }

    def get_queryset(self) -> QuerySet[Offer]:
        visible = Offer.objects.visible_to(self.request.user)
        related = visible.select_related("agreement__area", "agreement__partnership", "answers")
        return related.prefetch_related("answered_by")

    def get_serializer_class(self) -> Any:
        return OfferSummarySerializer if self.action == "list" else OfferSerializer

    def shown(self, records: Iterable[Offer]) -> list[ShownOffer]:
        return shown_offers(list(records), self.user)

    def versioned(self, found: Offer) -> Versioned:
        return found.agreement

    def written(self, found: Offer) -> Any:
        (shown,) = self.shown([found])
        context = self.get_serializer_context()
        if self.is_asked("ambition"):
            context["ambitions"] = ambitions_of(shown.lines or [])
        return OfferSerializer(shown, context=context).data

    @action(detail=True, methods=["post"])
    @once
    def open(self, request: Request, **kwargs: Any) -> Response:
        """Open it for your side: from then on it cannot be withdrawn."""
        found = self.get_object()
        policies.is_made_to(self.user, found).enforce()
        return self._act(found, actions.open_offer)

    @action(detail=True, methods=["post"])
    @once
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take it back, with your reason, which both sides read."""
        found, given = self.get_object(), REASON.read(request)
        policies.is_made_by(self.user, found).enforce()
        return self._act(found, actions.withdraw_offer, **given)

    def _act(self, found: Offer, act: Any, **given: Any) -> Response:
        with self.in_turn(found.agreement, lambda: self._moves(found.agreement)):
            self.attempt(act, offer_id=found.pk, **given)
        return self.answer(self.get_object())

    def _moves(self, agreement: Agreement) -> list[dict[str, Any]]:
        agreement.refresh_from_db()
        (shown,) = shown_agreements([agreement], self.user)
        return moves_of(self.get_serializer_context()["origin"], shown)
