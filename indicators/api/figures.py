"""Figures: values with their intervals, for one measure, area and period each."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from indicators.models import Figure, Measure
from indicators.queries import released
from indicators.reading import Around, ToldFigure, all_flat, flat, histories, told
from laa_portal.foundation import limits
from laa_portal.foundation.api import Courtesy, Parameter, Switch
from laa_portal.foundation.api.filtering import FORMAT, NoFilters
from laa_portal.foundation.api.resources import OPEN, Read, add_link
from laa_portal.foundation.api.shaping import shape_asked
from partnerships.api import with_surroundings
from partnerships.models import Area, Scope

from .coverage import COVERAGE_SCHEMA, why_none
from .editions import Counted
from .figure_filters import AS_KNOWN, AS_OF, HISTORY, BulkFilter, FigureFilter, as_known
from .figure_formats import FORMATS, CsvLines, CsvRenderer, FigurePage, structure_message
from .figure_formats.sdmx_structure import MEDIA_TYPE as STRUCTURE_TYPE
from .figure_keys import FIGURE_KEY, figure_key, read_key
from .figure_records import FigureSerializer, FigureWithHistorySerializer
from .flat_records import FlatRecords, parts_of
from .revisions import RevisionsSerializer, revisions_of

IN_BULK = 30
"""Downloads of all figures an hour, for each caller."""

AROUND_A_FIGURE = ("measure__indicator", "definition", "data_return__organisation")
"""Fetched once each, not joined: a thousand figures share a few of them."""


class OneFigureFilter(filters.FilterSet):
    as_of = Parameter(AS_OF, method="at_moment", help_text=AS_KNOWN)
    history = Switch(help_text=HISTORY)

    def at_moment(self, figures: Any, name: str, moment: datetime) -> Any:
        named = read_key(self.request.parser_context["kwargs"]["id"])
        return as_known(figures, named.measure, [named.area.pk], self.request.user, moment)


class Figures(Counted):
    """Every figure its reader may see, by measure, area and period."""

    noun, plural = "figure", "figures"
    licence = OPEN
    has_fields = True
    expansions = {
        "definition": "what is counted, and what that is divided by",
        "measure": "how it is worked out",
        "area": "what it lies in, and what was there before and after it",
    }
    meta_schema = {"coverage": COVERAGE_SCHEMA}
    required_scopes = {"GET": (Scope.VALUES_READ,)}
    page_key = ("measure_id", "area_id", "period_kind", "period_start")
    serializer_class = FigureSerializer
    filterset_class = FigureFilter
    detail_filterset_class = OneFigureFilter
    lookup_url_kwarg = "id"
    lookup_value_regex = "[-A-Za-z0-9_.]{1,60}"
    key_schema = {
        "type": "string",
        "pattern": f"^{re.sub('[?]P<[a-z]+>', '', FIGURE_KEY.pattern)}$",
        "example": "ni-16.E10000016.2008_09",
    }
    reads = {
        "bulk": Read(
            "download_all",
            "Download all figures as CSV",
            "One file of all figures that are found, in the lines of the pages of CSV. It is sent "
            "in chunks: one that breaks off has no last chunk, which HTTP libraries report.",
            ("text/csv",),
            format="csv",
            is_counted=True,
        ),
        "history": Read(
            "list_revisions_of",
            "List the revisions of a figure",
            "Every revision of the rows it rests on.",
        ),
        "structure": Read(
            "structure_of",
            "Get the structure message of SDMX",
            "What columns the SDMX-CSV of figures has, and what their codes mean.",
            (STRUCTURE_TYPE,),
        ),
    }

    def get_renderers(self) -> list[BaseRenderer]:
        """Add the formats of lists."""
        if self.action == "bulk":  # whatever is accepted, it is CSV
            return [CsvRenderer(), *super().get_renderers()]
        more = [renderer() for renderer in FORMATS] if self.action == "list" else []
        return [*super().get_renderers(), *more]

    def get_queryset(self) -> QuerySet[Figure]:
        figures = Figure.objects.visible_to(self.request.user)
        is_whole = "area" in shape_asked(self, self.request).expanded
        areas: Any = Area.objects.all()
        area = Prefetch("area", with_surroundings(areas) if is_whole else areas)
        return figures.prefetch_related(*AROUND_A_FIGURE, area)

    def get_object(self) -> Figure:
        named = read_key(self.kwargs["id"])
        figures: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(
            figures,
            measure=named.measure,
            area=named.area,
            period_kind=named.period.kind,
            period_start=named.period.start,
        )

    def get_serializer_class(self) -> Any:
        if self.action == "history":
            return RevisionsSerializer
        return FigureWithHistorySerializer if self.has_history else FigureSerializer

    @property
    def has_history(self) -> bool:
        """Whether the caller wants the revisions of each figure with it."""
        return bool(self.request) and self.request.query_params.get("history") == "true"

    def shown(self, records: Iterable[Figure]) -> list[ToldFigure]:
        viewer, moment = self.request.user, self._moment()
        figures = told(released(records, viewer), viewer, is_past=moment is not None)
        return histories(figures, viewer, moment) if self.has_history else figures

    def is_counted(self) -> bool:
        """Whether an edition decides the answer: the past is made of what was reported by then."""
        return not self.has_history and self._moment() is None

    def _moment(self) -> datetime | None:
        """Return the moment of the past that is asked about, if one is."""
        text = self.request.query_params.get("as_of", "")
        return AS_OF.read([text]).get(text)

    # --- Lists ------------------------------------------------------------------------------------

    @property
    def is_plain(self) -> bool:
        """Whether a list of records is asked for as most want it, and so is written faster."""
        is_json = self.request.accepted_renderer.format == "json"
        is_more = self.has_history or shape_asked(self, self.request).expanded
        return self.action == "list" and is_json and not is_more

    def fetched(self, records: QuerySet[Figure]) -> list[Any]:
        if not self.is_plain:
            return super().fetched(records)
        return flat(records, self.request.user, is_past=self._moment() is not None)

    def listed(self) -> Any:
        if self.is_plain:
            return self._written()
        if self.request.accepted_renderer.format in ("json", "html"):
            return super().listed()
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self._file(self.shown(page or ()))

    def _written(self) -> HttpResponse:
        """Answer with a page of records as JSON."""
        rows: Any = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or ()
        origin = self.request.build_absolute_uri("/").rstrip("/")
        writer = FlatRecords(parts_of(origin, self.state), shape_asked(self, self.request))
        paginator: Any = self.paginator
        return paginator.get_written_response(writer.records(rows))

    def page_meta(self, records: Sequence[Any]) -> dict[str, Any]:
        """Say of an empty list why it is empty."""
        is_empty = not records and self.paginator.is_first  # type: ignore[union-attr]
        found = {"coverage": why_none(self.request)} if is_empty else {}
        return super().page_meta(records) | found

    def _file(self, figures: Sequence[ToldFigure]) -> Response:
        """Answer with a page in the format that was asked for."""
        paginator: Any = self.paginator
        page = FigurePage(
            figures=figures,
            address=self._as("json"),
            next_address=paginator.next_url,
            licence=OPEN,
            changed_at=self.standing().changed_at,
            shape=shape_asked(self, self.request),
            structure=self._structure(),
            csv=self._as("csv"),
            has_bom=self.request.query_params.get("bom") == "true",
        )
        answer = Response(page, headers=paginator.headers)
        self._describe(answer)
        return answer

    def _describe(self, answer: Response) -> None:
        """Lead from a file to what describes it."""
        name = self.request.accepted_renderer.format
        if name == "csv":
            add_link(answer, self._as("csvw"), "describedby", type="application/csvm+json")
        elif name == "sdmx-csv":
            add_link(answer, self._structure(), "describedby", type=STRUCTURE_TYPE)

    def _as(self, name: str) -> str:
        """Return the address of this page in another format."""
        return replace_query_param(self.request.build_absolute_uri(), FORMAT, name)

    def _structure(self) -> str:
        return self.request.build_absolute_uri(reverse("api-figures-structure"))

    # --- All of them ------------------------------------------------------------------------------

    @action(detail=False, methods=["get"], filterset_class=BulkFilter, pagination_class=None)
    def bulk(self, request: Request, **kwargs: Any) -> Any:
        """Give every figure that is asked for as one CSV, however many they are."""
        return self.unless_unchanged(self._streamed)

    def _streamed(self) -> StreamingHttpResponse:
        figures = self.filter_queryset(self.get_queryset()).order_by(*self.page_key)
        who, now = Courtesy().caller(self.request), timezone.now()
        limits.take("downloads of all figures", who, limit=IN_BULK, per=limits.HOUR, at=now)
        around = Around()
        around.meet_all()
        blocks = CsvLines(around).blocks(all_flat(figures, self.request.user))
        return StreamingHttpResponse(
            blocks,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="all-figures.csv"'},
        )

    # --- Beside figures ---------------------------------------------------------------------------

    @action(detail=True, methods=["get"], detail_filterset_class=NoFilters)
    def history(self, request: Request, **kwargs: Any) -> Response:
        """Tell all that was ever said of what a figure rests on, the newest first."""
        (row,) = released([self.get_object()], request.user)
        found = {"id": figure_key(row.figure), **revisions_of(row, request.user)}
        return Response(self.get_serializer(found).data)

    @action(detail=False, methods=["get"], filterset_class=NoFilters, pagination_class=None)
    def structure(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Describe the SDMX-CSV of figures to programs that read SDMX."""
        self.check_parameters()
        measures = Measure.objects.select_related("indicator").order_by("indicator__number", "code")
        areas = Area.objects.order_by("gss_code")
        message = structure_message(measures, areas, timezone.now())
        return HttpResponse(message, content_type=STRUCTURE_TYPE)
