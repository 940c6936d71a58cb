"""Whether a request changed anything: every table of the database, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

UNWATCHED = {
    # table: why a refused request may touch it
    "django_session": "a session notes when it was last used",
    "usersessions_usersession": "a session notes when it was last used",
    "foundation_allowance": "attempts are counted, refused ones too",
    "partnerships_keyuse": "the answers to a key are counted, refusals too",
    "laa_cache": "attempts to sign in are counted",
    "axes_accessattempt": "attempts to sign in are counted",
    "axes_accessfailurelog": "attempts to sign in are counted",
    "axes_accesslog": "attempts to sign in are counted",
}
EXCEPT = {
    # table: the rows that a refusal itself writes
    "foundation_auditevent": "WHERE verb <> 'refuse'",
}

WRITTEN = """
SELECT relname, count
  FROM pg_class,
       LATERAL (SELECT pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
                     + pg_stat_get_xact_tuples_deleted(oid)) AS written(count)
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND count > 0
"""
"""What `pg_stat_xact_user_tables` says, without what makes that view four times as slow."""

HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Watch:
    """Tells which tables a request left other than they were."""

    def __init__(self) -> None:
        self.before = contents(tables())
        self.written = written()

    @contextmanager
    def over(self) -> Iterator[set[str]]:
        """Give the names of tables that hold something else at the end than at the start.

        Whoever sends nothing but questions changes nothing; for the others, PostgreSQL counts the
        rows that this transaction wrote, and never back, so the tables to compare are those
        whose count has moved.
        """
        statements: list[str] = []
        changed: set[str] = set()

        def note(execute, sql, params, many, context):
            if not str(sql).lstrip().upper().startswith(HARMLESS):
                statements.append(str(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield changed
        if statements:
            changed |= self._changed()

    def _changed(self) -> set[str]:
        now = written()
        touched = {name for name, count in now.items() if count != self.written.get(name)}
        self.written = now
        found = contents(sorted(touched & self.before.keys()))
        return {name for name, rows in found.items() if rows != self.before[name]}


def tables() -> list[str]:
    """Return the tables whose rows a refused request leaves alone."""
    return sorted({*connection.introspection.table_names()} - UNWATCHED.keys())


def written() -> dict[str, int]:
    """Return how many rows this transaction has written so far, table by table."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())


def contents(names: list[str]) -> dict[str, str]:
    """Return a hash of all rows of each of some tables."""
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            rows = f'SELECT t::text FROM "{name}" t {EXCEPT.get(name, "")} ORDER BY 1'
            cursor.execute(f"SELECT count(*), md5(string_agg(r, '|')) FROM ({rows}) AS all_rows(r)")
            found[name] = repr(cursor.fetchone())
    return found
