"""What is wrong with a return: where in the sender's sheet, what, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

MOST_PROBLEMS = 500
LONGEST_SHOWN = 100


class Refused(Exception):
    """A text that cannot be taken; the message is a sentence for whoever sent it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    `row` is the sheet's (the header is 1), None for the whole file; `column` the spreadsheet's
    letter, "" where it is no one column; `field` the header as the sender wrote it; `value` what
    stands there, at most 100 characters of it; `code` is stable, for programs.
    """

    row: int | None
    column: str
    field: str
    value: str
    code: str
    message: str

    @classmethod
    def of_file(cls, code: str, message: str) -> "Problem":
        return cls(None, "", "", "", code, message)


class Fault(NamedTuple):
    """What is wrong with a field of a row, before it is known where in the sheet that stands."""

    field: str
    code: str
    message: str


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by row, then column, those of the whole file first."""
    return tuple(sorted(problems, key=lambda p: (p.row or 0, len(p.column), p.column)))


class Problems:
    """Problems as they are found, up to 500: beyond that, no one mends them one by one."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._seen: set[Problem] = set()

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def is_full(self) -> bool:
        return len(self._found) > MOST_PROBLEMS

    def add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if self.is_full:
                return
            if problem not in self._seen:  # each cell of a row may say the same of the row
                self._seen.add(problem)
                self._found.append(problem)

    def in_order(self) -> tuple[Problem, ...]:
        """Return what was found; if it was more than 500, the first of them and a word on it."""
        return bounded(self._found)


def bounded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` in order; of more than 500 the first, after a word on it."""
    told = list(dict.fromkeys(problems))
    found = in_order(problem for problem in told if problem != TOO_MANY)
    is_too_many = TOO_MANY in told or len(found) > MOST_PROBLEMS
    return (TOO_MANY, *found[:MOST_PROBLEMS]) if is_too_many else found


TOO_MANY = Problem.of_file(
    "too_many_problems",
    f"There are more than {MOST_PROBLEMS} things to mend, and only the first {MOST_PROBLEMS} are "
    "listed. The columns may be in the wrong order or under the wrong names.",
)
