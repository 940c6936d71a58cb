"""`make run`: what it prints, what it survives, and that it leaves nothing running."""

import contextlib
import json
import os
import signal
import subprocess
import sys

import psutil
import pytest

from laa_portal.foundation.processes import lives, wait_until
from laa_portal.foundation.servers import Instance
from laa_portal.foundation.servers.instance import CHECKOUT
from laa_portal.foundation.servers.postgres import Postgres
from laa_portal.foundation.servers.valkey import Valkey
from tests.embedded import ask, broker, postmaster
from tests.patience import PATIENCE
from tests.portal import free_port

pytestmark = pytest.mark.fault
STOP = 10  # seconds, the promise


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """The servers of all runs here: the first makes the database, the others find it."""
    instance = Instance("run", var=tmp_path_factory.mktemp("var").resolve())
    yield instance
    Valkey(instance).stop()
    Postgres(instance).stop()
    instance.erase()


class Portal:
    """One `make run`, with nothing of ours in its environment."""

    def __init__(self, instance, *, demo="0"):
        self.instance = instance
        self.environment = {
            "PATH": os.environ["PATH"],
            "LAA_VAR_DIR": str(instance.var),
            "PORT": str(free_port()),
            "DEMO": demo,
        }
        self.said = instance.var / f"said-{self.environment['PORT']}"
        with self.said.open("wb") as output:
            self.make = psutil.Popen(
                ["make", "--old-file=setup", "run"],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def lines(self):
        return self.said.read_text().splitlines()

    @property
    def ready(self):
        return f"Ready: http://127.0.0.1:{self.environment['PORT']}/"

    def wait_until_ready(self):
        wait_until(lambda: self.ready in self.lines or self.make.poll() is not None, PATIENCE)
        assert self.ready in self.lines, self.said.read_text()
        return self

    def is_well(self):
        probe = [sys.executable, "-m", "laa_portal.probe"]
        return subprocess.run(probe, cwd=CHECKOUT, env=self.environment).returncode == 0

    def processes(self):
        """Everything that runs for it: make's children, and the servers, which are nobody's."""
        database = postmaster(self.instance)
        return [
            *(self.make, *self.make.children(recursive=True)),
            *(database, *database.children(), broker(self.instance)),
        ]

    def program(self, words):
        """Return the program whose command line has `words` in it."""
        for process in self.make.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if words in " ".join(process.cmdline()):
                    return process
        return None


def none_lives(processes):
    return not any(lives(process.pid) for process in processes)


def kill_all(processes):
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    assert wait_until(lambda: none_lives(processes), PATIENCE)


@pytest.fixture
def start(instance):
    """Start a portal and wait until it says that it is ready; what still runs is stopped after."""
    started = []

    def act(**how):
        started.append(Portal(instance, **how))
        return started[-1].wait_until_ready()

    yield act
    for portal in started:
        if portal.make.poll() is None:
            portal.make.terminate()
        portal.make.wait(PATIENCE)


def test_it_says_where_it_is_and_how_to_sign_in(instance, start):
    portal = start(demo="1")
    running = portal.processes()

    assert wait_until(portal.is_well, PATIENCE)
    demo = json.loads((instance.var / "demo.json").read_text())
    assert portal.ready == f"Ready: {demo['address']}"
    after = "\n".join(portal.lines[portal.lines.index(portal.ready) + 1 :])
    assert demo["users"]
    assert all(user["username"] in after and user["password"] in after for user in demo["users"])

    portal.make.terminate()  # make alone is told, and must tell the rest
    portal.make.wait(STOP)
    assert none_lives(running)


def test_ctrl_c_stops_everything(start):
    portal = start()
    running = portal.processes()

    os.killpg(portal.make.pid, signal.SIGINT)  # a terminal tells all of its foreground

    portal.make.wait(STOP)
    assert none_lives(running)


def test_a_program_that_ends_is_started_again(start):
    portal = start()
    programs = ["gunicorn", "laa_portal worker", "laa_portal beat"]
    for words in programs:
        first = portal.program(words)
        kill_all([first, *first.children(recursive=True)])

    assert wait_until(lambda: all(map(portal.program, programs)), PATIENCE)
    assert wait_until(portal.is_well, PATIENCE)
    assert sum("ended by itself" in line for line in portal.lines) == len(programs)


def test_after_kills_it_starts_again_with_its_data(instance, start):
    portal = start()
    served = postmaster(instance)
    ask(instance, "DROP TABLE IF EXISTS kept", "CREATE TABLE kept AS SELECT 42 AS figure")
    head = portal.program("laa_portal.run")
    others = head.children(recursive=True)

    head.kill()
    portal.make.wait(PATIENCE)
    assert wait_until(lambda: none_lives(others), PATIENCE)  # the kernel told them
    second = start()
    assert postmaster(instance) == served

    kill_all(second.processes())
    second.make.wait(PATIENCE)
    third = start()
    assert ask(instance, "SELECT figure FROM kept") == 42
    third.make.terminate()
    third.make.wait(PATIENCE)


# --- What it refuses ------------------------------------------------------------------------------


def refusal_of(module, *arguments, var, **environment):
    """Run a module that is to refuse, and return its status and the sentence it says."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "LAA_VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return done.returncode, done.stderr


def test_a_taken_port_is_named(tmp_path):
    listens = (
        "import socket, sys; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()\n"
        "print(s.getsockname()[1], flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", listens]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as other:
        port = other.stdout.readline().strip()
        status, sentence = refusal_of("laa_portal.run", var=tmp_path, PORT=port)
        other.stdin.close()

    assert status == 1
    assert sentence.startswith(f"Port {port} cannot be used (Address already in use)")
    assert sentence.count("\n") == 1


def test_a_second_run_and_a_reset_are_refused_meanwhile(tmp_path):
    with Instance("run", var=tmp_path.resolve()).held():
        for refused in (("laa_portal.run",), ("laa_portal.foundation.servers", "reset")):
            status, sentence = refusal_of(*refused, var=tmp_path, PORT=str(free_port()))

            assert status == 1
            assert f"in use by process {os.getpid()}" in sentence
