"""A process that has imported all a child needs, and forks a child for each file: for the tests of
thousands of files, where starting an interpreter each time would take nearly all of the time.

It is told on standard input, a line of JSON each, the paths of request, answer and progress and the
limits; what the child then does is `child.main`, as ever. It answers with the exit code.
"""

import json
import os
import sys

from indicators.parsing import child


def serve() -> None:
    child.import_workbooks()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            be_child(json.loads(line))
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def be_child(asked: dict) -> None:
    """Become the child that reads one file; never returns."""
    code = 1
    try:
        for number, path in enumerate(asked["files"]):
            os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_RDWR), number)
        os.closerange(3, 64)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, closefd=False)  # noqa: SIM115 (the process ends at once)
            for number, mode in enumerate(("r", "w", "w"))
        )
        sys.argv = ["child", *asked["limits"]]
        child.main()
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
