"""Answers that need not be given again: strong ETags that are known before anything is looked up.

An ETag is made of what decides the answer, never of the answer itself: which edition of the data
its reader sees, who that is, what was asked, in which format, and by which program it is
written.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.http import HttpResponseNotModified
from django.utils.http import http_date, parse_etags
from rest_framework.request import Request

PACKAGES = Path(__file__).parents[3]
WRITTEN_BY = ("laa_portal/foundation/api", "partnerships/api", "indicators/api")
"""Where the look of an answer is decided: whatever changes there makes other ETags."""

FRESH_FOR = 60
"""Seconds for which a cache gives what is everybody's without asking us."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides an answer beside the request: the edition of the data, and who reads."""

    edition: int
    changed_at: datetime | None
    scope: str
    """What tells readers who see different things apart; "" for what everybody sees."""


def etag(request: Request, standing: Standing) -> str:
    """Return the strong ETag of the answer to a request."""
    renderer = request.accepted_renderer
    parts = (
        *(str(standing.edition), standing.scope, renderer.format, program()),
        request.build_absolute_uri("/"),  # links are absolute
        request.path,
        *(f"{name}={value}" for name, values in _asked(request) for value in values),
    )
    return f'"{digest(parts)}"'


def _asked(request: Request) -> Iterable[tuple[str, list[str]]]:
    return sorted(request.query_params.lists())


def digest(parts: Iterable[str]) -> str:
    """Return a hash of texts that tells where one ends and the next begins."""
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:{part}".encode())
    return found.hexdigest()[:32]


@cache
def program() -> str:
    """Return a hash of the code that writes answers."""
    files = sorted(file for folder in WRITTEN_BY for file in (PACKAGES / folder).rglob("*.py"))
    return digest(file.read_text() for file in files)


def headers(request: Request, standing: Standing) -> dict[str, str]:
    """Return what caches are told of the answer to a request.

    What a known reader sees is kept by no cache between, as everywhere in the service: programs
    keep the ETag themselves.
    """
    told = {"ETag": etag(request, standing)}
    if standing.changed_at:
        told["Last-Modified"] = http_date(standing.changed_at.timestamp())
    if not request.user.is_authenticated:
        told["Cache-Control"] = f"public, max-age={FRESH_FOR}, must-revalidate"
    return told


def unchanged(request: Request, told: Mapping[str, str]) -> HttpResponseNotModified | None:
    """Return the answer for whoever has it already: no body, and the headers once more.

    `If-Modified-Since` is not heeded: it knows seconds, and two editions may lie within one.
    """
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if told["ETag"] not in {one.removeprefix("W/") for one in known}:
        return None
    return HttpResponseNotModified(headers=dict(told))
