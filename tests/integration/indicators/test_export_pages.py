"""Pages of figures in files: everybody's newest, one's own and how far they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators import actions, export_forms
from indicators.actions.exports import LISTED
from indicators.api import write_files
from indicators.models import Export, ExportPart
from laa_portal.foundation.models import Job
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

LIST = reverse("indicators:exports")
ASK = reverse("indicators:ask-for-export")
LOOKS_AGAIN = "data-look-again"


@pytest.fixture
def figure(db):
    data_return = make_return(make_organisation("x-force"))
    return make_figure(make_measure(make_indicator(901)), make_area("X07000901"), data_return)


@pytest.fixture
def officer(figure):
    return person("officer", RoleKind.CDRP_OFFICER, area=figure.area)


@pytest.fixture
def page(client, officer):
    """Open a page as the officer, as one line of text."""
    client.force_login(officer)

    def opened(address):
        answer = client.get(address)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return opened


@pytest.fixture
def export(officer):
    return actions.ask_for_export(query="measure=NI+901", by=officer, at=timezone.now())


def make(export):
    actions.make_export(export_id=str(export.pk), write=write_files, at=timezone.now())


def of_job(**changes):
    Job.objects.filter(kind="make_export").update(**changes)


def test_person_asks_as_a_program_does(client, officer, figure):
    client.force_login(officer)
    typed = {
        "measures": "ni901",
        "areas": "X07000901",
        "lengths": ["financial_year"],
        "first": "2007/08",
        "last": "2008/09",
    }

    answer = client.post(ASK, typed)

    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, export.get_absolute_url())
    assert export.query == (
        "measure=NI+901&area=X07000901&period_type=financial_year&from=2007%2F08&to=2008%2F09"
    )
    make(export)
    assert Export.objects.get().row_count == 1


@pytest.mark.parametrize(
    "typed, said",
    [
        ({"measures": "NI 999"}, "No measure has the code NI999"),
        ({"areas": "E99"}, "No area has the code E99"),
        ({"first": "last year"}, "Write a period as 2008/09"),
        ({"first": "2009/10", "last": "2008/09"}, "The last period must end after"),
        ({"lengths": ["week"]}, "week is not one of the available choices"),
    ],
)
def test_form_says_what_is_wrong_and_asks_for_nothing(client, officer, typed, said):
    client.force_login(officer)

    answer = client.post(ASK, typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Export.objects.exists()


def test_form_takes_no_more_than_the_api_does(client, officer, monkeypatch):
    monkeypatch.setattr(export_forms, "LONGEST_QUERY", 20)
    client.force_login(officer)

    answer = client.post(ASK, {"measures": "NI 901", "first": "2008/09"})

    assert answer.status_code == 422
    assert "Name fewer measures and areas" in answer.content.decode()


def test_waiting_and_running_exports_look_again_by_themselves(page, export):
    for state, lease, said in (
        (Job.State.QUEUED, None, "It waits for its turn"),
        (Job.State.RUNNING, timezone.now(), "It is being made"),
    ):
        of_job(state=state, lease_until=lease)
        alone, among = page(export.get_absolute_url()), page(LIST)

        assert said in alone
        for found in (alone, among):
            assert LOOKS_AGAIN in found
            assert '<noscript><meta http-equiv="refresh"' in found


def test_ready_export_names_its_files_and_how_they_are_fetched(page, client, export):
    make(export)
    part = ExportPart.objects.get()

    found = page(export.get_absolute_url())

    assert part.sha256 in found
    assert "--continue-at -" in found
    assert LOOKS_AGAIN not in found + page(LIST)
    manifest = reverse("api-exports-detail", args=[export.pk])
    file = reverse("api-exports-part", args=[export.pk, part.number])
    assert f'href="{manifest}?format=json"' in found
    assert f'href="{file}"' in found
    assert client.get(manifest, {"format": "json"}).json()["parts"][0]["sha256"] == part.sha256
    assert client.get(file, headers={"accept": "*/*"}).content == bytes(part.content)


def test_failed_export_says_so_and_what_kind_of_error_it_was(page, export):
    of_job(state=Job.State.DEAD, attempts=5, error="DataError: of Ms Somebody’s row")

    found = page(export.get_absolute_url())

    assert "5 attempts ended with the error “DataError”" in found
    assert "Somebody" not in found
    assert "Failed" in page(LIST)


def test_export_whose_time_has_run_out_is_listed_without_files_and_then_forgotten(page, export):
    make(export)
    noon = timezone.localtime().replace(hour=12) - timedelta(days=1)  # by night others are made
    Export.objects.update(kept_until=noon)

    tend(noon)

    assert not ExportPart.objects.exists()
    assert "Its time has run out" in page(export.get_absolute_url())
    assert "Time run out" in page(LIST)
    tend(noon + LISTED)
    assert not Export.objects.exists()


def tend(at):
    """Do what the clock asks for."""
    actions.ask_to_tend_exports(at=at)
    assert Job.objects.filter(kind="tend_exports").delete()[0]
    actions.tend_exports(at=at)


def test_stranger_sees_everybody_s_and_nobody_s_own(client, export, figure):
    assert "There is none yet" in client.get(LIST).content.decode()
    public = Export.objects.create(asked_at=timezone.now(), kept_until=timezone.now())
    make(public)

    listed = client.get(LIST).content.decode()
    alone = client.get(public.get_absolute_url()).content.decode()

    assert public.get_absolute_url() in listed
    assert str(export.pk) not in listed
    assert "Authorization" not in alone
    assert client.get(export.get_absolute_url()).status_code == 404
    assert client.get(ASK).status_code == 302


def test_who_has_no_role_for_one_is_told_so(client):
    client.force_login(person("administrator", RoleKind.ADMINISTRATOR))

    assert "you have no role that one could be made for" in client.get(LIST).content.decode()
    assert client.post(ASK, {}).status_code == 403


def test_list_takes_as_many_queries_for_many_as_for_one(page, officer, export):
    page(LIST)
    with CaptureQueriesContext(connection) as of_one:
        page(LIST)
    for _ in range(5):
        actions.ask_for_export(query="", by=officer, at=timezone.now())

    with CaptureQueriesContext(connection) as of_six:
        page(LIST)

    assert len(of_six) == len(of_one)
