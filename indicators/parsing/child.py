"""The child process that reads one file and has nothing to lose. Started by `sandbox`, as

    python -m indicators.parsing.child CPU_SECONDS MEMORY_MB <request >answer 2>progress

The request is a line of JSON, what to do and the file's name, and then its bytes. The answer is
lines of JSON (`wire`); how far reading has come is told on standard error, a line of two numbers
each time. Nothing but the standard library is imported for a text, so that it starts fast; for a
workbook openpyxl is, before the limits, since nothing can be opened afterwards.
"""

import encodings.cp437  # what zip archives name their files in
import encodings.cp1252  # noqa: F401  (no file can be opened once the limits are set)
import json
import os
import resource
import sys
from collections.abc import Iterator

from .decoding import WORKBOOK_MARK
from .reading import copy_of, read
from .wire import OUT_OF_MEMORY, lines_of, lines_of_sheet

LARGEST_ANSWER_BYTES = 128 * 1024 * 1024
STANDARD_STREAMS = 3
NOT_NEEDED = ("numpy", "lxml", "PIL", "pandas")
"""What openpyxl would use if it is there: large, and written in C."""


def import_workbooks() -> None:
    """Import what reads workbooks, and with it nothing that it can do without."""
    sys.modules.update(dict.fromkeys(NOT_NEEDED))  # type: ignore[arg-type]  # None: not there
    import openpyxl
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise RuntimeError("A workbook is read with defusedxml or not at all.")
    del openpyxl


def set_limits(cpu_seconds: int, memory_mb: int) -> None:
    """Let this process have no more than this, open no file or socket, and start no other."""
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER_BYTES, LARGEST_ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (STANDARD_STREAMS, STANDARD_STREAMS))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def answer(task: str, filename: str, content: bytes) -> Iterator[str]:
    """Yield the lines that say what is in a file: its rows as read, or a copy of its cells."""
    if task == "copy":
        return lines_of_sheet(copy_of(content, filename))
    return lines_of(read(content, filename, tell))


def tell(done: int, total: int) -> None:
    """Say how many rows have been read, of about how many."""
    print(done, total, file=sys.stderr, flush=True)  # noqa: T201


def main() -> None:
    try:
        task, filename = json.loads(sys.stdin.buffer.readline())
        content = sys.stdin.buffer.read()
        if content.startswith(WORKBOOK_MARK):
            import_workbooks()
        set_limits(*map(int, sys.argv[1:]))
        for line in answer(task, filename, content):
            print(line)  # noqa: T201  (standard output is the way back)
        sys.stdout.flush()
    except (MemoryError, SystemError):
        # Python 3.11 at times has no memory left for its MemoryError, and says a SystemError.
        os._exit(OUT_OF_MEMORY)  # at once: to unwind would need memory


if __name__ == "__main__":
    main()
