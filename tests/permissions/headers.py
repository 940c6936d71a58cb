"""What every answer carries, whoever asked for what."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .matrix import Cell

if TYPE_CHECKING:
    from .asking import Answer

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
)


def faults_of_headers(cell: Cell, answer: "Answer") -> Iterator[str]:
    """Return what is missing from the headers, or too much."""
    headers = answer.headers
    for name, value in ALWAYS.items():
        if headers.get(name) != value:
            yield f"{name} is {headers.get(name)!r}, should be {value!r}"
    policy = headers.get("Content-Security-Policy", "")
    for directive in POLICY:
        if directive not in policy.split("; "):
            yield f"the content security policy lacks {directive}"
    if "unsafe" in policy:
        yield "the content security policy has an unsafe source"
    if cell.actor.is_signed_in and "no-store" not in headers.get("Cache-Control", ""):
        yield f"caches may keep it: Cache-Control is {headers.get('Cache-Control')!r}"
    if not headers.get("X-Request-ID"):
        yield "there is no X-Request-ID"
