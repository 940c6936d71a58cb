"""The embedded Valkey: the broker, which may lose everything and be started again.

It is ours if it answers on our socket from our data folder.
"""

import json
import subprocess
from pathlib import Path

import redis

from laa_portal.foundation.processes import lives, wait_until

from . import programs
from .instance import CannotServe, Instance

PATIENCE = 60  # seconds for reading a long append-only file


class Valkey:
    """The Valkey of one instance. Start it only while the instance is held."""

    name = "valkey"

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    @property
    def folder(self) -> Path:
        return self.instance.data / "valkey"

    @property
    def log_path(self) -> Path:
        return self.instance.log_path(self.name)

    def start(self) -> None:
        """Serve, from what was kept. One that already serves is kept."""
        if self.answers():
            return
        self.instance.execute("mkdir", "-p", self.folder)
        self._serve()
        if not wait_until(self.answers, PATIENCE):
            raise CannotServe(f"Valkey does not start; {self.log_path} says why.")

    def stop(self) -> None:
        """End it, with everything it holds written down."""
        if not self.answers():
            return
        with self._client() as client:
            process = client.info("server")["process_id"]
            client.shutdown()
        wait_until(lambda: not lives(process), 3)

    def answers(self) -> bool:
        """Whether it serves. Refuses to go on if somebody else's server holds our socket."""
        try:
            with self._client() as client:
                folder = client.config_get("dir")["dir"]
        except (redis.ConnectionError, redis.TimeoutError):
            return False
        if not self.folder.samefile(folder):
            raise CannotServe(f"The server on {self.instance.sockets} keeps {folder}, not ours.")
        return True

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(
            self.instance.redis_url, socket_timeout=5, decode_responses=True
        )

    def _settings(self) -> str:
        return "\n".join(
            (
                "port 0",
                f"unixsocket {self.instance.sockets}/valkey",
                "unixsocketperm 700",
                f"dir {json.dumps(str(self.folder))}",
                "maxmemory 256mb",
                "maxmemory-policy noeviction",  # a broker may refuse, never forget
                'save ""',
                f"appendonly {'no' if self.instance.fast else 'yes'}",
                "appendfsync everysec",
                "",
            )
        )

    def _serve(self) -> None:
        """Start the server as nobody's child, as pg_ctl does with a postmaster."""
        configuration = self.instance.configure("valkey.conf", self._settings())
        with self.log_path.open("ab") as log:
            self.instance.execute(
                *("sh", "-c", '"$0" "$1" &', programs.valkey(), configuration),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
