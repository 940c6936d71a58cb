"""What becomes of text that was typed and not sent: it is kept, shown again, and dropped."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from partnerships.models import Draft, User

SECRET = re.compile(r"passw|token|secret|credential|otp|code|csrf", re.IGNORECASE)
"""Names of fields that are never kept."""

OF_THE_PAGE = frozenset({"version", "next", "draft_path"})
"""Fields a page writes itself. An old version must not come back with the text."""

LONGEST = 100_000
"""Characters that are kept of one page. What is longer than that was not typed."""

LONGEST_PATH = 300


@transaction.atomic
def save_draft(
    *, by: User, path: str, fields: Iterable[tuple[str, list[str]]], at: datetime
) -> Draft | None:
    """Keep what somebody typed on a page. Returns None where there is nothing worth keeping."""
    kept = worth_keeping(fields)
    if not kept or len(path) > LONGEST_PATH or not path.startswith("/"):
        return None
    draft, _ = Draft.objects.update_or_create(
        saved_by=by, path=path, defaults={"fields": kept, "saved_at": at}
    )
    return draft


def drop_draft(*, by: User, path: str) -> None:
    """Forget what somebody typed on a page: it is sent, or they do not want it."""
    Draft.objects.filter(saved_by=by, path=path).delete()


def worth_keeping(fields: Iterable[tuple[str, list[str]]]) -> Mapping[str, list[str]]:
    """Return the fields that hold text of the person's own and are no secret."""
    kept: dict[str, list[str]] = {}
    room = LONGEST
    for name, values in fields:
        size = len(name) + sum(len(value) for value in values)
        if SECRET.search(name) or name in OF_THE_PAGE or not any(values) or size > room:
            continue
        kept[name] = [value.replace("\0", "") for value in values]
        room -= size
    return kept
