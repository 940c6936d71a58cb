"""What the documentation shows for a start works as it stands there, at a web server as it runs."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from laa_portal.services import WEB
from tests.patience import PATIENCE
from tests.portal import copied, wait_for

pytestmark = pytest.mark.fault

REAL_RETURN = Path(__file__).parents[1] / "golden" / "returns" / "ni16-by-police-force.csv"


@pytest.fixture(scope="module")
def portal(tmp_path_factory, blank):
    with copied(tmp_path_factory.mktemp("portal"), blank) as whole:
        whole.run("python", "manage.py", "import_return", str(REAL_RETURN),
                  "--organisation", "home-office")  # fmt: skip
        whole.run("python", "manage.py", "recompute", "--measure", "NI 16")
        whole.start(WEB)
        wait_for(whole.answers, "the web server")
        yield whole


@pytest.fixture(scope="module")
def samples(portal):
    """The samples of the page that have a name, as a reader would copy them."""
    page = requests.get(f"{portal.address}/api/docs/", timeout=PATIENCE).text
    found = re.findall(r'<code id="quick-start-(\w+)">(.*?)</code>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def test_quick_start_with_curl_fetches_a_table(samples, tmp_path):
    subprocess.run(["sh", "-e", "-c", samples["curl"]], cwd=tmp_path, check=True)

    header, *rows = (tmp_path / "figures.csv").read_text().splitlines()
    assert header.startswith("Indicator ID,")
    assert len(rows) == 39 * 5


def test_quick_start_with_pandas_prints_a_table(samples, tmp_path):
    program = [sys.executable, "-W", "error", "-c", samples["python"]]

    done = subprocess.run(program, cwd=tmp_path, check=True, capture_output=True, text=True)

    assert "Area Name" in done.stdout
    assert "Avon and Somerset" in done.stdout
