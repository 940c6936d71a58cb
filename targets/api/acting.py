"""What resources have in common on which keys act: links to acts, and writes upon a version."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import conditions
from laa_portal.foundation.api.bodies import invalid
from laa_portal.foundation.api.fields import RecordSerializer, TextField
from laa_portal.foundation.api.resources import Resource
from laa_portal.foundation.verdicts import Verdict
from laa_portal.foundation.versioning import Stale, Versioned
from partnerships.models import Scope, User
from targets import actions

READS = (Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE)
SCOPES = {"GET": READS, "POST": (Scope.ASSESSMENTS_WRITE,)}

ID = "[1-9][0-9]{0,8}"
ID_SCHEMA = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}

REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyThere: "body",
    actions.DoesNotFit: "body",
    actions.NotTaken: "document",
    actions.NotYet: "happened_on",
    actions.OutsideTerm: "year",
    actions.TitleTaken: "title",
    actions.WrongRanks: "ranks",
}
"""What actions refuse besides permission and age, as the fault of which field that was sent."""


class PossibleActionSerializer(RecordSerializer):
    """Something that may be done to a record."""

    name = serializers.CharField()
    method = serializers.CharField()
    href = serializers.URLField(
        help_text="Where the method is GET, of a page: it is a person’s act, in a browser."
    )
    allowed = serializers.BooleanField()
    reason_if_not = TextField()


def possible(
    origin: str, route: str, record_id: int, may: Mapping[str, Verdict]
) -> list[dict[str, Any]]:
    """Return what keys may do to a record, each act with its address and, if not, why not."""
    return [
        an_act(name, "POST", f"{origin}{_address(f'{route}-{name}', record_id)}", verdict)
        for name, verdict in may.items()
    ]


def on_pages(origin: str, record_id: int, may: Mapping[str, Verdict]) -> list[dict[str, Any]]:
    """Return what people alone may do to a record, each act with the address of its page."""
    return [
        an_act(name, "GET", f"{origin}{_address(f'targets:{name}', record_id)}", verdict)
        for name, verdict in may.items()
    ]


def _address(route: str, record_id: int) -> str:
    return reverse(route.replace("_", "-"), args=[record_id])


def an_act(name: str, method: str, href: str, verdict: Verdict) -> dict[str, Any]:
    """Return one thing that may be done or, if not, why not."""
    return {
        "name": name,
        "method": method,
        "href": href,
        "allowed": bool(verdict),
        "reason_if_not": verdict.reason or None,
    }


class Numbered(Resource):
    """A resource whose records have a number, and of which strangers read nothing."""

    is_public = False
    page_key = ("id",)
    lookup_url_kwarg = "id"
    lookup_field = "pk"
    lookup_value_regex = ID
    key_schema = ID_SCHEMA

    @property
    def user(self) -> User:
        """Who asks: a key or a session, as the permission has made sure."""
        return cast(User, self.request.user)

    def written(self, found: Any) -> Any:
        (record,) = self.shown([found])
        return self.get_serializer(record).data


class WrittenByKey(Numbered):
    """A resource whose records keys of partnerships write."""

    required_scopes = SCOPES

    @property
    def now(self) -> datetime:
        return timezone.now()

    def attempt(self, act: Callable[..., Any], **given: Any) -> Any:
        """Carry out an act. Raises InvalidParameters for what it will not take.

        What somebody else has removed meanwhile is not there, as it is from now on.
        """
        try:
            return act(by=self.user, at=self.now, **given)
        except tuple(REFUSALS) as refusal:
            raise invalid(REFUSALS[type(refusal)], "unknown_value", str(refusal)) from refusal
        except actions.NotComplete as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except ObjectDoesNotExist as gone:
            raise Http404 from gone


class ActedUpon(WrittenByKey):
    """A resource whose records keys act upon, each at the version that its caller has seen."""

    def carry_out(self, request: Request, act: Callable[..., Any], **given: Any) -> Response:
        """Act upon the version of a record that the caller has seen, and answer with it."""
        self.act_upon(request, act, **given)
        return self.answer(self.get_object())

    def begin(self, act: Callable[..., Any], **given: Any) -> Response:
        """Begin a record, and answer with it."""
        return self.answer_new(self.attempt(act, **given))

    def remove_record(self, request: Request, act: Callable[..., Any], **given: Any) -> Response:
        """Carry out an act that removes a record, and answer with it as it was last."""
        last = self.written(self.get_object())
        self.act_upon(request, act, **given)
        return Response(last)

    def act_upon(self, request: Request, act: Callable[..., Any], **given: Any) -> Any:
        """Act upon the version of a record that the caller has seen. Raises Refusal."""
        version = conditions.version_asked(request)
        try:
            return self.attempt(act, version=version, **given)
        except Stale as stale:
            raise conditions.changed(self.written(self.get_object())) from stale

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

    def answer_new(self, made: Any) -> Response:
        """Give a record that was just begun, and where it is; whoever may not see it began none."""
        return self.answer(get_object_or_404(self.get_queryset(), pk=made.pk), status=201)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())
