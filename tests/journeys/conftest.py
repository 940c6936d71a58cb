"""A real browser before a whole portal."""

import os
import shutil
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.keyboard import Keyboard
from tests.patience import PATIENCE
from tests.portal import running

CHECKOUT = Path(__file__).parents[2]
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def portal(tmp_path_factory, demonstration):
    """The portal as `make run` starts it, with the demonstration's figures computed."""
    with running(tmp_path_factory.mktemp("portal"), demonstration) as whole:
        yield whole


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "browser tests need Chromium: `make test` finds or installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


def come_to(browser, portal, *, has_scripts=True):
    """Have a browser of somebody's own, before the portal, which may take its time to answer."""
    context = browser.new_context(
        base_url=portal.address,
        viewport={"width": 1100, "height": 900},
        java_script_enabled=has_scripts,
    )
    context.set_default_timeout(PATIENCE * 1000)
    return context


@contextmanager
def visiting(browser, portal):
    """Have a fresh visitor's page, and what the browser complains of there."""
    context = come_to(browser, portal)
    visited = context.new_page()
    complaints: list[str] = []
    visited.on("pageerror", lambda error: complaints.append(str(error)))
    visited.on(
        "console", lambda message: complaints.append(message.text) if is_a_fault(message) else None
    )
    yield visited, complaints
    context.close()


@pytest.fixture
def page(browser, portal):
    """A fresh visitor's page. What the browser complains of fails the test."""
    with visiting(browser, portal) as (visited, complaints):
        yield visited
    assert not complaints


def is_a_fault(message) -> bool:
    """Whether a line of the console tells of a fault of ours.

    A page that answers 403, 404 or 422 on purpose makes the browser note it, which is no fault.
    """
    return message.type == "error" and "the server responded with a status of 4" not in message.text


@pytest.fixture
def sign_in(page, portal):
    """Sign the visitor in as the demonstration's person of a role."""

    def act(role: str) -> None:
        person = portal.sign_in(role)
        page.goto("/sign-in/")
        page.get_by_label("User name").fill(person["username"])
        page.get_by_label("Password", exact=True).fill(person["password"])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Code").fill(portal.code(person["totp_secret"]))
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/home/")

    return act


@pytest.fixture
def comes(browser, portal):
    """Have somebody come in, by keyboard, in a browser of their own; unnamed, a stranger."""
    contexts = []

    def come(person: str = "", *, has_scripts: bool = True) -> Keyboard:
        context = come_to(browser, portal, has_scripts=has_scripts)
        contexts.append(context)
        keys = Keyboard(context.new_page())
        if person:
            keys.come_in(portal, person)
        return keys

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def violations(page):
    """What axe finds wrong with the page as it stands."""
    return partial(violations_of, page)


def violations_of(page) -> list[str]:
    """Return what axe finds wrong with a page as it stands, injected past the content policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text()})
    answer = session.send(
        "Runtime.evaluate",
        {
            "expression": "axe.run(document, {resultTypes: ['violations']})"
            ".then(r => r.violations.map(v => v.id + ': '"
            " + v.nodes.map(n => n.target.join(' ')).join(', ')))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    session.detach()
    return list(answer["result"]["value"])
