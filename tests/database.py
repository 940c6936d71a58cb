"""Looking at the test database as somebody else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Have Django's connection be that of another role, and undo all it does."""
    connection.close()
    user, connection.settings_dict["USER"] = connection.settings_dict["USER"], role
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connection.close()
        connection.settings_dict["USER"] = user
