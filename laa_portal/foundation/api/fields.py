"""How values are written in JSON: numbers as exact text, empty texts as null, links absolute."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, timedelta
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .shaping import WHOLE

PLAIN_KEY = re.compile("[-A-Za-z0-9_.]+")
"""One that stands in an address as it is."""


def exact(number: float | Decimal) -> str:
    """Return a number as text with all its digits, and no zeros at the end.

    Of a float these are the fewest digits that read back as the same float.
    """
    decimal = number if isinstance(number, Decimal) else Decimal(repr(number))
    text = f"{decimal:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@extend_schema_field({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"})
class ExactField(serializers.Field[Any, Any, str, Any]):
    """A number as text, so that no reader's floats round it."""

    def to_representation(self, value: float | Decimal) -> str:
        return exact(value)


class TextField(serializers.CharField):
    """A text, and null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:  # type: ignore[override]
        return value or None


class ChoiceField(serializers.ChoiceField):
    """One of a few words of ours, written as others know it."""

    def __init__(self, words: Mapping[Any, str], **kwargs: Any) -> None:
        super().__init__(choices=list(dict.fromkeys(words.values())), **kwargs)
        self.words = {str(own): others for own, others in words.items()}

    def to_representation(self, value: str) -> str:
        return self.words[str(value)]


class LastDayField(serializers.DateField):
    """The last day of a span whose end is kept as the first day after it."""

    def to_representation(self, value: date) -> str:
        return str(super().to_representation(value - timedelta(days=1)))


class MomentField(serializers.DateTimeField):
    """A time in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)


@extend_schema_field({"type": "string", "format": "uri"})
class LinkField(serializers.Field[Any, Any, str, Any]):
    """The absolute address of the page or record that `view_name` and its keys lead to.

    None where a key is None: there is nothing to lead to.
    """

    def __init__(self, view_name: str, *keys: Callable[[Any], object], **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)
        self.view_name = view_name
        self.keys = keys
        self.around: str | None = None
        """The address, with places for keys."""

    def to_representation(self, record: Any) -> str | None:  # type: ignore[override]
        addresses: dict[Any, str] = self.context.setdefault("addresses", {})
        keys = tuple(key(record) for key in self.keys)
        if None in keys:
            return None
        place = (self.view_name, keys)
        if place not in addresses:
            addresses[place] = self.context["origin"] + self._address(keys)
        return addresses[place]

    def _address(self, keys: tuple[Any, ...]) -> str:
        """Return an address; of plain keys it is that of the first with the other keys in it.

        To look an address up takes as long as all else of a record.
        """
        texts = list(map(str, keys))
        if not all(map(PLAIN_KEY.fullmatch, texts)):
            return reverse(self.view_name, args=keys)
        if self.around is None:
            address = reverse(self.view_name, args=keys)
            if any(address.count(text) != 1 for text in texts):
                return address
            for place, text in enumerate(texts):
                address = address.replace(text, f"{{{place}}}")
            self.around = address
        return self.around.format(*texts)


class RecordSerializer(serializers.Serializer[Any]):
    """Writes plain attributes, each by a way that is looked up once for a whole list."""

    @cached_property
    def ways(self) -> list[tuple[str, Callable[[Any], Any], Callable[[Any], Any]]]:
        """The name of each field, how its value is got, and how it is written."""
        return [
            (name, _getter(str(field.source)), field.to_representation)
            for name, field in self.fields.items()
            if self._is_told(name)
        ]

    def _is_told(self, name: str) -> bool:
        """Whether a field is; its reader may want only some of a whole record's."""
        holder = getattr(self.parent, "parent", None) if self.is_in_list else self.parent
        return holder is not None or self.context.get("shape", WHOLE).has(name)

    @property
    def is_in_list(self) -> bool:
        return isinstance(self.parent, serializers.ListSerializer)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        record = {}
        for name, get, write in self.ways:
            value = get(instance)
            record[name] = None if value is None else write(value)
        return record


def _getter(source: str) -> Callable[[Any], Any]:
    return (lambda instance: instance) if source == "*" else attrgetter(source)


class SharedSerializer(RecordSerializer):
    """A part that many records of a list have in common: made once for each answer."""

    def key(self, instance: Any) -> object:
        """Return what tells one part from another."""
        return instance.pk

    def to_representation(self, instance: Any) -> dict[str, Any]:
        made: dict[Any, Any] = self.context.setdefault(f"made of {type(self).__name__}", {})
        key = self.key(instance)
        if key not in made:
            made[key] = super().to_representation(instance)
        return made[key]
