"""Exports: figures in files that can be fetched piece by piece, and never change."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import BinaryField, Func, QuerySet, Value
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from indicators import actions
from indicators.models import Export, ExportPart
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import text
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.api.filtering import NoFilters, check
from laa_portal.foundation.api.formats import AsItIs
from laa_portal.foundation.api.ranges import ranged
from laa_portal.foundation.api.resources import OPEN, Read, Resource, Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.problems import NOT_FOUND
from partnerships.models import Scope, User

from .export_files import chosen
from .figure_filters import BulkFilter
from .figure_formats import COLUMNS

GZIP = "application/gzip"
LONGEST_QUERY = 2000
KEPT_FOR_GOOD = "public, max-age=31536000, immutable"

NUMBER = OpenApiParameter(
    "number",
    {"type": "integer", "minimum": 1, "maximum": 9999, "example": 1},
    OpenApiParameter.PATH,
    description="Which part.",
)

EXPORT = Body(
    {
        "query": text(
            LONGEST_QUERY,
            "Which figures, as in the address of a list: indicator=NI+16&period_type=month. "
            "Empty: all.",
            shortest=0,
        )
    }
)


def ask_for_export(*, query: str, by: User, at: datetime) -> Export:
    """Ask for the figures that a query finds, if figures can be asked by it.

    Raises InvalidParameters, PermissionDenied and TooMany.
    """
    found = chosen(query, by)
    check(found, BulkFilter.base_filters)
    return actions.ask_for_export(query=query, by=by, at=at)


class ColumnSerializer(RecordSerializer):
    """A column of the files, as CSV on the Web names it."""

    name = serializers.CharField()
    title = serializers.CharField()
    datatype = serializers.CharField(help_text="Of XML Schema.")
    meaning = serializers.CharField()


class PartLinksSerializer(RecordSerializer):
    """Where a file is fetched. It takes the header “Range”."""

    self = LinkField("api-exports-part", lambda part: part.export_id, lambda part: part.number)


class PartSerializer(RecordSerializer):
    """A file: some of the rows as CSV, compressed with gzip, with a header of its own."""

    number = serializers.IntegerField()
    rows = serializers.IntegerField(source="row_count")
    bytes = serializers.IntegerField(source="size")
    sha256 = serializers.CharField(help_text="Of the file as it is fetched.")
    links = PartLinksSerializer(source="*")


class ExportLinksSerializer(RecordSerializer):
    """Where an export is found."""

    self = LinkField("api-exports-detail", lambda export: export.pk)


class ExportSummarySerializer(RecordSerializer):
    """Figures in files: how far it is, and of what."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=Export.Status.values)
    query = serializers.CharField(help_text="By which figures were chosen; empty: all.")
    public = serializers.SerializerMethodField(help_text="Whether it is everybody's.")
    asked_at = MomentField()
    finished_at = MomentField(allow_null=True)
    kept_until = MomentField(help_text="Then it is gone; not the newest that is everybody's.")
    data_version = TextField(help_text="While it stays, the same query finds the same.")
    rows = serializers.IntegerField(source="row_count", allow_null=True)
    links = ExportLinksSerializer(source="*")

    def get_public(self, export: Export) -> bool:
        return export.asked_by_id is None


class ExportSerializer(ExportSummarySerializer):
    """An export with its files: keep it beside them as their manifest."""

    licence = serializers.SerializerMethodField()
    columns = serializers.SerializerMethodField()
    parts = serializers.SerializerMethodField(help_text="None until it is ready.")

    def get_licence(self, export: Export) -> str:
        return OPEN.line

    def get_columns(self, export: Export) -> list[dict[str, str]]:
        return ColumnSerializer(COLUMNS, many=True).data  # type: ignore[return-value]

    def get_parts(self, export: Export) -> list[dict[str, Any]]:
        parts = export.parts.defer("content")
        return PartSerializer(parts, many=True, context=self.context).data  # type: ignore[return-value]


class Exports(Resource):
    """Figures in files, for those who want very many: your own exports, and everybody's.

    Ask for one, look at it until it is ready, and fetch its parts. A part never changes, and a
    download that broke off goes on with the header “Range”.
    """

    noun, plural = "export", "exports"
    required_scopes = {"GET": (Scope.VALUES_READ,), "POST": (Scope.VALUES_READ,)}
    licence = OPEN
    page_key = ("asked_at", "id")
    filterset_class = NoFilters
    parser_classes = [JSONParser]
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    key_schema = {"type": "string", "format": "uuid", "example": str(UUID(int=0))}
    writes = {
        "create": Write(
            "ask_for",
            "Ask for figures in files",
            {202: "It will be made: ask for it again."},
            body=EXPORT.json,
        )
    }
    reads = {
        "public": Read(
            "newest",
            "Get the newest export of everybody's figures",
            "All of them, made at night.",
            problems=(NOT_FOUND,),
        ),
        "part": Read(
            "part_of",
            "Fetch a file of an export",
            "Some of its rows as CSV.",
            (GZIP,),
            is_ranged=True,
        ),
    }

    def get_queryset(self) -> QuerySet[Export]:
        return Export.objects.visible_to(self.request.user).kept(timezone.now())

    def get_object(self) -> Export:
        visible: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(visible, pk=self.kwargs["id"])

    def get_serializer_class(self) -> Any:
        return ExportSummarySerializer if self.action == "list" else ExportSerializer

    @once
    def create(self, request: Request) -> Response:
        """Put the figures that you may see and that a query finds into files."""
        self.check_parameters()
        query = EXPORT.read(request).get("query", "")
        by = cast(User, request.user)
        export = ask_for_export(query=query, by=by, at=timezone.now())
        written: Any = self.get_serializer(export).data
        return Response(written, status=202, headers={"Location": written["links"]["self"]})

    @action(detail=False, pagination_class=None)
    def public(self, request: Request, **kwargs: Any) -> Response:
        """Lead to everybody's figures as they were last put into files."""
        self.check_parameters()
        export = Export.objects.visible_to(request.user).public().first()
        if export is None:
            raise Http404
        return Response(self.get_serializer(export).data)

    @extend_schema(parameters=[NUMBER])
    @action(detail=True, url_path="parts/(?P<number>[1-9][0-9]{0,3})", renderer_classes=[AsItIs])
    def part(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Give a file, or a range of it."""
        export = self.get_object()
        parts = ExportPart.objects.filter(export=export, number=kwargs["number"])
        part = get_object_or_404(parts.defer("content"))

        def read(start: int, length: int) -> bytes:
            places = Value(start + 1), Value(length)
            piece = Func("content", *places, function="substring", output_field=BinaryField())
            return bytes(parts.annotate(piece=piece).values_list("piece", flat=True)[0])

        answer = ranged(
            request, size=part.size, etag=f'"{part.sha256}"', media_type=GZIP, read=read
        )
        answer["Content-Disposition"] = f'attachment; filename="figures-{part.number}.csv.gz"'
        if export.asked_by_id is None and not request.user.is_authenticated:
            answer["Cache-Control"] = KEPT_FOR_GOOD
        return answer
