"""What comes with an act by key: a few fields, as JSON or as a form, read strictly."""

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from laa_portal.foundation.problems import InvalidParameters, ParameterError


def fields_of(request: Request, *names: str) -> Mapping[str, Any]:
    """Return the fields of a body, none of them other than `names`. Raises InvalidParameters."""
    fields = request.data
    if not isinstance(fields, Mapping):
        raise invalid("body", "unknown_value", "is not an object of JSON.")
    for name in fields:
        if name not in names:
            raise invalid(name[:60], "unknown_parameter", f"There is only {', '.join(names)}.")
    return fields


def invalid(name: str, code: str, detail: str) -> InvalidParameters:
    """Return the refusal of one field of a body."""
    return InvalidParameters([ParameterError(name, code, f"{name}: {detail}")])


def text_of(fields: Mapping[str, Any], name: str, longest: int) -> str:
    """Return a text that must be there. Raises InvalidParameters."""
    given = fields.get(name)
    if not isinstance(given, str) or not given.strip():
        raise invalid(name, "missing", "is not a text with something in it.")
    if len(given) > longest or "\0" in given:
        raise invalid(name, "unknown_value", f"is not a text of up to {longest:,} characters.")
    return given


def whole_number_of(fields: Mapping[str, Any], name: str, lowest: int, highest: int) -> int:
    """Return a whole number that must be there. Raises InvalidParameters."""
    given = fields.get(name)
    if not isinstance(given, int) or isinstance(given, bool) or not lowest <= given <= highest:
        raise invalid(name, "unknown_value", f"is not a whole number from {lowest} to {highest}.")
    return given
