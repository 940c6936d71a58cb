"""The day's seal goes to administrators, once."""

from datetime import date

import pytest

from laa_portal.foundation import seals
from laa_portal.foundation.models import AuditEvent, Job, Mail, Seal
from partnerships import actions
from tests.conftest import person

pytestmark = pytest.mark.django_db

DAY = date(2013, 6, 3)


@pytest.fixture
def administrators():
    people = [person(name, "administrator") for name in ("one", "two", "three")]
    for user in people[:2]:
        user.email = f"{user.username}@example.org"
        user.save()
    return people


@pytest.fixture
def seal(at):
    AuditEvent.objects.create(xid=100, verb="send", target_type="a.b", target_id="1", made_at=at)
    seals.seal(at=at)
    return Seal.objects.get()


def test_each_administrator_with_an_address_hears_of_the_newest_seal_once(
    administrators, provider, seal
):
    for _ in range(2):
        actions.mail_anchor(day=DAY)

    letters = Mail.objects.order_by("to")
    assert [letter.to for letter in letters] == ["one@example.org", "two@example.org"]
    assert all(seal.chain in letter.body for letter in letters)


def test_where_nothing_was_sealed_nobody_is_written_to(administrators):
    actions.mail_anchor(day=DAY)

    assert not Mail.objects.exists()


def test_the_letters_of_a_day_are_asked_for_once():
    actions.ask_to_mail_anchor(day=DAY)
    Job.objects.update(state="done")
    actions.ask_to_mail_anchor(day=DAY)

    assert Job.objects.filter(kind="mail_anchor").count() == 1
