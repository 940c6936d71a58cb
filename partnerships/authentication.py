"""Keys as the API takes them: in the header `Authorization: Bearer`, and nowhere else."""

import ipaddress
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from laa_portal.foundation.problems import InvalidParameters, ParameterError

from . import key_tokens, tokens
from .models import Key, User

BEARER = "bearer"

NAMES_OF_KEYS = frozenset({"key", "api_key", "apikey", "token", "access_token", "bearer"})
"""Parameters in which programs send keys elsewhere."""

IN_ADDRESS = (
    "A key was sent in the address, where logs and proxies keep it. Send it in the header "
    "“Authorization: Bearer …”, and revoke this one."
)
NOT_KNOWN = "This key is not known, no longer in force, or not for the address it came from."
"""One sentence for every reason: a stranger learns nothing of keys that exist."""


class KeyAuthentication(BaseAuthentication):
    """Lets a key in as the person it is of, narrowed to the one role that it stands for."""

    def authenticate(self, request: Request) -> tuple[User, Key] | None:
        _refuse_keys_in_address(request)
        scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != BEARER:
            return None
        key = _find(request, token.strip())
        request._request.key = key  # type: ignore[attr-defined]
        return _narrowed(key), key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _refuse_keys_in_address(request: Request) -> None:
    """Refuse a request whose address has a key in it, or says that it has."""
    for name, values in request.query_params.lists():
        has_key = any(key_tokens.LOOKS_LIKE_ONE.search(text) for text in (name, *values))
        if has_key or name.lower() in NAMES_OF_KEYS:
            shown = key_tokens.without_secrets(name)[:60]
            raise InvalidParameters([ParameterError(shown, "key_in_address", IN_ADDRESS)])


def _find(request: Request, token: str) -> Key:
    """Return the key of a secret, if it opens anything now. Always one query, by digest."""
    at = timezone.now()
    opening = Key.objects.opening(at, timezone.localdate(at)).select_related(
        "role__user", "role__organisation", "role__area", "role__partnership"
    )
    key = opening.filter(token_sha256=tokens.digest(token)).first()
    if key is None or not _is_from(key.addresses, address_of(request)):
        raise AuthenticationFailed(NOT_KNOWN)
    return key


def address_of(request: Request | HttpRequest) -> str:
    """Return the network address of the caller; of proxies, those are believed that are ours."""
    return BaseThrottle().get_ident(request)  # type: ignore[arg-type]


def _is_from(allowed: list[str], address: str) -> bool:
    """Whether an address is in one of the networks; in any, where none is named."""
    if not allowed:
        return True
    try:
        caller: Any = ipaddress.ip_address(address)
    except ValueError:
        return False
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return any(caller in ipaddress.ip_network(network) for network in allowed)


def _narrowed(key: Key) -> User:
    """Return the person of a key as the key may act: with its role, and no other."""
    user: User = key.role.user
    user.current_roles = (key.role,)
    user.key = key
    return user
