"""The owner of the tables: gives the portal's role what it needs, as often as it likes."""

import pytest
from django.db import connection

from laa_portal.foundation import checks, ownership
from laa_portal.foundation.servers.instance import APP

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
