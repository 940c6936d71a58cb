"""Returns with something wrong done to them go through the whole check.

More, or others: MUTATIONS=10000 SEED=2 pytest tests/integration/indicators/test_mutated_returns.py
"""

import json
import os
import subprocess
import sys
from collections import Counter

import psutil
import pytest
from django.db import transaction

from indicators import actions
from indicators.models import DataReturn, Observation
from indicators.parsing import sandbox
from indicators.states import ReturnStatus
from tests.factories.mutations import good_files, mutants

pytestmark = [pytest.mark.fault, pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

COUNT, SEED = int(os.environ.get("MUTATIONS", "1000")), int(os.environ.get("SEED", "16"))
STARTED_COLD = 50
"""Every so many files have a child that is started as ever, not one that is forked."""

MOST_GROWTH = 50 * 1024**2
NO_CAUSE = {"reading_stopped", "took_too_long"}
"""What is said of a child that died: no mutation of a small file may bring that about."""


@pytest.fixture(scope="module")
def warm():
    """Return a way to run a child that takes a fork, not a start of Python."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.warm_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=sandbox.ROOT,
        env=sandbox.ENVIRONMENT,
        text=True,
    ) as process:

        def run(command, files, seconds, tell):
            paths = [f"/proc/{os.getpid()}/fd/{file.fileno()}" for file in files]
            files[0].flush()
            json.dump({"files": paths, "limits": command[-2:]}, process.stdin)
            process.stdin.write("\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield run


def sent(organisation, name, content, at):
    """Send a file and check it, then undo both; return what became of it."""
    with transaction.atomic():
        found, _ = actions.send(
            organisation=organisation, name=name, content=content, by=None, at=at
        )
        errors = list(found.errors.values_list("code", "message"))
        staged = found.staged.count()
        transaction.set_rollback(True)
    return found.status, errors, staged


@pytest.mark.parametrize("name", [name for name, _ in good_files()])
def test_good_files_are_good(home_office, at, name):
    content = dict(good_files())[name]

    status, errors, staged = sent(home_office, name, content, at)

    assert (status, errors) == (ReturnStatus.CHECKED, [])
    assert staged == 36


@pytest.mark.timeout(3600)
def test_no_mutated_return_is_an_error_or_half_a_return(
    home_office, at, warm, monkeypatch, record_property
):
    cold, parent = sandbox._run, psutil.Process()
    outcomes, codes, before = Counter(), Counter(), 0

    for turn, (name, how, content) in enumerate(mutants(COUNT, SEED)):
        monkeypatch.setattr(sandbox, "_run", warm if turn % STARTED_COLD else cold)
        status, errors, staged = sent(home_office, name, content, at)
        told = f"mutant {turn} of seed {SEED}: {name} by {how}: {errors[:2]}"
        outcomes[status] += 1
        codes.update(code for code, _ in errors[:1])
        if status == ReturnStatus.REFUSED:
            assert staged == 0, told
            assert errors, told
            assert all(text.endswith((".", "?")) for _, text in errors), told
            assert not NO_CAUSE & {code for code, _ in errors}, told
        else:
            assert status == ReturnStatus.CHECKED, told
            assert staged > 0, told
        if turn == 100:
            before = parent.memory_info().rss

    assert sum(outcomes.values()) == COUNT
    assert outcomes[ReturnStatus.REFUSED] > COUNT / 2, "or else the mutations do too little"
    assert len(codes) > 20, "causes named first"
    assert parent.memory_info().rss - before < MOST_GROWTH
    assert not DataReturn.objects.exists()
    assert not Observation.objects.exists()
    record_property("mutated returns", f"{COUNT}: {dict(outcomes)}, {len(codes)} causes")
