"""Secrets that let somebody in: shown once, kept only as their hash."""

import hashlib
import secrets

BYTES = 32


def make() -> tuple[str, str]:
    """Return a new secret of 256 random bits, fit for an address, and its digest."""
    token = secrets.token_urlsafe(BYTES)
    return token, digest(token)


def digest(token: str) -> str:
    """Return what is kept of a secret. No salt: 256 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
