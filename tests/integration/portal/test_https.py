"""What the service tells browsers in production, where it is reached over HTTPS."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from laa_portal.foundation import servers
from tests.patience import PATIENCE

CHECKOUT = Path(__file__).parents[3]

ASK = """
import json, django
django.setup()
from django.test import Client
client = Client(headers={"host": "portal.example"})
answers = {}
for name, address, is_secure in [
    ("page", "/sign-in/", True), ("api", "/api/v1/", True), ("plain page", "/sign-in/", False),
    ("plain api", "/api/v1/", False),
]:
    answer = client.get(address, secure=is_secure)
    cookies = {one.key: one.OutputString() for one in answer.cookies.values()}
    headers = dict(answer.items())
    answers[name] = {"status": answer.status_code, "headers": headers, "cookies": cookies}
print(json.dumps(answers))
"""


def in_production(*command) -> subprocess.CompletedProcess[str]:
    known = os.environ.get("DATABASE_URL") or servers.environment()["DATABASE_URL"]
    return subprocess.run(
        [sys.executable, *command],
        cwd=CHECKOUT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "laa_portal.settings",
            "DATABASE_URL": known,
            "REDIS_URL": "redis://localhost/0",
            "SECRET_KEY": "made-for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
            "ALLOWED_HOSTS": "portal.example",
            "HTTPS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def answers():
    done = in_production("-c", ASK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_is_left_to_warn_of_in_production():
    done = in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize("name", ["page", "api"])
def test_browser_is_told_to_stay_with_https_and_trust_nobody_else(answers, name):
    headers = answers[name]["headers"]

    assert answers[name]["status"] == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "default-src 'none'" in headers["Content-Security-Policy"].split("; ")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_cookies_are_bound_to_the_host_and_out_of_reach_of_scripts(answers):
    cookies = answers["page"]["cookies"]

    assert cookies
    for name, cookie in cookies.items():
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert name.startswith("__Host-")
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= attributes
        assert not [one for one in attributes if one.startswith("domain")]


def test_plain_http_leads_pages_to_https_and_no_program(answers):
    """A program that is led along has sent its key in the clear, and never notices."""
    assert answers["plain page"]["status"] == 301
    assert answers["plain page"]["headers"]["Location"] == "https://portal.example/sign-in/"
    assert "Location" not in answers["plain api"]["headers"]
