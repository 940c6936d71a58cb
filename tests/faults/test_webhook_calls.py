"""A receiver is called while nothing is held: whoever else works does not wait for it.

What workers do here is really committed, and the feed of changes waits for all that is under way.
"""

import json
import threading
import uuid
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from indicators import actions, tasks
from indicators.api import message
from indicators.models import WebhookMessage
from indicators.reading import Place, settled_place
from laa_portal.foundation import calls, jobs
from laa_portal.foundation.models import current_transaction
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.patience import PATIENCE
from tests.receiving import receiving, work_once

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

DELIVER = {"deliver": tasks.deliver}


@pytest.fixture
def receiver(settings, monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", PATIENCE)
    with receiving() as server:
        settings.WEBHOOK_HOSTS = {server.host}
        yield server


@pytest.fixture
def publish():
    """Publish a figure, in a transaction of its own."""
    name = uuid.uuid4().hex
    measure = make_measure(make_indicator(1000 + int(name[:6], 16) % 8000))
    area = make_area(f"X{name[:8]}".upper())
    data_return = make_return(make_organisation(f"x-{name[:12]}"))

    def published(period):
        with transaction.atomic():
            return make_figure(measure, area, data_return, period, xid=current_transaction())

    return published


@pytest.fixture
def webhook(receiver, publish):
    """A webhook with something to tell, which is written down and is due."""
    whose = person(f"analyst-{uuid.uuid4().hex[:8]}", RoleKind.HO_ANALYST)
    webhook, _ = actions.add_webhook(
        role=whose.roles.get(),
        address=f"http://{receiver.host}/hook",
        measures=[],
        areas=[],
        by=whose,
        at=timezone.now(),
    )
    publish("2006/07")
    actions.deliver(webhook_id=webhook.pk, write=message, at=timezone.now())
    return webhook


def work(webhook, at):
    for _ in range(4):
        work_once(webhook, at)


def periods(receiver):
    """Return the figures that messages told of, one after the other."""
    bodies = [json.loads(body) for _, body in receiver.came]
    return [one["id"].split(".")[-1] for body in bodies for one in body["data"]["changes"]]


def test_receiver_that_does_not_answer_holds_up_nobody(webhook, receiver, publish):
    called, answer = threading.Event(), threading.Event()
    receiver.meanwhile = lambda: (called.set(), answer.wait(PATIENCE))

    def do_jobs():
        with closing(connection):
            while jobs.run_next(DELIVER):
                pass

    worker = threading.Thread(target=do_jobs)
    worker.start()
    try:
        assert called.wait(PATIENCE)
        newer = publish("2007/08")
        newer.refresh_from_db()
        assert settled_place() == Place(newer.xid, 1, newer.pk)
        work_once(webhook, timezone.now())
        assert len(receiver.came) == 1, "nobody else sends it meanwhile"
    finally:
        answer.set()
        worker.join()

    work(webhook, timezone.now())
    assert periods(receiver) == ["2006_07", "2007_08"]


def test_message_whose_worker_died_is_sent_again_once_its_lease_is_over(webhook, receiver):
    at = timezone.now()
    actions.deliver(webhook_id=webhook.pk, write=message, at=at)  # and then it is killed

    work_once(webhook, at + timedelta(seconds=50))
    assert not receiver.came
    work_once(webhook, at + timedelta(seconds=61))

    assert periods(receiver) == ["2006_07"]
    assert webhook.messages.get().attempts == 1, "that nobody knows to have failed does not count"


def test_call_that_raises_leads_to_another(webhook, receiver, monkeypatch):
    at = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(calls, "post", _break)
        with pytest.raises(RuntimeError):
            work_once(webhook, at)

    work_once(webhook, at + timedelta(seconds=61))

    assert periods(receiver) == ["2006_07"]


def _break(*args):
    raise RuntimeError("the wire is cut")


@pytest.mark.parametrize("answer, is_taken", [(204, True), (500, False), (410, False)])
def test_webhook_disabled_during_a_call_stays_so(webhook, receiver, answer, is_taken):
    at, whose = timezone.now(), webhook.made_by
    receiver.answers = [answer]
    receiver.meanwhile = beside(
        lambda: actions.disable_webhook(webhook_id=webhook.pk, by=whose, at=at)
    )

    work_once(webhook, at)

    webhook.refresh_from_db()
    assert (webhook.disabled_by, webhook.disabled_because) == (whose, "Somebody disabled it")
    assert bool(webhook.messages.get().posted_at) == is_taken
    work(webhook, at + timedelta(days=9))
    assert len(receiver.came) == 1


@pytest.mark.parametrize("answer", [500, 410])
def test_webhook_enabled_anew_during_a_call_is_tried_anew(webhook, receiver, answer):
    at, whose = timezone.now(), webhook.made_by
    receiver.answers = [answer]

    def restart():
        actions.disable_webhook(webhook_id=webhook.pk, by=whose, at=at)
        actions.enable_webhook(webhook_id=webhook.pk, by=whose, at=at)
        work_once(webhook, at)  # while the lease of the first holds

    receiver.meanwhile = beside(restart)
    work_once(webhook, at)
    receiver.meanwhile = lambda: None
    work_once(webhook, at)

    assert periods(receiver) == ["2006_07"] * 2
    webhook.refresh_from_db()
    assert webhook.disabled_at is None
    assert webhook.messages.get().posted_at


def test_webhook_sent_elsewhere_in_the_feed_during_a_call_goes_on_from_there(webhook, receiver):
    at, whose = timezone.now(), webhook.made_by
    newest = settled_place()

    def replay():
        actions.disable_webhook(webhook_id=webhook.pk, by=whose, at=at)
        actions.enable_webhook(webhook_id=webhook.pk, since=newest, by=whose, at=at)

    receiver.meanwhile = beside(replay)
    work_once(webhook, at)
    work(webhook, at)

    assert not WebhookMessage.objects.filter(webhook=webhook).exists()
    assert len(receiver.came) == 1


def beside(act):
    """Have the receiver's thread do something while we wait for its answer, and hang up after."""

    def done():
        with closing(connection):
            act()

    return done
