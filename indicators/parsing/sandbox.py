"""Reading a stranger's file in a child process that may take only so much time and memory."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from .decoding import refuse_size
from .problems import Refused
from .rows import Reading
from .wire import OUT_OF_MEMORY, Incomplete, reading_of

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
# -P -s -S: the standard library and this project, no site packages and no directory of a user's.
INTERPRETER = [sys.executable, "-P", "-s", "-S", "-m", "indicators.parsing.child"]
CPU_SHARE = 2 / 3
SPLIT = "Split it into smaller files; if they fail too, ask for help and send the file along."


def read_in_child(
    content: bytes, filename: str, *, seconds: float = 30, memory_mb: int = 768
) -> Reading:
    """Read a return as `read` does, in a process of its own that is killed at its limits.

    `seconds` is by the clock; of the processor's time it gets two thirds. A child that dies or
    passes a limit gives one problem of the file. Raises OSError only where no child can be started
    at all: that is no fault of the file's, so try again later.
    """
    try:
        refuse_size(content)
    except Refused as refusal:
        return Reading.refused(refusal.code, str(refusal))
    limits = [str(max(1, round(seconds * CPU_SHARE))), str(memory_mb)]
    with TemporaryFile() as request, TemporaryFile() as answer:
        request.write(json.dumps(filename).encode() + b"\n" + content)
        request.seek(0)
        return_code = _run([*INTERPRETER, *limits], request, answer, seconds)
        if return_code == 0:
            answer.seek(0)
            return _told(answer)
    return _failed(return_code)


def _run(command: list[str], request: IO[bytes], answer: IO[bytes], seconds: float) -> int:
    """Run the child and return its exit code; past its time it is killed as by its own limit."""
    child = subprocess.Popen(
        command,
        stdin=request,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,  # a signal to our group, as at a restart, is none of its business
    )
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        child.kill()
        child.wait()


def _told(answer: IO[bytes]) -> Reading:
    try:
        return reading_of(line.decode() for line in answer)
    except Incomplete:
        return _failed(0)


def _failed(return_code: int) -> Reading:
    """Return the reading of a file whose child did not come back with one."""
    if return_code == -signal.SIGXCPU:
        return Reading.refused("took_too_long", f"Reading the file took too long. {SPLIT}")
    if return_code == OUT_OF_MEMORY:
        return Reading.refused("too_much_memory", f"The file needs too much memory. {SPLIT}")
    return Reading.refused("reading_stopped", f"Reading the file stopped before its end. {SPLIT}")
