"""The command line of the embedded servers."""

import argparse
import os
import sys

from laa_portal.foundation.processes import Process, Stopped, end_all, stop_on_signals

from . import programs
from .instance import CannotServe, Instance
from .pair import serving
from .postgres import Postgres
from .valkey import Valkey

LASTING = "run"
PATIENCE = 8  # seconds that a command told to end may take
NOT_RUNNING = 3


def with_servers(instance: Instance, command: list[str]) -> int:
    """Run a command beside servers of its own, which leave nothing behind."""
    if instance.name == LASTING:
        raise CannotServe(f"The servers “{LASTING}” keep their data: choose another --name.")
    stop_on_signals()
    erase(instance)
    try:
        with serving(instance):
            return _run(command, instance)
    except Stopped as stopped:
        return 128 + stopped.number
    finally:
        erase(instance)


def _run(command: list[str], instance: Instance) -> int:
    given = {name: value for name, value in os.environ.items() if value}
    child = Process(command, environment=_ours_beside(given, instance) | given)
    try:
        status = child.wait()
    except Stopped as stopped:
        child.signal(stopped.number)
        raise
    finally:
        end_all([child], seconds=PATIENCE)
    return status if status >= 0 else 128 - status


def _ours_beside(given: dict[str, str], instance: Instance) -> dict[str, str]:
    """Return our servers' addresses, without the owner's of a database that is not used."""
    ours = instance.environment()
    if "DATABASE_URL" in given:
        del ours["DATABASE_OWNER_URL"]
    return ours


def status(instance: Instance) -> int:
    """Say whether the servers run, and where."""
    answers = [Postgres(instance).answers(), Valkey(instance).answers()]
    addresses = [instance.database_url, instance.redis_url]
    for answer, address in zip(answers, addresses, strict=True):
        print(f"{'running    ' if answer else 'not running'}  {address}")
    return 0 if all(answers) else NOT_RUNNING


def stop(instance: Instance) -> int:
    """Stop servers that a killed supervisor has left behind."""
    with instance.held():
        Valkey(instance).stop()
        Postgres(instance).stop()
    return 0


def erase(instance: Instance) -> int:
    """Stop the servers, and remove everything they ever kept."""
    with instance.held():
        Valkey(instance).stop()
        Postgres(instance).stop()
        instance.erase()
    return 0


def psql(instance: Instance) -> int:
    """Open PostgreSQL's own command line on the running database."""
    program = str(programs.postgres("psql"))
    os.execv(program, [program, instance.owner_url])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m laa_portal.foundation.servers")
    acts = parser.add_subparsers(dest="act", required=True)
    for act in ("with", "status", "stop", "reset", "psql"):
        one = acts.add_parser(act)
        one.add_argument("--name", default=LASTING, help="whose servers: “run”, “test” and so on")
        if act == "with":
            one.add_argument("--fast", action="store_true", help="for tests: see Instance")
            one.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    return parser


def main() -> int:
    given = _parser().parse_args()
    try:
        if given.act == "with":
            command = given.command[given.command[:1] == ["--"] :]
            return with_servers(Instance(given.name, fast=given.fast), command)
        acts = {"status": status, "stop": stop, "reset": erase, "psql": psql}
        return acts[given.act](Instance(given.name))
    except CannotServe as why:
        print(why, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
