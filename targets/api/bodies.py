"""What comes with an act: a few fields as JSON, each understood or refused with a sentence."""

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from laa_portal.foundation.api.bodies import invalid
from laa_portal.foundation.problems import InvalidParameters, ParameterError


def schema(*numbers: str, **lengths: int) -> Mapping[str, Any]:
    """Describe a body of ids and texts that are all asked for, each text with its most length."""
    ids: dict[str, dict[str, Any]] = {name: {"type": "integer", "minimum": 1} for name in numbers}
    texts: dict[str, dict[str, Any]] = {
        name: {"type": "string", "minLength": 1, "maxLength": length}
        for name, length in lengths.items()
    }
    return {
        "application/json": {
            "type": "object",
            "required": [*ids, *texts],
            "additionalProperties": False,
            "properties": ids | texts,
        }
    }


def texts_of(request: Request, *others: str, **lengths: int) -> dict[str, str]:
    """Return the texts of a body, all of `lengths` and no others. Raises InvalidParameters.

    `others` may be there too, and are read elsewhere.
    """
    given = request.data
    if not isinstance(given, Mapping):
        raise invalid("body", "unknown_value", "is not an object of JSON.")
    errors = [
        _error(
            str(name)[:60], "unknown_parameter", f"There is only {', '.join([*others, *lengths])}."
        )
        for name in given
        if name not in {*others, *lengths}
    ]
    errors += [
        fault
        for name, length in lengths.items()
        if (fault := _fault(name, given.get(name), length))
    ]
    if errors:
        raise InvalidParameters(errors)
    return {name: given[name].strip() for name in lengths}


def id_of(request: Request, name: str) -> int:
    """Return the id of a record that a body names. Raises InvalidParameters."""
    given = request.data.get(name) if isinstance(request.data, Mapping) else None
    if isinstance(given, int) and not isinstance(given, bool) and 0 < given < 2**31:
        return given
    raise unknown_record(name)


def unknown_record(name: str) -> InvalidParameters:
    """Return the refusal of a body that names no record its sender may see."""
    return invalid(name, "unknown_value", "is not the id of one you may see.")


def _fault(name: str, given: object, length: int) -> ParameterError | None:
    if not isinstance(given, str) or not given.strip():
        return _error(name, "missing", "Say it in a sentence or more.")
    if len(given) > length or "\0" in given:
        return _error(name, "unknown_value", f"is not a text of up to {length} characters.")
    return None


def _error(name: str, code: str, detail: str) -> ParameterError:
    return ParameterError(name, code, f"{name}: {detail}")
