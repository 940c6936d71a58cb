"""What a program may do to a return besides: hold it back, publish it, withdraw it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import DataReturn, Observation
from partnerships.models import Scope
from tests.factories.keys import program
from tests.integration.api.test_problems import problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

RETURNS = "/api/v1/returns/"
ROW = b"indicator,area_code,period,numerator,denominator\nNI 16,E23000001,2008/09,203903,7804732\n"


@pytest.fixture
def sender(provider):
    return program(provider, Scope.VALUES_WRITE)


@pytest.fixture
def sent(sender):
    headers = {"idempotency-key": "sent"}
    answer = sender.post(RETURNS, ROW, content_type="text/csv", headers=headers)
    return answer.json()["id"]


def act(client, return_id, name, version, body=None, key=""):
    return client.post(
        f"{RETURNS}{return_id}/{name}/",
        body or {},
        format="json",
        headers={"idempotency-key": key or name, "if-match": f'"{version}"'},
    )


def test_embargoed_return_waits_and_is_published_when_asked(sender, sent):
    until = timezone.now() + timedelta(days=1)
    body = {"embargoed_until": until.isoformat()}

    waiting = act(sender, sent, "confirm", 2, body).json()

    assert (waiting["status"], waiting["published_at"]) == ("loaded", None)
    assert waiting["embargoed_until"].startswith(f"{until:%Y-%m-%dT}")
    assert not Observation.objects.exists()
    allowed = {one["name"]: one["allowed"] for one in waiting["actions"]}
    assert allowed == {"confirm": False, "publish": True, "withdraw": True}

    done = act(sender, sent, "publish", waiting["version"]).json()
    assert done["status"] == "published"
    assert Observation.objects.count() == 1


def test_withdrawn_return_says_when_and_why(sender, sent):
    confirmed = act(sender, sent, "confirm", 2).json()

    told = act(sender, sent, "withdraw", confirmed["version"], {"reason": "Counted twice"}).json()

    assert (told["status"], told["withdrawn_because"]) == ("withdrawn", "Counted twice")
    assert told["withdrawn_at"]
    assert Observation.objects.current().get().status == "missing"


@pytest.mark.parametrize(
    "name, body, said",
    [
        ("confirm", {"embargoed_until": "2009-01-22T09:30Z"}, "must be yet to come"),
        ("confirm", {"embargoed_until": "2099-01-22"}, "is not a moment"),
        ("confirm", {"embargoed_until": 2099}, "is not a moment"),
        ("confirm", {"until": "2099-01-22T09:30Z"}, "There is only embargoed_until"),
        ("withdraw", {}, "Say why"),
        ("withdraw", {"reason": "  "}, "Say why"),
        ("withdraw", {"reason": "x" * 301}, "is not a text of up to 300 characters"),
        ("withdraw", ["Counted twice"], "is not an object"),
    ],
)
def test_body_that_cannot_be_read_is_refused_and_changes_nothing(sender, sent, name, body, said):
    answer = act(sender, sent, name, 2, body)

    assert said in problem(answer, 400, "invalid")["detail"]
    assert DataReturn.objects.get().status == "checked"


def test_withdrawing_what_has_moved_on_is_refused_with_what_it_is_now(sender, sent):
    act(sender, sent, "confirm", 2)

    answer = act(sender, sent, "withdraw", 2, {"reason": "Counted twice"})

    assert answer.status_code == 412
    assert answer.json()["current"]["status"] == "published"


def test_withdrawing_asked_twice_is_done_once(sender, sent):
    confirmed = act(sender, sent, "confirm", 2).json()
    asked = (sender, sent, "withdraw", confirmed["version"], {"reason": "Counted twice"})

    first, second = act(*asked), act(*asked)

    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert Observation.objects.count() == 2
