"""Refusals are on record, outside the transaction that they undid."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from indicators import policies
from indicators.states import ReturnStatus
from laa_portal import denials
from laa_portal.foundation.models import Allowance, AuditEvent
from laa_portal.foundation.verdicts import Verdict
from tests.factories.indicators import make_return

pytestmark = pytest.mark.django_db


def refusals():
    return AuditEvent.objects.filter(verb="refuse").order_by("pk")


@pytest.fixture
def checked(home_office):
    return make_return(home_office, status=ReturnStatus.CHECKED)


def test_refusal_is_recorded_with_its_sentence_and_route(client, analyst):
    client.force_login(analyst)

    assert client.get(reverse("indicators:send")).status_code == 403

    refusal = refusals().get()
    assert (refusal.made_by, refusal.target_name) == (analyst, analyst.name)
    assert refusal.reason.startswith("Only data providers send returns.")
    assert refusal.details == {
        "route": "indicators:send",
        "method": "GET",
        "status": 403,
        "are_more_counted": False,
    }


def test_refused_act_leaves_its_record_and_nothing_else(client, analyst, checked):
    client.force_login(analyst)
    address = reverse("indicators:confirm", args=[checked.pk])

    answer = client.post(address, {"version": checked.version, "secret": "never kept"})

    assert answer.status_code == 403
    refusal = refusals().get()
    assert "may send its returns" in refusal.reason
    assert "never kept" not in str(vars(refusal))
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["refuse"]
    checked.refresh_from_db()
    assert checked.status == ReturnStatus.CHECKED


def test_record_survives_the_transaction_of_the_refused_request(
    client, provider, checked, monkeypatch
):
    """The act had written by the time it was refused: that is undone, the record is not."""

    def refuse_late(user, data_return):
        data_return.notice = "half done"
        data_return.save()
        return Verdict("Too late for this.")

    monkeypatch.setattr(policies, "may_confirm", refuse_late)
    client.force_login(provider)

    client.post(reverse("indicators:confirm", args=[checked.pk]), {"version": checked.version})

    checked.refresh_from_db()
    assert checked.notice == ""
    assert refusals().get().reason == "Too late for this."


def test_what_may_not_be_seen_is_recorded_as_what_is_not_there(client, stranger, checked):
    client.force_login(stranger)

    for number in (checked.pk, 987654):
        assert client.get(reverse("indicators:return", args=[number])).status_code == 404

    unseen, absent = refusals()
    assert unseen.details == absent.details
    assert (unseen.details["route"], unseen.details["status"]) == ("indicators:return", 404)


def test_address_that_leads_nowhere_is_no_refusal(client, stranger):
    client.force_login(stranger)

    client.get("/no-such-page/")
    client.get("/api/no-such-resource/")

    assert not refusals().exists()


def test_refusal_by_the_api_has_the_sentence_of_its_problem(client, analyst, monkeypatch):
    client.force_login(analyst)

    client.get("/api/v1/figures/ni-901.X07000901.1999_00/")

    refusal = refusals().get()
    assert refusal.details["route"] == "api-figures-detail"
    assert "nothing that you may see" in refusal.reason


def test_stranger_is_sent_to_the_door_and_not_recorded(client, checked):
    client.get(reverse("indicators:return", args=[checked.pk]))

    assert not refusals().exists()


def test_nobody_fills_the_record_with_refusals(client, analyst, monkeypatch):
    monkeypatch.setattr(denials, "EACH_MINUTE", 3)
    client.force_login(analyst)

    for _ in range(9):
        client.get(reverse("indicators:send"))

    counted = Allowance.objects.filter(what="refusals")
    per_minute = [min(minute.used, 4) for minute in counted]
    assert sum(minute.used for minute in counted) == 9
    assert refusals().count() == sum(per_minute)
    last = refusals().filter(details__are_more_counted=True)
    assert last.count() == sum(minute.used > 3 for minute in counted) > 0


def test_refusal_stands_when_it_cannot_be_recorded(client, analyst, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(denials, "record", fail)
    client.force_login(analyst)

    assert client.get(reverse("indicators:send")).status_code == 403
    assert "A refusal could not be recorded" in caplog.text
