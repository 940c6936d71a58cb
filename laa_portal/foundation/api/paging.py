"""Pages by cursor: rows that come or go meanwhile never repeat or hide others."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]
    Tuple,
    TupleGreaterThan,
)
from django.http import HttpResponse
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from laa_portal.foundation.problems import InvalidParameters

from .parameters import Kind, ParameterField, choice, described, errors_of

DEFAULT_LIMIT, HIGHEST_LIMIT = 100, 1000

NUMBER = re.compile("[1-9][0-9]{0,3}")


def read_limits(texts: Sequence[str]) -> Mapping[str, int]:
    numbers = {text: int(text) for text in texts if NUMBER.fullmatch(text)}
    return {text: number for text, number in numbers.items() if number <= HIGHEST_LIMIT}


LIMIT = Kind(
    read=read_limits,
    refusal=f"is not a whole number from 1 to {HIGHEST_LIMIT}.",
    schema={
        "type": "integer",
        "minimum": 1,
        "maximum": HIGHEST_LIMIT,
        "default": DEFAULT_LIMIT,
    },
)


class CursorPages(BasePagination):
    """Pages forward through `view.page_key`: fields that never change and are unique together.

    A cursor is the key of the last row its reader saw, signed: it tells nothing of other rows, and
    is read for the resource that wrote it only.
    """

    def __init__(self) -> None:
        cursor = Kind(
            read=self._read_cursors,
            refusal="is not a cursor that this resource gave out. Start again without it.",
            schema={"type": "string"},
        )
        self.fields = {
            "limit": parameter(LIMIT, "How many records there are on a page."),
            "cursor": parameter(cursor, "Where the page starts: take it from “next”."),
            "count": parameter(
                choice([("exact", "Exact")]),
                "Ask for the number of all records, as “meta.count”. It takes a while on large "
                "lists.",
            ),
        }
        self.salt = "cursor"
        self.view: Any = None

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        self.view = view
        self.salt = f"cursor:{view.basename}:{','.join(view.page_key)}"
        asked = self.asked(request)
        self.limit = asked["limit"] or DEFAULT_LIMIT
        self.count = queryset.count() if asked["count"] else None
        rows = view.fetched(_after(queryset, view.page_key, asked["cursor"])[: self.limit + 1])
        page = rows[: self.limit]
        self.returned = len(page)
        self.is_first = asked["cursor"] is None
        self.next_url = (
            self._next_url(request, _key(queryset.model, page[-1], view.page_key))
            if len(rows) > self.limit
            else None
        )
        return page

    def get_paginated_response(self, data: list[Any]) -> Response:
        meta = self.meta | self.view.page_meta(data)
        return Response({"data": data, "next": self.next_url, "meta": meta}, headers=self.headers)

    def get_written_response(self, records: Sequence[Mapping[str, Any]]) -> HttpResponse:
        """Answer with plain records, parts of which may be JSON already (`orjson.Fragment`)."""
        meta = self.meta | self.view.page_meta(records)
        body = orjson.dumps({"data": records, "next": self.next_url, "meta": meta}, default=str)
        return HttpResponse(body, content_type="application/json", headers=self.headers)

    @property
    def meta(self) -> dict[str, Any]:
        """How large the page is, and the list where that was asked."""
        meta = {"limit": self.limit, "returned": self.returned}
        return meta if self.count is None else meta | {"count": self.count}

    @property
    def headers(self) -> dict[str, str]:
        return {"Link": f'<{self.next_url}>; rel="next"'} if self.next_url else {}

    def asked(self, request: Request) -> dict[str, Any]:
        """Read the parameters of paging."""
        asked, errors = {}, []
        for name, field in self.fields.items():
            try:
                asked[name] = field.clean(request.query_params.getlist(name))
            except ValidationError as error:
                errors += errors_of(name, error)
        if errors:
            raise InvalidParameters(errors)
        return asked

    def _next_url(self, request: Request, key: list[str]) -> str:
        cursor = signing.Signer(salt=self.salt).sign_object(key)
        return replace_query_param(request.build_absolute_uri(), "cursor", cursor)

    def _read_cursors(self, texts: Sequence[str]) -> Mapping[str, list[str]]:
        signer = signing.Signer(salt=self.salt)
        try:
            return {text: signer.unsign_object(text) for text in texts}
        except signing.BadSignature:
            return {}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [described(name, field) for name, field in self.fields.items()]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        if self.view.has_fields:
            schema = {**schema, "items": {"anyOf": [schema["items"], SOME_FIELDS]}}
        return {
            "type": "object",
            "required": ["data", "next", "meta"],
            "additionalProperties": False,
            "properties": {
                "data": schema,
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The next page, also in the header “Link”; null on the last.",
                },
                "meta": META_SCHEMA
                | {"properties": META_SCHEMA["properties"] | self.view.meta_schema},
            },
        }


SOME_FIELDS = {
    "type": "object",
    "minProperties": 1,
    "description": "With “fields”: those of a record that were asked for.",
}
META_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["limit", "returned"],
    "additionalProperties": False,
    "properties": {
        "limit": {"type": "integer", "description": "How many records there may be on a page."},
        "returned": {"type": "integer", "description": "How many there are on this one."},
        "count": {"type": "integer", "description": "Of all pages, with “count=exact” only."},
        "licence": {
            "type": "string",
            "description": "The line to print beside what you use of what everybody may see.",
        },
    },
}


def parameter(kind: Kind, help_text: str) -> ParameterField:
    """Return a parameter of paging."""
    return ParameterField(kind=kind, is_repeatable=False, help_text=help_text)


def _after(
    queryset: QuerySet[Any], page_key: Sequence[str], position: list[str] | None
) -> QuerySet[Any]:
    """Order by the key and leave out all up to a position.

    One comparison of rows, as PostgreSQL answers from the index of the key.
    """
    ordered = queryset.order_by(*page_key)
    if position is None:
        return ordered
    fields = [queryset.model._meta.get_field(name) for name in page_key]
    values = [field.to_python(text) for field, text in zip(fields, position, strict=True)]
    return ordered.filter(TupleGreaterThan(Tuple(*map(F, page_key)), values))


def _key(model: type[Model], row: Any, page_key: Sequence[str]) -> list[str]:
    """Return the key of a row, of a model or only like one, as texts."""
    fields: list[Any] = [model._meta.get_field(name) for name in page_key]
    return [field.value_to_string(row) for field in fields]
