"""The data dictionary says all that is published, and says it of what is there."""

import csv
import io

import pytest
from django.urls import reverse

from indicators.models import Measure, Status
from indicators.periods import Period, PeriodKind
from indicators.presenters.files import HEADER
from laa_portal.api import document
from laa_portal.dictionary import MEASURE_HEADER, PERIODS, sections

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def lines(client, **asked):
    answer = client.get(reverse("dictionary"), {"format": "csv", **asked})
    return list(csv.reader(io.StringIO(answer.text)))


def test_every_measure_column_status_and_field_is_in_the_file(client):
    header, *words = lines(client)
    names = {(section, name.removesuffix("[]")) for section, name, *_ in words}

    assert header == ["section", "name", "type", "meaning"]
    assert {("Columns of the files that pages offer", name) for name in HEADER} <= names
    assert {("Statuses of a figure", status.value) for status in Status} <= names
    fields = document()["components"]["schemas"]["Figure"]["properties"]
    assert {("Fields of figure records in the API", name) for name in fields} <= names


def test_every_measure_is_on_the_page_and_in_its_file(client):
    header, *rows = lines(client, list="measures")
    page = client.get(reverse("dictionary")).text

    assert tuple(header) == MEASURE_HEADER
    assert [row[0] for row in rows] == list(
        Measure.objects.order_by("indicator__number", "code").values_list("code", flat=True)
    )
    assert all(len(row) == len(MEASURE_HEADER) for row in rows)
    assert all(title in page for title in ("Serious acquisitive crime rate", "Data dictionary"))


def test_columns_statuses_and_periods_say_what_they_mean():
    said = [word for section in sections()[:5] for word in section.words]

    assert said
    assert all(word.meaning for word in said)
    assert set(PERIODS) == set(PeriodKind)
    for kind, meaning in PERIODS.items():
        assert Period.parse(meaning.split(":")[0]).kind == kind
