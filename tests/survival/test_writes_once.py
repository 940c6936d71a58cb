"""A write that arrives many times, or in the middle of which the web server dies, happens once.

By a program nobody here wrote (`requests`), at the web server as it really runs.
"""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from laa_portal.services import WEB
from tests.patience import PATIENCE
from tests.portal import Portal, running, wait_for

pytestmark = pytest.mark.fault

AT_ONCE = 50
ROW = "indicator,area_code,period,numerator,denominator\nNI 16,E23000001,2008/09,{},7804732\n"


@pytest.fixture(scope="module")
def portal(tmp_path_factory, demonstration):
    with running(tmp_path_factory.mktemp("portal"), demonstration) as whole:
        yield whole


def secret(portal: Portal) -> str:
    return json.loads((portal.folder / "demo.json").read_text())["keys"][0]["secret"]


def send(portal: Portal, count: int, key: str) -> requests.Response:
    return requests.post(
        f"{portal.address}/api/v1/returns/",
        data=ROW.format(count),
        headers={
            "Authorization": f"Bearer {secret(portal)}",
            "Accept": "application/json",
            "Content-Type": "text/csv",
            "Idempotency-Key": key,
        },
        timeout=PATIENCE,
    )


def kept(portal: Portal) -> tuple[int, int, int]:
    """How many returns, answers and acts of sending there are by key."""
    return portal.rows(
        "SELECT (SELECT count(*) FROM indicators_datareturn WHERE sent_by_id IS NOT NULL),"
        " (SELECT count(*) FROM foundation_answer),"
        " (SELECT count(*) FROM foundation_auditevent WHERE verb = 'send' AND key_prefix <> '')"
    )[0]


def test_fifty_equal_requests_at_once_have_one_effect_and_one_answer(portal):
    before = kept(portal)
    key = str(uuid.uuid4())
    start = threading.Barrier(AT_ONCE)

    def ask(_number: int) -> requests.Response:
        start.wait()
        return send(portal, 1001, key)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(ask, range(AT_ONCE)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    replayed = [answer.headers.get("Idempotency-Replayed") for answer in answers]
    assert sorted(replayed, key=str) == [None] + ["true"] * (AT_ONCE - 1)
    assert kept(portal) == tuple(number + 1 for number in before)


def test_server_killed_between_effect_and_answer_leaves_neither(portal):
    before = kept(portal)
    key = str(uuid.uuid4())
    portal.execute(
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$;"
        "CREATE TRIGGER linger BEFORE UPDATE ON foundation_answer"
        " FOR EACH ROW EXECUTE FUNCTION linger()"
    )
    with ThreadPoolExecutor(1) as pool:
        broken = pool.submit(send, portal, 1002, key)
        wait_for(portal.is_asleep, "the effect to wait for its answer")
        portal.kill(WEB)
        assert isinstance(broken.exception(), requests.ConnectionError)
    portal.end_sleeping()
    portal.execute("DROP TRIGGER linger ON foundation_answer; DROP FUNCTION linger()")
    portal.start(WEB)
    wait_for(portal.answers, "the web server")
    assert kept(portal) == before

    again = send(portal, 1002, key)

    assert (again.status_code, again.headers.get("Idempotency-Replayed")) == (201, None)
    assert kept(portal) == tuple(number + 1 for number in before)


def test_key_in_the_address_is_refused_and_in_no_log(portal):
    token = secret(portal)

    refused = requests.get(f"{portal.address}/api/v1/figures/", {"token": token}, timeout=PATIENCE)
    missing = requests.get(f"{portal.address}/api/v1/figures/{token}/", timeout=PATIENCE)

    assert (refused.status_code, missing.status_code) == (400, 404)
    log = (portal.folder / f"{WEB.name}.log").read_text()
    assert token[:12] in log
    assert token not in log
    assert token not in "".join(path.read_text() for path in portal.folder.glob("*.log"))


def test_key_of_a_role_that_ends_opens_nothing_from_then_on(portal):
    headers = {"Authorization": f"Bearer {secret(portal)}", "Accept": "application/json"}
    ask = f"{portal.address}/api/v1/returns/"
    assert requests.get(ask, headers=headers, timeout=PATIENCE).status_code == 200
    changed = "UPDATE partnerships_role SET ends_on = {} WHERE kind = 'data_provider'"

    portal.execute(changed.format("current_date"))
    ended = requests.get(ask, headers=headers, timeout=PATIENCE)
    portal.execute(changed.format("NULL"))

    assert ended.status_code == 401
    assert requests.get(ask, headers=headers, timeout=PATIENCE).status_code == 200
