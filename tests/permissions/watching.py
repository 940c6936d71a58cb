"""Whether a request changed anything: every table of the database, before and after."""

import hashlib

from django.db import connection

UNWATCHED = {
    # table: why a refused request may touch it
    "django_session": "a session notes when it was last used",
    "usersessions_usersession": "a session notes when it was last used",
    "foundation_allowance": "attempts are counted, refused ones too",
    "axes_accessattempt": "attempts to sign in are counted",
    "axes_accessfailurelog": "attempts to sign in are counted",
    "axes_accesslog": "attempts to sign in are counted",
}
EXCEPT = {
    # table: the rows that a refusal itself writes
    "foundation_auditevent": "WHERE verb <> 'refuse'",
}

WRITTEN = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del
  FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""


def tables() -> list[str]:
    """Return the tables whose rows a refused request leaves alone."""
    return sorted({*connection.introspection.table_names()} - UNWATCHED.keys())


def written() -> dict[str, int]:
    """Return how many rows this transaction has written so far, table by table.

    The count is kept by PostgreSQL and does not go back when a savepoint does: two equal counts
    prove that nothing was written in between, and cost one look.
    """
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        counts = dict(cursor.fetchall())
    return {name: count for name, count in counts.items() if name not in UNWATCHED}


def contents() -> dict[str, str]:
    """Return a hash of all rows of each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            rows = f'SELECT t::text FROM "{table}" t {EXCEPT.get(table, "")} ORDER BY 1'
            cursor.execute(f"SELECT count(*), md5(string_agg(r, '|')) FROM ({rows}) AS all_rows(r)")
            found[table] = hashlib.md5(repr(cursor.fetchone()).encode()).hexdigest()
    return found
