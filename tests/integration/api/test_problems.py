"""Whatever goes wrong under /api/ is a problem document."""

import json

import pytest
from django.db import OperationalError
from rest_framework.test import APIRequestFactory

from laa_portal.foundation.api.resources import ApiView
from tests.browsing import Visitor
from tests.integration.api.conftest import codes

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"


def problem(answer, status, code):
    """Check that an answer is a problem document, and return it."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert (document["status"], document["code"]) == (status, code)
    assert document["type"] == f"/api/docs/#problem-{code}"
    assert document["title"]
    assert document["detail"]
    assert document["instance"] == answer["X-Request-ID"]
    return document


def test_unknown_parameter_is_named_with_those_that_exist(api):
    document = problem(api.get(FIGURES, {"indicatr": "NI 16"}), 400, "invalid")

    (error,) = document["errors"]
    assert (error["parameter"], error["code"]) == ("indicatr", "unknown_parameter")
    assert "Did you mean indicator?" in error["detail"]
    assert "indicator, measure, area, level" in error["detail"]
    assert "limit, cursor, count, format" in error["detail"]


@pytest.mark.parametrize(
    "asked, parameter, code",
    [
        ({"indicator": "NI 999"}, "indicator", "unknown_value"),
        ({"indicator": "crime"}, "indicator", "unknown_value"),
        ({"area": "E99999999"}, "area", "unknown_value"),
        ({"area": "\x00"}, "area", "unknown_value"),
        ({"area": ""}, "area", "empty"),
        ({"level": "parish"}, "level", "unknown_value"),
        ({"period": "2008/10"}, "period", "unknown_value"),
        ({"period": "08/09"}, "period", "unknown_value"),
        ({"from": "2008-02-30"}, "from", "unknown_value"),
        ({"to": "0001-01-01"}, "to", "unknown_value"),
        ({"to": ["2008", "2009"]}, "to", "too_many"),
        ({"status": "Final"}, "status", "unknown_value"),
        ({"area": ["16"] * 101}, "area", "too_many"),
        ({"count": "about"}, "count", "unknown_value"),
        ({"format": "xml"}, "format", "unknown_value"),
    ],
)
def test_value_that_cannot_be_used_is_refused(api, catalogue, asked, parameter, code):
    document = problem(api.get(FIGURES, asked), 400, "invalid")

    (error,) = document["errors"]
    assert (error["parameter"], error["code"]) == (parameter, code)


def test_every_error_is_told_at_once(api, catalogue):
    asked = {"level": ["parish", "ward"], "period": "soon", "colour": "red"}

    document = problem(api.get(FIGURES, asked), 400, "invalid")

    assert [error["parameter"] for error in document["errors"]] == [
        "colour",
        "level",
        "level",
        "period",
    ]


def test_single_record_takes_no_filters(api, world):
    world.figure()

    answer = api.get(f"{FIGURES}ni-901.X07000901.2008_09/", {"indicator": "NI 901"})

    assert problem(answer, 400, "invalid")["errors"][0]["parameter"] == "indicator"


def test_nothing_found_is_an_empty_list(api, world):
    assert codes(api.get(FIGURES, {"indicator": "NI 901"})) == []


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/nonsense/",
        "/api/v1/nonsense",
        "/api/v2/figures/",
        "/api/v1/figures/1/",
        "/api/v1/figures/ni-16.E10000016.2008_10/",
        "/api/v1/areas/E99999999/",
        "/api/v1/indicators/ni-999/",
        "/api/v1/organisations/nobody/",
        "/api/v1/partnerships/no%00body/",
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_not_there_is_not_found(api, path, method):
    answer = getattr(api, method)(path)

    assert answer.status_code == 404
    if method == "get":
        problem(answer, 404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", [FIGURES, "/api/v1/areas/E10000016/", "/api/v1/openapi.json"])
def test_nothing_can_be_written(api, path, method):
    answer = getattr(api, method)(path, {"value": 1})

    problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", [f"{FIGURES}?format=csv", f"{FIGURES}bulk/?format=csv"])
def test_method_that_is_not_allowed_is_refused_whatever_the_format(api, address):
    problem(api.generic("TRACE", address), 405, "method_not_allowed")


def test_format_that_does_not_exist_is_not_acceptable(api):
    problem(api.get(FIGURES, headers={"accept": "application/xml"}), 406, "not_acceptable")


def test_format_in_the_address_wins_over_the_header(api):
    answer = api.get(f"{FIGURES}?format=json", headers={"accept": "text/html"})

    assert answer["Content-Type"] == "application/json"


def test_address_without_its_last_slash_leads_to_the_one_with_it(api):
    answer = api.get("/api/v1/areas?code=16")

    assert (answer.status_code, answer["Location"]) == (308, "/api/v1/areas/?code=16")


def test_head_and_options_are_answered(api, catalogue):
    head = api.head("/api/v1/areas/", {"limit": 1})

    assert (head.status_code, head.content) == (200, b"")
    assert 'rel="next"' in head["Link"]
    assert api.options(FIGURES).status_code == 200


@pytest.mark.parametrize(
    "fault, status, code",
    [
        (ZeroDivisionError("secret"), 500, "failed"),
        (OperationalError("secret"), 503, "unavailable"),
    ],
)
def test_fault_of_ours_is_logged_and_not_told(caplog, fault, status, code):
    class Broken(ApiView):
        required_scopes = {"GET": ()}

        def get(self, request):
            raise fault

    request = APIRequestFactory().get("/api/broken/")
    request.reference = "0123456789ab"

    answer = Broken.as_view()(request).render()

    document = json.loads(answer.content)
    assert "secret" not in answer.content.decode()
    assert (answer.status_code, document["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)
    (logged,) = [record for record in caplog.records if record.exc_info]
    assert logged.exc_info[1] is fault
    assert document["instance"] == request.reference
    assert request.reference in logged.getMessage()


def test_session_without_its_token_may_not_write(stranger):
    client = Visitor(enforce_csrf_checks=True, headers={"accept": "application/json"})
    client.force_login(stranger)

    problem(client.post(FIGURES), 403, "forbidden")


def test_more_parameters_than_anybody_needs_are_refused(api):
    document = problem(api.get(f"{FIGURES}?{'indicator=1&' * 1001}"), 400, "invalid")

    assert document["detail"] == "There are too many parameters or fields. Send fewer."
