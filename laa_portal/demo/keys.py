"""One key for the demonstration's data provider, for programs to try."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from laa_portal.foundation.limits import TooMany
from partnerships import actions, tokens
from partnerships.models import Key, RoleKind, Scope, User

LIFE = timedelta(days=90)


def make_keys(known: list[dict[str, str]], *, at: datetime) -> list[dict[str, str]]:
    """Return the key with its secret: the `known` one while it is in force, else a new one."""
    opening = Key.objects.opening(at, timezone.localdate(at))
    if kept := [one for one in known if opening.filter(token_sha256=_digest(one)).exists()]:
        return kept
    user = User.objects.get(username=RoleKind.DATA_PROVIDER.value.replace("_", "-"))
    scopes = [Scope.VALUES_READ.value, Scope.VALUES_WRITE.value]
    try:
        _, token = actions.make_key(
            role=user.current_roles[0],
            name="Made for the demonstration",
            scopes=scopes,
            life=LIFE,
            addresses=[],
            by=user,
            at=at,
        )
    except TooMany:  # somebody has thrown the file away again and again today
        return []
    return [{"role": RoleKind.DATA_PROVIDER.value, "scopes": " ".join(scopes), "secret": token}]


def _digest(one: dict[str, str]) -> str:
    return tokens.digest(one["secret"])


def known_keys(path: Path) -> list[dict[str, str]]:
    """Read the keys that an earlier run wrote down."""
    if not path.exists():
        return []
    keys: list[dict[str, str]] = json.loads(path.read_text()).get("keys", [])
    return keys
