"""What the clock asks for is asked for, and a worker can do it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from laa_portal import celery
from laa_portal.foundation import jobs
from laa_portal.foundation.models import AuditEvent, Job, Mail
from partnerships.models import Cycle, Deadline, Delivery, Notice, Preference, Topic
from tests.factories.foundation import make_event

pytestmark = pytest.mark.django_db


def work():
    """Do what was asked, as a worker does; return the kinds of job it was."""
    while jobs.run_next(celery.handlers()):
        pass
    assert not Job.objects.exclude(state=Job.State.DONE).exists()
    return list(Job.objects.order_by("id").values_list("kind", flat=True))


@pytest.fixture
def deadline(provider):
    provider.email = "provider@example.invalid"
    provider.save(update_fields=["email"])
    return Deadline.objects.create(
        cycle=Cycle.objects.create(name="Agreements of 2008"),
        what="Send your return",
        due_on=timezone.localdate() + timedelta(days=2),
        role_kinds=["data_provider"],
    )


BY_THE_CLOCK = {"mail_anchor", "sweep"}
"""Jobs that come once a day or hour whatever there is to do, and find out themselves."""


@pytest.mark.parametrize("name", sorted(set(settings.JOB_ASKERS) - BY_THE_CLOCK))
def test_nothing_is_asked_for_where_there_is_nothing_to_do(name, provider):
    celery.ask(name)
    work()
    Job.objects.all().delete()

    celery.ask(name)

    assert not Job.objects.exists()


def test_deadline_is_recorded_as_near_when_the_clock_asks(deadline):
    celery.ask("remind")

    assert work() == ["remind"]
    assert AuditEvent.objects.get(verb="remind_of_deadline").details["days"] == 3


def test_event_is_noticed_and_its_letter_sent_when_the_clock_asks(deadline, mailoutbox):
    make_event("remind_of_deadline", deadline, details={"days": 3})

    celery.ask("notice")

    assert set(work()) == {"notice", "send_mail"}
    assert [letter.subject for letter in mailoutbox] == ["Due soon: Send your return"]
    letter = Mail.objects.get()
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{letter.key}@")


def test_daily_letter_is_sent_when_the_clock_asks(deadline, provider, mailoutbox):
    Preference.objects.create(user=provider, topic=Topic.DEADLINES, delivery=Delivery.DAILY)
    make_event("remind_of_deadline", deadline, details={"days": 3})
    celery.ask("notice")
    work()
    Notice.objects.update(noticed_at=timezone.now() - timedelta(days=1))

    celery.ask("digest")
    work()

    assert [letter.subject for letter in mailoutbox] == ["Your day: 1 notice"]
