"""The embedded PostgreSQL.

A cluster is made under another name and renamed when it is whole, so a kill at any moment leaves
either a good one or none. A postmaster counts as ours only if it answers on our socket from our
data folder, or if our postmaster.pid names it and it works in that folder; any other process that
happens to have the number in a stale postmaster.pid is left alone.
"""

import contextlib
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import psycopg2

from laa_portal.foundation.processes import lives, wait_until, works_in

from . import programs
from .instance import APP, DATABASE, OWNER, CannotServe, Instance, is_root

SUPERUSER = "postgres"
RECOVERY = 300  # seconds that a start after a crash may take
FIRST_ACTS = f"""\
CREATE EXTENSION pg_stat_statements
CREATE ROLE {OWNER} LOGIN CREATEDB
CREATE DATABASE {DATABASE} OWNER {OWNER}
"""
LATER_ACTS = f"""\
SELECT pg_reload_conf();
DO $$ BEGIN CREATE ROLE {APP} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$
"""
"""What a cluster may lack that an earlier version made, or that one still serves."""


class Postgres:
    """The PostgreSQL of one instance. Start it only while the instance is held."""

    name = "postgres"

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    @property
    def folder(self) -> Path:
        return self.instance.data / "postgres"

    @property
    def log_path(self) -> Path:
        return self.instance.log_path(self.name)

    def start(self) -> None:
        """Make the cluster if there is none, and serve it. One that already serves is kept."""
        wait_until(lambda: self.answers() or not self._postmaster(), RECOVERY)
        if self.answers():
            self._configure()
        else:
            self._start_anew()
        with contextlib.closing(self._connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(LATER_ACTS)

    def _start_anew(self) -> None:
        if not self.folder.exists():
            self._create()
        self._forget_stranger()
        if not wait_until(self._serve, 10):  # a killed postmaster's children end a little later
            raise CannotServe(f"PostgreSQL does not start; {self.log_path} says why.")

    def stop(self) -> None:
        """End it at once but cleanly: sessions are cut, what was committed is kept."""
        postmaster = self._postmaster()
        if postmaster is None:
            return
        if self._control("stop", "--mode=fast", "--timeout=3") != 0:
            self._control("stop", "--mode=immediate", "--timeout=3")
        wait_until(lambda: not lives(postmaster), 3)

    def answers(self) -> bool:
        """Whether it serves. Refuses to go on if somebody else's server holds our socket."""
        try:
            with contextlib.closing(self._connect()) as connection, connection.cursor() as cursor:
                cursor.execute("SHOW data_directory")
                folder = (cursor.fetchone() or [""])[0]
        except psycopg2.OperationalError:
            return False
        if not self.folder.samefile(folder):
            raise CannotServe(f"The server on {self.instance.sockets} serves {folder}, not ours.")
        return True

    def _connect(self) -> "psycopg2.extensions.connection":
        return psycopg2.connect(
            host=str(self.instance.sockets), port=5432, user=SUPERUSER, dbname="postgres"
        )

    def _postmaster(self) -> int | None:
        """Return the process that our postmaster.pid names, if it works in our data folder."""
        pid = self._pid_on_file()
        return pid if pid and lives(pid) and works_in(pid, self.folder) else None

    def _pid_on_file(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.folder / "postmaster.pid").read_text().split()[0])
        return None

    def _forget_stranger(self) -> None:
        """Remove a postmaster.pid whose number some other program has by now."""
        pid = self._pid_on_file()
        if pid and lives(pid):
            (self.folder / "postmaster.pid").unlink()

    def _create(self) -> None:
        made = self.folder.with_suffix(".new")
        if not wait_until(lambda: _is_gone(made), 10):  # a killed initdb's children end a bit later
            raise CannotServe(f"{made}, left by a start that was cut short, cannot be removed.")
        with self.log_path.open("ab") as log:
            initdb = self.instance.execute(
                programs.postgres("initdb"),
                *(f"--pgdata={made}", f"--username={SUPERUSER}", "--auth=peer"),
                *("--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"),
                *(["--no-sync"] if self.instance.fast else []),
                stdout=log,
                stderr=log,
            )
            first_acts = self.instance.execute(
                programs.postgres("postgres"),
                *("--single", "-D", made, "-c", "exit_on_error=on", "template1"),
                input=FIRST_ACTS.encode(),
                stdout=log,
                stderr=log,
            )
        if initdb.returncode or first_acts.returncode:
            raise CannotServe(f"The database could not be made; {self.log_path} says why.")
        made.rename(self.folder)
        _sync(self.instance.data)

    def _configure(self) -> Path:
        """Say who may connect: whoever runs the portal, and nobody else."""
        person = "root" if is_root() else self.instance.account.pw_name
        hba = self.instance.configure("pg_hba.conf", "local all all peer map=people\n")
        ident = self.instance.configure(
            "pg_ident.conf",
            "".join(f'people "{person}" {role}\n' for role in (OWNER, APP, SUPERUSER)),
        )
        settings = self._settings() | {"hba_file": str(hba), "ident_file": str(ident)}
        lines = (f"{name} = {_quoted(value)}\n" for name, value in settings.items())
        return self.instance.configure("postgresql.conf", "".join(lines))

    def _settings(self) -> dict[str, str]:
        fast = self.instance.fast
        return {
            "listen_addresses": "",
            "unix_socket_directories": str(self.instance.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "300" if fast else "60",
            "shared_buffers": "256MB",
            "shared_preload_libraries": "pg_stat_statements",
            "default_text_search_config": "pg_catalog.english",
            "fsync": "off" if fast else "on",
            "full_page_writes": "off" if fast else "on",
        }

    def _serve(self) -> bool:
        """Start a postmaster and wait until it serves, or has given up."""
        options = shlex.join(["-c", f"config_file={self._configure()}"])
        starting = self._begin("start", f"--timeout={RECOVERY}", f"--options={options}")
        try:
            return starting.wait() == 0
        except BaseException:
            # told to stop meanwhile: let it come far enough for `stop` to find it
            wait_until(lambda: self._postmaster() or starting.poll() is not None, 5)
            raise

    def _control(self, *arguments: str) -> int:
        return self._begin(*arguments).wait()

    def _begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Run pg_ctl; what it and its postmaster say goes to the log."""
        command: list[str | Path] = [
            programs.postgres("pg_ctl"),
            f"--pgdata={self.folder}",
            "--wait",
            *arguments,
        ]
        with self.log_path.open("ab") as log:
            return subprocess.Popen[bytes](
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.instance.manner(),
            )


def _quoted(value: str) -> str:
    """Write a value as postgresql.conf wants it."""
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _is_gone(folder: Path) -> bool:
    """Remove a folder; returns whether nobody has meanwhile written there again."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _sync(folder: os.PathLike[str]) -> None:
    """Have the names in a folder written to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
