"""What a newer document of the API takes from programs written after an older one.

A program may go on if every request it could make is still understood, and every answer still holds
what it could read. So what is sent may only widen, and what is answered may only grow: more
operations, parameters that may be left out, fields and words of answers. A program has to pass over
fields and words that it does not know; the deprecation policy says so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

Schema = Mapping[str, Any]

SUNSET = "x-sunset"
"""With an operation: the day on which it ends."""

AT_MOST = ("maxLength", "maxItems", "maximum", "maxProperties")
AT_LEAST = ("minLength", "minItems", "minimum", "minProperties")

CHOICES = re.compile(r"\(([\w-]+(?:\|[\w-]+)*)\)")
REPEATED = re.compile(r"\{0,(\d+)\}")
"""The parts of a pattern that list words, and that say how many may follow."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same place in two documents, and whether programs send or are given what is there."""

    older: Schema
    newer: Schema
    place: str
    is_sent: bool = False
    compared: set[tuple[int, int, bool]] = field(default_factory=set)
    """The shapes that were: many places hold the same, and a record may hold its own kind."""

    def at(self, place: str) -> "Pair":
        return replace(self, place=f"{self.place}{place}")

    def sent(self) -> "Pair":
        return replace(self, is_sent=True)


def breaches(older: Schema, newer: Schema, today: date) -> list[str]:
    """Return what of an older document no longer holds, in sentences: each once.

    What said when it would end may be gone after that day.
    """
    paths = _lasting(older["paths"], today)
    found = list(_gone(paths, newer["paths"], "The path {} is gone."))
    whole = Pair(older, newer, "")
    for path, methods in paths.items():
        later = newer["paths"].get(path, {})
        if later:
            found += _gone(methods, later, f"The operation {{}} {path} is gone.")
        for method in methods.keys() & later.keys():
            pair = whole.at(f"{method.upper()} {path}")
            found += _operation(methods[method], later[method], pair)
    return sorted(found)


def _lasting(paths: Schema, today: date) -> dict[str, Schema]:
    """Leave out the operations that ended before today."""
    lasting = {
        path: {
            method: operation
            for method, operation in methods.items()
            if date.fromisoformat(operation.get(SUNSET, "9999-12-31")) >= today
        }
        for path, methods in paths.items()
    }
    return {path: methods for path, methods in lasting.items() if methods}


def _gone(older: Schema, newer: Schema, words: str) -> Iterator[str]:
    for name in older.keys() - newer.keys():
        yield words.format(name)


def _operation(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    if older["operationId"] != newer["operationId"]:
        yield f"{pair.place}: {older['operationId']} is called {newer['operationId']} now."
    if {} in older.get("security", [{}]) and {} not in newer.get("security", [{}]):
        yield f"{pair.place}: needs a key now."
    yield from _parameters(older, newer, pair)
    yield from _body(older.get("requestBody"), newer.get("requestBody"), pair.sent())
    yield from _answers(older["responses"], newer["responses"], pair)


def _parameters(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    before, after = _by_name(older), _by_name(newer)
    yield from _gone(before, after, f"{pair.place}: the parameter {{}} is gone.")
    for name, parameter in after.items():
        was_needed = before.get(name, {}).get("required", False)
        if parameter.get("required", False) and not was_needed:
            yield f"{pair.place}: the parameter {name} is required now."
        if name in before:
            here = pair.sent().at(f" ?{name}")
            yield from _schema(before[name]["schema"], parameter["schema"], here)


def _by_name(operation: Schema) -> dict[str, Any]:
    return {f"{one['name']} ({one['in']})": one for one in operation.get("parameters", [])}


def _body(older: Schema | None, newer: Schema | None, pair: Pair) -> Iterator[str]:
    if newer and newer.get("required", False) and not (older or {}).get("required", False):
        yield f"{pair.place}: a body is required now."
    if older and not newer:
        yield f"{pair.place}: a body is no longer understood."
    if older and newer:
        yield from _content(older["content"], newer["content"], pair.at(" body"))


def _answers(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    for status, answer in older.items():
        here = pair.at(f" {status}")
        if status in newer:
            after = newer[status]
            words = f"{here.place}: the header {{}} is gone."
            yield from _gone(answer.get("headers", {}), after.get("headers", {}), words)
            yield from _content(answer.get("content", {}), after.get("content", {}), here)
        elif status < "400":
            yield f"{pair.place}: the answer {status} is gone."


def _content(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    yield from _gone(older, newer, f"{pair.place}: the media type {{}} is gone.")
    for media_type in older.keys() & newer.keys():
        yield from _schema(older[media_type]["schema"], newer[media_type]["schema"], pair)


def _schema(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    """Compare what is sent or answered, through references and choices of shapes."""
    before, was_null = _shapes(older, pair.older)
    after, is_null = _shapes(newer, pair.newer)
    if pair.is_sent and was_null and not is_null:
        yield f"{pair.place}: must not be null now."
    if not pair.is_sent and is_null and not was_null:
        yield f"{pair.place}: may be null now."
    narrower, wider = (after, before) if pair.is_sent else (before, after)
    if len(narrower) < len(wider):
        yield f"{pair.place}: has other shapes now."
        return
    for one, other in zip(before, after, strict=False):
        yield from _shape(one, other, pair)


def _shapes(schema: Schema, document: Schema) -> tuple[list[Schema], bool]:
    """Return the shapes of which a value has one, and whether it may be null."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return _shapes(document["components"]["schemas"][name], document)
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            parts = [_shapes(part, document) for part in schema[word]]
            return [one for shapes, _ in parts for one in shapes], any(null for _, null in parts)
    if schema.get("type") == "null":
        return [], True
    return [schema], "null" in _types(schema) or None in schema.get("enum", [])


def _types(schema: Schema) -> set[str]:
    kind = schema.get("type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def _shape(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    both = (id(older), id(newer), pair.is_sent)
    if both in pair.compared:
        return
    pair.compared.add(both)
    yield from _kind(older, newer, pair)
    yield from _words(older.get("enum"), newer.get("enum"), pair)
    if pair.is_sent:
        yield from _limits(older, newer, pair)
    yield from _fields(older, newer, pair)
    for inner in ("items", "additionalProperties"):
        before, after = older.get(inner), newer.get(inner)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _schema(before, after, pair.at("[]"))


def _kind(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    before, after = _types(older) - {"null"}, _types(newer) - {"null"}
    narrower, wider = (before, after) if pair.is_sent else (after, before)
    if wider and not (narrower and narrower <= wider):
        yield f"{pair.place}: is {_listed(after)} now, and was {_listed(before)}."
    if older.get("format") != newer.get("format"):
        yield f"{pair.place}: the format is {newer.get('format')} now."


def _listed(words: set[str]) -> str:
    return " or ".join(sorted(words)) or "anything"


def _words(older: list[Any] | None, newer: list[Any] | None, pair: Pair) -> Iterator[str]:
    """A word that is gone is one that nobody may send, or that somebody waits for in vain."""
    if newer is None and older is not None and not pair.is_sent:
        yield f"{pair.place}: may be any word now."
    if newer is not None and older is None and pair.is_sent:
        yield f"{pair.place}: may only be some words now."
    for word in older or [] if newer is not None else []:
        if word is not None and word not in (newer or []):
            yield f"{pair.place}: the word {word} is gone."


def _limits(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    for limits, is_narrower in ((AT_MOST, _less), (AT_LEAST, _more)):
        for limit in limits:
            if limit in newer and (limit not in older or is_narrower(newer[limit], older[limit])):
                yield f"{pair.place}: {limit} is {newer[limit]} now."
    before, after = older.get("pattern"), newer.get("pattern")
    if after is not None and after != before and not (before and _is_wider(before, after)):
        yield f"{pair.place}: must be written in another way now."


def _less(one: float, other: float) -> bool:
    return one < other


def _more(one: float, other: float) -> bool:
    return one > other


def _is_wider(before: str, after: str) -> bool:
    """Whether a pattern is another one with more words to choose from."""
    if REPEATED.sub("", CHOICES.sub("", before)) != REPEATED.sub("", CHOICES.sub("", after)):
        return False
    words = zip(CHOICES.findall(before), CHOICES.findall(after), strict=False)
    times = zip(REPEATED.findall(before), REPEATED.findall(after), strict=False)
    return all(set(old.split("|")) <= set(new.split("|")) for old, new in words) and all(
        int(old) <= int(new) for old, new in times
    )


def _fields(older: Schema, newer: Schema, pair: Pair) -> Iterator[str]:
    before, after = older.get("properties", {}), newer.get("properties", {})
    yield from _gone(before, after, f"{pair.place}: the field {{}} is gone.")
    needed, needs = set(older.get("required", ())), set(newer.get("required", ()))
    if pair.is_sent:
        for name in needs - needed:
            yield f"{pair.place}: the field {name} is required now."
    else:
        for name in (needed - needs) & after.keys():
            yield f"{pair.place}: the field {name} may be missing now."
    for name in before.keys() & after.keys():
        yield from _schema(before[name], after[name], pair.at(f" {name}"))
