"""Both servers together, as far as the environment does not name others."""

import contextlib
import os
from collections.abc import Iterator

from laa_portal.foundation.processes import ignore_signals

from .instance import Instance
from .postgres import Postgres
from .valkey import Valkey

Server = Postgres | Valkey


def wanted(instance: Instance) -> list[Server]:
    """Return the servers we have to bring ourselves."""
    servers: dict[str, Server] = {
        "DATABASE_URL": Postgres(instance),
        "REDIS_URL": Valkey(instance),
    }
    return [server for variable, server in servers.items() if not os.environ.get(variable)]


@contextlib.contextmanager
def serving(instance: Instance) -> Iterator[list[Server]]:
    """Have the wanted servers serve for the length of a block, and nobody else meddle."""
    servers = wanted(instance)
    with instance.held(), contextlib.ExitStack() as stops:
        try:
            instance.lay_out()
            for server in servers:
                stops.callback(server.stop)
                server.start()
            yield servers
        finally:
            ignore_signals()
