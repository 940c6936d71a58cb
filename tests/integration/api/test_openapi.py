"""The OpenAPI document is valid and complete, and the API is what it says."""

from copy import deepcopy

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import settings

from laa_portal.api import RESOURCES, document
from laa_portal.wsgi import application


def test_document_is_valid_and_made_without_warnings():
    reset_generator_stats()

    made = SchemaGenerator().get_schema(request=None, public=True)

    validate_schema(made)
    assert made["openapi"].startswith("3.1")
    assert not GENERATOR_STATS, "the generator warned; see the log"


def test_document_is_served(client, db):
    answer = client.get("/api/v1/openapi.json")

    assert answer["Content-Type"] == "application/json"
    assert answer.json()["info"]["title"] == document()["info"]["title"]


def test_operations_keep_their_names():
    names = {
        operation["operationId"]
        for methods in document()["paths"].values()
        for operation in methods.values()
    }

    singular = {"get_indicator", "get_area", "get_organisation", "get_partnership", "get_figure"}
    assert names == {f"list_{plural}" for plural in RESOURCES} | singular


@pytest.mark.parametrize("name, status", [("list_figures", "400"), ("get_figure", "404")])
def test_every_status_is_declared(name, status):
    operations = {
        operation["operationId"]: operation
        for methods in document()["paths"].values()
        for operation in methods.values()
    }

    answers = operations[name]["responses"]

    assert {"200", status, "406", "500", "503"} <= set(answers)
    assert set(answers[status]["content"]) == {"application/problem+json"}


# What only the database knows. The document gives the form of a code; a client has to look up
# which ones there are, and so does a program that makes requests up.
KNOWN = {
    "indicator": ["NI 901", "ni-15"],
    "measure": ["NI 901", "NI 33i"],
    "area": ["X07000901", "99zz", "E92000001"],
    "within": ["X10000901", "29"],
    "organisation": ["x-force", "home-office"],
    "period": ["2008/09", "2008-04", "2008/09 Q1", "2008"],
    "from": ["2007/08", "2008-04-01"],
    "to": ["2010/11", "2008-04-30"],
}
KNOWN_CODES = {"indicators": KNOWN["indicator"], "areas": KNOWN["area"]}


def with_known_codes(described):
    """Give parameters the codes there are, and leave cursors to the tests of pages."""
    for path, methods in described["paths"].items():
        known = KNOWN | {"code": KNOWN_CODES.get(path.split("/")[3], [])}
        parameters = methods["get"]["parameters"]
        methods["get"]["parameters"] = [p for p in parameters if p["name"] != "cursor"]
        for parameter in parameters:
            if parameter["in"] == "query" and parameter["name"] in known:
                schema = parameter["schema"].get("items", parameter["schema"])
                schema["enum"] = known[parameter["name"]]
    return described


@pytest.fixture
def some_figures(world):
    world.figure()
    world.figure("2008-04", value=None, lower=None, reason="missing", status="missing")


@pytest.fixture
def one_connection():
    """Leave the test's transaction open between requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


described = schemathesis.openapi.from_dict(with_known_codes(deepcopy(document())))
described.app = application


@described.parametrize()
@settings(max_examples=20, deadline=None)
@pytest.mark.usefixtures("some_figures", "one_connection")
def test_api_is_what_the_document_says(case):
    """Requests made up from the document, good and bad, pass every check of schemathesis."""
    case.call_and_validate()
