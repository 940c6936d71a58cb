"""What is told of each figure: notes, revisions, trend and peers; some of it only, or more."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from indicators.models import Expectation, Measure, Provision, Status
from partnerships.models import ComparatorGroup
from tests.factories.indicators import make_observation, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.factories.summaries import make_summary
from tests.integration.api.conftest import codes, queries
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
ONE = f"{FIGURES}ni-901.X07000901.2008_09/"
ASKED = {"indicator": "NI 901"}
FIRST, SECOND = (datetime(2009, month, 1, 12, tzinfo=UTC) for month in (6, 8))


@pytest.fixture
def revised(world):
    """A figure whose row was revised once, with a note."""
    row = (world.measure, world.district, world.data_return)
    make_observation(*row, superseded_at=SECOND, note="First count")
    make_observation(
        *row, revision=2, recorded_at=SECOND, numerator=Decimal(700), note="Force data resubmitted"
    )
    world.figure(numerator=Decimal(700), vintage=SECOND)
    return world


def test_figure_says_which_revision_it_is_and_what_its_sender_notes(api, revised):
    record = api.get(ONE).json()

    assert record["revision"] == {
        "number": 2,
        "recorded_at": "2009-08-01T12:00:00Z",
        "supersedes": 1,
        "reason": "Force data resubmitted",
    }
    assert record["notes"] == [{"code": "sender", "text": "Force data resubmitted"}]
    assert record["source"]["collection"] == "Police recorded crime"


def test_figure_that_is_not_worked_out_anew_yet_is_of_the_revision_before(api, revised):
    revised.measure.figures.update(vintage=FIRST)

    record = api.get(ONE).json()

    assert record["revision"]["number"] == 1
    assert record["notes"] == [{"code": "sender", "text": "First count"}]


def test_first_revision_supersedes_none(api, world):
    make_observation(world.measure, world.district, world.data_return)
    world.figure()

    revision = api.get(ONE).json()["revision"]

    assert (revision["number"], revision["supersedes"], revision["reason"]) == (1, None, None)


def test_sum_has_no_revision_of_its_own(api, revised):
    revised.figure(area=revised.county, summed_from="district")

    record = api.get(f"{FIGURES}ni-901.X10000901.2008_09/").json()

    assert (record["revision"], record["notes"]) == (None, [])


def test_withdrawal_is_the_reason(api, world):
    withdrawn = make_return(
        make_organisation("y-force"), status="withdrawn", withdrawn_because="Wrong year"
    )
    make_observation(
        *(world.measure, world.district, withdrawn), withdrawn_return=withdrawn, status="missing"
    )
    world.figure()

    assert api.get(ONE).json()["revision"]["reason"].endswith("was withdrawn: Wrong year")


def test_nothing_is_noted_of_what_is_withheld(api, official, revised):
    Measure.objects.filter(pk=revised.measure.pk).update(suppression_threshold=1000)

    assert api.get(ONE).json()["notes"] == []
    assert api.get(ONE).json()["revision"]["reason"] is None
    assert official.get(ONE).json()["notes"]


def test_trend_and_peers_are_told_with_the_figures_they_are_of(api, world):
    group = ComparatorGroup.objects.create(area=world.district, source="Home Office, 2008")
    make_summary(world.measure, world.district, full=True, group=group)
    for period in ("2010-06", "2010-05", "2009/10"):
        world.figure(period)

    found = {record["period"]["code"]: record for record in api.get(FIGURES, ASKED).json()["data"]}

    assert found["2010-06"]["trend"] == {
        "outcome": "decreasing",
        "chi_squared": "31",
        "reason": None,
    }
    assert found["2009/10"]["comparison"] == {
        "group": "Home Office, 2008",
        "value": "5.93",
        "outcome": "in line",
        "z": "0.4",
        "reason": None,
    }
    assert (found["2010-05"]["trend"], found["2010-05"]["comparison"]) == (None, None)
    explained = api.get(found["2010-05"]["links"]["explain"])
    assert explained.json()["id"] == "ni-901.X07000901"


def test_series_of_which_nothing_is_told_is_not_explained(api, world):
    world.figure()

    assert api.get(ONE).json()["links"]["explain"] is None


# --- Some fields, or more -------------------------------------------------------------------------


@pytest.mark.parametrize("address", [FIGURES, ONE])
def test_only_the_fields_asked_for_are_told(api, world, address):
    world.figure()
    asked = ASKED if address == FIGURES else {}

    found = api.get(address, asked | {"fields": "id,value,area"}).json()

    record = found["data"][0] if "data" in found else found
    assert list(record) == ["id", "area", "value"]
    assert record["area"]["name"] == "Wold District"


@pytest.mark.parametrize("asked", ["nonsense", "id,nonsense", "id,,value", "area.name", ","])
def test_field_that_there_is_not_is_refused(api, world, asked):
    refused = problem(api.get(FIGURES, {"fields": asked}), 400, "invalid")

    assert refused["errors"][0]["parameter"] == "fields"


def test_lists_of_reference_data_have_fields_too(api, catalogue, db):
    (record,) = api.get("/api/v1/areas/", {"code": "16", "fields": "code,name"}).json()["data"]

    assert list(record) == ["code", "name"]


def test_whole_records_are_told_where_they_are_asked_for(api, world):
    world.figure()

    record = api.get(ONE, {"expand": "definition,measure,area"}).json()

    assert record["definition"]["numerator"] == "Offences"
    assert record["measure"]["per"] == 1000
    assert record["area"]["within"][0]["area"]["name"] == "Wold County"
    assert "definition" not in api.get(ONE).json()


@pytest.mark.parametrize("asked", ["returns", "area.within", "definition,measure,area,area"])
def test_more_than_one_level_or_three_records_are_not(api, world, asked):
    assert (
        problem(api.get(FIGURES, {"expand": asked}), 400, "invalid")["errors"][0]["parameter"]
        == "expand"
    )


def test_history_tells_every_revision_with_its_figure(api, revised):
    revised.figure(area=revised.county, summed_from="district")

    district, county = api.get(FIGURES, ASKED | {"history": "true"}).json()["data"]

    if district["area"]["code"] != "X07000901":
        district, county = county, district
    told = [(one["number"], one["numerator"], one["reason"]) for one in district["revisions"]]
    assert told == [(2, "700", "Force data resubmitted"), (1, "640", "First count")]
    assert county["revisions"] == []


def test_history_of_the_past_ends_there(api, revised):
    found = api.get(ONE, {"history": "true", "as_of": "2009-07-01"}).json()

    assert [one["number"] for one in found["revisions"]] == [1]


def test_expanding_takes_no_more_queries_for_more_figures(api, revised):
    asked = ASKED | {"expand": "definition,measure,area", "history": "true"}
    of_one = queries(lambda: api.get(FIGURES, asked))

    for number in range(20):
        area = make_area(f"X070009{number + 10}")
        make_observation(revised.measure, area, revised.data_return)
        revised.figure(area=area)
    of_all = queries(lambda: api.get(FIGURES, asked))

    assert len(codes(api.get(FIGURES, asked))) == 21
    assert len(of_all) == len(of_one)


# --- The newest -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked, expected",
    [
        ({"period": "latest"}, {"2009_10", "2008-06"}),
        ({"period": "latest:2"}, {"2009_10", "2008_09", "2008-06", "2008-05"}),
        ({"period": "latest:99"}, {"2009_10", "2008_09", "2008-06", "2008-05", "2008-04"}),
        ({"period": "latest", "period_type": "month"}, {"2008-06"}),
        ({"period": "latest", "to": "2008-05"}, {"2008-05"}),
        ({"period": ["latest", "2008-04"], "period_type": "month"}, {"2008-06", "2008-04"}),
    ],
)
def test_newest_periods_of_what_is_asked_for(api, world, asked, expected):
    for period in ("2008-04", "2008-05", "2008-06", "2008/09", "2009/10"):
        world.figure(period)

    found = codes(api.get(FIGURES, ASKED | asked))

    assert {key.rsplit(".")[-1] for key in found} == expected


def test_newest_is_what_the_reader_may_see(api, official, world):
    world.figure("2008/09")
    world.figure("2009/10", status=Status.PROVISIONAL)

    asked = ASKED | {"period": "latest"}
    assert codes(api.get(FIGURES, asked)) == ["ni-901.X07000901.2008_09"]
    assert codes(official.get(FIGURES, asked)) == ["ni-901.X07000901.2009_10"]


@pytest.mark.parametrize("asked", ["latest:0", "latest:", "latest:100", "newest", "latest:-1"])
def test_newest_is_written_so(api, world, asked):
    assert (
        problem(api.get(FIGURES, {"period": asked}), 400, "invalid")["errors"][0]["parameter"]
        == "period"
    )


def test_figures_worked_out_after_a_moment(api, world):
    world.figure("2008/09")
    world.figure("2009/10", computed_at=datetime(2010, 6, 1, tzinfo=UTC))

    found = api.get(FIGURES, ASKED | {"updated_after": "2010-01-01"})

    assert codes(found) == ["ni-901.X07000901.2009_10"]


# --- Why there is nothing -------------------------------------------------------------------------


def reasons(answer):
    return [one["reason"] for one in answer.json()["meta"]["coverage"]]


def test_nothing_of_the_kind(api, world):
    world.figure()

    answer = api.get(FIGURES, ASKED | {"period": "1999/00"})

    assert (answer.status_code, codes(answer)) == (200, [])
    assert reasons(answer) == ["no_such_combination"]
    assert answer.json()["meta"]["coverage"][0]["detail"].endswith(".")


def test_release_to_come_says_when(api, world, expected):
    answer = api.get(FIGURES, ASKED | {"period": "2009/10"})

    (told,) = answer.json()["meta"]["coverage"]
    assert (told["reason"], told["until"]) == ("not_published_until", "2010-06-30")
    assert (told["measure"], told["period"]) == ("NI 901", "2009/10")


@pytest.fixture
def expected(world):
    """A release of 2009/10 that is due on 30 June 2010."""
    provision = Provision.objects.create(
        organisation=world.data_return.organisation,
        measure=world.measure,
        level="district",
        starts_on=date(2008, 4, 1),
        agreed_on=date(2008, 4, 1),
    )
    return Expectation.objects.create(
        provision=provision,
        period_kind="financial_year",
        period_start=date(2009, 4, 1),
        due_on=date(2010, 6, 30),
    )


def test_values_that_are_hidden_say_so(api, world):
    Measure.objects.filter(pk=world.measure.pk).update(suppression_threshold=5)
    world.figure(numerator=3)

    assert reasons(api.get(FIGURES, ASKED | {"status": "final"})) == ["suppressed"]


@pytest.mark.parametrize("hidden", [{"status": "provisional"}, {"is_published": False}])
def test_what_is_not_for_everybody_is_told_as_nothing(api, world, expected, hidden):
    asked = ASKED | {"period": "2009/10"}
    without = api.get(FIGURES, asked).json()

    world.figure("2009/10", **hidden)

    assert api.get(FIGURES, asked).json() == without


def test_full_list_and_its_end_have_no_reasons(api, world):
    world.figure("2008/09")
    world.figure("2009/10")

    first = api.get(FIGURES, ASKED | {"limit": 1}).json()

    assert "coverage" not in first["meta"]
    assert "coverage" not in api.get(first["next"]).json()["meta"]
    assert first["meta"]["licence"].endswith("Open Government Licence v3.0.")


def test_every_answer_leads_to_its_licence(api, world):
    world.figure()

    for address in (FIGURES, ONE, "/api/v1/areas/", "/api/v1/indicators/ni-901/"):
        assert 'open-government-licence/version/3/>; rel="license"' in api.get(address)["Link"]
    assert "license" not in api.get("/api/v1/").get("Link", "")
