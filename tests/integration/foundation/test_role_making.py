"""An owner that may make roles, as docker-compose.yml has it: the portal's role is made."""

import pytest
from django.db import connection

from laa_portal.foundation import ownership
from laa_portal.foundation.servers.postgres import SUPERUSER
from tests.database import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def as_superuser(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), acting_as(SUPERUSER):
        yield


def test_a_role_that_lacks_is_made_and_given_its_rights(settings):
    settings.DATABASE_URL = "postgresql://somebody_else:secret@database/laa"

    ownership.grant()

    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = 'somebody_else'")
        assert cursor.fetchone() == (True, False)
        for privilege, is_given in (("INSERT", True), ("UPDATE", False), ("DELETE", False)):
            cursor.execute(
                "SELECT has_table_privilege('somebody_else', 'foundation_seal', %s)", [privilege]
            )
            assert cursor.fetchone() == (is_given,)
