"""The OpenAPI document is valid and complete, and the API is what it says."""

import os
from collections import Counter
from copy import deepcopy

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from laa_portal.api import RESOURCES, document
from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE
from laa_portal.wsgi import application
from partnerships.models import RoleKind, Scope
from partnerships.policies.keys import scopes_of
from tests.conftest import person
from tests.factories.keys import make_key
from tests.factories.summaries import make_summary

EXAMPLES = int(os.environ.get("EXAMPLES", "6"))
AT_LENGTH = 20
"""How many requests are drawn for each operation. From so many on keys of all kinds ask, and every
limit of every parameter is tried as well, which takes an hour."""

schemathesis.serializer.alias(WORKBOOK_TYPE, "application/octet-stream")
"""Workbooks are sent as bytes: what is in them is for the tests of the parser."""


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


PLAN_WRITES = (
    *("start", "write", "add_step_to", "refresh", "discard"),
    *("publish_summary_of", "unpublish_summary_of"),
)
ENGAGEMENT_WRITES = (
    *("add", "describe", "record_attendance_at", "report_heard_in", "say_what_changed_by"),
    *("publish", "correct", "withdraw", "remove"),
)


CONCERN_WRITES = (
    *("ask_about", "answer", "accept_answer_on", "lower", "escalate"),
    *("snooze", "wake", "resolve", "dismiss"),
)


def test_no_two_operations_are_called_the_same():
    said = Counter(
        operation["summary"]
        for methods in document()["paths"].values()
        for operation in methods.values()
    )

    assert len(said) > 50
    assert not [summary for summary, times in said.items() if times > 1]


def test_operations_keep_their_names():
    names = {
        operation["operationId"]
        for methods in document()["paths"].values()
        for operation in methods.values()
    }

    singular = {f"get_{resource.noun}".replace(" ", "_") for resource in RESOURCES.values()}
    plural = {f"list_{name}".replace("-", "_") for name in RESOURCES}
    writes = {"send_return", "confirm_return", "publish_return", "withdraw_return"}
    writes |= {f"{verb}_engagement" for verb in ENGAGEMENT_WRITES}
    writes |= {f"{verb}_escalation" for verb in ("put", "take_up", "decline")}
    writes |= {f"{verb}_target" for verb in ("shortlist", "longlist_again", "leave_out")}
    writes |= {f"{verb}_partnership_plan" for verb in PLAN_WRITES}
    writes |= {f"{verb}_plan_step" for verb in ("change", "remove", "note_progress_of")}
    writes |= {f"{verb}_community_safety_agreement" for verb in ("start", "write")}
    writes |= {"put_standard_record", "withdraw_standard_record", "remove_attachment"}
    writes |= {"start_assessment", "attach_to_assessment", "attach_to_priority"}
    writes |= {"write_section_of_assessment", "add_priority_to_assessment", "submit_assessment"}
    writes |= {"accept_all_in_agreement", "make_offer_over_agreement", "write_message"}
    writes |= {"open_offer", "withdraw_offer"}
    writes |= {f"{verb}_draft" for verb in ("begin", "change", "discard")}
    writes |= {"rank_priorities_of_assessment", "describe_priority", "remove_priority"}
    writes |= {f"{verb}_intervention" for verb in ("open", "acknowledge", "close")}
    writes |= {"enter_judgement", "withdraw_judgement"}
    writes |= {f"{verb}_concern" for verb in CONCERN_WRITES}
    writes |= {f"{verb}_findings_of_review" for verb in ("put", "refresh", "take_back")}
    writes |= {"hold_review", "submit_evidence_for_review", "ask_for_export"}
    reads = {"explain_summary", "list_revisions_of_figure", "rows_of_return"}
    reads |= {"content_of_attachment", "certificate_of_agreement"}
    reads |= {"list_changes", "structure_of_figure", "download_all_figure"}
    reads |= {"newest_export", "part_of_export"}
    assert names == plural | singular | writes | reads


@pytest.mark.parametrize(
    "name, statuses",
    [
        ("list_figures", {"200", "304", "400"}),
        ("get_figure", {"200", "304", "404"}),
        ("list_changes", {"200", "400"}),
        ("newest_export", {"200", "404"}),
        ("send_return", {"200", "201", "202", "400", "413", "415", "422"}),
        ("confirm_return", {"200", "404", "412", "422", "428"}),
        ("withdraw_return", {"200", "400", "404", "412", "422", "428"}),
        ("list_revisions_of_figure", {"200", "404"}),
    ],
)
def test_every_status_is_declared(name, statuses):
    operations = {
        operation["operationId"]: operation
        for methods in document()["paths"].values()
        for operation in methods.values()
    }

    answers = operations[name]["responses"]

    assert {"401", "403", "406", "429", "500", "503"} | statuses <= set(answers)
    for status in answers:
        media_types = set(answers[status].get("content", ()))
        if int(status) >= 400:
            assert media_types == {"application/problem+json"}
        else:
            assert ("application/json" in media_types) is (status != "304")


def test_keys_are_described_and_needed_where_nothing_is_public():
    paths = document()["paths"]

    scheme = document()["components"]["securitySchemes"]["key"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert paths["/api/v1/figures/"]["get"]["security"] == [{"key": []}, {}]
    assert paths["/api/v1/returns/"]["get"]["security"] == [{"key": []}]
    assert "scope values:write" in paths["/api/v1/returns/"]["post"]["description"]


@pytest.mark.parametrize(
    "path, headers",
    [
        ("/api/v1/returns/", {"Idempotency-Key"}),
        ("/api/v1/returns/{id}/confirm/", {"Idempotency-Key", "If-Match"}),
        ("/api/v1/returns/{id}/withdraw/", {"Idempotency-Key", "If-Match"}),
    ],
)
def test_headers_that_a_write_needs_are_described(path, headers):
    parameters = document()["paths"][path]["post"]["parameters"]

    assert {p["name"] for p in parameters if p["in"] == "header" and p["required"]} == headers


# What only the database knows. The document gives the form of a code; a client has to look up
# which ones there are, and so does a program that makes requests up.
KNOWN = {
    "indicator": ["NI 901", "ni-15"],
    "measure": ["NI 901", "NI 33i"],
    "area": ["X07000901", "99zz", "E92000001"],
    "within": ["X10000901", "29"],
    "organisation": ["x-force", "home-office"],
    "partnership": ["E22000001", "E22000002"],
    "period": ["2008/09", "2008-04", "2008/09 Q1", "2008", "latest", "latest:8"],
    "from": ["2007/08", "2008-04-01"],
    "to": ["2010/11", "2008-04-30"],
    "as_of": ["2009-11-03", "2008-11-03T12:00Z"],
    "updated_after": ["2009-11-03", "2008-11-03T12:00Z"],
    "since": ["now"],
}
KNOWN_CODES = {"indicators": KNOWN["indicator"], "areas": KNOWN["area"]}


def with_known_codes(described):
    """Give parameters the codes there are.

    Cursors are left to the tests of pages; and lists of the past, which are of one measure and so
    hang on other parameters, to tests/integration/api/test_past_figures.py.
    """
    for path, methods in described["paths"].items():
        known = KNOWN | {"code": KNOWN_CODES.get(path.split("/")[3], [])}
        if "get" not in methods:
            continue
        parameters = methods["get"]["parameters"]
        left_out = {"cursor"} if path.endswith("}/") else {"cursor", "as_of"}
        methods["get"]["parameters"] = [p for p in parameters if p["name"] not in left_out]
        for parameter in parameters:
            if parameter["in"] == "query" and parameter["name"] in known:
                schema = parameter["schema"].get("items", parameter["schema"])
                schema["enum"] = known[parameter["name"]]
    return described


@pytest.fixture
def some_figures(world):
    make_summary(world.measure, world.district)
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
described.config.phases.coverage.enabled = EXAMPLES >= AT_LENGTH


@described.parametrize()
@settings(max_examples=EXAMPLES, deadline=None)
@pytest.mark.usefixtures("some_figures", "one_connection")
def test_api_is_what_the_document_says(case):
    """Requests made up from the document, good and bad, pass every check of schemathesis."""
    case.call_and_validate()


def answered(case, token):
    """Hold the answer to a key against the document. A made-up version or key of a write is well
    formed and yet refused; and any bytes are a text, of which the answer to a return tells row by
    row what is wrong."""
    excluded = [] if case.method == "GET" else [positive_data_acceptance]
    if case.operation.label == "POST /api/v1/returns/":
        excluded.append(negative_data_rejection)
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=excluded)


writing = described.include(tag="returns")


@pytest.fixture
def sender(provider):
    return make_key(provider.roles.get(), Scope.VALUES_READ, Scope.VALUES_WRITE)[1]


@writing.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.usefixtures("some_figures", "one_connection")
def test_returns_by_key_are_what_the_document_says(case, sender):
    """The same with the key of whoever sends returns."""
    answered(case, sender)


READING = {Scope.VALUES_READ, Scope.AGREEMENTS_READ, Scope.CONCERNS_READ}
HOLDERS = {
    "reader": (RoleKind.CDRP_OFFICER, READING),
    "officer": (RoleKind.CDRP_OFFICER, set(Scope)),
    "coordinator": (RoleKind.LSP_COORDINATOR, set(Scope)),
}
"""Who else asks at length: one whose key only reads, and two whose keys do all that a key may."""


@pytest.fixture(params=HOLDERS if EXAMPLES >= AT_LENGTH else [])
def token(request, world):
    kind, wanted = HOLDERS[request.param]
    area = world.county if kind == RoleKind.LSP_COORDINATOR else world.district
    role = person(request.param, kind, area=area).roles.get()
    return make_key(role, *(scope for scope in scopes_of(role) if scope in wanted))[1]


@described.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.usefixtures("some_figures", "one_connection")
def test_api_by_key_is_what_the_document_says(case, token):
    """The same with keys of other roles."""
    answered(case, token)
