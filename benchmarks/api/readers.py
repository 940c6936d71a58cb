"""A hundred programs at once, each with an address and areas of its own, at real gunicorn.

Each asks for the figures of an area about every two seconds. Every other time it has the answer
already, and says so.
"""

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from benchmarks import report
from benchmarks.report import Result

READERS = 100
PAUSE = 2.0
"""Seconds between two questions of a reader."""
SECONDS = 30
PATIENCE = 60
CHECKOUT = Path(__file__).parents[2]


def measure(districts: list[str]) -> Iterator[Result]:
    times: list[float] = []
    wrong: list[str] = []
    with _served() as port:
        _ask(port, districts[0], 0, "")  # the first is served by a cold program
        until = time.monotonic() + SECONDS
        readers = [
            threading.Thread(target=_read, args=(port, number, districts, until, times, wrong))
            for number in range(READERS)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    for name, ours, unit in (
        ("readers_100_p95_ms", float(np.percentile(times, 95) * 1000), "ms"),
        ("readers_100_errors", float(len(wrong)), "errors"),
    ):
        yield Result(
            name=name, ours=ours, reference=None, unit=unit, n=len(times), seed=report.seed()
        )


def _read(
    port: int, number: int, districts: list[str], until: float, times: list[float], wrong: list[str]
) -> None:
    """Be one reader: note how long each answer took, and what was no answer."""
    chance = random.Random(report.seed() + number)
    time.sleep(chance.random() * PAUSE)
    area, known = districts[number], ""
    while time.monotonic() < until:
        if not known:
            area = chance.choice(districts)
        started = time.perf_counter()
        try:
            status, tag = _ask(port, area, number, known)
        except OSError as error:
            wrong.append(str(error))
            continue
        times.append(time.perf_counter() - started)
        if status != (304 if known else 200):
            wrong.append(str(status))
        known = "" if known else tag
        time.sleep(max(0.0, PAUSE * (0.5 + chance.random()) - times[-1]))


def _ask(port: int, area: str, number: int, known: str) -> tuple[int, str]:
    """Ask for an area's figures as a proxy passes it on; return the status and the ETag."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Accept": "application/json", "X-Forwarded-For": f"10.0.0.{number + 1}"}
    if known:
        headers["If-None-Match"] = known
    try:
        connection.request("GET", f"/api/v1/figures/?area={area}&limit=100", headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("ETag", "")
    finally:
        connection.close()


@contextmanager
def _served() -> Iterator[int]:
    """Serve the portal as production does, and end it after."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"PORT": str(port), "HOST": "127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1"}
    environment = os.environ | own | {"PROXY_COUNT": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:laa_portal.gunicorn"]
    server = subprocess.Popen(
        [*command, "--access-logfile", "/dev/null", "laa_portal.wsgi"],
        cwd=CHECKOUT,
        env=environment,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise SystemExit("gunicorn did not start.")
