"""What comes with an act by key: a few fields, each understood or refused, all faults told at once.

A body is said once: what OpenAPI tells of a field and how it is read lie together. The kinds of
fields are in `body_fields`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rest_framework.request import Request

from laa_portal.foundation.problems import InvalidParameters, ParameterError

LONGEST_ECHO = 60


class Unreadable(ValueError):
    """A field says what it may not. The message goes on from the field's name."""

    def __init__(self, message: str, code: str = "unknown_value") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a body: its schema, and how what was sent is read. `read` raises Unreadable."""

    schema: Mapping[str, Any]
    read: Callable[[Any], Any]
    missing: str = "must be there."
    """What is said where it has to be sent and is not."""

    def then(self, find: Callable[[Any], Any]) -> "Field":
        """Return a field of what `find` makes of the values of this one."""
        return replace(self, read=lambda given: find(self.read(given)))

    def or_null(self) -> "Field":
        """Return a field that may say that there is none."""
        nullable = dict(self.schema) | {"type": [self.schema["type"], "null"]}
        if "enum" in nullable:
            nullable["enum"] = [*nullable["enum"], None]
        return replace(
            self, schema=nullable, read=lambda given: None if given is None else self.read(given)
        )


class Body:
    """The fields that an act is sent with. Of those that only change a part, something is sent."""

    def __init__(
        self, fields: Mapping[str, Field], *required: str, is_partial: bool = False
    ) -> None:
        self.fields = fields
        self.required = required
        self.is_partial = is_partial

    @property
    def schema(self) -> dict[str, Any]:
        """Describe it as OpenAPI does."""
        described: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: dict(field.schema) for name, field in self.fields.items()},
        }
        described |= {"required": list(self.required)} if self.required else {}
        return described | ({"minProperties": 1} if self.is_partial else {})

    @property
    def json(self) -> dict[str, Any]:
        """Describe it where it comes as JSON."""
        return {"application/json": self.schema}

    def read(self, request: Request) -> dict[str, Any]:
        """Return what was sent, by the name of each field. Raises InvalidParameters."""
        if not isinstance(request.data, Mapping):
            raise invalid("body", "unknown_value", "is not an object of JSON.")
        return self.read_object(request.data)

    def read_object(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of an object, by their names. Raises InvalidParameters."""
        found: dict[str, Any] = {}
        errors = [*self._strays(sent), *self._read_into(found, sent)]
        if errors:
            raise InvalidParameters(errors)
        if self.is_partial and not found:
            detail = f"says nothing. Send at least one of {', '.join(self.fields)}."
            raise invalid("body", "empty", detail)
        return found

    def _strays(self, sent: Mapping[str, Any]) -> Iterator[ParameterError]:
        for name in sent:
            if name not in self.fields:
                known = ", ".join(self.fields)
                yield error(echo(name), "unknown_parameter", f"There is only {known}.")

    def _read_into(
        self, found: dict[str, Any], sent: Mapping[str, Any]
    ) -> Iterator[ParameterError]:
        """Read each field that was sent into `found`; yield what is wrong with the others."""
        for name, field in self.fields.items():
            if name not in sent:
                if name in self.required:
                    yield error(name, "missing", field.missing)
                continue
            try:
                found[name] = field.read(sent[name])
            except Unreadable as wrong:
                yield error(name, wrong.code, str(wrong))
            except InvalidParameters as inside:
                yield from within(f"{name}.", inside)


def within(place: str, refused: InvalidParameters) -> Iterator[ParameterError]:
    """Yield what is wrong with an object, each fault with the place of the object before it."""
    for one in refused.errors:
        yield ParameterError(f"{place}{one['parameter']}", one["code"], f"{place}{one['detail']}")


def invalid(name: str, code: str, detail: str) -> InvalidParameters:
    """Return the refusal of one field of a body."""
    return InvalidParameters([error(name, code, detail)])


def error(name: str, code: str, detail: str) -> ParameterError:
    return ParameterError(name, code, f"{name}: {detail}")


def echo(given: object) -> str:
    """Return the beginning of what was sent, as it can be sent back whatever it is."""
    return str(given)[:LONGEST_ECHO].encode(errors="replace").decode()
