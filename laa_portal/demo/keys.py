"""Keys of the demonstration's people, for programs to try."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from laa_portal.foundation.limits import TooMany
from partnerships import actions, tokens
from partnerships.models import Key, RoleKind, Scope, User

LIFE = timedelta(days=90)
SCOPES = {
    RoleKind.DATA_PROVIDER: (Scope.VALUES_READ, Scope.VALUES_WRITE),
    RoleKind.CDRP_OFFICER: (Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE),
    RoleKind.COUNTY_OFFICER: (Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE),
}
"""Whose keys there are, and what each is good for."""


def make_keys(known: list[dict[str, str]], *, at: datetime) -> list[dict[str, str]]:
    """Return the keys with their secrets: those `known` while they are in force, else new ones."""
    opening = Key.objects.opening(at, timezone.localdate(at))
    kept = {one["role"]: one for one in known if opening.filter(token_sha256=_digest(one)).exists()}
    keys = [kept.get(kind.value) or _make_key(kind, at) for kind in SCOPES]
    return [key for key in keys if key]


def _make_key(kind: RoleKind, at: datetime) -> dict[str, str] | None:
    user = User.objects.get(username=kind.value.replace("_", "-"))
    scopes = [scope.value for scope in SCOPES[kind]]
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
        return None
    return {"role": kind.value, "scopes": " ".join(scopes), "secret": token}


def _digest(one: dict[str, str]) -> str:
    return tokens.digest(one["secret"])


def known_keys(path: Path) -> list[dict[str, str]]:
    """Read the keys that an earlier run wrote down."""
    if not path.exists():
        return []
    keys: list[dict[str, str]] = json.loads(path.read_text()).get("keys", [])
    return keys
