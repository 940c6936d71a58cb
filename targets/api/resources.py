"""What resources of this app have in common: keys by number, and acts upon what was seen."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.shortcuts import get_object_or_404
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import conditions
from laa_portal.foundation.api.resources import Resource
from laa_portal.foundation.versioning import Stale, Versioned
from partnerships.models import Scope, User

from .records import Shown


class Acted(Resource):
    """A resource that is read and acted upon; none of it is the public's."""

    required_scopes = {
        "GET": (Scope.AGREEMENTS_READ, Scope.OFFERS_WRITE),
        "POST": (Scope.OFFERS_WRITE,),
    }
    is_public = False
    page_key = ("id",)
    parser_classes = [JSONParser]
    lookup_url_kwarg = "id"
    lookup_value_regex = "[1-9][0-9]{0,8}"
    key_schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}

    def shown_one(self, record: Any) -> Shown:
        """Return a record with what its reader may do to it."""
        raise NotImplementedError

    def versioned(self, record: Any) -> Versioned:
        """Return what carries the version by which a record is acted upon."""
        return cast(Versioned, record)

    def shown(self, records: Iterable[Any]) -> list[Any]:
        return [self.shown_one(record) for record in records]

    def get_object(self) -> Any:
        visible: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(visible, pk=self.kwargs["id"])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    def act(self, request: Request, act: Callable[[Any, int], object]) -> Response:
        """Act upon a record at the version that the caller has seen, and give it as it is then."""
        found = self.get_object()
        version = conditions.version_asked(request)
        try:
            act(found, version)
        except Stale as stale:
            current = self.get_serializer(self.shown_one(self.get_object())).data
            raise conditions.changed(current) from stale
        return self.answer(self.get_object())

    def answer(self, record: Any, *, status: int = 200) -> Response:
        """Give one record, with its version for whoever goes on to act on it."""
        written = self.get_serializer(self.shown_one(record)).data
        headers = {"ETag": conditions.etag(self.versioned(record))}
        if status != 200:
            headers["Location"] = str(written["links"]["self"])
        return Response(written, status=status, headers=headers)

    @property
    def user(self) -> User:
        """Who writes: a key, as its permission has made sure."""
        return cast(User, self.request.user)
