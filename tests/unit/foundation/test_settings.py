"""Settings fail at start with what is missing, and the doorbell never fails a request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from laa_portal.foundation.cells import safe_cell
from tests.patience import PATIENCE

CHECKOUT = Path(__file__).parents[3]


def settings_with(**environment):
    return subprocess.run(
        [sys.executable, "-c", "import laa_portal.settings as s; print(s.SESSION_COOKIE_NAME)"],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_without_a_secret_key_does_not_start():
    done = settings_with(DATABASE_URL="postgresql://a@b/c", REDIS_URL="redis://d")

    assert done.returncode != 0
    assert "Set SECRET_KEY in the environment" in done.stderr


def test_cookies_are_host_bound_where_https_is_on():
    known = {"DATABASE_URL": "postgresql://a@b/c", "REDIS_URL": "redis://d", "SECRET_KEY": "e"}

    assert settings_with(**known, HTTPS="1").stdout.strip() == "__Host-sid"


def test_doorbell_without_a_broker_is_a_warning_and_no_more(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "from laa_portal.celery import ring; ring(); print('went on')"],
        cwd=CHECKOUT,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": "postgresql://a@b/c",
            "REDIS_URL": f"unix://{tmp_path}/nobody-listens?db=0",
            "SECRET_KEY": "d",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.stdout.strip() == "went on", done.stderr
    assert "The doorbell did not ring" in done.stderr


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠", "\t", "\r", "\0"])
def test_cell_that_a_spreadsheet_would_run_is_shown_instead(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["NI 16", "", 5, -5, 2.5, None])
def test_harmless_cell_stays_as_it_is(value):
    assert safe_cell(value) == value
