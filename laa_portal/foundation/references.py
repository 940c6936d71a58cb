"""References between tables that are checked once for a statement instead of once for each row.

A foreign key of PostgreSQL looks its row up for each row written, one after the other: of a
national load that is two thirds of the time. Where rows come by the hundred thousand and point at a
few hundred others, a trigger holds all of them against the other table at once. It promises what a
foreign key does: what is pointed at is there, is locked until the transaction ends, and cannot be
deleted while anything points at it. Keys of rows are never changed, so no trigger looks at that.

The Django field keeps its name and says `db_constraint=False`.
"""

from collections.abc import Mapping

from django.db.migrations import RunSQL

LOOKING = """
CREATE OR REPLACE FUNCTION {table}_points_at() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE here bigint; {arrays};
BEGIN
    WITH pointed_at AS MATERIALIZED (SELECT DISTINCT {columns} FROM written)
    SELECT {each} INTO {names};
{checks}
    RETURN NULL;
END $$;
"""
"""Goes over the rows once, however many tables they point at."""

ADDED = """
CREATE TRIGGER points_at_what_is_there AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {table}_points_at();
CREATE TRIGGER still_points_at_what_is_there AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {table}_points_at();
"""

EACH = "ARRAY(SELECT DISTINCT {column} FROM pointed_at WHERE {column} IS NOT NULL)"

CHECK = """
    PERFORM FROM {other} WHERE id = ANY({column}s) FOR KEY SHARE;
    GET DIAGNOSTICS here = ROW_COUNT;
    IF here <> cardinality({column}s) THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            '%s of {table}.{column} are not in {other}', cardinality({column}s) - here
        );
    END IF;
"""

REMOVED = """
CREATE FUNCTION {table}_{column}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM {table} WHERE {column} IN (SELECT id FROM removed)) THEN
        RAISE foreign_key_violation USING MESSAGE = '{table}.{column} points at a row of {other}';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_{column}_is_kept AFTER DELETE ON {other}
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION {table}_{column}_is_kept();
"""

UNDO_ADDED = """
DROP TRIGGER points_at_what_is_there ON {table};
DROP TRIGGER still_points_at_what_is_there ON {table};
DROP FUNCTION {table}_points_at();
"""

UNDO_REMOVED = """
DROP TRIGGER {table}_{column}_is_kept ON {other};
DROP FUNCTION {table}_{column}_is_kept();
"""


def checked_by_statement(table: str, references: Mapping[str, str]) -> RunSQL:
    """Return the migration that has columns of `table` point at ids of the tables they name."""
    removed = [{"table": table, "column": c, "other": other} for c, other in references.items()]
    return RunSQL(
        _looking(table, references)
        + ADDED.format(table=table)
        + "".join(REMOVED.format(**each) for each in removed),
        UNDO_ADDED.format(table=table) + "".join(UNDO_REMOVED.format(**each) for each in removed),
    )


def looked_at_anew(table: str, references: Mapping[str, str]) -> RunSQL:
    """Return the migration that has a table checked as a new one would be, where it was before."""
    return RunSQL(_looking(table, references), RunSQL.noop)


def _looking(table: str, references: Mapping[str, str]) -> str:
    """Return what makes the function that looks at all rows a statement has written."""
    return LOOKING.format(
        table=table,
        columns=", ".join(references),
        arrays="; ".join(f"{column}s bigint[]" for column in references),
        names=", ".join(f"{column}s" for column in references),
        each=", ".join(EACH.format(column=column) for column in references),
        checks="".join(
            CHECK.format(table=table, column=c, other=other) for c, other in references.items()
        ),
    )
