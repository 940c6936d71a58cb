"""Systems of partners are told of changes: signed, in order, again until taken, and no more.

What is told was written by transactions of long ago, as in the tests of the feed: a test is one
transaction, and of that nothing is told before it ends.
"""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators import actions
from indicators.actions import deliveries
from indicators.audiences import of_webhook
from indicators.models import Status, Webhook, WebhookMessage
from laa_portal.foundation.models import AuditEvent, Job
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.receiving import receiving, work_once

pytestmark = pytest.mark.django_db

ADD = reverse("indicators:add-webhook")
LIST = reverse("indicators:webhooks")


@pytest.fixture
def receiver(settings):
    with receiving() as server:
        settings.WEBHOOK_HOSTS = {server.host}
        yield server


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901))


@pytest.fixture
def area(db):
    return make_area("X07000901")


@pytest.fixture
def figure(measure, area):
    data_return = make_return(make_organisation("x-force"))

    def make(period, xid, **changes):
        where = changes.pop("area", area)
        return make_figure(measure, where, data_return, period, xid=xid, **changes)

    return make


@pytest.fixture
def add(receiver, analyst, at):
    def made(**changes):
        asked = {
            "role": analyst.roles.get(),
            "address": f"http://{receiver.host}/hook",
            "measures": [],
            "areas": [],
            "by": analyst,
            "at": at,
        }
        return actions.add_webhook(**(asked | changes))

    return made


@pytest.fixture
def webhook(add):
    return add()[0]


def work(webhook, at, times=10):
    """Do what the jobs of a webhook do, until nothing is left to do now."""
    for _ in range(times):
        work_once(webhook, at)


def told(receiver):
    """Return the figures that each message told of."""
    bodies = [json.loads(body) for _, body in receiver.came]
    return [[one["id"].split(".")[-1] for one in body["data"]["changes"]] for body in bodies]


def test_changes_are_told_in_order_signed_and_once(add, receiver, figure, at, monkeypatch):
    monkeypatch.setattr(deliveries, "CHANGES_A_MESSAGE", 2)
    webhook, secret = add()
    for number, year in enumerate(("2006/07", "2007/08", "2008/09")):
        figure(year, 12 + number)

    work(webhook, at)

    assert told(receiver) == [["2006_07", "2007_08"], ["2008_09"]]
    headers, body = receiver.came[0]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{digest}"
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 2


def test_message_says_what_and_where_and_nothing_else(webhook, receiver, figure, at, client):
    figure("2008/09", 12)

    work(webhook, at)

    told = json.loads(receiver.came[0][1])
    (change,) = told["data"]["changes"]
    assert (told["type"], set(told)) == ("figures.changed", {"type", "timestamp", "data"})
    assert set(told["data"]) == {"changes", "since", "links"}
    assert (change["type"], set(change)) == ("figure.published", {"type", "id", "links"})
    later = client.get("/api/v1/changes/", {"since": told["data"]["since"], "format": "json"})
    assert (later.status_code, later.json()["data"]) == (200, []), "its cursor leads on"


def test_role_is_told_only_of_what_it_sees(add, receiver, figure, area, at):
    officer = person("officer", RoleKind.CDRP_OFFICER, area=area)
    elsewhere = make_area("X07000902")
    webhook, _ = add(role=officer.roles.get(), by=officer)
    figure("2006/07", 12, area=elsewhere, status=Status.PROVISIONAL)
    figure("2007/08", 13, status=Status.PROVISIONAL)
    figure("2008/09", 14, area=elsewhere)

    work(webhook, at)

    assert told(receiver) == [["2007_08", "2008_09"]]


def test_measures_and_areas_narrow_what_is_told(add, receiver, figure, measure, at):
    figure_elsewhere = {"area": make_area("X07000902")}
    webhook, _ = add(measures=[measure.code], areas=["X07000902"])
    figure("2007/08", 12)
    figure("2008/09", 13, **figure_elsewhere)
    figure("2008/09", 14)

    work(webhook, at)
    actions.ask_to_deliver(at=at)

    assert told(receiver) == [["2008_09"]]
    webhook.refresh_from_db()
    assert webhook.told_xid == 14, "it is not looked at again for what concerns others"


def test_message_not_taken_is_sent_again_word_for_word_before_any_other(
    webhook, receiver, figure, at
):
    receiver.answers = [500, 302]
    figure("2007/08", 12)
    work(webhook, at)
    figure("2008/09", 13)

    for seconds in (1, 6, 7, 400):
        work(webhook, at + timedelta(seconds=seconds))

    assert told(receiver) == [["2007_08"]] * 3 + [["2008_09"]]
    assert len({body for _, body in receiver.came[:3]}) == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.came[:3]}) == 1


def test_webhook_that_takes_nothing_for_three_days_is_disabled_and_its_person_told(
    webhook, receiver, figure, at, analyst
):
    receiver.answers = [503] * 50
    figure("2008/09", 12)
    work_once(webhook, at)

    tried = []
    while not Webhook.objects.get().disabled_at:
        waiting = WebhookMessage.objects.get()
        tried.append(waiting.not_before - at)
        work_once(webhook, waiting.not_before)

    assert len(receiver.came) == len(tried) == 10
    assert timedelta(days=3) < tried[-1] < timedelta(days=4)
    webhook.refresh_from_db()
    assert webhook.disabled_because == deliveries.NOT_TAKEN
    event = AuditEvent.objects.get(verb="disable_webhook")
    assert event.made_by is None
    assert list(of_webhook(event, at.date())) == [analyst]
    work(webhook, at + timedelta(days=9))
    assert len(receiver.came) == 10, "nothing is sent any more"


def test_enabled_webhook_goes_on_where_it_stopped(webhook, receiver, figure, analyst, at):
    receiver.answers = [410]
    figure("2007/08", 12)
    work(webhook, at)
    figure("2008/09", 13)
    webhook.refresh_from_db()
    assert webhook.disabled_because == deliveries.NOT_WANTED

    actions.enable_webhook(webhook_id=webhook.pk, by=analyst, at=at)
    work(webhook, at)

    assert told(receiver) == [["2007_08"], ["2007_08"], ["2008_09"]]


def test_enabled_webhook_goes_back_to_a_cursor(webhook, receiver, figure, analyst, client, at):
    for number, year in enumerate(("2006/07", "2007/08", "2008/09")):
        figure(year, 12 + number)
        work(webhook, at)
    since = json.loads(receiver.came[0][1])["data"]["since"]
    client.force_login(analyst)
    page = webhook.get_absolute_url()

    client.post(f"{page}disable/")
    wrong = client.post(f"{page}enable/", {"since": f"{since}x"})
    right = client.post(f"{page}enable/", {"since": since})
    work(webhook, at + timedelta(days=4000))

    assert wrong.status_code == 422
    assert "no cursor" in wrong.content.decode()
    assert right.status_code == 302
    assert told(receiver)[3:] == [["2007_08", "2008_09"]]


def test_role_that_ended_is_told_nothing_more(webhook, receiver, figure, analyst, at):
    analyst.roles.update(ends_on=at.date())
    figure("2008/09", 12)

    work(webhook, at)

    assert not receiver.came
    assert Webhook.objects.get().disabled_because == "The role that it stood for has ended"


def test_secret_changes_without_a_message_being_missed(webhook, receiver, figure, analyst, at):
    _, secret = actions.rotate_webhook_secret(webhook_id=webhook.pk, by=analyst, at=at)
    for number, days in enumerate((0, 2)):
        figure(f"200{number + 6}/0{number + 7}", 12 + number)
        work(webhook, at + timedelta(days=days))

    signatures = [headers["webhook-signature"].split() for headers, _ in receiver.came]
    assert [len(one) for one in signatures] == [2, 1]
    webhook.refresh_from_db()
    assert secret not in webhook.secret


def test_work_is_asked_for_only_where_there_is_something_to_tell(webhook, figure, at):
    actions.ask_to_deliver(at=at)
    assert not Job.objects.filter(kind="deliver").exists()

    figure("2008/09", 12)
    actions.ask_to_deliver(at=at)

    assert Job.objects.get(kind="deliver").payload == {"webhook_id": webhook.pk}


def test_person_adds_a_webhook_tests_it_and_sees_what_became_of_it(client, analyst, receiver, at):
    client.force_login(analyst)
    typed = {"address": f"http://{receiver.host}/hook", "measures": "", "areas": ""}

    made = client.post(ADD, typed)
    webhook = Webhook.objects.get()
    client.post(f"{webhook.get_absolute_url()}test/")
    work(webhook, at + timedelta(days=9000))
    page = client.get(webhook.get_absolute_url()).content.decode()

    (headers, body) = receiver.came[0]
    assert json.loads(body)["type"] == "test"
    assert made.content.decode().count("whsec_") == 1
    assert "whsec_" not in page
    assert headers["webhook-id"] in page
    assert "Status 204" in page
    assert "127.0.0.1, number" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    "typed, said",
    [
        ({"address": "https://10.0.0.1/"}, "public internet"),
        ({"address": "http://partner.example/"}, "begins with https://"),
        ({"address": ""}, "Enter where messages should be sent"),
        ({"measures": "NI 999"}, "No measure has the code NI999"),
        ({"areas": "E99"}, "No area has the code E99"),
    ],
)
def test_form_says_what_is_wrong_and_adds_nothing(client, analyst, typed, said):
    client.force_login(analyst)
    right = {"address": "https://partner.example/", "measures": "", "areas": ""}

    answer = client.post(ADD, right | typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Webhook.objects.exists()


def test_nobody_but_its_person_changes_a_webhook_and_administrators_end_it(webhook, provider, at):
    administrator = person("administrator", RoleKind.ADMINISTRATOR)

    for stranger in (provider, administrator):
        with pytest.raises(PermissionDenied):
            actions.rotate_webhook_secret(webhook_id=webhook.pk, by=stranger, at=at)
    with pytest.raises(PermissionDenied):
        actions.disable_webhook(webhook_id=webhook.pk, by=provider, at=at)
    actions.disable_webhook(webhook_id=webhook.pk, by=administrator, at=at)

    assert Webhook.objects.get().disabled_by == administrator


def test_no_more_than_five_are_enabled_at_once(add, analyst, at):
    made = [add()[0] for _ in range(5)]

    with pytest.raises(PermissionDenied, match="Disable one"):
        add()

    actions.disable_webhook(webhook_id=made[0].pk, by=analyst, at=at)
    add()
    with pytest.raises(PermissionDenied, match="Disable one"):
        actions.enable_webhook(webhook_id=made[0].pk, by=analyst, at=at)
