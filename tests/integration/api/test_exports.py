"""Figures in files: asked for by key, made by the worker, fetched by range, never changed."""

import csv
import gzip
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from indicators import actions
from indicators.api import export_files
from indicators.api.export_files import write_files
from indicators.models import Edition, Export, ExportPart, Status
from laa_portal.foundation.models import AuditEvent, Job
from partnerships.models import RoleKind, Scope, User
from tests.conftest import person
from tests.factories.keys import make_key
from tests.integration.api.conftest import codes
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

EXPORTS = "/api/v1/exports/"
NIGHT = datetime(2010, 7, 1, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def by_key(user):
    _, token = make_key(user.roles.get(), Scope.VALUES_READ)
    headers = {"accept": "application/json", "authorization": f"Bearer {token}"}
    return APIClient(headers=headers)


@pytest.fixture
def program(officer):
    """A program with a key of the district's officer."""
    return by_key(officer)


def ask(program, query="", key="once"):
    body = json.dumps({"query": query})
    return program.post(
        EXPORTS, body, content_type="application/json", headers={"idempotency-key": key}
    )


def make(answer):
    """Do the worker's part, and return the record of the export."""
    assert answer.status_code == 202, answer.content
    job = Job.objects.get(kind="make_export")
    actions.make_export(**job.payload, write=write_files, at=timezone.now())
    job.delete()
    return answer.json()["links"]["self"]


def rows_of(program, record):
    """Return the rows of all parts, each of which has the hash that is told of it."""
    rows = []
    for part in record["parts"]:
        content = program.get(part["links"]["self"]).content
        assert hashlib.sha256(content).hexdigest() == part["sha256"]
        assert len(content) == part["bytes"]
        some = list(csv.DictReader(io.StringIO(gzip.decompress(content).decode())))
        assert len(some) == part["rows"]
        rows += some
    return rows


def test_export_has_the_figures_of_the_list(program, world, monkeypatch):
    monkeypatch.setattr(export_files, "ROWS_IN_A_PART", 2)
    for period in ("2008-04", "2008-05", "2008-06", "2008/09"):
        world.figure(period)
    world.figure("2009/10", status=Status.PROVISIONAL)

    asked = ask(program, "measure=NI+901")
    waiting = program.get(asked.json()["links"]["self"]).json()
    record = program.get(make(asked)).json()

    assert (waiting["status"], waiting["parts"]) == ("waiting", [])
    assert (record["status"], record["rows"]) == ("ready", 5)
    assert [part["rows"] for part in record["parts"]] == [2, 2, 1]
    found = program.get("/api/v1/figures/", {"measure": "NI 901"})
    assert [row["id"] for row in rows_of(program, record)] == codes(found)
    assert [column["title"] for column in record["columns"]][:2] == [
        "Indicator ID",
        "Indicator Name",
    ]
    assert AuditEvent.objects.get(verb="ask_for_export").details["query"] == "measure=NI+901"


def test_export_is_asked_for_once(program, world):
    first, second = ask(program), ask(program)

    assert first.json()["id"] == second.json()["id"]
    assert Export.objects.count() == 1


def test_export_of_nothing_is_a_file_with_a_header(program, world):
    record = program.get(make(ask(program, "period=1999/00"))).json()

    assert record["rows"] == 0
    assert rows_of(program, record) == []


@pytest.mark.parametrize(
    "query", ["nonsense=1", "measure=NI+999", "as_of=2009-01-01", "limit=5", "period=never"]
)
def test_query_that_figures_cannot_be_asked_by_is_refused(program, world, query):
    problem(ask(program, query), 400, "invalid")


def test_misspelt_filter_of_a_query_is_told_which_there_are(program, world):
    (error,) = problem(ask(program, "mesure=NI+901&area=X07000901"), 400, "invalid")["errors"]

    assert "Did you mean measure? There are: indicator, measure, area" in error["detail"]
    assert not Export.objects.exists()


def test_nobody_without_a_key_asks(api, official, world):
    assert ask(api).status_code == 401
    assert ask(official).status_code == 403


# --- Whose it is ----------------------------------------------------------------------------------


@pytest.fixture
def made(program, world):
    """The address of an export of the officer's, and that of its first part."""
    world.figure(status=Status.PROVISIONAL)
    address = make(ask(program))
    return address, program.get(address).json()["parts"][0]["links"]["self"]


def statuses(reader, made):
    return [reader.get(address, headers={"accept": "*/*"}).status_code for address in made]


def test_only_its_asker_has_it(api, program, made, world):
    colleague = person("colleague", RoleKind.CDRP_OFFICER, area=world.district)

    assert statuses(program, made) == [200, 200]
    assert statuses(by_key(colleague), made) == [404, 404]
    assert statuses(api, made) == [404, 404]
    assert codes(api.get(EXPORTS)) == []
    assert len(codes(program.get(EXPORTS))) == 1


def test_asker_who_sees_less_has_it_no_more(officer, made):
    officer.roles.update(ends_on=timezone.localdate())
    client = APIClient(headers={"accept": "application/json"})
    client.force_authenticate(User.objects.get(pk=officer.pk))

    assert statuses(client, made) == [404, 404]


def test_export_whose_time_has_run_out_is_gone(program, made):
    Export.objects.update(kept_until=timezone.now())

    assert statuses(program, made) == [404, 404]
    tend(timezone.now())
    assert not ExportPart.objects.filter(export__asked_by__isnull=False).exists()


def test_what_is_kept_is_never_changed(made):
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ExportPart.objects.update(content=b"other")


# --- Piece by piece -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked, first, last",
    [
        ("bytes=0-4", 0, 4),
        ("bytes=5-", 5, None),
        ("bytes=-5", -5, None),
        ("bytes=3-99999", 3, None),
    ],
)
def test_download_goes_on_where_it_broke_off(program, made, asked, first, last):
    whole = program.get(made[1])
    some = program.get(made[1], headers={"range": asked, "if-range": whole["ETag"]})

    assert whole["Accept-Ranges"] == "bytes"
    assert some.status_code == 206
    assert some.content == whole.content[first : None if last is None else last + 1]
    assert some["Content-Range"].endswith(f"/{len(whole.content)}")


def test_range_of_another_file_is_the_whole(program, made):
    other = program.get(made[1], headers={"range": "bytes=5-", "if-range": '"other"'})

    assert (other.status_code, other.content[:2]) == (200, b"\x1f\x8b")


def test_range_beyond_the_end_is_refused(program, made):
    beyond = program.get(made[1], headers={"range": "bytes=99999-"})

    problem(beyond, 416, "out_of_range")
    assert beyond["Content-Range"].startswith("bytes */")


# --- Everybody's ----------------------------------------------------------------------------------


def tend(at):
    """Do what the clock asks for and what comes of it; return how many exports were made."""
    actions.ask_to_tend_exports(at=at)
    if Job.objects.filter(kind="tend_exports").delete()[0]:
        actions.tend_exports(at=at)
    waiting = list(Job.objects.filter(kind="make_export"))
    for job in waiting:
        actions.make_export(**job.payload, write=write_files, at=at)
        job.delete()
    return len(waiting)


def test_everybody_s_export_is_made_at_night_when_something_changed(api, world):
    Edition.objects.create(audience="everybody", measure=world.measure)
    world.figure("2008/09")
    world.figure("2009/10", status=Status.PROVISIONAL)

    assert tend(NIGHT + DAY / 2) == 0
    assert [tend(NIGHT), tend(NIGHT), tend(NIGHT + DAY)] == [1, 0, 0]
    Edition.objects.filter(measure=world.measure).update(number=9)
    assert tend(NIGHT + 2 * DAY) == 1
    assert Export.objects.filter(asked_by=None).count() == 2

    record = api.get(f"{EXPORTS}public/").json()
    assert record["public"] is True
    assert [row["Time period"] for row in rows_of(api, record)] == ["2008/09"]
    assert record["data_version"] == Edition.objects.state_for(AnonymousUser()).name


def test_there_may_be_none_yet(api, world):
    problem(api.get(f"{EXPORTS}public/"), 404, "not_found")


def test_everybody_s_newest_export_stays_and_its_files_are_cached_for_good(api, world):
    tend(NIGHT)
    (part,) = api.get(f"{EXPORTS}public/").json()["parts"]

    fetched = api.get(part["links"]["self"])

    assert "immutable" in fetched["Cache-Control"]
    assert tend(NIGHT + 99 * DAY) == 0
    assert Export.objects.filter(status=Export.Status.READY).count() == 1
