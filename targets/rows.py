"""The rows of the table of district priorities, as addresses and forms name them. Pure.

A row is a candidate target, or an indicator that priorities bear on and that is no candidate yet,
or a priority that bears on no indicator.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

KEY = re.compile(r"([tip])-([1-9][0-9]{0,8})")


class RowKind(StrEnum):
    TARGET = "t"
    INDICATOR = "i"
    PRIORITY = "p"


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about: the id of a candidate, an indicator or a priority."""

    kind: RowKind
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what stands in an address; None where it names no row."""
        found = KEY.fullmatch(text)
        return cls(RowKind(found[1]), int(found[2])) if found else None


def parse_rows(texts: Iterable[str]) -> list[Row]:
    """Read rows in the order given, each once; what names none is passed over."""
    return list(dict.fromkeys(row for text in texts if (row := Row.parse(text))))
