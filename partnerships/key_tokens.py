"""The secrets that are keys: written so that scanners of leaked files can tell them.

`laa_`, then 256 random bits and their checksum in 49 letters and digits. Of the checksum nothing
depends but that others need not ask us whether a string they found is a key.
"""

import logging
import re
import secrets
import string
import zlib

from . import tokens

MARK = "laa_"

DIGITS = string.digits + string.ascii_letters
BITS, SECRET_LENGTH, CHECK_LENGTH = 256, 43, 6
PREFIX_LENGTH = len(MARK) + 8

LOOKS_LIKE_ONE = re.compile(rf"{MARK}[0-9A-Za-z]{{{SECRET_LENGTH + CHECK_LENGTH}}}")


def make() -> tuple[str, str, str]:
    """Return a new secret, the beginning by which people know it, and its digest."""
    secret = _written(secrets.randbits(BITS), SECRET_LENGTH)
    token = f"{MARK}{secret}{_check(secret)}"
    return token, token[:PREFIX_LENGTH], tokens.digest(token)


def is_whole(text: str) -> bool:
    """Whether a text is a key, as far as its form can tell."""
    if not LOOKS_LIKE_ONE.fullmatch(text):
        return False
    body = text.removeprefix(MARK)
    return _check(body[:SECRET_LENGTH]) == body[SECRET_LENGTH:]


def without_secrets(text: str) -> str:
    """Return a text with only the beginning left of every key in it."""
    return LOOKS_LIKE_ONE.sub(lambda found: f"{found[0][:PREFIX_LENGTH]}…", text)


class WithoutSecrets(logging.Filter):
    """Keeps keys out of logs, wherever callers may have put them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        return True


def _check(secret: str) -> str:
    return _written(zlib.crc32(secret.encode()), CHECK_LENGTH)


def _written(number: int, length: int) -> str:
    """Return a number in base 62."""
    written = ""
    while len(written) < length:
        number, digit = divmod(number, len(DIGITS))
        written = DIGITS[digit] + written
    return written
