"""The owner of the tables: gives the portal's role what it needs, as often as it likes."""

import pytest
from django.db import connection

from laa_portal.foundation import checks, ownership
from laa_portal.foundation.servers.instance import APP
from laa_portal.foundation.servers.postgres import SUPERUSER
from tests.database import acting_as

pytestmark = pytest.mark.django_db

PRIVILEGES = "SELECT relname, relacl::text FROM pg_class WHERE relacl::text LIKE %s"


def privileges():
    with connection.cursor() as cursor:
        cursor.execute(PRIVILEGES, [f"%{APP}%"])
        return dict(cursor.fetchall())


def test_granting_again_changes_nothing():
    ownership.grant()
    once = privileges()
    ownership.grant()

    assert privileges() == once
    assert f"{APP}=ar/" in once["foundation_auditevent"]
    assert f"{APP}=ar/" in once["foundation_seal"]
    assert f"{APP}=r/" in once["django_migrations"]
    assert f"{APP}=arwd/" in once["partnerships_user"]


@pytest.fixture
def as_superuser(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), acting_as(SUPERUSER):
        yield


def test_a_role_that_lacks_is_made_if_the_owner_may(settings, as_superuser):
    settings.DATABASE_URL = "postgresql://somebody_else:secret@database/laa"

    ownership.grant()

    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = 'somebody_else'")
        assert cursor.fetchone() == (True, False)
        cursor.execute("SELECT has_table_privilege('somebody_else', 'foundation_job', 'UPDATE')")
        assert cursor.fetchone() == (True,)


def test_a_role_that_lacks_is_asked_for_if_the_owner_may_not(settings):
    settings.DATABASE_URL = settings.DATABASE_URL.replace(APP, "somebody_else")

    with pytest.raises(ownership.CannotMakeRole, match="Make the database role “somebody_else”"):
        ownership.grant()


def test_deployment_is_warned_of_a_role_that_owns_what_it_writes():
    (warning,) = checks.history_is_safe_from_us(databases=["default"])

    assert warning.id == "laa_portal.W001"
    assert checks.history_is_safe_from_us(databases=None) == []


def test_one_role_for_everything_is_noticed(settings):
    assert ownership.are_apart()
    settings.DATABASE_URL = settings.DATABASE_OWNER_URL
    assert not ownership.are_apart()
