"""England in 2008 and the catalogue, loaded once; each test undoes what it changes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX

from indicators.actions import load_catalogue
from partnerships.actions import load_reference

RETURNS = Path(__file__).parents[1] / "golden" / "returns"


@pytest.fixture(scope="session")
def england(django_db_setup, django_db_blocker):
    """Areas, populations, organisations and partnerships."""
    with django_db_blocker.unblock():
        return load_reference()


@pytest.fixture(scope="session")
def catalogue(england, django_db_blocker):
    """The 36 indicators with their measures and definitions, and no act of loading on record."""
    with django_db_blocker.unblock():
        loaded = load_catalogue(at=datetime(2008, 5, 1, tzinfo=UTC))
        forget_all_acts()
    return loaded


def forget_all_acts():
    """Empty the audit trail, which only whoever owns it can, so that tests count their own."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE foundation_auditevent DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM foundation_auditevent")
        cursor.execute("ALTER TABLE foundation_auditevent ENABLE TRIGGER USER")


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker):
    """A copy of the database for this module: what is on record cannot be undone.

    The database itself is there where some test of the run is marked with it. These are not, since
    they commit: run by themselves they make it.
    """
    configured = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        if is_ours := not configured.startswith(TEST_DATABASE_PREFIX):
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            connection.close()
        shared = connection.settings_dict["NAME"]
        connection.creation.clone_test_db("races", verbosity=0, autoclobber=True)
        own = connection.creation.get_test_db_clone_settings("races")["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = own
        yield
        connection.close()
        connection.settings_dict["NAME"] = shared
        connection.creation.destroy_test_db(suffix="races", verbosity=0)
        if is_ours:
            connection.creation.destroy_test_db(configured, verbosity=0)


@pytest.fixture(scope="session")
def real_return() -> bytes:
    """Ten years of acquisitive crime as the 39 English forces reported them."""
    return (RETURNS / "ni16-by-police-force.csv").read_bytes()


@pytest.fixture(scope="session")
def faulty_return() -> bytes:
    """The same file with ten faults in ten places."""
    return (RETURNS / "ten-faults.csv").read_bytes()
