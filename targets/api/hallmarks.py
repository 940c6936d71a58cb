"""The checklist of minimum standards of each CDRP that the reader looks after."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.fields import LinkField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Resource
from partnerships.models import Partnership, User
from targets import queries
from targets.contents import year_label
from targets.hallmarks import HALLMARKS, Basis, State

from .acting import READS
from .kinds import SLUG, YEAR, YEAR_OF
from .named import NamedPartnershipSerializer


class EvidenceSerializer(RecordSerializer):
    """What is on record."""

    on = serializers.DateField()
    name = serializers.CharField()
    href = serializers.SerializerMethodField(help_text="Of its page; null where it has none.")

    def get_href(self, deed: Any) -> str | None:
        return f"{self.context['origin']}{deed.path}" if deed.path else None


class StandardSerializer(RecordSerializer):
    """A minimum standard, and how the partnership stands against it."""

    key = serializers.CharField(source="standard.key")
    hallmark = serializers.SerializerMethodField()
    title = serializers.CharField(source="standard.title")
    asks = serializers.CharField(source="standard.asks", help_text="In our words.")
    basis = serializers.ChoiceField(
        source="standard.basis", choices=[basis.value for basis in Basis]
    )
    source = serializers.CharField(  # type: ignore[assignment]
        source="standard.source", help_text="The law or guidance, and what of it is not checked."
    )
    in_force_from = serializers.DateField(source="standard.since")
    state = serializers.ChoiceField(
        source="finding.state", choices=[state.value for state in State]
    )
    by = serializers.DateField(
        source="finding.by",
        allow_null=True,
        help_text="The last day on which it is, or was, to be done.",
    )
    evidence = EvidenceSerializer(source="finding.evidence", allow_null=True)
    next_step = TextField(source="finding.next_step")

    @extend_schema_field({"type": "string", "enum": list(HALLMARKS.values())})
    def get_hallmark(self, judged: queries.Judged) -> str:
        return HALLMARKS[judged.standard.hallmark]


class ChecklistLinksSerializer(RecordSerializer):
    """Where a checklist is found."""

    self = LinkField("api-hallmarks-detail", attrgetter("partnership.code"))
    page = LinkField("targets:hallmarks", attrgetter("partnership.code"))


class ChecklistSerializer(RecordSerializer):
    """All minimum standards, for one partnership and financial year."""

    partnership = NamedPartnershipSerializer()
    year = serializers.SerializerMethodField(help_text="As in 2008/09.")
    standards = StandardSerializer(source="rows", many=True)
    links = ChecklistLinksSerializer(source="*")

    def get_year(self, checklist: queries.Checklist) -> str:
        return year_label(checklist.year)


class ChecklistFilter(filters.FilterSet):
    year = Parameter(
        YEAR,
        method="of_year",
        help_text="The financial year that is checked, as in 2008/09; without it, the newest on "
        "record.",
    )

    def of_year(self, partnerships: Any, name: str, year: int) -> Any:
        """Every partnership is checked whatever the year: `shown` works it out."""
        return partnerships


class Hallmarks(Resource):
    """The minimum standards, as each CDRP of your areas stands against them."""

    noun, plural = "hallmark checklist", "hallmarks"
    required_scopes = {"GET": READS}
    is_public = False
    page_key = ("code",)
    serializer_class = ChecklistSerializer
    filterset_class = detail_filterset_class = ChecklistFilter
    lookup_field = "code"
    lookup_value_regex = SLUG
    key_schema = {"type": "string", "pattern": f"^{SLUG}$", "example": "E22000001"}

    def get_queryset(self) -> QuerySet[Partnership]:
        if not isinstance(self.request.user, User):
            return Partnership.objects.none()
        return queries.checked_partnerships(self.request.user)

    def shown(self, records: Iterable[Any]) -> list[queries.Checklist]:
        cdrps = cast(list[Partnership], list(records))
        today = timezone.localdate()
        asked = YEAR_OF.get(self.request.query_params.get("year", ""))
        return queries.checklists(cdrps, asked or queries.checked_year(cdrps, today), today)
