"""Counties' community safety agreements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.fields import LinkField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Resource
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Scope, Viewer
from targets import policies
from targets.models import CommunitySafetyAgreement

from .parts import STATUS, EditionSerializer


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """An agreement, and what its reader may do to it."""

    record: CommunitySafetyAgreement
    presences: list[Any]
    may: Mapping[str, Verdict]


class SafetyAgreementLinksSerializer(RecordSerializer):
    """Where an agreement is found."""

    self = LinkField("api-community-safety-agreements-detail", attrgetter("record.pk"))
    page = LinkField("targets:safety-agreement", attrgetter("record.pk"))


class SafetyAgreementSerializer(EditionSerializer):
    """An edition of what a county strategy group agrees for a year."""

    priorities = TextField(source="record.priorities")
    delivery = TextField(source="record.delivery", help_text="How they are met.")
    links = SafetyAgreementLinksSerializer(source="*")


class SafetyAgreementFilter(filters.FilterSet):
    status = Parameter(
        STATUS, field_name="status", is_repeatable=True, help_text="How far its life has come."
    )


class CommunitySafetyAgreements(Resource):
    """Agreements that were adopted for your areas, and drafts of your own county."""

    noun, plural = "community safety agreement", "community safety agreements"
    required_scopes = {"GET": (Scope.AGREEMENTS_READ,)}
    is_public = False
    page_key = ("id",)
    serializer_class = SafetyAgreementSerializer
    filterset_class = SafetyAgreementFilter
    lookup_url_kwarg = "id"
    lookup_value_regex = "[1-9][0-9]{0,8}"
    key_schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}

    def get_queryset(self) -> QuerySet[CommunitySafetyAgreement]:
        visible = CommunitySafetyAgreement.objects.visible_to(self.request.user)
        return visible.select_related("partnership").prefetch_related(
            "presences__seat__organisation"
        )

    def shown(self, records: Iterable[Any]) -> list[ShownAgreement]:
        return [_shown(one, self.request.user) for one in records]


def _shown(agreement: CommunitySafetyAgreement, viewer: Viewer) -> ShownAgreement:
    adopt = policies.may_adopt_safety_agreement(viewer, agreement) and policies.is_written(
        agreement
    )
    return ShownAgreement(
        agreement, list(agreement.presences.all()), {"adopt-safety-agreement": adopt}
    )
