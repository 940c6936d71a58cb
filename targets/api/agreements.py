"""Agreements under negotiation: read by those at their tables, and spoken over by key in turns."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import problems
from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import HIGHEST_ID, by_key, text, whole_number
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from partnerships.api.areas import AREA
from targets import actions, policies
from targets.forms.offers import RATIONALE_LENGTH
from targets.models import Agreement, Offer

from .agreement_records import AgreementSerializer, ShownAgreement, moves_of, shown_agreements
from .certificates import CERTIFICATE, Certified
from .kinds import NUMBER
from .offer_records import OfferSerializer, shown_offer
from .speaking import SIDE, SpokenByKey

PACKAGE = Body(
    {
        "rationale": text(RATIONALE_LENGTH, "Why this package. Both sides read it."),
        "drafts": by_key(
            whole_number(1, HIGHEST_ID, "Its version."),
            "What you have seen prepared: the version of each draft by its id. If a colleague has "
            "changed it meanwhile, nothing is offered. Left out: whatever is prepared.",
            is_key=lambda key: NUMBER.fullmatch(key) is not None,
            example={"12": 1, "13": 2},
        ).then(lambda drafts: {int(key): version for key, version in drafts.items()}),
    },
    "rationale",
)


class AgreementFilter(filters.FilterSet):
    area = Parameter(
        AREA,
        field_name="area",
        is_repeatable=True,
        help_text="Of this LAA area: its GSS code or 2008 ONS code.",
    )
    waiting_for = Parameter(
        SIDE, field_name="turn", is_repeatable=True, help_text="The side whose turn it is."
    )


class Agreements(Certified, SpokenByKey):
    """Agreements at whose tables you sit, on either side; all, for national roles."""

    noun, plural = "agreement", "agreements"
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilter
    reads = {"certificate": CERTIFICATE}
    writes = {
        "accept_all": Write(
            "accept_all_in",
            "Prepare to accept all that waits for your side",
            {200: "Each target that waited and had no draft has one that accepts its terms."},
            problems=(problems.NO_SUCH_MOVE,),
        ),
        "make_offer": Write(
            "make_offer_over",
            "Make an offer of what your side has prepared",
            {201: "It is made. The answer is the offer; it is the other side’s turn."},
            body=PACKAGE.json,
            is_conditional=True,
            problems=(problems.NO_SUCH_MOVE, problems.BREAKS_RULES),
        ),
    }

    def get_queryset(self) -> QuerySet[Agreement]:
        visible = Agreement.objects.visible_to(self.request.user)
        return visible.select_related("area", "partnership")

    def get_serializer_class(self) -> Any:
        return OfferSerializer if self.action == "make_offer" else AgreementSerializer

    def shown(self, records: Iterable[Agreement]) -> list[ShownAgreement]:
        return shown_agreements(list(records), self.user)

    def written(self, found: Agreement) -> Any:
        (shown,) = self.shown([found])
        return AgreementSerializer(shown, context=self.get_serializer_context()).data

    @action(detail=True, methods=["post"], url_path="accept-all")
    @once
    def accept_all(self, request: Request, **kwargs: Any) -> Response:
        """Prepare to accept, unchanged, what is not prepared yet. Nothing is said to the other
        side before you make your offer."""
        found = self._spoken_over()
        with self.in_turn(found, self._moves):
            (shown,) = self.shown([found])
            shown.may["accept_all"].enforce()
            self.attempt(actions.accept_all, agreement=found)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"], url_path="make-offer")
    @once
    def make_offer(self, request: Request, **kwargs: Any) -> Response:
        """Turn all drafts of your side into one numbered offer, which nobody can change. If-Match
        is the ETag of the agreement. An offer that your side has not opened is opened by this: it
        stands from then on."""
        found, given = self._spoken_over(), PACKAGE.read(request)
        if "drafts" in given:
            given["shown"] = given.pop("drafts")
        with self.in_turn(found, self._moves):
            made = self.act_upon(request, actions.make_offer, agreement_id=found.pk, **given)
        return self._answer_with(made)

    def _spoken_over(self) -> Agreement:
        """Return the agreement, to whoever speaks for a side of it."""
        found: Agreement = self.get_object()
        policies.may_negotiate(self.user, found).enforce()
        return found

    def _moves(self) -> list[dict[str, Any]]:
        (shown,) = self.shown([self.get_object()])
        return moves_of(self.get_serializer_context()["origin"], shown)

    def _answer_with(self, made: Offer) -> Response:
        """Give the offer that was made, with the agreement's new version for whoever goes on."""
        context = self.get_serializer_context()
        written = OfferSerializer(shown_offer(made, self.user), context=context).data
        headers = {"ETag": f'"{made.agreement.version}"', "Location": written["links"]["self"]}
        return Response(written, status=201, headers=headers)
