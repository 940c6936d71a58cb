"""What resources have in common on which keys act: links to acts, and writes upon a version."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import conditions
from laa_portal.foundation.api.fields import RecordSerializer, TextField
from laa_portal.foundation.api.resources import Resource
from laa_portal.foundation.problems import InvalidParameters, ParameterError
from laa_portal.foundation.verdicts import Verdict
from laa_portal.foundation.versioning import Stale, Versioned
from partnerships.models import Scope, User
from targets import actions

READS = (Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE)
SCOPES = {"GET": READS, "POST": (Scope.ASSESSMENTS_WRITE,)}

ID = "[1-9][0-9]{0,8}"
ID_SCHEMA = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}

REFUSALS = (actions.TitleTaken, actions.WrongRanks)
"""What actions refuse besides permission and age, as the fault of what was sent."""


class PossibleActionSerializer(RecordSerializer):
    """Something that may be done to a record."""

    name = serializers.CharField()
    method = serializers.CharField()
    href = serializers.URLField()
    allowed = serializers.BooleanField()
    reason_if_not = TextField()


def possible(
    origin: str, route: str, record_id: int, may: Mapping[str, Verdict]
) -> list[dict[str, Any]]:
    """Return what may be done to a record, each act with its address and, if not, why not."""
    return [
        {
            "name": name,
            "method": "POST",
            "href": origin + reverse(f"{route}-{name.replace('_', '-')}", args=[record_id]),
            "allowed": bool(verdict),
            "reason_if_not": verdict.reason or None,
        }
        for name, verdict in may.items()
    ]


class ActedUpon(Resource):
    """A resource whose records keys act upon, each at the version that its caller has seen."""

    is_public = False
    required_scopes = SCOPES
    page_key = ("id",)
    lookup_url_kwarg = "id"
    lookup_field = "pk"
    lookup_value_regex = ID
    key_schema = ID_SCHEMA

    @property
    def user(self) -> User:
        """Who asks: a key or a session, as the permission has made sure."""
        return cast(User, self.request.user)

    @property
    def now(self) -> datetime:
        return timezone.now()

    def carry_out(self, request: Request, act: Callable[..., Versioned], **given: Any) -> Response:
        """Act upon the version of a record that the caller has seen, and answer with it."""
        found = self.get_object()
        version = conditions.version_asked(request)
        try:
            self.attempt(act, version=version, **given)
        except Stale as stale:
            found.refresh_from_db()
            raise conditions.changed(self.written(found)) from stale
        return self.answer(self.get_object())

    def attempt(self, act: Callable[..., Any], **given: Any) -> Any:
        """Carry out an act. Raises InvalidParameters for what it will not take."""
        try:
            return act(by=self.user, at=self.now, **given)
        except REFUSALS as refusal:
            field = "ranks" if isinstance(refusal, actions.WrongRanks) else "title"
            raise InvalidParameters(
                [ParameterError(field, "unknown_value", str(refusal))]
            ) from refusal

    def written(self, found: Any) -> Any:
        (record,) = self.shown([found])
        return self.get_serializer(record).data

    def versioned(self, found: Any) -> Versioned:
        """Return what carries the version by which a record is acted upon."""
        return cast(Versioned, found)

    def answer(self, found: Any, *, status: int = 200) -> Response:
        """Give one record, with its version for whoever goes on to act on it."""
        written = self.written(found)
        headers = {"ETag": conditions.etag(self.versioned(found))}
        if status != 200:
            headers["Location"] = str(written["links"]["self"])
        return Response(written, status=status, headers=headers)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())
