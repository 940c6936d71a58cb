"""The one kind of view the API has: a resource that is read, as a list and one by one."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpResponseRedirect
from rest_framework import viewsets
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response


class Resource(viewsets.ReadOnlyModelViewSet):
    """Records of one kind. `get_queryset` starts from what the reader may see."""

    permission_classes = [AllowAny]
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
