"""The role the portal works as: it can do its work, and cannot touch what is on record."""

import psycopg2
import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from indicators.models import Indicator
from laa_portal.foundation import audit, checks, jobs, ownership, seals
from laa_portal.foundation.models import AuditEvent, Job, Seal
from laa_portal.foundation.servers.instance import APP
from partnerships.models import Organisation, Role, User
from tests.database import acting_as

pytestmark = pytest.mark.django_db

ATTEMPTS = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER {trigger}",
    "DROP TRIGGER {trigger} ON {table}",
    "CREATE TRIGGER t BEFORE INSERT ON {table} FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE r AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "ALTER TABLE {table} RENAME TO other",
    "DROP TABLE {table} CASCADE",
    "SELECT 1 FROM {table} FOR UPDATE",
    "MERGE INTO {table} t USING {table} s ON false WHEN MATCHED THEN DELETE",
    "DROP FUNCTION refuse_to_rewrite_history() CASCADE",
    "CREATE OR REPLACE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NULL; END $$",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "CREATE TABLE public.more (id int)",
    "DELETE FROM django_migrations",
]
TABLES = {
    "foundation_auditevent": ("verb", "audit_is_append_only"),
    "foundation_seal": ("chain", "seals_are_append_only"),
}


@pytest.fixture(scope="module")
def granted(django_db_setup, django_db_blocker):
    """The test database as `prepare` leaves it."""
    with django_db_blocker.unblock():
        ownership.grant()
        connection.close()


@pytest.fixture(scope="module", autouse=True)
def as_the_app(granted, django_db_blocker):
    """Everything below is done as the portal's own role."""
    with django_db_blocker.unblock(), acting_as(APP):
        yield


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_on_record_is_out_of_its_reach(attempt, table):
    column, trigger = TABLES[table]
    owner = ownership.owner()["USER"]
    statement = attempt.format(table=table, column=column, trigger=trigger, owner=owner)

    with (
        pytest.raises(ProgrammingError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert isinstance(refused.value.__cause__, psycopg2.errors.InsufficientPrivilege)
    assert "are history" not in str(refused.value)  # no trigger had to say so


def test_acts_are_recorded_and_sealed(provider, home_office, at):
    event = audit.record("send", home_office, by=provider, at=at)
    AuditEvent.objects.create(xid=100, verb="settled", target_type="a.b", target_id="1", made_at=at)

    assert AuditEvent.objects.get(pk=event.pk).made_by == provider
    assert seals.seal(at=at) == 1
    assert Seal.objects.get().event_ids == [AuditEvent.objects.get(verb="settled").pk]


def test_ordinary_rows_come_change_and_go(provider):
    Role.objects.filter(user=provider).delete()
    User.objects.filter(pk=provider.pk).update(name="Another (role)")
    Organisation.objects.create(code="gone", kind="other", name="Gone").delete()

    assert User.objects.get(pk=provider.pk).name == "Another (role)"


def test_jobs_are_asked_for_and_done():
    jobs.ask("note", "once")

    assert jobs.run_next({"note": lambda: None})
    assert Job.objects.get(kind="note").state == Job.State.DONE


def test_what_the_code_brings_is_loaded():
    call_command("load_reference", verbosity=0)
    call_command("load_catalogue", verbosity=0)

    assert Indicator.objects.exists()


def test_deployment_has_nothing_to_warn_of():
    assert checks.history_is_safe_from_us(databases=["default"]) == []
