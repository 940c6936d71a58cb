"""Two roles of the database: the owner of the tables, and the one the portal works as.

The second may add to what is on record and read it, but neither change nor empty it, nor switch
off the triggers that refuse that: it owns nothing. Only `manage.py prepare` becomes the owner.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from psycopg2 import sql

from .models import AuditEvent, Seal

WHO = ("USER", "PASSWORD", "HOST", "PORT")

MAY_MAKE_ROLES = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
OUR_TABLES = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(tableowner, 'USAGE')
"""

ROLE = "CREATE ROLE {role} LOGIN PASSWORD {password}"
GRANTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {history} FROM {role};
REVOKE INSERT, UPDATE, DELETE ON {migrations} FROM {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
"""
MAY_REWRITE = """
SELECT bool_or(has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))
  FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r'
"""


class CannotMakeRole(Exception):
    """The role the portal is to work as is not there. The message says what to do."""


@contextmanager
def as_owner() -> Iterator[None]:
    """Have the database connection be the owner's for the length of a block."""
    given = connection.settings_dict
    wanted = owner()
    if wanted.items() <= given.items():
        yield
        return
    connection.close()
    connection.settings_dict = {**given, **wanted}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = given


def are_apart() -> bool:
    """Whether the portal works as another role than the owner."""
    return _app()["USER"] != owner()["USER"]


@transaction.atomic
def grant() -> None:
    """Let the portal's role do its work and no more. To be called as owner; repeating is safe.

    The role is made where it lacks, if the owner may make roles. Raises CannotMakeRole.
    """
    role = sql.Identifier(_app()["USER"])
    with connection.cursor() as cursor:
        _make_role(cursor)
        cursor.execute(OUR_TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            sql.SQL(GRANTS).format(
                role=role,
                tables=_names(tables),
                history=_names(history_tables()),
                migrations=sql.Identifier("django_migrations"),
            )
        )


def may_rewrite_history() -> bool:
    """Whether the role that is connected could change what is on record."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_REWRITE, [history_tables()])
        return bool(cursor.fetchone()[0])


def history_tables() -> list[str]:
    """The tables that are only ever added to."""
    models: list[type[Model]] = [AuditEvent, Seal]
    models += (model for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))
    return [model._meta.db_table for model in models]


def _make_role(cursor: CursorWrapper) -> None:
    app = _app()
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [app["USER"]])
    if cursor.fetchone():
        return
    cursor.execute(MAY_MAKE_ROLES)
    if not cursor.fetchone()[0]:
        raise CannotMakeRole(
            f"Make the database role “{app['USER']}” (LOGIN, nothing more), as which the portal is"
            " to work, or let the owner of the tables make roles (CREATEROLE)."
        )
    cursor.execute(
        sql.SQL(ROLE).format(
            role=sql.Identifier(app["USER"]), password=sql.Literal(app["PASSWORD"])
        )
    )


def _names(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, tables))


def _app() -> dict[str, str]:
    return _who(settings.DATABASE_URL)


def owner() -> dict[str, str]:
    """Who connects as the owner, as settings of a connection."""
    return _who(settings.DATABASE_OWNER_URL)


def _who(address: str) -> dict[str, str]:
    parsed = dict(dj_database_url.parse(address))
    return {name: str(parsed[name]) for name in WHO}
