"""docker-compose.yml, without Docker: its commands and health checks run as they stand."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from laa_portal.foundation.processes import Process, end_all, wait_until
from laa_portal.foundation.servers.instance import APP, CHECKOUT
from laa_portal.foundation.servers.postgres import Postgres
from laa_portal.foundation.servers.valkey import Valkey
from laa_portal.services import LASTING, PREPARE
from tests.embedded import an_instance
from tests.patience import PATIENCE
from tests.portal import free_port

SAYS = {"worker": "ready.", "beat": "pidbox: Connected"}
"""What a service says in its log once it can be asked: asking takes a start of all our code."""

CHOSEN = {
    "SECRET_KEY": "chosen-for-this-test-only-0123456789-abcdefghijklm",
    "AUDIT_KEY": "chosen",
    "APP_PASSWORD": "chosen",
    "POSTGRES_PASSWORD": "chosen",
    "VALKEY_PASSWORD": "chosen",
    "ALLOWED_HOSTS": "portal.example",
    "SITE_ADDRESS": "https://portal.example",
    "SMTP_URL": "smtp://mail.example",
    "MAIL_FROM": "portal@portal.example",
}
COMPOSED = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]
OURS = {name: service for name, service in COMPOSED.items() if service.get("build")}
SERVICES = {"migrate": PREPARE, **{service.name: service for service in LASTING}}
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+):(?P<kind>[?-])(?P<rest>[^}]*)\}")


def interpolated(text, values):
    """Fill in ${NAME:?why} and ${NAME:-default} as compose does."""

    def value(found):
        if found[0] == "$$":
            return "$"
        if found["kind"] == "?" and not values.get(found["name"]):
            raise KeyError(found["name"])
        return values.get(found["name"]) or found["rest"]

    return VARIABLE.sub(value, str(text))


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """Real servers with a migrated database, brought by the service that does so."""
    with an_instance(tmp_path_factory.mktemp("var")) as instance:
        Postgres(instance).start()
        Valkey(instance).start()
        done = subprocess.run(
            words(OURS["migrate"]["command"]),
            cwd=CHECKOUT,
            env=environment("migrate", instance),
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()
        yield instance


def words(command):
    return [interpolated(word, {}) for word in command]


def environment(name, instance, *, port="8000"):
    """What the container would find, but for the addresses of servers and volumes."""
    given = OURS[name]["environment"]
    filled = {key: interpolated(value, {**CHOSEN, "PORT": port}) for key, value in given.items()}
    of_the_image = {
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "PYTHONUNBUFFERED": "1",
        "HOSTNAME": socket.gethostname(),
    }
    ours = instance.environment() | {"AUDIT_ANCHORS": str(instance.var / "anchors.csv")}
    return of_the_image | filled | {key: value for key, value in ours.items() if key in filled}


def is_healthy(name, given):
    """Run a service's health check once."""
    kind, *command = OURS[name]["healthcheck"]["test"]
    command = words(command) if kind == "CMD" else ["sh", "-c", *words(command)]
    return subprocess.run(command, cwd=CHECKOUT, env=given, capture_output=True).returncode == 0


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_service_becomes_healthy_and_stops_when_told(name, servers, tmp_path):
    given = environment(name, servers, port=str(free_port()))
    assert not is_healthy(name, given)
    with (tmp_path / "log").open("wb") as log:
        service = Process(
            words(OURS[name]["command"]), environment=given, folder=CHECKOUT, output=log
        )
    try:
        wait_until(lambda: SAYS.get(name, "") in (tmp_path / "log").read_text(), PATIENCE)
        healthy = wait_until(lambda: is_healthy(name, given), PATIENCE)
        assert healthy, (tmp_path / "log").read_text()

        service.signal(signal.SIGTERM)
        assert wait_until(lambda: not service.remains(), PATIENCE)
        assert service.status() == 0
    finally:
        end_all([service], seconds=1)


def test_migrating_again_changes_nothing_and_succeeds(servers):
    again = subprocess.run(
        words(OURS["migrate"]["command"]),
        cwd=CHECKOUT,
        env=environment("migrate", servers),
        capture_output=True,
        text=True,
    )

    assert again.returncode == 0, again.stderr
    assert "No migrations to apply" in again.stdout


def test_the_owner_of_the_tables_is_known_to_the_one_that_migrates_alone():
    knowing = {name for name in OURS if "DATABASE_OWNER_URL" in OURS[name]["environment"]}
    addresses = OURS["migrate"]["environment"]

    assert knowing == {"migrate"}
    assert f"//{APP}:" in addresses["DATABASE_URL"]
    assert (
        f"//{COMPOSED['database']['environment']['POSTGRES_USER']}:"
        in (addresses["DATABASE_OWNER_URL"])
    )


def test_anchors_outlive_their_container():
    path = OURS["worker"]["environment"]["AUDIT_ANCHORS"]
    (volume,) = OURS["worker"]["volumes"]

    assert path.startswith(volume.partition(":")[2] + "/")


@pytest.mark.parametrize("name", SERVICES)
def test_compose_and_make_run_start_the_same(name):
    service = SERVICES[name]

    assert tuple(OURS[name]["command"]) == service.command
    assert OURS[name]["environment"].items() >= service.environment.items()


def test_ours_are_exactly_these():
    assert OURS.keys() == SERVICES.keys()
    assert COMPOSED.keys() - OURS.keys() == {"database", "valkey"}


@pytest.mark.parametrize("name", COMPOSED)
def test_a_container_can_do_little(name):
    service = COMPOSED[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "healthcheck" in service or name == "migrate"
    if name in OURS:
        assert re.search(r"^USER laa-portal$", (CHECKOUT / "Dockerfile").read_text(), re.MULTILINE)
    else:
        assert service["user"] not in {"root", "0"}
        assert "ports" not in service


@pytest.mark.parametrize("name", COMPOSED)
def test_secrets_are_asked_for_and_never_written_down(name):
    for variable, value in COMPOSED[name]["environment"].items():
        if re.search(r"SECRET|PASSWORD|AUTH|_URL$", variable):
            with pytest.raises(KeyError):
                interpolated(value, {})
