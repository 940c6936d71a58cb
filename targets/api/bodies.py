"""What comes with an act: a few fields as JSON, each understood or refused with a sentence."""

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from laa_portal.foundation.problems import InvalidParameters, ParameterError


def schema(**lengths: int) -> Mapping[str, Any]:
    """Describe a body of texts that are all asked for, each with its greatest length."""
    texts = {
        name: {"type": "string", "minLength": 1, "maxLength": length}
        for name, length in lengths.items()
    }
    return {
        "application/json": {
            "type": "object",
            "required": list(texts),
            "additionalProperties": False,
            "properties": texts,
        }
    }


def texts_of(request: Request, **lengths: int) -> dict[str, str]:
    """Return the texts of a body, all of `lengths` and no others. Raises InvalidParameters."""
    given = request.data
    if not isinstance(given, Mapping):
        raise InvalidParameters([_error("body", "unknown_value", "is not an object of JSON.")])
    errors = [
        _error(str(name)[:60], "unknown_parameter", f"There is only {', '.join(lengths)}.")
        for name in given
        if name not in lengths
    ]
    errors += [
        fault
        for name, length in lengths.items()
        if (fault := _fault(name, given.get(name), length))
    ]
    if errors:
        raise InvalidParameters(errors)
    return {name: given[name].strip() for name in lengths}


def _fault(name: str, given: object, length: int) -> ParameterError | None:
    if not isinstance(given, str) or not given.strip():
        return _error(name, "missing", "Say it in a sentence or more.")
    if len(given) > length or "\0" in given:
        return _error(name, "unknown_value", f"is not a text of up to {length} characters.")
    return None


def _error(name: str, code: str, detail: str) -> ParameterError:
    return ParameterError(name, code, f"{name}: {detail}")
