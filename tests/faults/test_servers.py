"""The embedded servers: what they survive, whom they let in, and that they are where they say."""

import contextlib
import os
import pickle
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from laa_portal.foundation.processes import lives, wait_until
from laa_portal.foundation.servers import CannotServe, Instance, programs
from laa_portal.foundation.servers.instance import APP, CHECKOUT, is_root
from laa_portal.foundation.servers.postgres import Postgres
from laa_portal.foundation.servers.valkey import Valkey
from tests.embedded import an_instance, ask, broker, postmaster
from tests.patience import PATIENCE

pytestmark = pytest.mark.fault
needs_root = pytest.mark.skipif(not is_root(), reason="only root can become somebody else")
COMMAND_LINE = [sys.executable, "-m", "laa_portal.foundation.servers"]


@pytest.fixture
def instance(tmp_path):
    """An instance below a folder that only its owner can enter, as root's home is."""
    (tmp_path / "private").mkdir(mode=0o700)
    with an_instance(tmp_path / "private" / "var") as instance:
        yield instance


@pytest.fixture
def postgres(instance):
    postgres = Postgres(instance)
    postgres.start()
    return postgres


def kill(process):
    """Kill a process and all below it, and wait for their end."""
    family = [process, *process.children(recursive=True)]
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    assert wait_until(lambda: not any(lives(member.pid) for member in family), PATIENCE)


# --- Starting and stopping ------------------------------------------------------------------------


def test_data_outlive_a_stop(instance, postgres):
    ask(instance, "CREATE TABLE kept AS SELECT 42 AS figure")

    served = postmaster(instance)
    postgres.stop()
    assert not lives(served.pid)
    assert not postgres.answers()
    postgres.start()

    assert ask(instance, "SELECT figure FROM kept") == 42


def test_the_database_is_as_the_portal_needs_it(instance, postgres):
    assert ask(instance, "SHOW data_checksums") == "on"
    assert ask(instance, "SHOW server_encoding") == "UTF8"
    assert ask(instance, "SHOW listen_addresses") == ""
    assert ask(instance, "SHOW max_connections") == "300"
    assert ask(instance, "SELECT upper('é') || lower('Ŵ')") == "Éŵ"
    assert ask(instance, "SELECT count(*) > 0 FROM pg_stat_statements") is True
    assert ask(instance, "CREATE EXTENSION btree_gist", "SELECT 1") == 1
    assert ask(instance, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_the_lasting_kind_waits_for_the_disk(tmp_path):
    with an_instance(tmp_path / "var", fast=False) as instance:
        Postgres(instance).start()

        assert ask(instance, "SHOW fsync") == "on"
        assert ask(instance, "SHOW max_connections") == "60"


def test_the_broker_keeps_its_messages_over_a_restart(tmp_path):
    with an_instance(tmp_path / "var", fast=False) as instance:
        valkey = Valkey(instance)
        valkey.start()
        with redis.Redis.from_url(instance.redis_url) as client:
            client.lpush("celery", "a message")
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}

        valkey.stop()
        assert not valkey.answers()
        valkey.start()

        with redis.Redis.from_url(instance.redis_url) as client:
            assert client.lrange("celery", 0, -1) == [b"a message"]


def test_a_path_deeper_than_a_socket_may_have(tmp_path):
    deep = tmp_path.joinpath(*["a 'deep' folder of this"] * 8, "var")
    deep.mkdir(parents=True)
    with an_instance(deep) as instance:
        Postgres(instance).start()
        Valkey(instance).start()

        assert len(str(deep)) > 107 > len(f"{instance.sockets}/.s.PGSQL.5432.lock")
        assert ask(instance, "SELECT 1") == 1


def test_two_checkouts_side_by_side_share_nothing(instance, postgres, tmp_path):
    with an_instance(tmp_path / "other") as other:
        Postgres(other).start()
        ask(instance, "CREATE TABLE only_here AS SELECT 1")

        assert ask(other, "SELECT to_regclass('only_here')") is None
        assert postmaster(instance) != postmaster(other)


@needs_root
def test_a_new_clone_at_an_old_path_does_not_find_the_old_data(tmp_path):
    var = tmp_path / "var"
    with an_instance(var) as old:
        place = old.place
        shutil.rmtree(var)
        with an_instance(var) as new:
            assert new.place != place
        shutil.rmtree(place.parent)


def test_only_one_may_start_stop_or_erase_at_a_time(instance):
    refused = pytest.raises(CannotServe, match=f"in use by process {os.getpid()}")

    with instance.held(), refused, Instance("run", var=instance.var).held():
        pass


# --- Kills ----------------------------------------------------------------------------------------


def test_a_kill_of_everything_loses_nothing(instance, postgres):
    ask(instance, "CREATE TABLE kept AS SELECT 42 AS figure")
    Valkey(instance).start()

    kill(postmaster(instance))
    kill(broker(instance))
    assert (postgres.folder / "postmaster.pid").exists()
    postgres.start()
    Valkey(instance).start()

    assert ask(instance, "SELECT figure FROM kept") == 42
    assert Valkey(instance).answers()


def test_a_kill_of_the_postmaster_alone_waits_for_its_children(instance, postgres):
    with contextlib.closing(psycopg2.connect(instance.database_url)):
        served = postmaster(instance)
        served.kill()
        postgres.start()

    assert postmaster(instance) != served
    assert ask(instance, "SELECT 1") == 1


def test_servers_that_a_killed_run_left_are_kept(instance, postgres):
    Valkey(instance).start()
    served = postmaster(instance)

    Postgres(instance).start()
    Valkey(instance).start()

    assert postmaster(instance) == served


def test_a_kill_amid_the_first_start_is_made_good(instance):
    starts = (
        "from pathlib import Path\n"
        "from laa_portal.foundation.servers.instance import Instance\n"
        "from laa_portal.foundation.servers.postgres import Postgres\n"
        f"Postgres(Instance('run', var=Path({str(instance.var)!r}), fast=True)).start()\n"
    )
    first = psutil.Popen([sys.executable, "-c", starts], cwd=CHECKOUT)
    half_made = instance.data / "postgres.new" / "PG_VERSION"
    assert wait_until(half_made.exists, PATIENCE)
    kill(first)
    first.wait()
    assert not Postgres(instance).folder.exists()

    Postgres(instance).start()

    assert ask(instance, "SELECT 1") == 1


def test_a_stale_pid_file_with_somebody_elses_number(instance, postgres):
    postgres.stop()
    stranger = subprocess.Popen(["sleep", "60"], **instance.manner())
    try:
        (postgres.folder / "postmaster.pid").write_text(f"{stranger.pid}\n{postgres.folder}\n1\n")
        refusal = instance.execute(
            *(programs.postgres("postgres"), "-D", postgres.folder), capture_output=True
        )
        assert b"already exists" in refusal.stderr  # PostgreSQL by itself would not start

        postgres.stop()
        postgres.start()

        assert ask(instance, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_cluster_that_an_earlier_version_made_gets_the_portals_role(instance, postgres):
    ident = instance.configuration / "pg_ident.conf"
    ident.write_text(ident.read_text().replace(APP, "nobody"))
    as_superuser = f"host={instance.sockets} user=postgres dbname=postgres"
    with contextlib.closing(psycopg2.connect(as_superuser)) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"SELECT pg_reload_conf(); DROP ROLE {APP}")

    Postgres(instance).start()

    with contextlib.closing(psycopg2.connect(instance.database_url)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (APP, False)


# --- Who may do what ------------------------------------------------------------------------------


@needs_root
def test_no_server_runs_as_root(instance, postgres):
    Valkey(instance).start()

    for server in (postmaster(instance), broker(instance)):
        status = Path(f"/proc/{server.pid}/status").read_text()
        assert 0 not in server.uids()
        assert 0 not in server.gids()
        assert "Groups:\t \n" in status


@needs_root
def test_another_local_user_is_refused_even_where_the_folder_is_open(instance, postgres):
    Valkey(instance).start()
    address = f"host={instance.sockets} user=postgres dbname=postgres"
    psql = [programs.postgres("psql"), address, "--command=SELECT 1"]

    def refusal_of(user):
        done = subprocess.run(psql, user=user, extra_groups=[], capture_output=True, cwd="/")
        return done.returncode, done.stderr.decode()

    assert refusal_of("root")[0] == 0
    status, words = refusal_of("daemon")
    assert (status, "Permission denied" in words) == (2, True)

    for closed in (instance.sockets, instance.sockets / ".s.PGSQL.5432"):
        closed.chmod(0o777)
    status, words = refusal_of("daemon")
    assert (status, "Peer authentication failed" in words) == (2, True)


@needs_root
def test_the_brokers_socket_is_closed_to_others(instance):
    Valkey(instance).start()

    for path, kind in ((instance.sockets, "d"), (instance.sockets / "valkey", "s")):
        found = path.lstat()
        assert (found.st_uid, found.st_mode & 0o077) == (instance.account.pw_uid, 0), kind


def as_ordinary_user(act):
    """Return what `act` returns, called by a user without privileges; raise what it raises."""
    if not is_root():
        return act()
    account = pwd.getpwnam("nobody")
    sys.path.insert(0, str(programs.postgres("psql").parents[3]))  # where everybody can read them
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        try:
            outcome = (act(), None)
        except Exception as error:
            outcome = (None, error)
        os.write(sending, pickle.dumps(outcome))
        os._exit(0)
    sys.path.pop(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        result, error = pickle.load(pipe)
    os.waitpid(child, 0)
    if error:
        raise error
    return result


@pytest.fixture
def ordinary_var():
    """A var/ of an ordinary user."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        if is_root():
            shutil.chown(folder, "nobody")
        yield Path(folder) / "var"


def test_an_ordinary_user_is_served_too(ordinary_var):
    def act():
        with an_instance(ordinary_var) as instance:
            Postgres(instance).start()
            Valkey(instance).start()
            return (
                ask(instance, "SELECT 42"),
                Valkey(instance).answers(),
                instance.data.is_relative_to(ordinary_var),
                instance.sockets.stat().st_mode & 0o777,
            )

    assert as_ordinary_user(act) == (42, True, True, 0o700)


def test_a_socket_folder_that_others_may_enter_is_refused(ordinary_var):
    def act():
        with an_instance(ordinary_var) as instance:
            instance.sockets.chmod(0o755)
            instance.lay_out()

    with pytest.raises(CannotServe, match="alone: remove it and start again"):
        as_ordinary_user(act)


# --- The command line -----------------------------------------------------------------------------


def run_with(var, *command, **environment):
    """Start `servers with ... -- command`, with nothing but this in its environment."""
    return subprocess.Popen(
        [*COMMAND_LINE, "with", "--name", "brief", "--fast", "--", *command],
        cwd=CHECKOUT,
        env={"LAA_VAR_DIR": str(var), "PATH": os.environ["PATH"], **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_with_gives_servers_to_a_command_and_its_status_back(tmp_path):
    asks = "import os, psycopg2; psycopg2.connect(os.environ['DATABASE_URL']); raise SystemExit(7)"

    command = run_with(tmp_path, sys.executable, "-c", asks)
    _, errors = command.communicate(timeout=PATIENCE)

    assert (command.returncode, errors) == (7, "")
    assert not Instance("brief", var=tmp_path).place.exists()


def test_with_starts_nothing_where_addresses_are_given(tmp_path):
    given = {"DATABASE_URL": "postgresql://elsewhere/laa", "REDIS_URL": "redis://elsewhere/0"}

    command = run_with(tmp_path, "sh", "-c", "echo $DATABASE_URL $REDIS_URL", **given)
    said, _ = command.communicate(timeout=PATIENCE)

    assert said.split() == list(given.values())
    assert list((tmp_path / "log").iterdir()) == []


def test_with_passes_a_signal_on_and_leaves_nothing(tmp_path):
    waits = "trap 'echo told; exit 0' TERM; echo ready; while :; do sleep 0.1; done"
    command = run_with(tmp_path, "sh", "-c", waits)
    assert command.stdout.readline() == "ready\n"
    family = psutil.Process(command.pid).children(recursive=True)
    served = postmaster(Instance("brief", var=tmp_path))

    command.send_signal(signal.SIGTERM)
    said, _ = command.communicate(timeout=PATIENCE)

    assert (command.returncode, said) == (128 + signal.SIGTERM, "told\n")
    assert not any(lives(process.pid) for process in [served, *family])
    assert not Instance("brief", var=tmp_path).place.exists()
