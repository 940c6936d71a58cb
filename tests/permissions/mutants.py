"""Rules taken away one at a time, found by looking through the code: each must be noticed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import CellType, FunctionType
from typing import Any
from unittest.mock import patch

from django.apps import apps
from rest_framework.permissions import AllowAny

from laa_portal.foundation.verdicts import ALLOWED

from .routes import Route, routes

OURS = ("laa_portal", "partnerships", "indicators", "targets", "reviews")
GUARDS = ("contrib/auth/decorators.py", "partnerships/doors.py")
"""Where the decorators are written that stand before a view."""

Rule = Callable[..., Any]


@dataclass(frozen=True)
class Mutant:
    """One rule, and how to put another in its place."""

    name: str
    original: Rule
    opened: Rule
    put: Callable[[Rule], Any]
    """Return a context in which the rule is another."""

    def __str__(self) -> str:
        return self.name


def mutants() -> list[Mutant]:
    """Return every rule of the service; walking the routes first loads whatever has one."""
    assert routes()
    return [*_visibilities(), *_policies(), *_other_exits(), *_guards(), *_permissions()]


def _visibilities() -> Iterator[Mutant]:
    """Yield each `visible_to` opened to everything."""
    found = {}
    for model in apps.get_models():
        queryset = model._default_manager.get_queryset().__class__
        if "visible_to" in vars(queryset):
            found[f"{queryset.__module__}.{queryset.__name__}.visible_to"] = queryset
    for name, queryset in sorted(found.items()):
        yield Mutant(
            name,
            vars(queryset)["visible_to"],
            lambda self, user: self,
            lambda rule, queryset=queryset: patch.object(queryset, "visible_to", rule),
        )


def _modules() -> list[Any]:
    names = sorted(name for name in sys.modules if name.split(".")[0] in OURS)
    return [sys.modules[name] for name in names]


def _policies() -> Iterator[Mutant]:
    """Yield each policy answering yes to everybody."""
    for module in _modules():
        parts = module.__name__.split(".")
        for name, rule in list(vars(module).items()):
            is_own = isinstance(rule, FunctionType) and rule.__module__ == module.__name__
            if "policies" in parts and name.startswith("may_") and is_own:
                yield everywhere(f"{module.__name__}.{name}", rule, lambda *a, **k: ALLOWED)


def _other_exits() -> Iterator[Mutant]:
    """Yield the rules that decide what of a visible figure or reported row leaves."""
    from django.db.models import Q

    from indicators import policies

    def release_all(figure: Any, user: Any) -> policies.Released:
        names = policies.RELEASED
        return policies.Released(**{name: getattr(figure, name) for name in names})

    def release_all_reported(row: Any, user: Any, *, is_hidden: bool) -> policies.Released:
        values = {name: getattr(row, name) for name in policies.REPORTED}
        return policies.Released(status=row.status, reason="", **values)

    yield everywhere("indicators.policies.release", policies.release, release_all)
    yield everywhere(
        "indicators.policies.release_reported", policies.release_reported, release_all_reported
    )
    yield everywhere(
        "indicators.policies.suppressed_for",
        policies.suppressed_for,
        lambda viewer: Q(pk__in=()),
    )


def everywhere(name: str, rule: Rule, opened: Rule) -> Mutant:
    """Replace a function under every name by which our modules know it."""

    @contextmanager
    def put(other: Rule) -> Iterator[None]:
        with ExitStack() as stack:
            for module in _modules():
                for known_as, known in list(vars(module).items()):
                    if known is rule:
                        stack.enter_context(patch.object(module, known_as, other))
            yield

    return Mutant(name, rule, opened, put)


def _guards() -> Iterator[Mutant]:
    """Yield each view without one of the decorators that stand before it."""
    for route in routes():
        outer, inner = None, route.view
        while isinstance(inner, FunctionType):
            guarded = getattr(inner, "__wrapped__", None)
            if guarded is None:
                break
            if inner.__code__.co_filename.endswith(GUARDS):
                yield _without(route, outer, inner, guarded)
            outer, inner = inner, guarded


def _without(route: Route, outer: Rule | None, guard: Rule, guarded: Rule) -> Mutant:
    """Replace a guard in what holds it: the route, or the closure of the decorator around it."""
    name = f"{route.name} without {guard.__code__.co_qualname.split('.')[0]}"
    if outer is None:
        entry = route.entry
        return Mutant(name, guard, guarded, lambda rule: patch.object(entry, "callback", rule))
    (cell,) = (c for c in outer.__closure__ if _holds(c, guard))
    return Mutant(name, guard, guarded, lambda rule: _filled(cell, rule))


def _holds(cell: CellType, guard: Rule) -> bool:
    """Whether a cell of a closure holds a guard; some hold nothing yet."""
    try:
        return cell.cell_contents is guard
    except ValueError:
        return False


@contextmanager
def _filled(cell: CellType, rule: Rule) -> Iterator[None]:
    """Have a closure hold a rule. `patch` would empty the cell before it puts back the old one."""
    before = cell.cell_contents
    cell.cell_contents = rule
    try:
        yield
    finally:
        cell.cell_contents = before


def _permissions() -> Iterator[Mutant]:
    """Yield each view of the API that asks something of whoever calls, without that."""
    views = {route.api_view for route in routes() if route.api_view}
    for view in sorted(views, key=lambda one: one.__qualname__):
        asks = view.permission_classes != [AllowAny]
        if asks and (any(view.required_scopes.values()) or not view.is_public):
            yield Mutant(
                f"{view.__module__}.{view.__qualname__} without permissions",
                view.check_permissions,
                lambda self, request: None,
                lambda rule, view=view: patch.object(view, "check_permissions", rule),
            )
