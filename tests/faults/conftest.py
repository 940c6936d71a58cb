"""A portal that has all it needs and nothing in it, made once for all that is killed here."""

import pytest
from django.db import connection

from tests.portal import furnished


@pytest.fixture(scope="session")
def blank(tmp_path_factory, django_db_setup):
    """A portal at rest with tables and reference data and no returns, to be copied."""
    connection.close()
    template = connection.settings_dict["NAME"]
    with furnished(tmp_path_factory.mktemp("blank"), template) as portal:
        yield portal
