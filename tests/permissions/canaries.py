"""Planted texts and numbers that say whose they are, wherever they turn up.

A text is `CNRY-<tenant>-<side>-<hex>`. A number holds the digits 9021 and three of its own, so
that it is known as a count (9021007), as a rate (0.9021007) and inside a file.
"""

import io
import re
import secrets
import zipfile
from dataclasses import dataclass, field

from .audiences import AUDIENCES, Actor, Target

TEXT = re.compile(r"CNRY-[a-z]+-[a-z]+-[0-9a-f]{12}")
NUMBER = re.compile(r"(?<![0-9A-Za-z-])9021[0-9]{3}(?![A-Za-z])")  # not within a reference or hash
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])(?:,|&nbsp;|\u00a0|\u202f)(?=[0-9]{3})")


@dataclass(frozen=True)
class Canary:
    """What was planted, and who may come across it."""

    mark: str
    what: str
    audience: str
    target: Target

    def may_reach(self, actor: Actor) -> bool:
        return AUDIENCES[self.audience](actor, self.target)


@dataclass
class Aviary:
    """All that was planted."""

    planted: dict[str, Canary] = field(default_factory=dict)

    def text(self, what: str, audience: str, target: Target) -> str:
        """Plant a text."""
        tenant, side = target.area or target.organisation or "nation", target.side or "both"
        mark = f"CNRY-{tenant}-{side}-{secrets.token_hex(6)}"
        return self._plant(mark, what, audience, target)

    def number(self, what: str, audience: str, target: Target) -> int:
        """Plant a number of seven digits."""
        taken = sum(NUMBER.fullmatch(mark) is not None for mark in self.planted)
        return int(self._plant(f"9021{taken:03}", what, audience, target))

    def _plant(self, mark: str, what: str, audience: str, target: Target) -> str:
        self.planted[mark] = Canary(mark, what, audience, target)
        return mark

    def found_in(self, text: str) -> list[Canary]:
        """Return what was planted and is found in a text, each once."""
        marks = {*TEXT.findall(text), *NUMBER.findall(BETWEEN_DIGITS.sub("", text))}
        return [self.planted[mark] for mark in sorted(marks) if mark in self.planted]

    def escaped(self, actor: Actor, text: str) -> list[str]:
        """Return what an actor should not have come across, in words."""
        return [
            f"{canary.mark}, {canary.what} ({canary.target}), reached {actor}: it is for "
            f"{canary.audience}"
            for canary in self.found_in(text)
            if not canary.may_reach(actor)
        ]


def everything_in(response) -> str:
    """Return all that an answer says: its headers, and its body, unzipped where it is a zip."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{_unzipped(body)}"


def _unzipped(body: bytes) -> str:
    if not body.startswith(b"PK\x03\x04"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as workbook:
        parts = [workbook.read(name) for name in workbook.namelist()]
    return "\n".join(part.decode("utf-8", "replace") for part in parts)
