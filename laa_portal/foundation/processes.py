"""Starting and ending other programs so that none is ever left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

import psutil

PR_SET_PDEATHSIG = 1  # linux/prctl.h
BETWEEN_LOOKS = 0.05  # seconds
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stopped(BaseException):
    """Somebody asked us to end, with the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def stop_on_signals() -> None:
    """Turn the first request to end into `Stopped`, and ignore those that follow it."""

    def stop(number: int, _frame: FrameType | None) -> None:
        ignore_signals()
        raise Stopped(number)

    for ending in ENDINGS:
        signal.signal(ending, stop)


def ignore_signals() -> None:
    """Let nothing interrupt the ending that has begun."""
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Wait for `condition` to hold, and return whether it did in that time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(BETWEEN_LOOKS)
    return True


def lives(pid: int) -> bool:
    """Whether a process still runs; one that ended and was not yet collected does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def works_in(pid: int, folder: Path) -> bool:
    """Whether a process has `folder` as its working directory, as far as we may know."""
    try:
        return folder.samefile(psutil.Process(pid).cwd())
    except (psutil.Error, OSError):
        return False


class Process:
    """A program in a session of its own, told to end when we do, however we do."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path | None = None,
        output: IO[bytes] | None = None,
    ) -> None:
        self.began = time.monotonic()
        self._child = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=None if output is None else subprocess.DEVNULL,
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.began

    def status(self) -> int | None:
        """Return its exit status, or None while it runs."""
        return self._child.poll()

    def wait(self) -> int:
        """Wait for its end, and return its exit status."""
        return self._child.wait()

    def signal(self, number: int) -> None:
        """Send a signal to the program itself, which passes it on to its own children."""
        self._child.send_signal(number)

    def signal_all(self, number: int) -> None:
        """Send a signal to the program and to whatever it started."""
        if self.remains():
            os.killpg(self._child.pid, number)

    def remains(self) -> bool:
        """Whether the program, or anything it started, is still there."""
        self._child.poll()  # collects it, or it would count as there
        try:
            os.killpg(self._child.pid, 0)
        except ProcessLookupError:
            return False
        return True


def _end_with_parent() -> None:
    """Ask Linux to end this process too if the one that started it is killed."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_all(processes: Iterable[Process], *, seconds: float) -> None:
    """Ask all to end at once; kill what is left of them after `seconds`."""
    processes = list(processes)
    for process in processes:
        if process.status() is None:
            process.signal(signal.SIGTERM)
    wait_until(lambda: not any(process.remains() for process in processes), seconds)
    for process in processes:
        process.signal_all(signal.SIGKILL)
        process.wait()
