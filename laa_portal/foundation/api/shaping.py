"""How much of each record is told: some of its fields only, or more than usual beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.request import Request

from laa_portal.foundation.problems import InvalidParameters

from .parameters import Kind, ParameterField, errors_of

FIELDS, EXPAND = "fields", "expand"

MOST_EXPANDED = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields of a record are told (empty: all), and what besides."""

    fields: frozenset[str] = frozenset()
    expanded: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        return not self.fields or name in self.fields | self.expanded


WHOLE = Shape()


def names(known: Sequence[str], most: int) -> Kind:
    """Some of a few names, with commas between them."""

    def read(texts: Sequence[str]) -> Mapping[str, list[str]]:
        asked = {text: text.split(",") for text in texts}
        return {
            text: parts
            for text, parts in asked.items()
            if set(parts) <= set(known) and len(parts) <= most
        }

    one = f"({'|'.join(map(re.escape, known))})"
    return Kind(
        read=read,
        refusal=f"is not some of {', '.join(known)}, with commas between.",
        schema={"type": "string", "pattern": f"^{one}(,{one}){{0,{most - 1}}}$"},
    )


def shape_fields(view: Any) -> dict[str, ParameterField]:
    """Return the parameters by which a view's records are shaped, by their names."""
    of: Any = type(view)
    return _shape_fields(of) if view.action in {"list", "retrieve"} else {}


@cache
def _shape_fields(of: Any) -> dict[str, ParameterField]:
    found: dict[str, ParameterField] = {}
    if of.has_fields:
        known = tuple(of.serializer_class().fields)
        found[FIELDS] = _field(names(known, len(known)), "Only these fields of each record.")
    if of.expansions:
        told = "; ".join(f"{name}: {meaning}" for name, meaning in of.expansions.items())
        kind = names(list(of.expansions), MOST_EXPANDED)
        found[EXPAND] = _field(kind, f"Tell more of each record, as JSON. {told}.")
    return found


def _field(kind: Kind, help_text: str) -> ParameterField:
    return ParameterField(kind=kind, is_repeatable=False, help_text=help_text)


def shape_asked(view: Any, request: Request) -> Shape:
    """Return how the caller wants records told. Raises InvalidParameters."""
    asked, errors = {}, []
    for name, field in shape_fields(view).items():
        try:
            asked[name] = frozenset(field.clean(request.query_params.getlist(name)) or ())
        except ValidationError as error:
            errors += errors_of(name, error)
    if errors:
        raise InvalidParameters(errors)
    return Shape(asked.get(FIELDS, frozenset()), asked.get(EXPAND, frozenset()))
