"""Conditional writes of the API: `If-Match` carries the version that the caller has seen."""

import re
from typing import Any

from rest_framework.request import Request

from . import problems
from .problems import Refusal
from .versioning import Versioned

IF_MATCH = "If-Match"

VERSION = re.compile(r'"([1-9][0-9]{0,8})"')


def etag(record: Versioned) -> str:
    """Return a record's version as the header `ETag` carries it."""
    return f'"{record.version}"'


def version_asked(request: Request) -> int:
    """Return the version that the caller has seen. Raises Refusal.

    One that no record ever had is given back as 0, which is stale whatever the record's is.
    """
    given = request.headers.get(IF_MATCH, "").strip()
    if not given:
        raise Refusal(
            problems.PRECONDITION_REQUIRED,
            f"Send the header “{IF_MATCH}” with the ETag of the record you have seen.",
        )
    version = VERSION.fullmatch(given)
    return int(version[1]) if version else 0


def changed(current: dict[str, Any]) -> Refusal:
    """Return the refusal of a write to a record that has moved on, with what it is now."""
    return Refusal(
        problems.PRECONDITION_FAILED,
        "This has changed since you read it. “current” is what it is now.",
        current=current,
    )
