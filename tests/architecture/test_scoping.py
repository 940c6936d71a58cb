"""What may not be seen is kept out by construction: ways around `visible_to` are not written."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from django.apps import apps

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("laa_portal", "partnerships", "indicators", "targets", "reviews")
INTERFACES = {"views", "api", "views.py", "api.py", "admin.py"}

TALKS_SQL = {
    # where a cursor is opened, because the ORM will not do
    "indicators/actions/confirming.py",
    "indicators/actions/conflicts.py",
    "indicators/actions/imports.py",
    "indicators/actions/judging.py",
    "indicators/actions/loading.py",
    "indicators/actions/measures.py",
    "indicators/actions/withdrawals.py",
    "indicators/queries/frames.py",
    "indicators/reading/expectations.py",
    "indicators/reading/judging.py",
    "indicators/reading/provenance.py",
    "indicators/reading/quality.py",
    "indicators/reading/withdrawals.py",
    "laa_portal/foundation/bulk.py",
    "laa_portal/foundation/idempotency.py",
    "laa_portal/foundation/jobs.py",
    "laa_portal/foundation/limits.py",
    "laa_portal/foundation/ownership.py",
    "laa_portal/foundation/pouring.py",
    "laa_portal/foundation/seals.py",
    "laa_portal/foundation/servers/postgres.py",
    "laa_portal/views.py",
    "partnerships/actions/key_uses.py",
    "partnerships/actions/roles.py",
}

UNKNOWN_PERSON = {"partnerships/views/accounts/coming_in.py"}
"""Whoever holds an invitation's secret is nobody yet: the secret says what they may see."""

WITHOUT_CSRF_TOKEN = {"laa_portal/api.py"}
"""An unknown address below /api/ is answered as the API does, and does nothing."""

SCOPED = {
    model.__name__
    for model in apps.get_models()
    if hasattr(model._default_manager.get_queryset(), "visible_to")
}
"""The models of which not everybody sees everything."""


@lru_cache(maxsize=1)  # one rule after the other asks it of the same node
def called(node: ast.AST) -> str:
    """Return what a call calls, as it is written; "" for anything else."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def is_unscoped_lookup(node: ast.AST) -> bool:
    """As in `get_object_or_404(DataReturn, pk=1)`."""
    is_lookup = called(node) in {"get_object_or_404", "get_list_or_404"}
    return is_lookup and isinstance(node.args[0], ast.Name) and node.args[0].id in SCOPED


def is_everything(node: ast.AST) -> bool:
    """As in `DataReturn.objects.all()`, of a model with a `visible_to`."""
    model, _, call = called(node).partition(".")
    return model in SCOPED and call == "objects.all"


def is_around_visible_to(node: ast.AST) -> bool:
    """As in `DataReturn.objects.filter(pk=1)`, of a model with a `visible_to`."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Attribute):
        return False
    model, manager = node.value.value, node.value.attr
    is_scoped = isinstance(model, ast.Name) and model.id in SCOPED
    return is_scoped and manager == "objects" and node.attr != "visible_to"


def is_base_manager(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "_base_manager"


def is_raw_query(node: ast.AST) -> bool:
    return called(node).endswith((".raw", ".extra"))


def is_cursor(node: ast.AST) -> bool:
    return called(node).endswith("connection.cursor")


def is_unscoped_relation(node: ast.AST) -> bool:
    """A related field of a serializer looks its key up among all records."""
    return called(node).split(".")[-1] in {"PrimaryKeyRelatedField", "SlugRelatedField"}


def is_without_csrf_token(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "csrf_exempt"


Rule = Callable[[ast.AST], bool]

RULES: dict[Rule, tuple[bool, set[str], str]] = {
    # what: (only in interfaces, files that may, a breach)
    is_unscoped_lookup: (False, set(), "get_object_or_404(DataReturn, pk=1)"),
    is_everything: (True, set(), "rows = DataReturn.objects.all()"),
    is_around_visible_to: (True, UNKNOWN_PERSON, "row = DataReturn.objects.filter(pk=1)"),
    is_base_manager: (False, set(), "DataReturn._base_manager.get(pk=1)"),
    is_raw_query: (False, set(), "Figure.objects.raw('SELECT 1')"),
    is_cursor: (False, TALKS_SQL, "with connection.cursor() as cursor: pass"),
    is_unscoped_relation: (False, set(), "area = serializers.PrimaryKeyRelatedField()"),
    is_without_csrf_token: (False, WITHOUT_CSRF_TOKEN, "view = csrf_exempt(view)"),
}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (p for p in (CHECKOUT / package).rglob("*.py") if "migrations" not in p.parts)


def breaches(rules: Iterable[Rule], source: str) -> list[tuple[Rule, int]]:
    """Return the rules that a source breaks, each with a line where it does."""
    rules = list(rules)
    return [
        (rule, node.lineno) for node in ast.walk(ast.parse(source)) for rule in rules if rule(node)
    ]


@cache
def breaches_of_the_code() -> list[tuple[Rule, str, int]]:
    """Return where the code breaks a rule, be it allowed there or not: all of it is read once."""
    return [
        (rule, str(path.relative_to(CHECKOUT)), line)
        for path in sources()
        for rule, line in breaches(RULES, path.read_text())
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_way_around_what_may_be_seen(rule):
    only_interfaces, allowed, _ = RULES[rule]

    found = [
        f"{name}:{line}"
        for broken, name, line in breaches_of_the_code()
        if broken is rule
        and name not in allowed
        and (not only_interfaces or INTERFACES & set(Path(name).parts))
    ]

    assert not found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_catches_a_breach(rule):
    assert breaches([rule], RULES[rule][2]) == [(rule, 1)]


@pytest.mark.parametrize("name", sorted(TALKS_SQL | UNKNOWN_PERSON | WITHOUT_CSRF_TOKEN))
def test_no_exception_outlives_its_reason(name):
    broken = {rule for rule, where, _ in breaches_of_the_code() if where == name}

    excepted = {rule for rule, (_, allowed, _) in RULES.items() if name in allowed}
    assert excepted
    assert excepted <= broken


def test_rules_look_at_the_code_and_know_what_is_scoped():
    assert len(list(sources())) > 100
    assert {"DataReturn", "Figure", "User", "Role", "Key", "Notice", "Invitation"} <= SCOPED
