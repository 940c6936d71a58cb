"""What `make run` runs: all of the portal on this machine, until it is told to stop.

Servers, database, then web, worker and beat beside the demonstration; whatever ends by itself is
started again. A signal stops all of it within ten seconds. If this process is killed, the
kernel tells its children to end, and the next run finds the servers it left.
"""

import os
import socket
import sys
import time
from contextlib import ExitStack, suppress

from laa_portal import probe
from laa_portal.foundation.processes import Stopped, end_all, stop_on_signals, wait_until
from laa_portal.foundation.servers import CannotServe, Instance
from laa_portal.foundation.servers.pair import Server, serving
from laa_portal.services import LASTING, PREPARE, Service
from laa_portal.watched import CannotRun, Watched, log_path, now, run_to_end

START = 180  # seconds that the web server may take, on a machine that does much else
END = 5  # seconds that the programs get to end by themselves, of ten for everything
LOOK = 2  # seconds between two looks whether all are there


def run(port: int) -> None:
    """Have everything run until `Stopped` or `CannotRun` is raised."""
    refuse_taken(port)
    with serving(Instance()) as servers, ExitStack() as stack:
        say("Bringing the database up to date …")
        run_to_end(PREPARE)
        watched: list[Watched] = []
        stack.callback(lambda: end_all([one.process for one in watched], seconds=END))
        for service in LASTING:
            watched.append(Watched(service))
        sign_ins = load_demo(port)
        await_web(watched[0], port)
        say(f"Ready: http://127.0.0.1:{port}/")
        say(sign_ins)
        stack.callback(say, "Stopping …")
        keep(watched, servers)


def load_demo(port: int) -> str:
    """Load the demonstration unless DEMO=0 is set, and return what it says of its sign-ins."""
    if os.environ.get("DEMO") == "0":
        return ""
    address = f"http://127.0.0.1:{port}/"
    command = ("python", "manage.py", "demo", "--address", address)
    return run_to_end(Service("demo", command, PREPARE.environment))


def wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise CannotRun(f"PORT is “{text}”, which is not a port's number.")
    return int(text)


def refuse_taken(port: int) -> None:
    """Raise CannotRun if something else listens where our web server would."""
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error.strerror}): stop what listens there,"
                " or choose another with `make run PORT=…`."
            ) from None


def await_web(web: Watched, port: int) -> None:
    is_decided = wait_until(lambda: probe.is_well(port) or web.has_ended(), START)
    if web.has_ended() or not is_decided:
        raise CannotRun(f"The web server does not start; {log_path(web.service)} says why.")


def keep(watched: list[Watched], servers: list[Server]) -> None:
    """Look after all of them, for ever."""
    while True:
        time.sleep(LOOK)
        for one in watched:
            if told := one.look(at=now()):
                say(told)
        for server in servers:
            if not server.answers():
                say(f"{server.name} is gone and starts again; {server.log_path} may say why.")
                server.start()


def say(text: str) -> None:
    """Tell whoever started us, if they still listen: a closed terminal stops nothing."""
    with suppress(OSError):
        print(text, flush=True)


def main() -> int:
    stop_on_signals()
    try:
        run(wanted_port())
    except (CannotRun, CannotServe) as why:
        print(why, file=sys.stderr)
        return 1
    except Stopped:
        say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
