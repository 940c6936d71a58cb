"""Keys, as their holders have them."""

from datetime import UTC, datetime, timedelta

from rest_framework.test import APIClient

from partnerships import key_tokens
from partnerships.models import Key, Role, Scope, User


def make_key(role: Role, *scopes: Scope, **changes) -> tuple[Key, str]:
    """Make a key of a role that is in force today; returns it and its secret."""
    token, prefix, digest = key_tokens.make()
    made_at = datetime.now(UTC) - timedelta(days=1)
    values = {
        "name": f"For {', '.join(scopes)}"[:100],
        "role": role,
        "prefix": prefix,
        "token_sha256": digest,
        "scopes": [scope.value for scope in scopes],
        "made_by": role.user,
        "made_at": made_at,
        "valid_until": made_at + timedelta(days=30),
    }
    return Key.objects.create(**(values | changes)), token


def program(user: User, *scopes: Scope, **changes) -> APIClient:
    """Return a program with a key for the only role of somebody."""
    _, token = make_key(user.roles.get(), *scopes, **changes)
    return with_key(token)


def with_key(token: str) -> APIClient:
    """Return a program that sends a secret as it should."""
    return APIClient(headers={"accept": "application/json", "authorization": f"Bearer {token}"})
