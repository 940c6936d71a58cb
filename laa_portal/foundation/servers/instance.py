"""Where a pair of embedded servers lives, and under which account it runs.

A server never runs as root, and the account it runs under instead may be unable to enter root's
checkout. So what belongs to a pair called NAME lies

    for an ordinary user   in var/servers/NAME, its sockets in /tmp/laa-portal-DIGEST-NAME
    for root               in /var/lib/laa-portal/DIGEST/NAME

where DIGEST stands for the user, the path of var/ and a token kept in it: two checkouts never
share a folder, nor do two clones that follow each other at one path. Both places for sockets keep
their paths under the 107 bytes that one may have, however deep the checkout. Data and sockets are
in folders that only the servers' account may enter (and root, who may enter any); configuration
is beside them, where its account may read it but not change it.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("LAA_VAR_DIR") or CHECKOUT / "var").resolve()
ROOTS_PLACE = Path("/var/lib/laa-portal")
ACCOUNTS = ("laa-portal", "nobody")  # the second where no account can be made
NO_LOGIN = "--shell=/usr/sbin/nologin"
DATABASE = "laa"
OWNER = "laa"
APP = "laa_app"
"""The role the portal works as; OWNER has the tables, and only `prepare` becomes it."""


class CannotServe(Exception):
    """The embedded servers cannot be had. The message says why, for whoever asked for them."""


@dataclass(frozen=True)
class Instance:
    """A pair of servers, such as `make run`'s ("run") or `make test`'s ("test").

    A fast one is for tests: it takes many connections, and survives kills, but no power cut.
    """

    name: str = "run"
    var: Path = VAR
    fast: bool = False

    @property
    def place(self) -> Path:
        return ROOTS_PLACE / self._digest / self.name if is_root() else self._servers / self.name

    @property
    def configuration(self) -> Path:
        return self.place / "configuration"

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def sockets(self) -> Path:
        if is_root():
            return self.place / "sockets"
        return Path(f"/tmp/laa-portal-{self._digest}-{self.name}")

    @property
    def database_url(self) -> str:
        return self._database_url_of(APP)

    @property
    def owner_url(self) -> str:
        return self._database_url_of(OWNER)

    def _database_url_of(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.sockets}/valkey?db=0"

    def environment(self) -> dict[str, str]:
        """Return where the servers answer while they run. Starts nothing."""
        return {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
        }

    @property
    def _servers(self) -> Path:
        return self.var / "servers"

    @property
    def _digest(self) -> str:
        with contextlib.suppress(FileNotFoundError):
            token = (self._servers / "token").read_text()
            return _digest_of(f"{os.geteuid()} {self.var} {token}")
        return "not-started-yet"

    @cached_property
    def account(self) -> pwd.struct_passwd:
        """The account the servers run under: the caller's own, or for root another.

        Once there are data, it is the account that owns them.
        """
        if not is_root():
            return _account(os.geteuid())
        owner = self.data.stat().st_uid if self.data.exists() else 0
        return _account(owner) if owner else _account_for_root()

    def log_path(self, server: str) -> Path:
        return self.var / "log" / f"{self.name}-{server}.log"

    def configure(self, name: str, text: str) -> Path:
        """Write one of the servers' configuration files anew, and return where it is."""
        path = self.configuration / name
        path.write_text(text)
        path.chmod(0o644)
        return path

    def lay_out(self) -> None:
        """Make the folders, or make sure that those already there are ours alone."""
        (self.var / "log").mkdir(parents=True, exist_ok=True)
        self._make_token()
        self.configuration.mkdir(parents=True, exist_ok=True)
        if is_root():  # whose umask may be strict, and the servers' account must get in
            for way in (self.configuration, self.place, self.place.parent, ROOTS_PLACE):
                way.chmod(0o755)
        for private in (self.data, self.sockets):
            _make_private(private, self.account)

    def _make_token(self) -> None:
        """Give this var/ a name no other ever had; of several who try at once the first wins."""
        self._servers.mkdir(parents=True, exist_ok=True)
        made = self._servers / f"token.{os.getpid()}"
        made.write_text(secrets.token_hex())
        with contextlib.suppress(FileExistsError):
            os.link(made, self._servers / "token")
        made.unlink()

    def erase(self) -> None:
        """Remove everything the servers ever kept. They must be stopped."""
        for folder in (self.place, self.sockets):
            if folder.exists():
                shutil.rmtree(folder)
        with contextlib.suppress(OSError):  # it is not there, or holds others' things
            self.place.parent.rmdir()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from starting, stopping or erasing these servers meanwhile."""
        self._servers.mkdir(parents=True, exist_ok=True)
        with (self._servers / f"{self.name}.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise CannotServe(
                    f"This checkout's servers “{self.name}” are in use by process {lock.read()}."
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def execute(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a program to its end under the servers' account."""
        return subprocess.run(command, check=False, **self.manner(), **options)

    def manner(self) -> dict[str, Any]:
        """Say how each of the servers' programs is to be run, for `subprocess`."""
        dropped = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return {
            **(dropped if is_root() else {}),
            "cwd": "/",
            "env": {"PATH": os.defpath, "LC_ALL": "C"},  # and none of the caller's PGPORT, PGDATA
            "umask": 0o077,
            "start_new_session": True,
        }


def environment(name: str = "run") -> dict[str, str]:
    """Return where this checkout's servers of that name answer while they run."""
    return Instance(name).environment()


def is_root() -> bool:
    return os.geteuid() == 0


def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _account(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise CannotServe(
            f"User {uid} has no name on this machine, and PostgreSQL wants one."
        ) from None


def _account_for_root() -> pwd.struct_passwd:
    dedicated, fallback = ACCOUNTS
    with contextlib.suppress(FileNotFoundError):  # no useradd here
        subprocess.run(
            ["useradd", "--system", "--user-group", "--no-create-home", NO_LOGIN, dedicated],
            check=False,
            stderr=subprocess.DEVNULL,  # it says so if the account is there already
        )
    for name in (dedicated, fallback):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise CannotServe(f"Root may not run PostgreSQL: make an account called {dedicated}.")


def _make_private(folder: Path, account: pwd.struct_passwd) -> None:
    """Make a folder for one account only, and refuse one that somebody else made before us."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if is_root():  # and so is the folder around it, where nobody else can have made this one
        os.chown(folder, account.pw_uid, account.pw_gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.pw_uid or found.st_mode & 0o077:
        raise CannotServe(f"{folder} is not {account.pw_name}'s alone: remove it and start again.")
