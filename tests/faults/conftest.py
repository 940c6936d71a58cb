"""A portal that has all it needs and nothing in it, and a database in which everything counts."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.portal import furnished, own_database


@pytest.fixture(scope="session")
def blank(tmp_path_factory, django_db_setup):
    """A portal at rest with tables and reference data and no returns, to be copied."""
    connection.close()
    template = connection.settings_dict["NAME"]
    with furnished(tmp_path_factory.mktemp("blank"), template) as portal:
        yield portal


@pytest.fixture(scope="module")
def committed(django_db_setup, django_db_blocker):
    """A database of a module's own, where everything is really committed; all threads use it.

    Nothing else is under way in its cluster, so nothing holds up the feed of changes but the test.
    """
    connection.close()
    template = connection.settings_dict["NAME"]
    patch = pytest.MonkeyPatch()
    with (
        own_database(settings.DATABASE_OWNER_URL, template=template) as url,
        django_db_blocker.unblock(),
    ):
        patch.setitem(connection.settings_dict, "NAME", urlsplit(url).path[1:])
        yield
        connection.close()
        patch.undo()
