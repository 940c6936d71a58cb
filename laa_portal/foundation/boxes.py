"""Secrets that have to be read again, encrypted at rest under a key that the database lacks."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def shut(text: str, purpose: str) -> str:
    """Encrypt a secret of one purpose, which those of others do not open."""
    return _box(purpose).encrypt(text.encode()).decode()


def opened(text: str, purpose: str) -> str:
    return _box(purpose).decrypt(text.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    """What encrypts secrets: with the key of today, and still opens those of keys before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str | bytes, purpose: str) -> bytes:
    derivation = HKDF(SHA256(), length=32, salt=None, info=purpose.encode())
    return base64.urlsafe_b64encode(derivation.derive(force_bytes(key)))
