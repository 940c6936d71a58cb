"""A copy kept by the feed of changes is a full download, whatever was killed meanwhile.

A provider publishes, revises and withdraws by key, a partner follows the feed, and the web server
and the worker are killed in between. Both programs do what the documentation says: they ask again.

ACTS says how many there are, SEED which; every fiftieth is followed by a kill. At length it is
`ACTS=1000`.
"""

import os
import random
import threading
import time

import pytest
import requests

from laa_portal.services import LASTING, WEB, WORKER
from tests.patience import PATIENCE
from tests.portal import copied, wait_for

pytestmark = [pytest.mark.fault, pytest.mark.timeout(3 * 3600)]

ACTS = int(os.environ.get("ACTS", "12"))
SEED = int(os.environ.get("SEED", "2008"))
KILLS = max(2, ACTS // 50)
PAGE = 200

FORCES = [f"E230000{number:02}" for number in range(1, 14)]
YEARS = [f"200{year}/0{year + 1}" for year in range(4, 9)]
HEADER = "indicator,area_code,period,numerator,denominator\n"
TOLD = "id,value,numerator,denominator,ci,status,reason,revision"
OF_MEASURE = {"measure": "NI 16", "limit": 1000, "fields": TOLD}

PROVIDER = """
from partnerships.models import Organisation, RoleKind, Scope
from tests.conftest import person
from tests.factories.keys import make_key
home_office = Organisation.objects.get(code="home-office")
sender = person("sender", RoleKind.DATA_PROVIDER, organisation=home_office)
print(make_key(sender.roles.get(), *(Scope.VALUES_READ, Scope.VALUES_WRITE))[1])
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory, blank):
    with copied(tmp_path_factory.mktemp("portal"), blank) as whole:
        yield whole


@pytest.fixture
def token(portal):
    return portal.run("python", "manage.py", "shell", "-c", PROVIDER).split()[-1]


class Program:
    """A program of a partner, which asks again until it is answered."""

    def __init__(self, portal, token):
        self.address = f"{portal.address}/api/v1/"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.session.headers["Accept"] = "application/json"
        self.broken = 0

    def ask(self, method, path, **sent):
        address = path if "://" in path else self.address + path
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.session.request(method, address, timeout=PATIENCE, **sent)
            except requests.RequestException:
                self.broken += 1
                time.sleep(0.2)
            else:
                if answer.status_code not in (429, 500, 503):
                    return answer
                time.sleep(int(answer.headers.get("Retry-After", "1")))
            assert time.monotonic() < deadline, "nobody answers"


class Provider(Program):
    """Publishes, revises and withdraws, once each however often it has to ask."""

    def __init__(self, portal, token, chance):
        super().__init__(portal, token)
        self.chance, self.standing, self.done = chance, [], {"send": 0, "withdraw": 0}

    def act(self, number):
        if self.standing and self.chance.random() < 0.3:
            self._withdraw(number)
        else:
            self._send(number)

    def _send(self, number):
        cells = self.chance.sample(
            [(a, p) for a in FORCES for p in YEARS], self.chance.randint(1, 8)
        )
        rows = [f"NI 16,{a},{p},{self.chance.randint(26_000, 26_400)},1000000\n" for a, p in cells]
        sent = self._post("returns/", number, HEADER + "".join(rows))
        assert sent.status_code in (200, 201), sent.text
        self._advance(sent, "confirm", number)

    def _withdraw(self, number):
        held = self.standing.pop(self.chance.randrange(len(self.standing)))
        found = self.ask("GET", f"returns/{held}/")
        self._advance(found, "withdraw", number, {"reason": "Counted twice"})

    def _advance(self, found, verb, number, body=None):
        """Do something with a return as it is now, and keep count of what stands."""
        key, path = found.json()["id"], f"returns/{found.json()['id']}/{verb}/"
        match = {"If-Match": found.headers["ETag"]}
        done = self._post(path, number, json=body or {}, **match)
        while done.status_code == 412:  # held against what is known by now, it has a new version
            match = {"If-Match": self.ask("GET", f"returns/{key}/").headers["ETag"]}
            number = f"{number}+"
            done = self._post(path, number, json=body or {}, **match)
        assert done.status_code == 200, done.text
        self.done["send" if verb == "confirm" else verb] += 1
        if verb == "confirm":
            self.standing.append(key)

    def _post(self, path, number, data=None, json=None, **headers):
        headers |= {"Idempotency-Key": f"{path}{number}"} | (
            {"Content-Type": "text/csv"} if data else {}
        )
        return self.ask("POST", path, data=data, json=json, headers=headers)


class Follower(Program):
    """Keeps a copy in step with the feed."""

    def __init__(self, portal, token):
        super().__init__(portal, token)
        self.copy, self.since, self.told = {}, {}, 0

    def follow(self, ended):
        """Read on until nothing is written any more and all is read."""
        while True:
            is_last = ended.is_set()
            if not self._read_on() and is_last:
                return
            time.sleep(0.1)

    def _read_on(self):
        page = self.ask("GET", "changes/", params={"measure": "NI 16", "limit": PAGE} | self.since)
        changes = page.json()["data"]
        if changes:
            areas = sorted({one["area"] for one in changes})
            there = self.download({"area": areas})
            for identity in {one["id"] for one in changes}:
                self.copy.pop(identity, None)
                if identity in there:
                    self.copy[identity] = there[identity]
        self.since = {"since": page.json()["meta"]["since"]}
        self.told += len(changes)
        return changes

    def download(self, narrowed=None):
        found, path, asked = {}, "figures/", OF_MEASURE | (narrowed or {})
        while path:
            page = self.ask("GET", path, params=asked).json()
            found |= {one["id"]: one for one in page["data"]}
            path, asked = page["next"], None
        return found


def test_copy_kept_through_kills_is_a_full_download(portal, token, record_property):
    chance, ended = random.Random(SEED), threading.Event()
    kills = set(chance.sample(range(ACTS), k=KILLS))
    portal.start(*LASTING)
    wait_for(portal.answers, "the web server")
    provider, follower = Provider(portal, token, chance), Follower(portal, token)
    following = threading.Thread(target=follower.follow, args=[ended])
    following.start()
    try:
        for number in range(ACTS):
            if number % 15 == 0:
                portal.execute("DELETE FROM foundation_allowance")  # more than a day's returns
            killing = threading.Timer(
                chance.uniform(0, 0.5), kill, [portal, WEB if number % 2 else WORKER]
            )
            if number in kills:
                killing.start()
            provider.act(number)
            if number in kills:
                killing.join()
        portal.revive(WORKER)
        wait_for(portal.is_idle, "the figures")
    finally:
        ended.set()
        following.join(PATIENCE)

    found = follower.download()
    record_property("acts", provider.done)
    record_property("kills", KILLS)
    record_property("requests that broke off", provider.broken + follower.broken)
    record_property("changes told", follower.told)
    record_property("figures", len(found))
    assert follower.copy == found
    assert any(one["status"] == "missing" for one in found.values())


def kill(portal, service):
    """Kill a program and all its children, and start it anew."""
    portal.kill(service)
    portal.start(service)
