"""A whole portal for tests: web, worker and beat as they really run, on a database of its own.

Unlike pytest-django's live server nothing is shared with the test's process, so a worker may be
killed and the broker stopped, and what a browser sees is what a user would.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg2
import pyotp
import redis

from laa_portal.foundation.servers.instance import Instance
from laa_portal.foundation.servers.valkey import Valkey
from laa_portal.services import BEAT, LASTING, PREPARE, WORKER, Service
from tests.patience import PATIENCE

CHECKOUT = Path(__file__).parents[1]
LASTS = ("demo.json", "audit", "mail")
"""What a portal keeps in its folder beside what it logs."""

OPEN_JOBS = "SELECT count(*) FROM foundation_job WHERE state IN ('queued', 'running')"
SLEEPING = (
    "pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
    " AND pid <> pg_backend_pid()"
)


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until `condition` holds; say what was waited for if it never does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited {PATIENCE} s in vain for {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Portal:
    """The programs of one portal, each started, ended and killed by itself."""

    def __init__(self, folder: Path, database_url: str, owner_url: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url
        self.owner_url = owner_url
        self.broker = Valkey(Instance("portal", var=folder, fast=True))
        self.programs: dict[str, subprocess.Popen[bytes]] = {}
        self.used: set[tuple[str, int]] = set()

    def start(self, *services: Service) -> None:
        for service in services:
            with (self.folder / f"{service.name}.log").open("ab") as log:
                self.programs[service.name] = subprocess.Popen(
                    self._command(service.command),
                    cwd=CHECKOUT,
                    env={**self._environment(), **service.environment},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def run(self, *command: str) -> str:
        """Run a program to its end and return what it printed."""
        done = subprocess.run(
            self._command(command),
            cwd=CHECKOUT,
            env={
                **self._environment(),
                "DATABASE_OWNER_URL": self.owner_url,
                **PREPARE.environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kill(self, service: Service) -> None:
        """End a program and its children at once, as a power cut would."""
        program = self.programs.pop(service.name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def revive(self, service: Service) -> None:
        """Start a program again that has ended by itself, as the supervisor does."""
        if self.programs[service.name].poll() is not None:
            self.start(service)

    def kill_children(self, service: Service) -> None:
        """End at once those that a program has its work done by."""
        for child in psutil.Process(self.programs[service.name].pid).children(recursive=True):
            child.kill()

    def stop(self) -> None:
        for program in self.programs.values():
            program.terminate()
        for program in self.programs.values():
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(program.pid, signal.SIGKILL)
                program.wait()
        self.programs.clear()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/", timeout=60) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def flush_broker(self) -> None:
        """Have the broker forget everything it was told."""
        with redis.Redis.from_url(self.broker.instance.redis_url) as client:
            client.flushall()

    def kill_broker(self) -> None:
        """End the broker at once, with whatever it had not written down."""
        with redis.Redis.from_url(self.broker.instance.redis_url) as client:
            process = int(client.info("server")["process_id"])
        os.kill(process, signal.SIGKILL)
        wait_for(lambda: not self.broker.answers(), "the broker to be gone")

    def get(self, path: str) -> dict:
        """Return what the API answers."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return dict(json.load(answer))

    def rows(self, sql: str) -> list[tuple]:
        """Return what the portal's database says."""
        with self._cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def execute(self, sql: str) -> None:
        with self._cursor() as cursor:
            cursor.execute(sql)

    def is_idle(self) -> bool:
        """Whether no work waits or is under way."""
        return self.rows(OPEN_JOBS) == [(0,)]

    def is_asleep(self) -> bool:
        """Whether one of the programs is at this moment in a statement that a test slows."""
        with self._cursor(self.database_url) as cursor:  # a role sees what its own sessions do
            cursor.execute(f"SELECT count(*) FROM {SLEEPING}")
            return bool(cursor.fetchone()[0])

    def end_sleeping(self) -> None:
        """End such statements, whose program may be gone, as the network's end would some day."""
        with self._cursor(self.database_url) as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM {SLEEPING}")

    @contextlib.contextmanager
    def _cursor(self, url: str = "") -> Iterator["psycopg2.extensions.cursor"]:
        """Look into the portal's database, in a transaction of its own."""
        connection = psycopg2.connect(url or self.owner_url)
        with contextlib.closing(connection), connection, connection.cursor() as cursor:
            yield cursor

    def sign_in(self, role: str) -> dict[str, str]:
        """Return how the demonstration's person of that role, or user name, signs in."""
        users = json.loads((self.folder / "demo.json").read_text())["users"]
        return next(user for user in users if role in (user["role"], user["username"]))

    def code(self, secret: str) -> str:
        """Return a code of a second factor that still counts and was not given out before.

        A code counts in the 30 seconds before and after its own too, so there are three at a time;
        once they are used up, wait for the next.
        """
        app = pyotp.TOTP(secret)
        while True:
            now = int(time.time()) // app.interval
            soon_over = time.time() % app.interval > 10
            steps = (now, now + 1) if soon_over else (now, now + 1, now - 1)
            if fresh := [step for step in steps if (secret, step) not in self.used]:
                self.used.add((secret, fresh[0]))
                return app.generate_otp(fresh[0])
            time.sleep(1)

    def _command(self, command: tuple[str, ...]) -> list[str]:
        program, *arguments = command
        return [str(Path(sys.executable).parent / program), *arguments]

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.broker.instance.redis_url,
            "SECRET_KEY": "for-tests-only",
            "LAA_VAR_DIR": str(self.folder),
            "PORT": str(self.port),
            "DEMO": "1",
            "WEB_WORKERS": "1",
        }


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[Portal]:
    """Have a portal at rest whose database has all tables and reference data, and no returns."""
    with _at_rest(folder) as portal:
        portal.run(*PREPARE.command)
        yield portal


@contextlib.contextmanager
def furnished(folder: Path, template: str) -> Iterator[Portal]:
    """Have a portal at rest on a copy of a database with all tables, and reference data in it."""
    with _at_rest(folder, template=template) as portal:
        portal.run(*PREPARE.command)
        yield portal


@contextlib.contextmanager
def demonstrated(folder: Path) -> Iterator[Portal]:
    """Have a portal at rest with the demonstration in it, its figures computed, to be copied."""
    with prepared(folder) as portal:
        portal.run("python", "manage.py", "demo", "--address", f"{portal.address}/")
        portal.start(WORKER, BEAT)
        wait_for(portal.is_idle, "the demonstration's figures")
        portal.stop()
        yield portal


@contextlib.contextmanager
def copied(folder: Path, original: Portal) -> Iterator[Portal]:
    """Have a copy of a portal at rest, at rest itself."""
    for kept in filter(Path.exists, map(original.folder.joinpath, LASTS)):
        copy = shutil.copytree if kept.is_dir() else shutil.copy2
        copy(kept, folder / kept.name)
    with _at_rest(folder, template=urlsplit(original.owner_url).path[1:]) as portal:
        yield portal


@contextlib.contextmanager
def running(folder: Path, demonstration: Portal) -> Iterator[Portal]:
    """Have a copy of the demonstration's portal run, whole, for the length of a block."""
    with copied(folder, demonstration) as portal:
        portal.start(*LASTING)
        wait_for(portal.answers, "the web server")
        yield portal


@contextlib.contextmanager
def _at_rest(folder: Path, *, template: str = "template1") -> Iterator[Portal]:
    """Have a portal with its database and its broker, and none of its programs started."""
    app_url = os.environ["DATABASE_URL"]
    server_url = os.environ.get("DATABASE_OWNER_URL", app_url)
    with own_database(server_url, template=template) as owner_url:
        database_url = urlunsplit(urlsplit(app_url)._replace(path=urlsplit(owner_url).path))
        portal = Portal(folder, database_url, owner_url)
        portal.broker.instance.lay_out()
        portal.broker.start()
        try:
            yield portal
        finally:
            portal.stop()
            portal.broker.stop()
            portal.broker.instance.erase()


@contextlib.contextmanager
def own_database(server_url: str, *, template: str = "template1") -> Iterator[str]:
    """Have a database on the server of `server_url`, empty or a copy, for the length of a block."""
    name = f"portal_{secrets.token_hex(4)}"
    with contextlib.closing(psycopg2.connect(server_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            try:
                yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
