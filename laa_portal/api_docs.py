"""The OpenAPI document, arranged for a page."""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]


def operations(document: Document, origin: str) -> list[dict[str, Any]]:
    """Return what can be asked, with an example of each."""
    return [
        _operation(path, operation, document, origin)
        for path, methods in document["paths"].items()
        for operation in methods.values()
    ]


def _operation(path: str, operation: Document, document: Document, origin: str) -> dict[str, Any]:
    own = operation.get("parameters", [])
    return {
        "id": operation["operationId"],
        "summary": operation["summary"],
        "caption": f"Parameters of “{operation['summary']}”",
        "description": operation.get("description", ""),
        "path": path,
        "example": origin + _example(path, own),
        "is_list": operation["operationId"].startswith("list_"),
        "parameters": [
            {
                "name": parameter["name"],
                "is_in_path": parameter["in"] == "path",
                "type": type_of(parameter["schema"], document),
                "description": parameter.get("description", ""),
            }
            for parameter in own
        ],
        "answers": [
            {"status": status, "description": answer["description"] or "The answer."}
            for status, answer in sorted(operation["responses"].items())
        ],
    }


def _example(path: str, parameters: list[Document]) -> str:
    """Return an address that answers, with the example of each part of the path."""
    for parameter in parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["schema"]["example"])
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
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            if operation["operationId"].startswith("get_"):
                yield _name(schema)


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
