"""Counties' community safety agreements: written by keys of their officers, adopted in browsers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import one, text
from laa_portal.foundation.api.fields import LinkField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Viewer
from targets import actions, policies
from targets.forms.texts import TEXT_LENGTH
from targets.models import CommunitySafetyAgreement

from .acting import ActedUpon
from .kinds import YEAR, a_partnership
from .parts import STATUS, EditionSerializer

NEW = Body(
    {
        "partnership": a_partnership("The code of the county strategy group."),
        "year": one(YEAR, "The financial year it is for, as in 2008/09."),
    },
    *("partnership", "year"),
)
TEXTS = Body(
    {
        "priorities": text(TEXT_LENGTH, "Which priorities the county’s authorities share."),
        "delivery": text(TEXT_LENGTH, "How they are met, and by whom. Name nobody."),
    },
    is_partial=True,
)


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """An agreement, and what its reader may do to it: by key, and on pages alone."""

    record: CommunitySafetyAgreement
    presences: list[Any]
    may: Mapping[str, Verdict]
    may_on_pages: Mapping[str, Verdict]


class SafetyAgreementLinksSerializer(RecordSerializer):
    """Where an agreement is found."""

    self = LinkField("api-community-safety-agreements-detail", attrgetter("record.pk"))
    page = LinkField("targets:safety-agreement", attrgetter("record.pk"))


class SafetyAgreementSerializer(EditionSerializer):
    """An edition of what a county strategy group agrees for a year."""

    resource = "community-safety-agreements"

    priorities = TextField(source="record.priorities")
    delivery = TextField(source="record.delivery", help_text="How they are met.")
    links = SafetyAgreementLinksSerializer(source="*")


class SafetyAgreementFilter(filters.FilterSet):
    year = Parameter(
        YEAR,
        field_name="year",
        is_repeatable=True,
        help_text="Of this financial year, as in 2008/09.",
    )
    status = Parameter(
        STATUS, field_name="status", is_repeatable=True, help_text="How far its life has come."
    )


class CommunitySafetyAgreements(ActedUpon):
    """Agreements that were adopted for your areas, and drafts of your own county."""

    noun, plural = "community safety agreement", "community safety agreements"
    serializer_class = SafetyAgreementSerializer
    filterset_class = SafetyAgreementFilter
    writes = {
        "create": Write(
            "start",
            "Begin a county's agreement of a year",
            {201: "It is begun, with what the districts put first or what the last one says."},
            body=NEW.json,
        ),
        "write": Write(
            "write",
            "Write the texts of a county's draft",
            {200: "It says so now."},
            body=TEXTS.json,
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[CommunitySafetyAgreement]:
        visible = CommunitySafetyAgreement.objects.visible_to(self.request.user)
        return visible.select_related("partnership").prefetch_related(
            "presences__seat__organisation"
        )

    def shown(self, records: Iterable[Any]) -> list[ShownAgreement]:
        return [_shown(one, self.request.user) for one in records]

    @once
    def create(self, request: Request) -> Response:
        """Begin the agreement of a year; where there is one, its next edition."""
        return self.begin(actions.start_safety_agreement, **NEW.read(request))

    @action(detail=True, methods=["post"])
    @once
    def write(self, request: Request, **kwargs: Any) -> Response:
        """Write the texts that you send; the others stay."""
        found, texts = self.get_object(), TEXTS.read(request)
        return self.carry_out(
            request, actions.write_safety_agreement, agreement_id=found.pk, texts=texts
        )


def _shown(agreement: CommunitySafetyAgreement, viewer: Viewer) -> ShownAgreement:
    may = {"write": policies.may_write_safety_agreement(viewer, agreement)}
    adopt = policies.may_adopt_safety_agreement(viewer, agreement) and policies.is_written(
        agreement
    )
    return ShownAgreement(
        agreement, list(agreement.presences.all()), may, {"adopt_safety_agreement": adopt}
    )
