"""The kinds of view the API has; mostly a resource that is read, as a list and one by one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from rest_framework import views, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.problems import InvalidParameters, ProblemType

from . import caching
from .filtering import FORMAT, unknown
from .parameters import ParameterField, errors_of, flag
from .scopes import Scopes
from .shaping import shape_asked

FLAG = ParameterField(kind=flag(), is_repeatable=False)
"""Yes or no, of writes."""


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms data may be used: the line to print beside it, and where the terms are."""

    line: str
    address: str


OPEN = Licence(
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)


@dataclass(frozen=True, slots=True)
class Farewell:
    """That a resource will go: since when that is known, when it ends, and what to read of it."""

    deprecated_at: datetime
    ends_at: datetime
    address: str

    @property
    def headers(self) -> dict[str, str]:
        """What its answers say of it (RFC 9745 and RFC 8594)."""
        return {
            "Deprecation": f"@{int(self.deprecated_at.timestamp())}",
            "Sunset": http_date(self.ends_at.timestamp()),
        }


class ApiView(views.APIView):
    """What every view of the API has: scopes, and headers that say how much is left."""

    required_scopes: ClassVar[Scopes]
    is_public: ClassVar[bool] = True
    """Whether those without a key or a session may read here."""
    licence: ClassVar[Licence | None] = None
    """Of what everybody may use; None where it is not theirs to use."""
    farewell: ClassVar[Farewell | None] = None
    """None: it stays."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Choose how to answer. A method that is not allowed is refused as that, in any format."""
        is_allowed = request.method in self.allowed_methods
        return super().perform_content_negotiation(request, force=force or not is_allowed)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        _with_headers(response, getattr(request, "courtesy", {}))
        patch_vary_headers(response, ["Accept", "Authorization"])
        if self.licence:
            add_link(response, self.licence.address, "license")
        if self.farewell:
            _with_headers(response, self.farewell.headers)
            add_link(response, self.farewell.address, "deprecation")
        return response


def _with_headers(response: Any, headers: Mapping[str, str]) -> Any:
    for name, value in headers.items():
        response[name] = value
    return response


def add_link(response: Any, address: str, relation: str, **more: str) -> None:
    """Add to the header `Link` where something about an answer is found (RFC 8288)."""
    parameters = "".join(f'; {name}="{value}"' for name, value in more.items())
    link = f'<{address}>; rel="{relation}"{parameters}'
    response["Link"] = f"{response['Link']}, {link}" if "Link" in response else link


@dataclass(frozen=True, slots=True)
class Write:
    """A method of a resource that changes something, as OpenAPI describes it."""

    name: str
    summary: str
    answers: Mapping[int, str]
    """What each status of success means."""
    problems: tuple[ProblemType, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    """By media type, the schema of what is sent."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Yes or no each, with what it is for."""
    is_conditional: bool = False
    """Whether it needs the version that the caller has seen."""


@dataclass(frozen=True, slots=True)
class Read:
    """What else of one record may be read, as OpenAPI describes it."""

    name: str
    summary: str
    meaning: str
    """Of the answer."""
    media_types: tuple[str, ...] = ()
    """Of what is given byte for byte; none: it is a record, as JSON."""
    format: str = "json"
    """As the parameter calls it."""
    is_counted: bool = False
    """Whether its answers have ETags, as the list's have."""
    is_ranged: bool = False
    """Whether it is a file that can be fetched piece by piece."""
    problems: tuple[ProblemType, ...] = ()


class Resource(ApiView, viewsets.ReadOnlyModelViewSet):
    """Records of one kind. `get_queryset` starts from what the reader may see."""

    writes: ClassVar[Mapping[str, Write]] = {}
    """By the name of the method of ours."""
    reads: ClassVar[Mapping[str, Read]] = {}
    """What is read beside the list and the record, by the name of the method of ours."""
    page_key: ClassVar[tuple[str, ...]]
    """Fields in whose order a list is read: unique together, and never changed."""
    noun: ClassVar[str]
    plural: ClassVar[str]
    """One record and several, as operations of the OpenAPI document call them."""
    key_schema: ClassVar[dict[str, Any]]
    """The key of a record in addresses, as OpenAPI describes it."""

    def shown(self, records: Iterable[Any]) -> list[Any]:
        """Return records as their reader may see them."""
        return list(records)

    def fetched(self, records: Any) -> list[Any]:
        """Return the rows of a page of a list."""
        return list(records)

    has_fields: ClassVar[bool] = False
    """Whether a reader may ask for some fields of a record only."""
    expansions: ClassVar[Mapping[str, str]] = {}
    """What may be told of a record besides, and what it is."""

    meta_schema: ClassVar[Mapping[str, Any]] = {}
    """What `page_meta` says of a page of this resource alone, as OpenAPI describes it."""
    has_editions: ClassVar[bool] = False
    """Whether somebody counts how often its records change: then answers have ETags."""

    def is_counted(self) -> bool:
        """Whether the answer to this request changes with an edition, and at no other time."""
        return self.has_editions

    def standing(self) -> caching.Standing:
        """Return what decides the answer beside the request, where editions are counted."""
        raise NotImplementedError

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if request.accepted_renderer.format == "html" and "" in _values(request):
            return HttpResponseRedirect(_without_empty(request))
        return self.unless_unchanged(self.listed)

    def listed(self) -> Response:
        """Answer with a page of records."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        records = self.get_serializer(self.shown(page or ()), many=True)
        return self.get_paginated_response(records.data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        return self.unless_unchanged(self.retrieved)

    def retrieved(self) -> Response:
        """Answer with one record."""
        (record,) = self.shown([self.get_object()])
        return Response(self.get_serializer(record).data)

    def unless_unchanged(self, answer: Callable[[], Any]) -> Any:
        """Answer, or say that the caller has the answer already. A page is made for its reader."""
        is_page = self.request.accepted_renderer.format == "html"
        if is_page or not self.is_counted():
            return answer()
        told = caching.headers(self.request, self.standing())
        if same := caching.unchanged(self.request, told):
            return same
        return _with_headers(answer(), told)

    def page_meta(self, records: Sequence[Any]) -> dict[str, Any]:
        """Return what is said of a page of records beside its size."""
        return {"licence": self.licence.line} if self.licence else {}

    def check_parameters(self, *names: str) -> None:
        """Refuse parameters of a write that are none of `names`. Raises InvalidParameters."""
        if errors := unknown(self.request.query_params, [*names, FORMAT]):
            raise InvalidParameters(errors)

    def is_asked(self, name: str) -> bool:
        """Whether a yes-or-no parameter of a write is true. Raises InvalidParameters."""
        try:
            return bool(FLAG.clean(self.request.query_params.getlist(name)))
        except ValidationError as error:
            raise InvalidParameters(errors_of(name, error)) from error

    def get_serializer_context(self) -> dict[str, Any]:
        """Add where links start; they are absolute."""
        if not self.request:
            return super().get_serializer_context() | {"origin": ""}
        origin = self.request.build_absolute_uri("/").rstrip("/")
        shape = shape_asked(self, self.request)
        return super().get_serializer_context() | {"origin": origin, "shape": shape}

    def get_view_name(self) -> str:
        return self.noun.capitalize() if self.detail else self.plural.capitalize()


def _values(request: Request) -> set[str]:
    return {value for _, values in request.query_params.lists() for value in values}


def _without_empty(request: Request) -> str:
    """Return the address without what a form sends of the fields that nobody filled in."""
    query = request.query_params.copy()
    for name, values in request.query_params.lists():
        query.setlist(name, [value for value in values if value])
    return f"{request.path}?{query.urlencode()}"
