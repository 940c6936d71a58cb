"""Reading a stranger's file in a child process that may take only so much time and memory."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TypeVar

from .decoding import refuse_size
from .problems import Refused
from .rows import Reading
from .table import Sheet
from .wire import OUT_OF_MEMORY, Incomplete, reading_of, sheet_of

ROOT = Path(__file__).parents[2]
LIBRARIES = ("openpyxl", "defusedxml", "et_xmlfile")


def _home_of(library: str) -> str:
    spec = find_spec(library)
    return str(Path(spec.origin).parents[1]) if spec and spec.origin else ""


PATH = dict.fromkeys([str(ROOT), *map(_home_of, LIBRARIES)])
ENVIRONMENT = {"PYTHONPATH": ":".join(filter(None, PATH)), "PYTHONUTF8": "1"}
# -P -s -S: the standard library, this project and what reads workbooks; nothing of a user's.
INTERPRETER = [sys.executable, "-P", "-s", "-S", "-m", "indicators.parsing.child"]
CPU_SHARE = 2 / 3
MOST_CPU_SECONDS = 20
LOOKED_AT_EVERY = 0.5
"""Seconds between two looks at how far a child has come."""

SPLIT = "Split it into smaller files; if they fail too, ask for help and send the file along."

Tell = Callable[[int, int], None]
"""Is told how many rows have been read, of about how many (0: not known); may raise, to stop."""

Told = TypeVar("Told")


class ChildFailed(Exception):
    """The child died, or passed a limit; `code` and message are those of a problem of the file."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_in_child(
    content: bytes,
    filename: str,
    *,
    seconds: float = 30,
    memory_mb: int = 768,
    tell: Tell | None = None,
) -> Reading:
    """Read a return as `read` does, in a process of its own that is killed at its limits.

    `seconds` is by the clock; of the processor's time it gets two thirds, 20 at most. A child that
    dies or passes a limit gives one problem of the file. Raises OSError only where no child can be
    started at all: that is no fault of the file's, so try again later; and whatever `tell` raises.
    """
    try:
        refuse_size(content)
        return _ask(
            "read", content, filename, reading_of, seconds=seconds, memory_mb=memory_mb, tell=tell
        )
    except (Refused, ChildFailed) as refusal:
        return Reading.refused(refusal.code, str(refusal))


def copy_in_child(
    content: bytes, filename: str, *, seconds: float = 30, memory_mb: int = 768
) -> Sheet:
    """Return the cells of a return as its sender sees them. Raises ChildFailed and OSError."""
    return _ask("copy", content, filename, sheet_of, seconds=seconds, memory_mb=memory_mb)


def _ask(
    task: str,
    content: bytes,
    filename: str,
    told_by: Callable[[Iterable[str]], Told],
    *,
    seconds: float,
    memory_mb: int,
    tell: Tell | None = None,
) -> Told:
    """Have a child do a task, and return what its lines tell. Raises ChildFailed."""
    cpu_seconds = min(MOST_CPU_SECONDS, max(1, round(seconds * CPU_SHARE)))
    limits = [str(cpu_seconds), str(memory_mb)]
    with TemporaryFile() as request, TemporaryFile() as answer, TemporaryFile() as progress:
        request.write(json.dumps([task, filename]).encode() + b"\n" + content)
        request.seek(0)
        command = [*INTERPRETER, *limits]
        return_code = _run(command, (request, answer, progress), seconds, tell)
        if return_code != 0:
            raise _failure(return_code)
        answer.seek(0)
        try:
            return told_by(line.decode() for line in answer)
        except Incomplete as error:
            raise _failure(return_code) from error


def _run(
    command: list[str], files: tuple[IO[bytes], ...], seconds: float, tell: Tell | None
) -> int:
    """Run the child and return its exit code; past its time it is killed as by its own limit."""
    request, answer, progress = files
    child = subprocess.Popen(
        command,
        stdin=request,
        stdout=answer,
        stderr=progress,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,  # a signal to our group, as at a restart, is none of its business
    )
    ends_at = time.monotonic() + seconds
    try:
        while (left := ends_at - time.monotonic()) > 0:
            try:
                return child.wait(min(left, LOOKED_AT_EVERY) if tell else left)
            except subprocess.TimeoutExpired:
                _pass_on(progress, tell)
        return -signal.SIGXCPU
    finally:
        child.kill()
        child.wait()


def _pass_on(progress: IO[bytes], tell: Tell | None) -> None:
    """Tell what the child's last whole line says of how far it has come."""
    progress.seek(0)
    *lines, _ = progress.read().split(b"\n")
    numbers = lines[-1].split() if lines else [b"0", b"0"]
    if tell and len(numbers) == 2 and all(map(bytes.isdigit, numbers)):
        tell(int(numbers[0]), int(numbers[1]))


def _failure(return_code: int) -> ChildFailed:
    """Say what became of a child that did not come back with an answer."""
    if return_code == -signal.SIGXCPU:
        return ChildFailed("took_too_long", f"Reading the file took too long. {SPLIT}")
    if return_code == OUT_OF_MEMORY:
        return ChildFailed("too_much_memory", f"The file needs too much memory. {SPLIT}")
    return ChildFailed("reading_stopped", f"Reading the file stopped before its end. {SPLIT}")
