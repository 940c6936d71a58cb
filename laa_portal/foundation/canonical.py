"""Canonical JSON: the same content is the same text, byte for byte, and so has the same hash.

Keys are sorted, nothing is spaced, letters stand as they are. A number with a point is written as
text with the fewest digits that read back as the same number, since JSON says nothing of how
floats are written; a moment in UTC.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from .api.fields import exact


def canonical(content: Mapping[str, Any]) -> str:
    """Return content as canonical JSON. Raises TypeError for what `plain` does not know."""
    return json.dumps(plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return a value as canonical JSON has it: text, whole number, truth, null, list or object.

    Raises TypeError for anything else.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return exact(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case Sequence():
            return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")
