"""Each import contract can fail: a copy of the code breaks it on purpose and is caught."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("laa_portal", "partnerships", "indicators", "targets", "reviews")

BREACHES = {
    # contract: (module, the import that it must not have)
    "Apps depend downwards only": ("partnerships/models/areas.py", "import indicators.models"),
    "The ground floor knows no word of the domain": (
        "laa_portal/foundation/jobs.py",
        "import partnerships.models",
    ),
    "Inside an app: interfaces, then actions and queries, then rules, then models": (
        "indicators/policies/__init__.py",
        "import indicators.actions",
    ),
    "Arithmetic, files and charts know nothing of Django or of our records": (
        "indicators/statistics/rates.py",
        "import django.db",
    ),
    "Nothing below the interfaces starts a task": (
        "indicators/actions/returns.py",
        "import celery",
    ),
}


@pytest.fixture
def copy(tmp_path):
    """The code as it stands, to be spoilt."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "*.csv")
        shutil.copytree(CHECKOUT / package, tmp_path / package, ignore=ignored)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_has_a_breach_here():
    config = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert {contract["name"] for contract in config["contracts"]} == set(BREACHES)


def test_the_code_keeps_every_contract(copy):
    done = lint(copy)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_caught_by_its_contract(copy, contract):
    module, breach = BREACHES[contract]
    path = copy / module
    path.write_text(f"{path.read_text()}\n{breach}\n")

    done = lint(copy)

    assert done.returncode != 0
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())
