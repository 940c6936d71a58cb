"""Evidence packs, for programs of both sides of an area."""

from typing import Any

from django.db.models import QuerySet

from laa_portal.foundation.api.resources import Resource
from partnerships.models import Scope
from targets.models import EvidencePack

from .acting import READS
from .filters import PackFilter
from .serializers import PackSerializer, PackSummarySerializer


class EvidencePacks(Resource):
    """What was known at a moment, frozen: packs of the areas that you work for.

    Receipts are of people who open a pack in the browser; reading one by key leaves none.
    """

    noun, plural = "evidence_pack", "evidence"
    required_scopes = {"GET": (*READS, Scope.OFFERS_WRITE)}
    is_public = False
    page_key = ("id",)
    filterset_class = PackFilter
    lookup_field = "sha256"
    lookup_value_regex = "[0-9a-f]{64}"
    key_schema = {"type": "string", "pattern": "^[0-9a-f]{64}$", "example": "0" * 64}

    def get_queryset(self) -> QuerySet[EvidencePack]:
        visible = EvidencePack.objects.visible_to(self.request.user)
        found = visible.select_related("measure__indicator", "area")
        return found.defer("content") if self.action == "list" else found

    def get_serializer_class(self) -> Any:
        return PackSummarySerializer if self.action == "list" else PackSerializer
