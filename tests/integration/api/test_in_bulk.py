"""Lists and files that are written from plain rows tell what the record of each figure tells."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DataError
from rest_framework.test import APIClient

from indicators.models import Measure, Status
from indicators.policies import WITHHELD
from laa_portal.foundation.pouring import poured
from partnerships.models import ComparatorGroup
from tests.conftest import person
from tests.factories.indicators import make_indicator, make_measure, make_observation, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.factories.summaries import make_summary
from tests.integration.api.conftest import codes, queries
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
BULK = f"{FIGURES}bulk/"
FIRST, SECOND = (datetime(2009, month, 1, 12, tzinfo=UTC) for month in (6, 8))
NOTHING = dict.fromkeys(("value", "lower", "upper", "lower_998", "upper_998", "numerator"))


@pytest.fixture
def every_kind(world):
    """Figures with all that can be told of one, and with as little as can be."""
    Measure.objects.filter(pk=world.measure.pk).update(suppression_threshold=5)
    other = make_measure(make_indicator(902, is_restricted=True))
    county = {"area": world.county, "summed_from": "district"}
    group = ComparatorGroup.objects.create(area=world.district, source="Home Office, “2008”")
    make_summary(world.measure, world.district, full=True, group=group, z=1e-7)
    world.figure("2010-06", value=0.1 + 0.2, lower=0.0, upper=1e22, lower_998=1e-9)
    world.figure("2010-05", numerator=3)
    world.figure("2010-04", is_withheld=True, reason="", method="byar")
    world.figure("2009/10", value=-12.5, numerator=Decimal("640.500000"), **county)
    world.figure("2009/10", **NOTHING, status=Status.MISSING, reason="missing", method="")
    world.figure("2008/09 Q1", status=Status.PROVISIONAL)
    world.figure("2007/08", is_published=False)
    world.figure("2008/09", measure=other)
    make_revisions(world, "2008/09", world.district)
    make_revisions(world, "2008/09", make_area("X07000902", name='=East, "quoted"'), numerator=3)


def make_revisions(world, period, area, **changes):
    """Make a figure of which the second revision was taken back."""
    start = date(2008, 4, 1)
    sender = make_organisation(f"y-{area.gss_code}")
    sent = make_return(sender, status="withdrawn", withdrawn_because="Wrong\tyear\\")
    row = (world.measure, area, world.data_return)
    cell = {"period_kind": "financial_year", "period_start": start}
    make_observation(*row, **cell, superseded_at=SECOND, note="First,\ncount")
    make_observation(*row, **cell, revision=2, recorded_at=SECOND, withdrawn_return=sent)
    world.figure(period, area=area, vintage=SECOND, **changes)


@pytest.fixture(params=["api", "official", "analyst"])
def reader(request, officer):
    """A stranger, somebody of the district, and somebody who sees every area."""
    if request.param != "analyst":
        return request.getfixturevalue(request.param)
    client = APIClient(headers={"accept": "application/json"})
    client.force_authenticate(person("analyst", "ho_analyst"))
    return client


def test_list_has_the_records_of_figures(reader, every_kind):
    records = reader.get(FIGURES, {"limit": 1000}).json()["data"]

    assert len(records) >= 6
    assert records == [reader.get(record["links"]["self"]).json() for record in records]


def test_list_of_some_fields_has_them_in_the_order_of_the_record(api, every_kind):
    record = api.get(FIGURES, {"fields": "links,value,ci,id"}).json()["data"][0]

    assert list(record) == ["id", "value", "ci", "links"]


def test_list_of_the_past_has_the_records_of_the_past(official, every_kind):
    asked = {"as_of": "2009-07-01", "measure": "NI 901"}
    records = official.get(FIGURES, asked).json()["data"]

    assert records
    for record in records:
        assert record == official.get(record["links"]["self"], {"as_of": "2009-07-01"}).json()


def test_names_that_change_are_told_at_once(api, world):
    world.figure()
    assert api.get(FIGURES).json()["data"][0]["area"]["name"] == "Wold District"

    type(world.district).objects.filter(pk=world.district.pk).update(name="Wold and Vale")

    assert api.get(FIGURES).json()["data"][0]["area"]["name"] == "Wold and Vale"


def test_what_may_not_be_seen_does_not_leave_the_database(api, every_kind):
    made = queries(lambda: api.get(FIGURES))

    assert "CASE WHEN f.is_hidden THEN NULL" in next(sql for sql in made if "f.is_hidden" in sql)
    hidden = [one for one in api.get(FIGURES).json()["data"] if one["reason"] == WITHHELD]
    assert len(hidden) == 3
    assert {one["status"] for one in hidden} == {"suppressed"}
    assert all(one["value"] is one["numerator"] is one["ci"] is None for one in hidden)


# --- All at once ----------------------------------------------------------------------------------


def everything(reader, **asked):
    return reader.get(BULK, asked | {"format": "csv"})


def text(answer):
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content).decode()


def pages(reader, address, asked=None):
    """Yield the lines of each page of CSV but its header."""
    answer = reader.get(address, asked)
    yield answer.content.decode().split("\r\n", 1)[1]
    if 'rel="next"' in answer["Link"]:
        yield from pages(reader, answer["Link"].split("<")[1].split(">")[0])


def test_all_figures_are_the_lines_of_the_pages(reader, every_kind):
    header, lines = text(everything(reader)).split("\r\n", 1)

    assert lines == "".join(pages(reader, FIGURES, {"format": "csv", "limit": 4}))
    assert header == reader.get(FIGURES, {"format": "csv"}).content.decode().split("\r\n")[0]
    assert lines.count("\r\n") >= 6


def test_all_figures_of_a_question(api, every_kind):
    asked = {"area": "X07000901", "period_type": "month"}
    rows = list(csv.DictReader(io.StringIO(text(everything(api, **asked)))))

    assert [row["id"] for row in rows] == codes(api.get(FIGURES, asked))


@pytest.mark.parametrize("asked", [{"period": "1999/00"}, {"period": "latest", "to": "1999/00"}])
def test_no_figures_are_a_header(api, every_kind, asked):
    assert text(everything(api, **asked)).count("\r\n") == 1


def test_all_figures_take_no_more_queries_for_more(api, every_kind, world):
    of_few = queries(lambda: text(everything(api)))
    for number in range(20):
        world.figure(area=make_area(f"X070009{number + 10}"))

    assert len(queries(lambda: text(everything(api)))) == len(of_few)


def test_whoever_has_all_figures_is_told_so(api, every_kind):
    answer = everything(api)
    known = {"if-none-match": answer["ETag"]}

    assert api.get(BULK, {"format": "csv"}, headers=known).status_code == 304


@pytest.mark.parametrize("asked", [{"limit": 5}, {"as_of": "2009-01-01"}, {"history": "true"}])
def test_what_all_figures_cannot_be_asked_by_is_refused(api, world, asked):
    problem(everything(api, **asked), 400, "invalid")


def test_all_figures_are_given_so_often_an_hour(api, world, monkeypatch):
    monkeypatch.setattr("indicators.api.figures.IN_BULK", 2)
    for _ in range(2):
        text(everything(api))

    assert "2 downloads of all figures" in everything(api).json()["detail"]
    assert everything(api).status_code == 429


# --- Rows out of the database ---------------------------------------------------------------------


def test_cells_come_as_they_are():
    odd = "a\\b\tc\nd\re\\n"

    assert list(poured(f"SELECT NULL, '', {quoted(odd)}, 7")) == [["", "", odd, "7"]]


def quoted(value):
    return "'" + value.replace("'", "''") + "'"


def test_what_goes_wrong_is_raised_where_it_does():
    rows = poured("SELECT 1 / (90000 - n) FROM generate_series(1, 100000) n")

    with pytest.raises(DataError, match="division by zero"):
        assert sum(1 for _ in rows) == 0


def test_whoever_wants_no_more_leaves_the_connection_free(db):
    rows = poured("SELECT n FROM generate_series(1, 3000000) n")
    assert next(rows) == ["1"]

    rows.close()

    assert list(poured("SELECT 1")) == [["1"]]
