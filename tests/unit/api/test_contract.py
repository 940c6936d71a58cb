"""What would break the programs of partners is found, and what would not is let through."""

import json
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from laa_portal.api import document
from laa_portal.contract import SUNSET, breaches

TODAY = date(2026, 11, 27)

DOCUMENT = {
    "paths": {
        "/figures/": {
            "get": {
                "operationId": "list_figures",
                "security": [{"key": []}, {}],
                "parameters": [
                    {
                        "name": "status",
                        "in": "query",
                        "schema": {
                            "type": "array",
                            "maxItems": 100,
                            "items": {"type": "string", "enum": ["final", "missing"]},
                        },
                    },
                    {
                        "name": "fields",
                        "in": "query",
                        "schema": {"type": "string", "pattern": "^(id|value)(,(id|value)){0,1}$"},
                    },
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Figure"}},
                            "text/csv": {"schema": {"type": "string", "format": "binary"}},
                        },
                    },
                    "404": {"content": {}},
                },
            },
            "post": {
                "operationId": "send_figure",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}
                    }
                },
                "responses": {"201": {}, "202": {}},
            },
        }
    },
    "components": {
        "schemas": {
            "Figure": {
                "type": "object",
                "properties": {
                    "value": {"type": ["string", "null"]},
                    "status": {"type": "string", "enum": ["final", "missing"]},
                    "area": {"$ref": "#/components/schemas/Area"},
                },
                "required": ["value", "status"],
            },
            "Area": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "within": {"oneOf": [{"$ref": "#/components/schemas/Area"}, {"type": "null"}]},
                },
                "required": ["code"],
            },
            "Sent": {
                "type": "object",
                "properties": {"value": {"type": "string", "maxLength": 20}},
                "required": [],
            },
        }
    },
}

READ = ("paths", "/figures/", "get")
SEND = ("paths", "/figures/", "post")
STATUS, FIELDS = (*READ, "parameters", 0, "schema"), (*READ, "parameters", 1, "schema")
ANSWER, RECORD = (*READ, "responses", "200"), ("components", "schemas", "Figure")
AREA, SENT = ("components", "schemas", "Area"), ("components", "schemas", "Sent")
GONE = object()

BREAKING = {
    "a path": (("paths", "/figures/"), GONE),
    "an operation": (SEND, GONE),
    "its name": ((*READ, "operationId"), "all_figures"),
    "a key is needed": ((*READ, "security"), [{"key": []}]),
    "a parameter": ((*READ, "parameters", 1), GONE),
    "a parameter is needed": ((*READ, "parameters", 0, "required"), True),
    "fewer at once": ((*STATUS, "maxItems"), 10),
    "a word to ask with": ((*STATUS, "items", "enum"), ["final"]),
    "a type to ask with": ((*STATUS, "items", "type"), "integer"),
    "a word of a pattern": ((*FIELDS, "pattern"), "^(id)(,(id)){0,1}$"),
    "another pattern": ((*FIELDS, "pattern"), "^[a-z]{1,2}$"),
    "fewer words": ((*FIELDS, "pattern"), "^(id|value)(,(id|value)){0,0}$"),
    "an answer": ((*SEND, "responses", "202"), GONE),
    "a format": ((*ANSWER, "content", "text/csv"), GONE),
    "a header": ((*ANSWER, "headers"), {}),
    "a field": ((*RECORD, "properties", "status"), GONE),
    "a field of a field": ((*AREA, "properties", "code"), GONE),
    "a field may be missing": ((*RECORD, "required"), ["value"]),
    "a type": ((*RECORD, "properties", "value", "type"), ["number", "null"]),
    "a null": ((*RECORD, "properties", "status", "type"), ["string", "null"]),
    "a record or null": (
        (*RECORD, "properties", "area"),
        {"oneOf": [{"$ref": "#/components/schemas/Area"}, {"type": "null"}]},
    ),
    "a word of an answer": ((*RECORD, "properties", "status", "enum"), ["final"]),
    "any word": ((*RECORD, "properties", "status", "enum"), GONE),
    "a body is needed": ((*SEND, "requestBody", "required"), True),
    "a field to send": ((*SENT, "properties", "value"), GONE),
    "a field that must be sent": ((*SENT, "required"), ["value"]),
    "a shorter text": ((*SENT, "properties", "value", "maxLength"), 10),
}

ADDITIVE = {
    "nothing": (("info",), {}),
    "a path": (("paths", "/areas/"), {"get": {"operationId": "list_areas", "responses": {}}}),
    "more at once": ((*STATUS, "maxItems"), 200),
    "a word to ask with": ((*STATUS, "items", "enum"), ["final", "missing", "revised"]),
    "a word of a pattern": ((*FIELDS, "pattern"), "^(id|value|ci)(,(id|value|ci)){0,2}$"),
    "any pattern": ((*FIELDS, "pattern"), GONE),
    "a refusal": ((*READ, "responses", "404"), GONE),
    "a field": ((*RECORD, "properties", "ci"), {"type": "string"}),
    "never null": ((*RECORD, "properties", "value", "type"), "string"),
    "a word of an answer": (
        (*RECORD, "properties", "status", "enum"),
        ["final", "missing", "revised"],
    ),
    "a field that may be sent": ((*SENT, "properties", "note"), {"type": "string"}),
    "a longer text": ((*SENT, "properties", "value", "maxLength"), 40),
}


def changed(place, value):
    """Return the document with something else in one place."""
    made = deepcopy(DOCUMENT)
    *way, last = place
    inner = made
    for step in way:
        inner = inner[step]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return made


@pytest.mark.parametrize("change", BREAKING.values(), ids=BREAKING)
def test_what_breaks_programs_is_found(change):
    assert len(breaches(DOCUMENT, changed(*change), TODAY)) == 1


@pytest.mark.parametrize("change", ADDITIVE.values(), ids=ADDITIVE)
def test_what_breaks_no_program_is_let_through(change):
    assert breaches(DOCUMENT, changed(*change), TODAY) == []


def test_what_said_when_it_ends_may_be_gone_after_that_day():
    ending = changed((*SEND, SUNSET), TODAY.isoformat())
    without = changed(SEND, GONE)

    assert breaches(ending, without, TODAY)
    assert breaches(ending, without, TODAY + timedelta(days=1)) == []


@pytest.fixture
def kept(tmp_path):
    """The documents as the command keeps them, as of a release."""
    call_command("openapi", "--release", folder=tmp_path)
    return tmp_path


def test_command_refuses_what_would_break_programs_of_the_last_release(kept):
    released = deepcopy(document())
    released["components"]["schemas"]["Figure"]["properties"]["shoe_size"] = {"type": "string"}
    (kept / "released.json").write_text(json.dumps(released))

    with pytest.raises(CommandError, match="shoe_size is gone"):
        call_command("openapi", "--check", folder=kept)


def test_command_refuses_a_document_that_is_not_current(kept):
    (kept / "openapi.json").write_text("{}")

    with pytest.raises(CommandError, match="run `make openapi`"):
        call_command("openapi", "--check", folder=kept)
