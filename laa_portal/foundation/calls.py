"""Calls to addresses that people named: outwards only, to the machine that was looked at.

Whoever names an address may mean a machine of our own network, or have its name lead there a moment
after it was looked up. So a name is resolved once, every address that it has must be of the public
internet, and the connection goes to one of those. Redirects are not followed and answers not read.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

CONNECT_SECONDS = 5
SECONDS = 15
"""In which everything must be over, however slowly the other side answers."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CARRIES_IPV4 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""Addresses behind which a translator finds one of the older kind (RFC 6052, RFC 8215)."""


NOT_HTTPS = "Give an address that begins with https://."
CLEAR = re.compile(r"[!#-\[\]^_a-~]+")
"""What an address is written in: neither spaces nor quotes nor backslashes."""


class Refused(Exception):
    """An address is none that may be called. The message says why, to whoever named it."""


class Unanswered(Exception):
    """Nobody answered, or not as HTTP does."""


def check(address: str) -> SplitResult:
    """Return the parts of an address that may be called as far as can be told unresolved.

    Raises Refused.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Refused("That is not an address.") from error
    _refuse_unclear(address, parts)
    if _is_permitted(parts):
        return parts
    if parts.scheme != "https":
        raise Refused(NOT_HTTPS)
    if port not in (None, 443):
        raise Refused("Give an address without a port: messages are sent to port 443.")
    if literal := _literal(str(parts.hostname)):
        _refuse_inner([literal])
    return parts


def _refuse_unclear(address: str, parts: SplitResult) -> None:
    """Refuse what programs read in more than one way, or that holds what does not belong there."""
    if not parts.hostname or parts.scheme not in {"https", "http"}:
        raise Refused(NOT_HTTPS)
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused("Give an address without a user name, a password or a fragment.")
    if not CLEAR.fullmatch(address):
        raise Refused("Give an address of letters, digits and marks of ASCII, without spaces.")


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body, and return the status of the answer. Raises Refused and Unanswered."""
    parts = check(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    where = _resolve(parts, port)
    connection = _Pinned(parts, port, where)
    too_long = threading.Timer(SECONDS, connection.cut)
    too_long.start()
    try:
        with closing(connection):
            path = parts.path or "/"
            connection.request(
                "POST", f"{path}?{parts.query}" if parts.query else path, body, dict(headers)
            )
            return int(connection.getresponse().status)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unanswered(_reason(error)) from error
    finally:
        too_long.cancel()


def _is_permitted(parts: SplitResult) -> bool:
    """Whether the service's own settings name a host, which is then called wherever it is."""
    return f"{parts.hostname}:{parts.port}" in settings.WEBHOOK_HOSTS


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _resolve(parts: SplitResult, port: int) -> str:
    """Return the address to connect to: looked up this once, and never again."""
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unanswered("The name of the host is not known.") from error
    addresses = [str(one[4][0]) for one in found]
    if not _is_permitted(parts):
        _refuse_inner([ipaddress.ip_address(one.partition("%")[0]) for one in addresses])
    return addresses[0]


def _refuse_inner(addresses: list[Address]) -> None:
    """Refuse what is not of the public internet, if only one of several is not."""
    if not addresses or not all(_is_public(one) for one in addresses):
        raise Refused("Give an address of the public internet.")


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour
        if carried is not None:
            return _is_public(carried)
        if address.teredo is not None or any(address in network for network in CARRIES_IPV4):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, under the name by which that was found."""

    def __init__(self, parts: SplitResult, port: int, where: str) -> None:
        super().__init__(str(parts.hostname), port, timeout=CONNECT_SECONDS)
        self.where, self.is_secure = where, parts.scheme == "https"
        self.default_port = 443 if self.is_secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self.where, self.port), CONNECT_SECONDS)
        if self.is_secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self.sock.settimeout(SECONDS)

    def cut(self) -> None:
        """End the connection under whoever waits for its answer."""
        with suppress(OSError, AttributeError):  # it may be over, or never have begun
            self.sock.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    """Say what went wrong in words that tell nothing of where we are."""
    if isinstance(error, ssl.SSLError):
        return "The certificate of the host does not hold."
    if isinstance(error, TimeoutError):
        return "The host did not answer in time."
    if isinstance(error, OSError):
        return "The host could not be reached, or broke off."
    return "The host did not answer as HTTP does."
