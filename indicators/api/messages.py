"""What a webhook is sent: which figures changed and where they are. No figures, no names."""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from indicators.reading import Change, Place

from .changes import cursor
from .figure_keys import figure_key

CHANGED, TEST = "figures.changed", "test"
"""The types of messages."""


def message(changes: list[Change], place: Place, at: datetime) -> str:
    """Write a message as JSON. Of no change it is a test."""
    since = cursor(place)
    feed = f"{_address('api-changes')}?{urlencode({'since': since})}"
    told = {
        "type": CHANGED if changes else TEST,
        "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "changes": [_told(change) for change in changes],
            "since": since,
            "links": {"changes": feed},
        },
    }
    return json.dumps(told, separators=(",", ":"))


def _told(change: Change) -> dict[str, object]:
    key = figure_key(change.figure)
    return {
        "type": change.kind.value,
        "id": key,
        "links": {"figure": _address("api-figures-detail", key)},
    }


def _address(name: str, *args: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"
