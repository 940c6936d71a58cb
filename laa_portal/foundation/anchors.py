"""What is written down of the seals outside the database: a file of their numbers and chains.

Whoever has only the database can cut off its newest seals together with their events, but not
these lines. The file is only ever added to, and catches up by itself with what it lacks.
"""

import contextlib
import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from .chain import Anchor, Broken

log = logging.getLogger(__name__)

TAIL_BYTES = 4096
"""More than a line can have: where the last one is looked for."""


def write(anchors: Iterable[Anchor], path: Path) -> None:
    """Append anchors to the file and to the log, and wait until they are on the disk."""
    with path.open("a") as file:
        for anchor in anchors:
            file.write(f"{anchor.number},{anchor.chain}\n")
            log.info("Sealed the audit trail: seal %s, %s", anchor.number, anchor.chain)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[Anchor]:
    """Return the anchors of a file, one at a time. Raises Broken at a line that is none."""
    with path.open(errors="replace") as file:
        for count, line in enumerate(file, start=1):
            number, _, chain = line.rstrip("\n").partition(",")
            if not (number.isascii() and number.isdecimal()):
                raise Broken("line", count, f"of {path} is no anchor.")
            if line.endswith("\n"):  # else it is being written
                yield Anchor(int(number), chain)


def mend(path: Path) -> None:
    """Take away a last line that a crash left unfinished."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        start = max(0, path.stat().st_size - TAIL_BYTES)
        file.seek(start)
        file.truncate(start + file.read().rfind(b"\n") + 1)


def last_number(path: Path) -> int:
    """Return how far the file has come; 0 where there is none."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        lines = file.read().decode(errors="replace").splitlines()
    return int(lines[-1].partition(",")[0]) if lines else 0


@contextlib.contextmanager
def held() -> Iterator[Path]:
    """Keep other processes from writing to the file meanwhile, and give its path."""
    path: Path = settings.AUDIT_ANCHORS
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield path
