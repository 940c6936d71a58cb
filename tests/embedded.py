"""Embedded servers of a test's own."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import redis

from laa_portal.foundation.servers import Instance
from laa_portal.foundation.servers.postgres import Postgres
from laa_portal.foundation.servers.valkey import Valkey


@contextlib.contextmanager
def an_instance(var: Path, *, fast: bool = True) -> Iterator[Instance]:
    """Have a place for a pair of servers; whatever was started in it is gone after the block."""
    instance = Instance("run", var=var.resolve(), fast=fast)
    instance.lay_out()
    try:
        yield instance
    finally:
        Valkey(instance).stop()
        Postgres(instance).stop()
        instance.erase()


def postmaster(instance: Instance) -> psutil.Process:
    """Return the process that serves PostgreSQL, as it says itself."""
    number = (Postgres(instance).folder / "postmaster.pid").read_text().split()[0]
    return psutil.Process(int(number))


def broker(instance: Instance) -> psutil.Process:
    """Return the process that serves Valkey, as it says itself."""
    with redis.Redis.from_url(instance.redis_url) as client:
        return psutil.Process(client.info("server")["process_id"])


def ask(instance: Instance, *statements: str) -> Any:
    """Run statements, each committed on its own, and return the first cell of the last answer."""
    with contextlib.closing(psycopg2.connect(instance.owner_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None
