"""Every act that code records has its words for people who read the audit trail."""

import ast
from pathlib import Path

from partnerships.reading.wording import VERBS

CHECKOUT = Path(__file__).parents[2]
CODE = [
    file
    for app in ("laa_portal", "partnerships", "indicators", "targets", "reviews")
    for file in (CHECKOUT / app).rglob("*.py")
]


def verbs_of(file: Path) -> set[str]:
    """The verbs that a file names where it records an act."""
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    firsts = [call.args[0] for call in calls if _is_recording(call.func) and call.args]
    return {first.value for first in firsts if isinstance(first, ast.Constant)}


def _is_recording(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr != "record":
        return False
    return ast.unparse(called) == "audit.record"


def test_every_recorded_verb_has_words():
    named = set().union(*(verbs_of(file) for file in CODE))

    assert len(named) > 30, "the walk finds the calls"
    assert named - set(VERBS) == set()
