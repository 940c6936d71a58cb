"""Every route × method × actor × record, as the resolver and the matrix have them."""

import pytest

from .audiences import AUDIENCES
from .matrix import ASKS_ALL, cells, document, entries
from .payloads import PAYLOADS
from .routes import routes
from .support import support_cells, support_names

pytestmark = pytest.mark.django_db

HOW = """
Not in tests/permissions/matrix.toml: {names}.
Add for each an entry [routes."{first}"] that says who may `see` it, what `target` its address leads
to, and which methods `acts` change something (then payloads.py says what they send)."""


def test_every_route_is_declared():
    declared = entries().keys() | support_names()
    undeclared = [route.name for route in routes() if route.name not in declared]

    assert not undeclared, HOW.format(names=", ".join(undeclared), first=undeclared[0])


def test_every_entry_has_its_route():
    known = {route.name for route in routes()}

    assert entries().keys() - known == set(), "leads nowhere: take it out of matrix.toml"
    assert support_names() - known == set(), "support knows no such model"


def test_every_rule_and_payload_is_named_rightly():
    rules = {entry.see for entry in entries().values()}
    rules |= {act.by for entry in entries().values() for act in entry.acts.values()}

    assert rules <= AUDIENCES.keys()
    assert {entry.name for entry in entries().values() if entry.acts} == PAYLOADS.keys()


@pytest.mark.parametrize("name", entries())
def test_route_answers_each_person_as_declared(world, asker, name):
    entry = entries()[name]
    faults = []
    for cell in cells(entry, world.actors_of(entry), world.targets[entry.target]):
        faults += asker.faults(cell)

    assert not faults, f"{len(faults)} faults:\n" + "\n".join(dict.fromkeys(faults[:20]))


def test_support_looks_and_changes_nothing_and_others_stay_outside(world, asker):
    faults = []
    for cell in support_cells(world):
        faults += asker.faults(cell)

    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:20])


def test_the_number_of_cells_only_grows(world, record_property):
    number = sum(
        1
        for entry in entries().values()
        for _ in cells(entry, world.actors_of(entry), world.targets[entry.target])
    )
    number += sum(1 for _ in support_cells(world))

    record_property("permissions", f"{number:,} cells of {len(routes())} routes")
    assert number >= document()["all_cells" if ASKS_ALL else "cells"]


@pytest.mark.parametrize("kind", ["open", "provisional", "unpublished", "restricted", "small"])
def test_everybody_gets_the_figures_that_are_theirs(world, kind):
    """So that the matrix is not green because everything is hidden."""
    planted = [c for c in world.aviary.planted.values() if c.what == f"a figure ({kind})"]

    assert len(planted) == 3
    for actor in world.actors:
        answer = world.clients[actor.name].get("/api/v1/figures/", {"limit": 500})
        reached = {canary.mark for canary in world.aviary.found_in(answer.text)}
        assert {c.mark for c in planted if c.may_reach(actor)} == reached & {
            c.mark for c in planted
        }, actor
