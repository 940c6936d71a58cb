"""The feed of changes: what became of figures since a program last asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from indicators.models import Figure
from indicators.reading import Change, ChangeKind, Narrow, Place, changes_after, newest_place
from laa_portal.foundation.api import Kind
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer
from laa_portal.foundation.api.filtering import filterset_class_of
from laa_portal.foundation.api.paging import DEFAULT_LIMIT, CursorPages, parameter
from laa_portal.foundation.api.resources import OPEN, Resource
from partnerships.models import Scope

from .figure_filters import SeriesFilter
from .figure_keys import figure_key

NOW = "now"
"""Instead of a cursor."""

SALT = "cursor:api-changes"


def read_places(texts: Sequence[str]) -> Mapping[str, Place | str]:
    """Read the cursors that this feed gave out."""
    signer = signing.Signer(salt=SALT)
    found: dict[str, Place | str] = {}
    for text in texts:
        try:
            found[text] = NOW if text == NOW else Place(*signer.unsign_object(text))
        except signing.BadSignature:
            continue
    return found


def cursor(place: Place) -> str:
    return signing.Signer(salt=SALT).sign_object(list(place))


def place_of(text: str) -> Place:
    """Return the place that a cursor of this feed leads to. Raises ValueError."""
    place = read_places([text]).get(text)
    if not isinstance(place, Place):
        raise ValueError("That is no cursor of the feed of changes")  # noqa: TRY004 (it is text)
    return place


SINCE = Kind(
    read=read_places,
    refusal="is neither “now” nor a cursor that this feed gave out. Start again without it.",
    schema={"type": "string"},
)


class ChangesSince(CursorPages):
    """Pages of changes. Each says where to go on another time, the last one as well."""

    is_first = False

    def __init__(self) -> None:
        super().__init__()
        meaning = (
            "Where to go on: take it from “meta.since”. Without it, from the beginning; “now”: "
            "behind all that was told so far."
        )
        self.fields = {"limit": self.fields["limit"], "since": parameter(SINCE, meaning)}
        self.count = None

    def changes(self, request: Request, view: Any, narrow: Narrow) -> list[Change]:
        """Return the changes behind the place asked for, of what `narrow` keeps."""
        self.view = view
        asked = self.asked(request)
        self.limit = asked["limit"] or DEFAULT_LIMIT
        viewer: Any = request.user
        if asked["since"] == NOW:
            found, last = [], newest_place(viewer, narrow)
        else:
            last = asked["since"] or Place()
            found = changes_after(last, viewer, narrow, self.limit + 1)
        page = found[: self.limit]
        self.returned = len(page)
        self.since = cursor(page[-1].place if page else last)
        address = replace_query_param(request.build_absolute_uri(), "since", self.since)
        self.next_url = address if len(found) > self.limit else None
        return page

    @property
    def meta(self) -> dict[str, Any]:
        return super().meta | {"since": self.since}


class ChangeLinksSerializer(RecordSerializer):
    """Where the figure is found; where it is gone, that says so too."""

    figure = LinkField("api-figures-detail", lambda change: figure_key(change.figure))


class ChangeSerializer(RecordSerializer):
    """That a figure came, changed or went: of several changes of one, the last."""

    sequence = serializers.IntegerField(
        source="place.xid", help_text="Never falls; changes that came together share it."
    )
    type = serializers.ChoiceField(source="kind", choices=[kind.value for kind in ChangeKind])
    id = serializers.SerializerMethodField(help_text="Of the figure.")
    measure = serializers.CharField(source="figure.measure.code")
    area = serializers.CharField(source="figure.area.gss_code")
    period = serializers.CharField(source="figure.period.code")
    recorded_at = MomentField()
    links = ChangeLinksSerializer(source="*")

    def get_id(self, change: Change) -> str:
        return figure_key(change.figure)


class Changes(Resource):
    """What became of figures, in the order in which it took effect.

    Read it to its end, fetch what it tells of, drop what is removed, and go on from “meta.since”
    another time: a copy kept so is in the end what a full download is. A change may be told twice,
    and is never left out. Where the beginning is too long, ask with “since=now” and then download.
    """

    noun, plural = "change", "changes"
    licence = OPEN
    has_fields = True
    required_scopes = {"GET": (Scope.VALUES_READ,)}
    page_key = ()
    serializer_class = ChangeSerializer
    filterset_class = SeriesFilter
    pagination_class = ChangesSince
    meta_schema = {"since": {"type": "string", "description": "Where to go on another time."}}

    def get_queryset(self) -> QuerySet[Figure]:
        return Figure.objects.visible_to(self.request.user)

    def listed(self) -> Response:
        self.filter_queryset(self.get_queryset())  # refuses what cannot be asked
        feed: Any = self.paginator
        records = self.get_serializer(feed.changes(self.request, self, self._narrow), many=True)
        return self.get_paginated_response(records.data)

    def _narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the measures and areas asked for."""
        filters = filterset_class_of(self)(self.request.query_params, rows, request=self.request)
        return filters.qs
