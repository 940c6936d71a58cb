"""Nothing asked for is lost or done twice: killed workers, a broker that is gone."""

import os
import re
import time
from pathlib import Path

import pytest
import requests

from laa_portal.services import WORKER
from tests.portal import Portal, running, wait_for

pytestmark = pytest.mark.fault

REAL_RETURN = Path(__file__).parents[1] / "golden" / "returns" / "ni16-by-police-force.csv"
KILLS = int(os.environ.get("KILLS", "5"))
FIGURES = (39 + 9 + 1) * 10
"""Of the real return: each force, region and England in each of ten years."""

COUNT_FIGURES = """
SELECT count(*), count(DISTINCT (area_id, period_kind, period_start)), count(f.value)
  FROM indicators_figure f JOIN indicators_measure m ON m.id = f.measure_id
  JOIN partnerships_area a ON a.id = f.area_id
 WHERE m.code = 'NI 16' AND NOT a.is_invented
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory, demonstration):
    with running(tmp_path_factory.mktemp("portal"), demonstration) as whole:
        yield whole


def signed_in(portal: Portal) -> requests.Session:
    """A data provider's browser, without the browser."""
    person = portal.sign_in("data_provider")
    session = requests.Session()
    session.get(f"{portal.address}/sign-in/").raise_for_status()
    steps = {
        "/sign-in/": {"login": person["username"], "password": person["password"]},
        "/sign-in/code/": {"code": portal.code(person["totp_secret"])},
    }
    for path, typed in steps.items():
        token = {"csrfmiddlewaretoken": session.cookies["csrftoken"]}
        answer = session.post(portal.address + path, data=typed | token)
    assert answer.url.endswith("/home/")
    portal.execute("DELETE FROM foundation_allowance")  # more returns than a person's day has
    return session


def send(portal: Portal, session: requests.Session, content: bytes) -> str:
    """Send a return and confirm it; returns its page."""
    answer = session.post(
        f"{portal.address}/returns/send/",
        data={"csrfmiddlewaretoken": session.cookies["csrftoken"]},
        files={"file": ("return.csv", content, "text/csv")},
    )
    assert "Check what your return changes" in answer.text
    page = answer.url
    version = portal.rows(
        f"SELECT version FROM indicators_datareturn WHERE id = {page.rstrip('/').split('/')[-1]}"
    )[0][0]
    explanations = dict.fromkeys(re.findall(r'name="(explain-[^"]+)"', answer.text), "Checked")
    token = {"csrfmiddlewaretoken": session.cookies["csrftoken"], "version": version}
    confirmed = session.post(f"{page}confirm/", data=token | explanations)
    assert "accepted" in confirmed.text
    return page


def test_return_sent_while_the_broker_is_gone_is_computed_when_it_is_back(portal):
    session = signed_in(portal)
    sent = real_return(added=100)
    portal.kill_broker()

    send(portal, session, sent)
    time.sleep(3)  # the ticker's time has passed more than once, to no effect
    assert not portal.is_idle()
    assert newest_numerators(portal) != numerators_of(sent)
    portal.broker.start()

    wait_for(portal.is_idle, "the figures, once the broker is back")
    assert newest_numerators(portal) == numerators_of(sent)
    assert portal.rows(COUNT_FIGURES) == [(FIGURES, FIGURES, FIGURES)]


def test_worker_killed_in_mid_computation_leaves_every_figure_once(portal):
    session = signed_in(portal)
    slow_down(portal)
    killed = 0
    for turn in range(KILLS):
        sent = real_return(added=turn + 1)
        send(portal, session, sent)
        wait_for(portal.is_asleep, "a worker in mid-computation")
        portal.kill(WORKER)
        killed += 1
        portal.start(WORKER)
    speed_up(portal)

    wait_for(portal.is_idle, "all the work")

    assert killed == KILLS
    assert portal.rows(COUNT_FIGURES) == [(FIGURES, FIGURES, FIGURES)]
    assert portal.rows("SELECT count(*) FROM foundation_job WHERE state = 'dead'") == [(0,)]
    assert newest_numerators(portal) == numerators_of(sent)


def real_return(*, added: int) -> bytes:
    """The real return with every count a little higher, so that no two tests send the same."""
    header, *rows = REAL_RETURN.read_text().splitlines()
    cells = [row.split(",") for row in rows]
    changed = [[*cell[:3], str(int(cell[3]) + added), *cell[4:]] for cell in cells]
    return "\n".join([header, *(",".join(cell) for cell in changed)]).encode()


def numerators_of(content: bytes) -> dict[tuple[str, str], int]:
    """The count of each force and year that a return tells."""
    cells = [row.split(",") for row in content.decode().splitlines()[1:]]
    return {(cell[1], cell[2][:4]): int(cell[3]) for cell in cells}


def slow_down(portal: Portal) -> None:
    """Make each computation wait a second before its figures are written, to be killed in."""
    portal.execute(
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;"
        "CREATE TRIGGER linger BEFORE INSERT ON indicators_figure"
        " FOR EACH STATEMENT EXECUTE FUNCTION linger()"
    )


def speed_up(portal: Portal) -> None:
    portal.execute("DROP TRIGGER linger ON indicators_figure; DROP FUNCTION linger()")


def newest_numerators(portal: Portal) -> dict[tuple[str, str], int]:
    """The count of each force and year that its figure rests on."""
    return {
        (code, year): int(numerator)
        for code, year, numerator in portal.rows(
            "SELECT a.gss_code, to_char(f.period_start, 'YYYY'), f.numerator"
            "  FROM indicators_figure f JOIN partnerships_area a ON a.id = f.area_id"
            "  JOIN indicators_measure m ON m.id = f.measure_id"
            " WHERE m.code = 'NI 16' AND a.kind = 'police_force' AND NOT a.is_invented"
        )
    }
