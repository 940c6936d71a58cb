"""Query parameters that are read strictly: each value is understood, or refused with a sentence."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from laa_portal.foundation.problems import ParameterError

MOST_VALUES = 100
"""Of one parameter. More make addresses too long for the proxies between."""

LONGEST_ECHO = 60

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LINE_OF_TEXT = re.compile(r"[^\x00-\x1f]{1,100}")


@dataclass(frozen=True, slots=True)
class Kind:
    """How the values of a parameter are read.

    `read` takes texts and returns what it understands, by text: the others are refused. It is given
    all of them at once, so that those which are looked up take one query.
    """

    read: Callable[[Sequence[str]], Mapping[str, Any]]
    refusal: str
    schema: Mapping[str, Any]
    choices: tuple[tuple[str, str], ...] = ()


def choice(choices: Iterable[tuple[str, str]]) -> Kind:
    """One of a few words."""
    known = dict(choices)
    return Kind(
        read=lambda texts: {text: text for text in texts if text in known},
        refusal=f"is not one of {', '.join(known)}.",
        schema={"type": "string", "enum": list(known)},
        choices=tuple(known.items()),
    )


def flag() -> Kind:
    """Yes or no."""
    known = {"true": True, "false": False}
    return Kind(
        read=lambda texts: {text: known[text] for text in texts if text in known},
        refusal="is neither true nor false.",
        schema={"type": "boolean"},
        choices=(("true", "Yes"), ("false", "No")),
    )


def day() -> Kind:
    """A date."""
    return Kind(
        read=lambda texts: {text: found for text in texts if (found := read_day(text))},
        refusal="is not a date as in 2008-06-30.",
        schema={"type": "string", "format": "date"},
    )


def read_day(text: str) -> date | None:
    """Read a date as in 2008-06-30; None for anything else."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def text() -> Kind:
    """Some words to look for."""
    return Kind(
        read=lambda texts: {text: text for text in texts if LINE_OF_TEXT.fullmatch(text)},
        refusal="is not one line of at most 100 characters.",
        schema={"type": "string", "pattern": f"^{LINE_OF_TEXT.pattern}$"},
    )


def code(find: Callable[[Sequence[str]], Mapping[str, Any]], *, pattern: str, refusal: str) -> Kind:
    """A code that `find` looks up; texts that cannot be one are not looked for."""
    form = re.compile(pattern)

    def read(texts: Sequence[str]) -> Mapping[str, Any]:
        return find([text for text in texts if form.fullmatch(text)])

    return Kind(read, refusal, schema={"type": "string", "pattern": f"^{pattern}$"})


class TextsInput(forms.Widget):
    """All values that were given for one name, in order."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name)


class ParameterField(forms.Field):
    """The values of one parameter; a list where it may be repeated."""

    widget = TextsInput

    def __init__(self, *, kind: Kind, is_repeatable: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        self.is_repeatable = is_repeatable

    def clean(self, texts: list[str]) -> Any:
        """Return what the texts mean: None where there are none."""
        if not texts:
            return None
        most = MOST_VALUES if self.is_repeatable else 1
        if len(texts) > most:
            raise ValidationError(f"It may be given at most {_times(most)}.", code="too_many")
        found = self.kind.read(texts)
        if wrong := [text for text in texts if text not in found]:
            raise ValidationError([self._refusal(text) for text in dict.fromkeys(wrong)])
        return [found[text] for text in texts] if self.is_repeatable else found[texts[0]]

    def _refusal(self, text: str) -> ValidationError:
        if not text:
            return ValidationError("It is empty. Leave it out instead.", code="empty")
        shown = text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
        return ValidationError(f"“{shown}” {self.kind.refusal}", code="unknown_value")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


class Parameter(filters.Filter):
    """A filter by one parameter: `|` among its values, `&` with the other parameters.

    `field_name` may carry a lookup, as in `name__icontains`. A repeatable one is looked up `in`.
    """

    field_class = ParameterField

    def __init__(
        self, kind: Kind, *, help_text: str, is_repeatable: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(kind=kind, help_text=help_text, is_repeatable=is_repeatable, **kwargs)
        self.kind = kind
        self.help_text = help_text
        self.is_repeatable = is_repeatable

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value is None:
            return queryset
        lookup = f"{self.field_name}__in" if self.is_repeatable else self.field_name
        return queryset.filter(**{str(lookup): value})


class Switch(Parameter):
    """Yes or no. It changes what is told or done, not of which records."""

    def __init__(self, *, help_text: str) -> None:
        super().__init__(flag(), help_text=help_text)

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset


def described(name: str, parameter: ParameterField | Parameter) -> dict[str, Any]:
    """Describe a parameter as OpenAPI does."""
    schema = dict(parameter.kind.schema)
    if parameter.is_repeatable:
        schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": str(parameter.help_text),
        "schema": schema,
    }


def errors_of(name: str, error: ValidationError) -> list[ParameterError]:
    """Return what is wrong with the values of one parameter."""
    return [
        ParameterError(name, str(one.code), f"{name}: {one.message}") for one in error.error_list
    ]
