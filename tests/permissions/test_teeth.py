"""The matrix bites: with any one rule taken away, it says that something is wrong."""

import functools
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from .matrix import Cell, cells, document, entries
from .mutants import Mutant, mutants

pytestmark = pytest.mark.django_db

LOOKERS = ("data_provider", "cdrp_officer", "ho_analyst", "administrator", "anonymous")


def cells_of(world, names) -> list[Cell]:
    """Return the cells of some routes that answer: what is asked bare comes first."""
    found = [
        cell
        for name in names
        for entry in [entries()[name]]
        for cell in cells(entry, world.actors_of(entry), world.targets[entry.target])
        if cell.method in {*entry.reads, *entry.acts}
    ]
    return sorted(found, key=lambda cell: (cell.method not in {"GET", "POST"}, cell.query))


def reach(world, asker, rules: list[Mutant]) -> dict[str, set[str]]:
    """Return on which routes each rule is asked."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    route = ""

    def watched(rule: Mutant) -> Callable:
        @functools.wraps(rule.original)
        def note(*args, **kwargs):
            asked[rule.name].add(route)
            return rule.original(*args, **kwargs)

        return note

    with ExitStack() as stack:
        for rule in rules:
            stack.enter_context(rule.put(watched(rule)))
        for route in entries():
            for cell in cells_of(world, [route]):
                if cell.actor.name in LOOKERS and cell.method in {"GET", "POST"}:
                    asker.ask(cell)
    return asked


def first_fault(world, asker, mutant: Mutant, names: set[str]) -> str:
    """Return what the matrix first finds wrong with a rule taken away; "" if it finds nothing."""
    asker.of_nothing.clear()
    with mutant.put(mutant.opened):
        for cell in cells_of(world, sorted(names)):
            if faults := asker.faults(cell):
                return faults[0]
    return ""


def test_every_rule_taken_away_is_noticed(world, asker, record_property):
    made = mutants()
    routes = reach(world, asker, made)
    found = {one.name: first_fault(world, asker, one, routes[one.name]) for one in made}
    asker.of_nothing.clear()

    unnoticed = {name for name, fault in found.items() if not fault}
    caught = len(made) - len(unnoticed)
    record_property("teeth", f"{caught} of {len(made)} mutants caught")
    unproved = document()["unproved"]
    assert unnoticed - unproved.keys() == set(), "no cell of the matrix tells whether these hold"
    assert unproved.keys() - unnoticed == set(), "these are proved: take them out of [unproved]"


def test_rules_are_found_by_looking_through_the_code():
    names = {mutant.name for mutant in mutants()}

    assert len(names) == len(mutants()) >= 20
    assert {
        "indicators.models.returns.DataReturnQuerySet.visible_to",
        "indicators.policies.may_confirm",
        "indicators.policies.release",
        "home without user_passes_test",
    } <= names


def test_every_rule_that_is_not_proved_says_why():
    assert all(len(reason) > 20 for reason in document()["unproved"].values())
    assert document()["unproved"].keys() <= {mutant.name for mutant in mutants()}
