"""The kinds of view the API has; mostly a resource that is read, as a list and one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from rest_framework import views, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation.problems import InvalidParameters, ProblemType

from .filtering import FORMAT, unknown
from .parameters import ParameterField, errors_of, flag
from .scopes import Scopes

FLAG = ParameterField(kind=flag(), is_repeatable=False)
"""Yes or no, of writes."""


class ApiView(views.APIView):
    """What every view of the API has: scopes, and headers that say how much is left."""

    required_scopes: ClassVar[Scopes]
    is_public: ClassVar[bool] = True
    """Whether those without a key or a session may read here."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in getattr(request, "courtesy", {}).items():
            response[name] = value
        patch_vary_headers(response, ["Authorization"])
        return response


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

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if request.accepted_renderer.format == "html" and "" in _values(request):
            return HttpResponseRedirect(_without_empty(request))
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        records = self.get_serializer(self.shown(page or ()), many=True)
        return self.get_paginated_response(records.data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        (record,) = self.shown([self.get_object()])
        return Response(self.get_serializer(record).data)

    def check_parameters(self, *names: str) -> None:
        """Refuse parameters of a write that are none of `names`. Raises InvalidParameters."""
        if errors := unknown(self.request, [*names, FORMAT]):
            raise InvalidParameters(errors)

    def is_asked(self, name: str) -> bool:
        """Whether a yes-or-no parameter of a write is true. Raises InvalidParameters."""
        try:
            return bool(FLAG.clean(self.request.query_params.getlist(name)))
        except ValidationError as error:
            raise InvalidParameters(errors_of(name, error)) from error

    def get_serializer_context(self) -> dict[str, Any]:
        """Add where links start; they are absolute."""
        origin = self.request.build_absolute_uri("/").rstrip("/") if self.request else ""
        return super().get_serializer_context() | {"origin": origin}

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
