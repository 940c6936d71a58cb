"""Versions of agreements: read by key. They are submitted, approved and signed by people alone."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from laa_portal.foundation.api import Parameter, choice
from partnerships.api.areas import AREA
from targets.models import AgreementVersion

from .kinds import RECORD
from .speaking import ReadAtTheTable
from .version_records import STATUSES, VersionSerializer, VersionSummarySerializer


class VersionFilter(filters.FilterSet):
    agreement = Parameter(
        RECORD, field_name="agreement", is_repeatable=True, help_text="Of this agreement: its id."
    )
    area = Parameter(
        AREA,
        field_name="area",
        is_repeatable=True,
        help_text="Of this LAA area: its GSS code or 2008 ONS code.",
    )
    status = Parameter(
        choice(STATUSES), field_name="status", is_repeatable=True, help_text="How far it has come."
    )


class Versions(ReadAtTheTable):
    """Agreements as they were submitted and signed, oldest first: those of your tables, and of all
    areas what was signed."""

    noun, plural = "version", "versions"
    filterset_class = VersionFilter

    def get_queryset(self) -> QuerySet[AgreementVersion]:
        visible = AgreementVersion.objects.visible_to(self.request.user).select_related(
            "area", "agreement__partnership"
        )
        if self.action == "list":
            return visible.defer("content")
        return visible.prefetch_related("signatures__under")

    def get_serializer_class(self) -> Any:
        return VersionSummarySerializer if self.action == "list" else VersionSerializer
