"""What is changed in place keeps what it was, whoever changes it and however."""

from datetime import date

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from laa_portal.foundation import audit, ownership
from laa_portal.middleware import WhoChanges
from partnerships.models import FormerOrganisation, FormerUser, Organisation, Role
from partnerships.reading.changes import changes
from tests.conftest import person
from tests.factories.partnerships import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_organisation("x-body", name="Old name")


def test_every_way_of_changing_a_row_leaves_what_it_was(body):
    body.name = "Second"
    body.save()
    Organisation.objects.filter(pk=body.pk).update(name="Third")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE partnerships_organisation SET name = 'Last' WHERE id = %s", [body.pk]
        )
    Organisation.objects.filter(pk=body.pk).delete()

    states = FormerOrganisation.objects.order_by("pgh_id").values_list("pgh_label", "name")
    assert list(states) == [
        ("update", "Old name"),
        ("update", "Second"),
        ("update", "Third"),
        ("delete", "Last"),
    ]


def test_nothing_is_kept_where_nothing_changed(body):
    body.save()

    assert not FormerOrganisation.objects.exists()


def test_secrets_and_signing_in_leave_no_trace():
    user = person("somebody", "partner")
    user.set_password("a long password of four words")
    user.last_login = "2013-06-03 09:30Z"
    user.save()

    assert not FormerUser.objects.exists()
    assert not {"password", "last_login"} & {field.name for field in FormerUser._meta.fields}


@pytest.mark.parametrize("statement", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"])
def test_former_states_are_never_changed(body, statement):
    Organisation.objects.update(name="New name")
    table = FormerOrganisation._meta.db_table

    with (
        pytest.raises(DatabaseError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert table in ownership.history_tables()


def test_the_request_says_who_and_by_which_reference(body):
    with pghistory.context(user=7, reference="abc"):
        Organisation.objects.filter(pk=body.pk).update(name="New name")

    assert FormerOrganisation.objects.get().pgh_context == {"user": 7, "reference": "abc"}


def test_an_act_shows_what_it_changed_and_not_what_others_did(body, at):
    administrator = person("administrator", "administrator")
    Organisation.objects.filter(pk=body.pk).update(name="New name", starts_on=date(2008, 4, 1))
    event = audit.record("correct_organisation", body, by=administrator, at=at)

    found = {change.what: (change.before, change.after) for change in changes(event)}

    assert found == {"Name": ("Old name", "New name"), "Starts on": ("Nothing", "2008-04-01")}
    event.xid -= 1
    assert changes(event) == []


def test_the_page_of_an_act_shows_before_and_after(client, body, at):
    administrator = person("administrator", "administrator")
    role = Role.objects.get(user=administrator)
    Organisation.objects.filter(pk=body.pk).update(name="New name")
    event = audit.record("correct_organisation", body, by=administrator, at=at)
    client.force_login(administrator)

    page = client.get(reverse("audit-act", args=[event.pk])).content.decode()

    assert "What it changed" in page
    assert "Old name" in page
    assert "New name" in page
    assert changes(audit.record("end_role", role, by=None, at=at)) == []


@pytest.mark.parametrize("method", ["post", "get"])
def test_a_changing_request_of_somebody_signed_in_leaves_its_context(method, body, rf):
    request = getattr(rf, method)("/")
    request.user, request.reference = person("somebody", "partner"), "0123456789ab"

    WhoChanges(lambda _: Organisation.objects.filter(pk=body.pk).update(name="New"))(request)

    known = {"user": request.user.pk, "reference": "0123456789ab"}
    assert FormerOrganisation.objects.get().pgh_context == (known if method == "post" else None)
