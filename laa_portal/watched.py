"""The portal's programs on one machine: run to their end, or watched and started again."""

import os
import subprocess
import sys
import time
from pathlib import Path

from laa_portal.foundation.processes import Process
from laa_portal.foundation.servers.instance import CHECKOUT, VAR
from laa_portal.services import Service

STEADY = 60  # seconds after which a program has earned its next failures
FAILURES = 5  # in a row, after which another start is useless
LAST_WORDS = 15  # lines


class CannotRun(Exception):
    """The portal cannot be had. The message says why, for whoever started it."""


def log_path(service: Service) -> Path:
    return VAR / "log" / f"{service.name}.log"


def environment(service: Service) -> dict[str, str]:
    """Return what a program finds in its environment; what is set to nothing is not set."""
    given = {name: value for name, value in os.environ.items() if value}
    own_programs = Path(sys.executable).parent
    return {
        "PORT": "8000",
        "DEMO": "1",
        "PYTHONUNBUFFERED": "1",
        **given,
        "PATH": f"{own_programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "WEB_GRACEFUL_TIMEOUT": "4",
        **service.environment,
    }


def run_to_end(service: Service) -> str:
    """Run a program that ends, and return what it says; what it complains of goes to its log."""
    with log_path(service).open("wb") as log:
        done = subprocess.run(
            service.command,
            check=False,
            cwd=CHECKOUT,
            env=environment(service),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        log.write(done.stdout)
    if done.returncode != 0:
        last_words = log_path(service).read_text().splitlines()[-LAST_WORDS:]
        raise CannotRun("\n".join([*last_words, f"“{service.name}” failed: {log_path(service)}"]))
    return done.stdout.decode()


class Watched:
    """A program that is started again whenever it ends, each time a little later."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._failures = 0
        self._due: float | None = None
        self.process = self._start()

    def _start(self) -> Process:
        with log_path(self.service).open("ab") as log:
            return Process(
                self.service.command,
                environment=environment(self.service),
                folder=CHECKOUT,
                output=log,
            )

    def has_ended(self) -> bool:
        return self.process.status() is not None

    def look(self, *, at: float) -> str:
        """Start it again if it has ended and its time has come; return what there is to tell."""
        if not self.has_ended():
            return ""
        if self._due is None:
            return self._plan(at=at)
        if at >= self._due:
            self._due = None
            self.process = self._start()
        return ""

    def _plan(self, *, at: float) -> str:
        """Set the time of its next start. Raises CannotRun when that is useless."""
        self._failures = 1 if self.process.age > STEADY else self._failures + 1
        ended = f"“{self.service.name}” ended by itself; {log_path(self.service)} says why."
        if self._failures > FAILURES:
            raise CannotRun(f"{ended} That was time number {self._failures} in a row.")
        delay = 2 ** (self._failures - 1)
        self._due = at + delay
        return f"{ended} It starts again in {delay} s."


def now() -> float:
    """Return the seconds of a clock that never jumps."""
    return time.monotonic()
