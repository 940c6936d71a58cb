"""The child process that reads one file and has nothing to lose. Started by `sandbox`, as

    python -m indicators.parsing.child CPU_SECONDS MEMORY_MB <request >answer

The request is a line of JSON, the file's name, and then its bytes. The answer is lines of JSON
(`wire`). Nothing but the standard library is imported here, so that it starts fast.
"""

import encodings.cp1252  # noqa: F401  (no file can be opened once the limits are set)
import json
import os
import resource
import sys

from .reading import read
from .wire import OUT_OF_MEMORY, lines_of

LARGEST_ANSWER_BYTES = 128 * 1024 * 1024
STANDARD_STREAMS = 3


def set_limits(cpu_seconds: int, memory_mb: int) -> None:
    """Let this process have no more than this, open no file or socket, and start no other."""
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER_BYTES, LARGEST_ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (STANDARD_STREAMS, STANDARD_STREAMS))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def answer() -> None:
    """Read the file on standard input and write what it says."""
    filename = json.loads(sys.stdin.buffer.readline())
    for line in lines_of(read(sys.stdin.buffer.read(), filename)):
        print(line)  # noqa: T201  (standard output is the way back)
    sys.stdout.flush()


def main() -> None:
    try:
        set_limits(*map(int, sys.argv[1:]))
        answer()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # at once: to unwind would need memory


if __name__ == "__main__":
    main()
