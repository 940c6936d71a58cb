"""The OpenAPI document, arranged for a page."""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

PLACES = {"path": "in the path", "header": "a header"}
"""Where a parameter goes; the others follow the question mark."""


def operations(document: Document, origin: str) -> list[dict[str, Any]]:
    """Return what can be asked, with an example of each."""
    return [
        _operation(path, method, operation, document)
        | {"example": origin + _example(path, operation)}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _operation(path: str, method: str, operation: Document, document: Document) -> dict[str, Any]:
    return {
        "method": method.upper(),
        "id": operation["operationId"],
        "summary": operation["summary"],
        "caption": f"Parameters of “{operation['summary']}”",
        "description": operation.get("description", ""),
        "path": path,
        "is_list": operation["operationId"].startswith("list_"),
        "needs_key": {} not in operation["security"],
        "bodies": list(operation.get("requestBody", {}).get("content", {})),
        "parameters": [
            {
                "name": parameter["name"],
                "place": PLACES.get(parameter["in"], ""),
                "type": type_of(parameter["schema"], document),
                "description": parameter.get("description", ""),
            }
            for parameter in operation.get("parameters", [])
        ],
        "answers": [
            {"status": status, "description": answer["description"] or "The answer."}
            for status, answer in sorted(operation["responses"].items())
        ],
    }


def _example(path: str, operation: Document) -> str:
    """Return an address that answers, with the example of each part of the path."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["schema"]["example"]))
    return path


def records(document: Document) -> list[dict[str, Any]]:
    """Return the fields of each kind of record that an operation gives."""
    return [
        {
            "name": name,
            "title": f"Fields of {name.lower()} records",
            "fields": list(_fields(document["components"]["schemas"][name], document)),
        }
        for name in _given(document)
    ]


def _given(document: Document) -> Iterator[str]:
    """Yield the names of the schemas of single records."""
    for methods in document["paths"].values():
        for operation in methods.values():
            if operation["operationId"].startswith("get_"):
                answer = operation["responses"]["200"]["content"]["application/json"]
                whole, _ = _inner(answer["schema"])  # not the one with some of its fields
                yield _name(whole)


def _fields(schema: Document, document: Document, prefix: str = "") -> Iterator[dict[str, str]]:
    """Yield each field of a record under its whole name, as in `period.from`."""
    for name, field in schema.get("properties", {}).items():
        inner, is_list = _inner(field)
        whole = f"{prefix}{name}{'[]' if is_list else ''}"
        referred = document["components"]["schemas"][_name(inner)] if "$ref" in inner else {}
        yield {
            "name": whole,
            "type": type_of(field, document),
            "description": field.get("description") or referred.get("description", ""),
        }
        yield from _fields(referred, document, f"{whole}.")


def _inner(field: Document) -> tuple[Document, bool]:
    """Return the schema of a field's values, and whether the field is a list of them."""
    if "items" in field:
        return field["items"], True
    for parts in (field.get("allOf", []), field.get("oneOf", []), field.get("anyOf", [])):
        for part in parts:
            if "$ref" in part:
                return part, False
    return field, False


def _name(reference: Document) -> str:
    return str(reference["$ref"]).rsplit("/", 1)[1]


def type_of(field: Document, document: Document) -> str:
    """Return in a few words what a value is."""
    inner, is_list = _inner(field)
    if is_list:
        return f"list of {type_of(inner, document)}"
    if "$ref" in inner:
        return "record or null" if "oneOf" in field else "record"
    if "enum" in inner:
        return ", ".join("null" if word is None else str(word) for word in inner["enum"])
    kind = inner.get("type", "any")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{words} ({inner['format']})" if "format" in inner else words
