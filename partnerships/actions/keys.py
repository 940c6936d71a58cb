"""What can happen to keys: they are made and revoked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from laa_portal.foundation import audit, limits
from partnerships import key_tokens, policies
from partnerships.models import Key, Role, User

MADE_A_DAY = 5

LONGEST_LIFE = timedelta(days=365)


@transaction.atomic
def make_key(
    *,
    role: Role,
    name: str,
    scopes: Sequence[str],
    life: timedelta,
    addresses: Sequence[str],
    by: User,
    at: datetime,
) -> tuple[Key, str]:
    """Make a key for a role of `by`. Returns it and its secret, which is nowhere else.

    People who make two at once are taken one after the other. Raises PermissionDenied and TooMany.
    """
    User.objects.select_for_update().get(pk=by.pk)
    alive = Key.objects.alive(at).filter(role__user=by).count()
    policies.may_make_key(by, role, scopes=scopes, alive=alive).enforce()
    limits.take("keys made", f"person {by.pk}", limit=MADE_A_DAY, per=limits.DAY, at=at)
    token, prefix, digest = key_tokens.make()
    key = Key.objects.create(
        name=name,
        role=role,
        prefix=prefix,
        token_sha256=digest,
        scopes=list(scopes),
        addresses=list(addresses),
        made_by=by,
        made_at=at,
        valid_until=at + min(life, LONGEST_LIFE),
    )
    audit.record("make_key", key, by=by, at=at, role=role.pk, scopes=list(scopes))
    return key, token


@transaction.atomic
def revoke_key(*, key_id: int, by: User, at: datetime) -> Key:
    """End a key at once. Raises PermissionDenied."""
    held = Key.objects.select_for_update(of=("self",)).select_related("role")
    key: Key = held.get(pk=key_id)
    policies.may_revoke_key(by, key).enforce()
    key.revoked_by, key.revoked_at = by, at
    key.save(update_fields=["revoked_by", "revoked_at"])
    audit.record("revoke_key", key, by=by, at=at)
    return key
