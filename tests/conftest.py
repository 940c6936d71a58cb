"""What every kind of test has: named people, and no way out to other machines."""

import gc
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts
from whitenoise import WhiteNoise

from indicators import reading
from laa_portal.foundation import ownership
from laa_portal.foundation.api import courtesy
from partnerships.models import Organisation, Role, RoleKind, User
from tests.browsing import Visitor
from tests.patience import PATIENCE
from tests.portal import demonstrated

settings.register_profile(
    "patient", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")
# How long examples take tells of the machine and of what else it does, not of our code.

LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
PATIENT = "".join(f" -c {limit}={PATIENCE}s" for limit in LIMITS)


def pytest_collection_finish():
    """Have the garbage collector pass over what stays to the end: all code, and all tests found."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter):
    """Print the figures that tests recorded, from whichever process ran them."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, figure in report.user_properties if report.when == "call" else ():
            terminalreporter.write_line(f"{name}: {figure}")


@pytest.fixture(autouse=True)
def only_this_machine():
    """Let tests talk to our own servers, and to nobody else."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Have the test database made and owned by the role that may make one, and let it be slow."""
    connection.settings_dict |= ownership.owner()
    connection.settings_dict["OPTIONS"]["connect_timeout"] = PATIENCE
    connection.settings_dict["OPTIONS"]["options"] += PATIENT


@pytest.fixture(autouse=True, scope="session")
def broker_may_be_slow():
    """Wait for the broker, which the service does without where it takes a moment too long."""
    with patch.object(courtesy, "PATIENCE", PATIENCE):
        yield


@pytest.fixture
def client():
    """A visitor. After `client.force_login(user)` the second factor is fresh."""
    return Visitor()


@pytest.fixture(autouse=True, scope="session")
def quick_hashes():
    """Hash passwords as fast as can be: the service's own way is slow on purpose."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(autouse=True, scope="session")
def static_files_found_once():
    """Have each client know the static files that the first one found, not look for them anew."""
    look, found = WhiteNoise.update_files_dictionary, {}

    def remember(self, root, prefix):
        if (root, prefix) not in found:
            look(self, root, prefix)
            found[root, prefix] = dict(self.files)
        self.files |= found[root, prefix]

    with patch.object(WhiteNoise, "update_files_dictionary", remember):
        yield


@pytest.fixture(autouse=True)
def plenty(settings):
    """Let the tests, which all come from one address, ask as often as they like."""
    settings.API_REQUESTS_A_MINUTE = dict.fromkeys(settings.API_REQUESTS_A_MINUTE, 1_000_000)


@pytest.fixture(autouse=True)
def nothing_kept():
    """Forget what the last test read: it was undone, and its numbers come again."""
    reading.forget()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """A whole portal at rest, which each test of whole portals runs a copy of."""
    with demonstrated(tmp_path_factory.mktemp("demonstration")) as portal:
        yield portal


AT = datetime(2013, 6, 3, 9, 30, tzinfo=UTC)
"""A moment for actions, long after every period that tests speak of."""


@pytest.fixture
def at():
    return AT


@pytest.fixture
def home_office(db):
    return Organisation.objects.get_or_create(
        code="home-office", defaults={"kind": "department", "name": "Home Office"}
    )[0]


def person(username: str, kind: str, **over) -> User:
    """Make somebody with one role."""
    user = User.objects.create_user(username, password=None, name=f"{username} (role)")
    Role.objects.create(user=user, kind=kind, **over)
    return user


@pytest.fixture
def provider(home_office):
    """The Home Office's data provider."""
    return person("provider", RoleKind.DATA_PROVIDER, organisation=home_office)


@pytest.fixture
def analyst(db):
    """The Home Office's analyst: sees every area, sends nothing."""
    return person("analyst", RoleKind.HO_ANALYST)


@pytest.fixture
def stranger(db):
    """A data provider of another organisation."""
    other = Organisation.objects.create(code="elsewhere", kind="other", name="Elsewhere Council")
    return person("stranger", RoleKind.DATA_PROVIDER, organisation=other)
