"""What the pages say is what the code does."""

import re
from pathlib import Path

from laa_portal.management.commands.diagrams import diagrams

CHECKOUT = Path(__file__).parents[2]
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]


def test_diagrams_are_current():
    assert (CHECKOUT / "docs" / "states.md").read_text() == diagrams(), "run `make diagrams`"


def test_pages_link_to_what_exists():
    links = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text())
        if "://" not in target
    ]

    assert links
    assert not [(page.name, to) for page, to in links if not (page.parent / to).exists()]


def test_every_make_target_that_pages_name_exists():
    targets = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z]+)", page.read_text())}

    assert named
    assert named <= targets
