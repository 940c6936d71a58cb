"""What nobody should send, for every field and parameter that the code reads."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import NoReverseMatch
from django_filters.filterset import BaseFilterSet
from rest_framework.serializers import BaseSerializer

from .audiences import Target
from .matrix import Entry
from .routes import routes

LONG = 1_000_000
LONGEST_ADDRESS = 4_094
"""Characters. Gunicorn takes no longer request line."""

OURS = (
    *("laa_portal", "partnerships", "indicators", "targets", "reviews"),
    *("allauth", "django.contrib.auth"),
)

READ_BY_HAND = {"page", "format", "print", "measure", "level", "period", "by", "sort", "next",
                "cursor", "limit", "count", "token", "key", "access_token", "version"}  # fmt: skip
"""Parameters that views take out of the request themselves."""

BODIES = {
    "text": ("text/plain", b"version=1"),
    "xml": ("application/xml", b"<version>1</version>"),
    "half a JSON document": ("application/json", b'{"version": '),
    "JSON of another shape": ("application/json", b"[1, [2], null]"),
    "JSON nested deep": ("application/json", b"[" * 50_000 + b"]" * 50_000),
    "JSON with NUL": ("application/json", b'{"version": "\\u0000", "name": "\\ud800"}'),
    "form without its boundary": ("multipart/form-data", b"--x\r\n"),
    "form cut short": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="\x00"\r\n\r\n',
    ),
    "form in no known charset": ("application/x-www-form-urlencoded; charset=klingon", b"a=%ff"),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"version=%00%ff%fe&a\xff=1"),
}
"""Bodies that are not what they say, or not what the page reads."""


def all_below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from all_below(below)


def field_names() -> set[str]:
    """Return the names of all fields that forms, serializers and filters read."""
    assert routes()  # loads every view, and so every form
    names = set(READ_BY_HAND)
    for form in all_below(forms.BaseForm):
        if form.__module__.startswith(OURS):
            names |= form.base_fields.keys()
    for filterset in all_below(BaseFilterSet):
        if filterset.__module__.startswith(OURS):
            names |= filterset.base_filters.keys()
    for serializer in all_below(BaseSerializer):
        if serializer.__module__.startswith(OURS):
            names |= getattr(serializer, "_declared_fields", {}).keys()
    return names


@dataclass(frozen=True)
class Bad:
    """One thing to send in every field."""

    name: str
    value: Any


def values(foreign: list[int]) -> list[Bad]:
    """Return what to send in every field at once; `foreign` are ids of records of others."""
    return [
        Bad("nothing", ""),
        Bad("NUL", "a\0b"),
        Bad("half a character", "\udc80"),
        Bad("text turned round", "\u202egpj.exe"),
        Bad("too large a number", "9" * 40),
        Bad("below zero", "-1"),
        Bad("no number", "NaN"),
        Bad("a list", ["1", "2", "'"]),
        Bad("a path", "../../../etc/passwd"),
        Bad("SQL", "1' OR '1'='1"),
        Bad("markup", "<script>alert(1)</script>"),
        *(Bad(f"foreign id {pk}", str(pk)) for pk in foreign),
    ]


def addresses(entry: Entry, target: Target) -> Iterator[str]:
    """Return addresses of a route with what nobody has as a key."""
    for name, value in target.kwargs.items():
        odd = [9 * 10**18, 10**40] if isinstance(value, int) else ["\0", "a" * 300, "ï", "%", "'"]
        for one in odd:
            with suppress(NoReverseMatch):  # such a key does not even make an address
                yield entry.address(Target("odd", target.kwargs | {name: one}))
