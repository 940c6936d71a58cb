"""Workers and their children killed with -9 at random moments, over real work, the broker emptied.

KILLS says how often, SEED when. Nightly it is a hundred times: `KILLS=100`.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from laa_portal.services import BEAT, WORKER, Service
from tests.portal import Portal, copied, wait_for

pytestmark = [pytest.mark.fault, pytest.mark.timeout(3600)]

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "2008"))
FLUSHES = 4
REAL_RETURN = Path(__file__).parents[1] / "golden" / "returns" / "ni16-by-police-force.csv"
ROWS = 390

OPEN = "SELECT count(*) FROM foundation_job WHERE state IN ('queued', 'running')"
AT_WORK = """
SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
 WHERE l.relation = 'foundation_job'::regclass AND l.mode = 'RowExclusiveLock'
   AND a.datname = current_database()
"""
"""Sessions in the transaction that does a job, which holds the job's row."""

REVISE = """
UPDATE indicators_observation SET numerator = numerator + 1;
INSERT INTO foundation_job (kind, key, payload, state, attempts, failures, error)
SELECT 'recompute', 'NI 16 ' || year, json_build_object('measure_code', 'NI 16', 'year', year),
       'queued', 0, 0, ''
  FROM (SELECT DISTINCT extract(year FROM period_start)::int AS year
          FROM indicators_observation) AS years
    ON CONFLICT (kind, key) WHERE state = 'queued' DO NOTHING;
"""
"""Every count one higher, and its figures asked for: years and areas must move together."""

SEND = """
WITH file AS (
    INSERT INTO indicators_returnfile (sha256, content)
    SELECT '{name}', convert_to(convert_from(content, 'UTF8') || E'\\n\\n', 'UTF8')
      FROM indicators_returnfile LIMIT 1 RETURNING sha256
), sent AS (
    INSERT INTO indicators_datareturn
           (organisation_id, file_id, name, size, status, notice, named_areas, stage, rows_read,
            rows_expected, withdrawn_because, sent_at, version)
    SELECT organisation_id, (SELECT sha256 FROM file), 'a.csv', size, 'received', '', '[]',
           'waiting', 0, 0, '', now(), 1
      FROM indicators_datareturn LIMIT 1 RETURNING id
)
INSERT INTO foundation_job (kind, key, payload, state, attempts, failures, error)
SELECT 'check_return', id::text, json_build_object('return_id', id), 'queued', 0, 0, ''
  FROM sent;
"""

OUT_OF_STEP = """
SELECT count(*) FROM (
    SELECT f.period_start FROM indicators_figure f JOIN first USING (area_id, period_start)
     WHERE f.summed_from = '' GROUP BY f.period_start
    HAVING count(DISTINCT f.numerator - first.numerator) > 1 OR count(*) <> 39
) AS years
"""
HALF_STAGED = f"""
SELECT count(*) FROM (
    SELECT data_return_id FROM indicators_stagedrow GROUP BY data_return_id
    HAVING count(*) <> {ROWS}
) AS returns
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory, blank):
    with copied(tmp_path_factory.mktemp("portal"), blank) as whole:
        whole.run("python", "manage.py", "import_return", str(REAL_RETURN),
                  "--organisation", "home-office")  # fmt: skip
        whole.run("python", "manage.py", "recompute", "--measure", "NI 16")
        whole.execute(
            "CREATE TABLE first AS SELECT * FROM indicators_figure WHERE summed_from = ''"
        )
        yield whole


def count(portal: Portal, sql: str) -> int:
    return int(portal.rows(sql)[0][0])


@contextmanager
def looking(portal: Portal) -> Iterator[list[int]]:
    """Read all the while, as visitors do, and count how often something half-done was seen."""
    seen, done = [], threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            seen.append(count(portal, OUT_OF_STEP) + count(portal, HALF_STAGED))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        yield seen
    finally:
        done.set()
        reader.join()


def kill_at_random(portal: Portal, worker: Service, is_at_work, more_work, kills: int) -> None:
    """Kill a worker while it works, so many times, and empty the broker in between.

    By turns the worker with all its children, and the children alone.
    """
    chance = random.Random(SEED)
    flushes = set(chance.sample(range(kills), k=min(FLUSHES, kills)))
    portal.start(worker)

    def is_up_and_at_work() -> object:
        portal.revive(worker)  # one whose children are killed may end as well
        return is_at_work()

    for turn in range(kills):
        more_work(turn)
        wait_for(is_up_and_at_work, "a worker at work")
        time.sleep(chance.uniform(0, 0.4))
        if turn % 2:
            portal.kill_children(worker)
        else:
            portal.kill(worker)
            portal.start(worker)
        if turn in flushes:
            portal.flush_broker()


def test_no_recomputation_or_import_is_lost_doubled_or_half_seen(portal, record_property):
    def more_work(turn: int) -> None:
        portal.execute(REVISE)
        portal.execute(SEND.format(name=f"{turn:064}"))

    def is_all_done() -> bool:
        portal.revive(WORKER)  # it may end some moments after the last of its children
        return not count(portal, OPEN)

    portal.start(BEAT)
    with looking(portal) as seen:
        kill_at_random(portal, WORKER, lambda: count(portal, AT_WORK), more_work, KILLS)
        wait_for(is_all_done, "all the work")
    portal.stop()

    late = count(
        portal,
        "SELECT count(*) FROM indicators_figure f JOIN indicators_observation o"
        " USING (measure_id, area_id, period_kind, period_start)"
        " WHERE o.superseded_at IS NULL AND f.numerator <> o.numerator",
    )
    unchecked = count(
        portal, "SELECT count(*) FROM indicators_datareturn WHERE status = 'received'"
    )
    checks = "SELECT count(*) FROM foundation_auditevent WHERE verb = 'check'"
    record_property("kills", KILLS)
    record_property("looks of a reader", len(seen))
    record_property("jobs done", count(portal, "SELECT count(*) FROM foundation_job"))
    record_property("attempts", count(portal, "SELECT sum(attempts) FROM foundation_job"))
    assert (late, unchecked) == (0, 0), "lost"
    assert count(portal, checks) == 1 + KILLS, "doubled"
    assert count(portal, "SELECT count(*) FROM indicators_figure") == (39 + 9 + 1) * 10
    assert count(portal, "SELECT count(*) FROM indicators_stagedrow") == ROWS * KILLS
    assert count(portal, "SELECT count(*) FROM foundation_job WHERE state = 'dead'") == 0
    assert sum(seen) == 0, "half-visible"
    assert count(portal, "SELECT max(attempts) FROM foundation_job") > 1, "nothing was interrupted"


NAIVE = Service("naive", ("celery", "--app", "tests.faults.naive", "worker", "--concurrency", "2"))
PIECES = 40
ENOUGH = min(KILLS, 10)
"""Kills of the control: after many more there is nothing left that could be killed."""


def test_the_same_kills_lose_work_that_only_the_broker_knows_of(portal, record_property):
    """The control: were nothing lost here, the test above would prove nothing."""
    portal.execute("CREATE TABLE kept (piece int)")
    portal.execute("GRANT ALL ON kept TO PUBLIC")

    def more_work(turn: int) -> None:
        pieces = range(turn * PIECES, (turn + 1) * PIECES)
        portal.run(
            "python",
            "-c",
            f"from tests.faults.naive import keep; [keep.delay(n) for n in {pieces}]",
        )

    def kept() -> int:
        return count(portal, "SELECT count(*) FROM kept")

    before = 0

    def is_at_work() -> bool:
        nonlocal before
        found = kept()
        moved, before = found > before, found
        return moved

    kill_at_random(portal, NAIVE, is_at_work, more_work, ENOUGH)
    with_nothing_new = time.monotonic() + 10
    while time.monotonic() < with_nothing_new:
        if is_at_work():
            with_nothing_new = time.monotonic() + 10
        time.sleep(0.5)
    portal.stop()

    lost = ENOUGH * PIECES - count(portal, "SELECT count(DISTINCT piece) FROM kept")
    record_property("lost of the control", f"{lost} of {ENOUGH * PIECES}")
    assert lost > 0
