"""Everybody is told of everything once, however often the worker is killed while it tells."""

import re
from collections import Counter

import pytest

from laa_portal.services import WORKER
from tests.portal import Portal, running, wait_for

pytestmark = pytest.mark.fault

KILLS = 5
EVENTS = 200
PEOPLE = ("data-provider", "ho-analyst", "inspector")
"""Who has to meet the deadline; the first of them brings every second event about."""
TOLD = EVENTS * len(PEOPLE) - EVENTS // 2

OURS = (
    "partnerships_notice n JOIN foundation_auditevent e ON e.id = n.event_id"
    " WHERE e.verb = 'remind_of_deadline'"
)
"""The demonstration has others, of which people are told too."""

NOTICES = f"SELECT count(*), count(DISTINCT (n.event_id, n.user_id)) FROM {OURS}"
SENT = (
    "SELECT count(*) FROM foundation_mail WHERE posted_at IS NOT NULL"
    f" AND key IN (SELECT 'notice-' || n.id FROM {OURS})"
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory, demonstration):
    with running(tmp_path_factory.mktemp("portal"), demonstration) as whole:
        yield whole


def test_worker_killed_while_it_tells_leaves_each_event_told_once(portal):
    expect_letters(portal)
    slow_down(portal)
    portal.kill(WORKER)
    bring_about(portal)

    killed_at = []
    for turn in range(1, KILLS + 1):
        portal.start(WORKER)
        wait_for(lambda turn=turn: is_at_work(portal, beyond=turn * 150), "work to kill")
        portal.kill(WORKER)
        killed_at.append(progress(portal))
    portal.start(WORKER)
    wait_for(lambda: portal.rows(SENT) == [(TOLD,)], "every letter")
    wait_for(portal.is_idle, "all the work")

    assert killed_at == sorted(killed_at)
    assert all(0 < done < 2 * TOLD for done in killed_at)  # each of them in mid-work
    assert portal.rows(NOTICES) == [(TOLD, TOLD)]
    assert portal.rows("SELECT count(*) FROM foundation_job WHERE state = 'dead'") == [(0,)]
    assert told_of_their_own(portal) == 0
    letters = message_ids(portal)
    assert len(letters) == TOLD
    doubled = sum(letters.values()) - TOLD
    assert doubled <= KILLS * 2  # of each worker's two processes, the letter it was sending


def expect_letters(portal: Portal) -> None:
    """Give the people addresses, and a deadline that is theirs."""
    names = ", ".join(f"'{name}'" for name in PEOPLE)
    portal.execute(
        "UPDATE partnerships_user SET email = username || '@example.invalid'"
        f" WHERE username IN ({names})"
    )
    portal.execute(f"UPDATE partnerships_user SET email = '' WHERE username NOT IN ({names})")
    portal.execute(
        "INSERT INTO partnerships_cycle (name, version) VALUES ('Told in a test', 1);"
        "INSERT INTO partnerships_deadline (cycle_id, what, due_on, role_kinds)"
        " SELECT id, 'Send your return', '2099-03-31',"
        "        ARRAY['data_provider', 'ho_analyst', 'inspector'] FROM partnerships_cycle"
        "  WHERE name = 'Told in a test'"
    )


def bring_about(portal: Portal) -> None:
    """Have the events happen, each in a transaction of its own."""
    for number in range(EVENTS):
        portal.execute(
            "INSERT INTO foundation_auditevent (verb, target_type, target_id, target_name, side,"
            " reason, key_prefix, details, made_by_id, made_at)"
            " SELECT 'remind_of_deadline', 'partnerships.deadline', d.id::text, d.what, '', '', '',"
            f" '{{\"days\": 14}}', CASE WHEN {number} % 2 = 0 THEN u.id END, now()"
            "  FROM partnerships_deadline d, partnerships_user u"
            f" WHERE d.what = 'Send your return' AND u.username = '{PEOPLE[0]}'"
        )


def slow_down(portal: Portal) -> None:
    """Have each notice and each letter take long enough to be killed in."""
    portal.execute(
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(0.02); RETURN NULL; END $$;"
        "CREATE TRIGGER linger AFTER INSERT ON partnerships_notice"
        " FOR EACH STATEMENT EXECUTE FUNCTION linger();"
        "CREATE TRIGGER linger AFTER UPDATE ON foundation_mail"
        " FOR EACH STATEMENT EXECUTE FUNCTION linger()"
    )


def progress(portal: Portal) -> int:
    """How far it has come: notices written and letters sent."""
    return int(portal.rows(NOTICES)[0][0] + portal.rows(SENT)[0][0])


def is_at_work(portal: Portal, *, beyond: int) -> bool:
    """Whether so much is done and a worker is at this moment writing more."""
    return progress(portal) >= beyond and portal.is_asleep()


def told_of_their_own(portal: Portal) -> int:
    """How many notices went to whoever brought the event about."""
    return int(
        portal.rows(
            "SELECT count(*) FROM partnerships_notice n"
            "  JOIN foundation_auditevent e ON e.id = n.event_id WHERE e.made_by_id = n.user_id"
        )[0][0]
    )


def message_ids(portal: Portal) -> Counter[str]:
    """How often each letter lies in the folder, by its Message-ID; a file may hold several."""
    found: Counter[str] = Counter()
    for path in (portal.folder / "mail").iterdir():
        found.update(re.findall(r"^Message-ID: <(\S+)@\S+>$", path.read_text(), re.MULTILINE))
    ours = {key for (key,) in portal.rows(f"SELECT 'notice-' || n.id FROM {OURS}")}
    return Counter({key: times for key, times in found.items() if key in ours})
