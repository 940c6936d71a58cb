"""A resource that will end says so, in its answers and in the document."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from drf_spectacular.generators import SchemaGenerator

from indicators.api import Releases
from laa_portal.foundation.api.resources import Farewell

pytestmark = pytest.mark.django_db

RELEASES = "/api/v1/releases/"
GOES = Farewell(
    deprecated_at=datetime(2026, 1, 1, tzinfo=UTC),
    ends_at=datetime(2027, 1, 1, tzinfo=UTC),
    address="https://portal.example/api/docs/#formats",
)


def test_answers_of_what_stays_say_nothing(api):
    answer = api.get(RELEASES)

    assert not {"Deprecation", "Sunset"} & set(answer.headers)


def test_answers_of_what_goes_say_since_when_until_when_and_why(api):
    with patch.object(Releases, "farewell", GOES):
        answer = api.get(RELEASES)

    assert answer["Deprecation"] == "@1767225600"
    assert answer["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert '<https://portal.example/api/docs/#formats>; rel="deprecation"' in answer["Link"]


def test_document_says_so_too():
    with patch.object(Releases, "farewell", GOES):
        document = SchemaGenerator().get_schema(request=None, public=True)

    assert document["paths"][RELEASES]["get"]["deprecated"] is True
    assert document["paths"][RELEASES]["get"]["x-sunset"] == "2027-01-01"
    assert "deprecated" not in document["paths"]["/api/v1/figures/"]["get"]
