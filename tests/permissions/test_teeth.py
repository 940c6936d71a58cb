"""The matrix bites: with any one rule taken away, it says that something is wrong."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from random import Random

import pytest

from .matrix import Cell, cells, document, entries
from .mutants import Mutant, mutants

pytestmark = pytest.mark.django_db

LOOKERS = (
    "data_provider",
    "cdrp_officer",
    "go_reviewer",
    "ho_analyst",
    "administrator",
    "anonymous",
)
"""Enough kinds of people that every rule which a route asks is asked by one of them."""

MUTANTS = {mutant.name: mutant for mutant in mutants()}
UNPROVED = document()["unproved"]


def cells_of(world, names) -> list[Cell]:
    """Return the cells of some routes that answer, what is asked bare first.

    Shuffled, always in the same way: one that tells comes sooner than route after route.
    """
    found = [
        cell
        for name in names
        for entry in [entries()[name]]
        for cell in cells(entry, world.actors_of(entry), world.targets[entry.target])
        if cell.method in {*entry.reads, *entry.acts}
    ]
    Random(len(found)).shuffle(found)
    return sorted(found, key=lambda cell: (cell.method not in {"GET", "POST"}, cell.query))


def bare_cells_of(world, name: str) -> Iterator[Cell]:
    """Yield what a few people ask of a few records: enough to see which rules a route asks."""
    entry = entries()[name]
    lookers = [actor for actor in world.actors if actor.name in LOOKERS]
    for cell in cells(entry, lookers, world.targets[entry.target][:3]):
        if cell.method in {"GET", "POST"} and not cell.query:
            yield cell


@pytest.fixture(scope="module")
def reach(world, asker) -> dict[str, set[str]]:
    """On which routes each rule is asked."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    route = ""

    def watched(rule: Mutant) -> Callable:
        @functools.wraps(rule.original)
        def note(*args, **kwargs):
            asked[rule.name].add(route)
            return rule.original(*args, **kwargs)

        return note

    with ExitStack() as stack:
        for rule in MUTANTS.values():
            stack.enter_context(rule.put(watched(rule)))
        for route in entries():
            for cell in bare_cells_of(world, route):
                asker.ask(cell)
    return asked


def first_fault(world, asker, mutant: Mutant, names: set[str]) -> str:
    """Return what the matrix first finds wrong with a rule taken away; "" if it finds nothing."""
    asker.of_nothing.clear()
    try:
        with mutant.put(mutant.opened):
            for cell in cells_of(world, sorted(names)):
                if faults := asker.faults(cell):
                    return faults[0]
    finally:
        asker.of_nothing.clear()
    return ""


@pytest.mark.parametrize("name", MUTANTS)
def test_rule_taken_away_is_noticed(world, asker, reach, name):
    fault = first_fault(world, asker, MUTANTS[name], reach[name])

    if name in UNPROVED:
        assert not fault, "this is proved: take it out of [unproved]"
    else:
        assert fault, f"no cell of {sorted(reach[name])} tells whether it holds"


def test_rules_are_found_by_looking_through_the_code(record_property):
    caught = len(MUTANTS.keys() - UNPROVED.keys())

    record_property("teeth", f"{caught} of {len(MUTANTS)} mutants are to be caught")
    assert len(MUTANTS) == len(mutants()) >= document()["mutants"]
    assert {
        "indicators.models.returns.DataReturnQuerySet.visible_to",
        "indicators.policies.may_confirm",
        "indicators.policies.release",
        "home without user_passes_test",
    } <= MUTANTS.keys()


def test_every_rule_that_is_not_proved_says_why():
    assert all(len(reason) > 20 for reason in UNPROVED.values())
    assert UNPROVED.keys() <= MUTANTS.keys()
