"""What resources of this app have in common: keys by number, and acts upon what was seen."""

from collections.abc import Callable, Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import conditions
from laa_portal.foundation.versioning import Stale
from partnerships.models import Scope

from .acting import ActedUpon
from .records import Shown


class Acted(ActedUpon):
    """A resource whose acts are told one record at a time, by JSON alone."""

    required_scopes = {
        "GET": (Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE, Scope.OFFERS_WRITE),
        "POST": (Scope.ASSESSMENTS_WRITE, Scope.OFFERS_WRITE),
    }
    parser_classes = [JSONParser]

    def shown_one(self, record: Any) -> Shown:
        """Return a record with what its reader may do to it."""
        raise NotImplementedError

    def shown(self, records: Iterable[Any]) -> list[Any]:
        return [self.shown_one(record) for record in records]

    def get_object(self) -> Any:
        visible: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(visible, pk=self.kwargs["id"])

    def act(self, request: Request, act: Callable[[Any, int], object]) -> Response:
        """Act upon a record at the version that the caller has seen, and give it as it is then."""
        found = self.get_object()
        version = conditions.version_asked(request)
        try:
            act(found, version)
        except Stale as stale:
            current = self.written(self.get_object())
            raise conditions.changed(current) from stale
        return self.answer(self.get_object())
