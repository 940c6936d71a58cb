"""What happened is added to, never edited: the database itself says no."""

import pytest
from django.db import DatabaseError, connection, transaction

from laa_portal.foundation import audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_office, provider, at):
    return audit.record("send", home_office, by=provider, at=at, name="a.csv")


def test_record_says_who_did_what_to_which_and_when(event, home_office, provider, at):
    assert (event.verb, event.target_type, event.target_id) == (
        "send",
        "partnerships.organisation",
        str(home_office.pk),
    )
    assert (event.made_by, event.made_at, event.details) == (provider, at, {"name": "a.csv"})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_auditevent SET verb = 'confirm'",
        "DELETE FROM foundation_auditevent",
        "TRUNCATE foundation_auditevent CASCADE",
    ],
)
def test_history_cannot_be_rewritten(event, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="are history"), transaction.atomic():
            cursor.execute(statement)

    event.refresh_from_db()
    assert event.verb == "send"
