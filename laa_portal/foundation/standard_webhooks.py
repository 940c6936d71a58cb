"""Messages signed as Standard Webhooks 1.0 says, so that any of its libraries can check them.

Source: the specification at https://www.standardwebhooks.com/ (symmetric signatures, `v1`).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

MARK = "whsec_"
SECRET_BYTES = 32
"""The specification asks for 24 to 64."""


def make_secret() -> str:
    """Return a new secret, as it is shown to whoever is to check signatures."""
    return MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def make_id() -> str:
    """Return the name of a message: the same however often it is sent."""
    return f"msg_{secrets.token_hex(16)}"


def headers(
    message_id: str, at: datetime, body: bytes, secrets_in_force: Sequence[str]
) -> dict[str, str]:
    """Return what a message is sent with: a signature for each secret that may be in use."""
    moment = str(int(at.timestamp()))
    signatures = [_sign(secret, message_id, moment, body) for secret in secrets_in_force]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(signatures),
    }


def _sign(secret: str, message_id: str, moment: str, body: bytes) -> str:
    signed = b".".join([message_id.encode(), moment.encode(), body])
    digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(MARK), validate=True)
    except binascii.Error as error:
        raise ValueError("A secret is base64 behind “whsec_”.") from error
