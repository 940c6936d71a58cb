"""The release calendar: a page, a file for calendar programs and the API say the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators import actions, reading
from indicators.models import Expectation
from tests.factories.indicators import make_indicator, make_measure, make_observation, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

APRIL = date(2008, 4, 1)


def make_body(number):
    return make_organisation(f"x-force-{number}", areas=[make_area(f"X0700090{number}")])


def agree(body, measure, *, at, starts_on=APRIL):
    return actions.agree_provision(
        organisation=body, measure=measure, level="district", starts_on=starts_on, by=None, at=at
    )


@pytest.fixture
def bodies(db):
    return [make_body(1), make_body(2)]


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901, lag_months=2))


@pytest.fixture
def april(bodies, measure):
    """What is due of April 2008, on 30 June, from two bodies."""
    for body in bodies:
        agree(body, measure, at=datetime(2008, 4, 10, tzinfo=UTC))
    return list(Expectation.objects.filter(period_start=APRIL).order_by("pk"))


def send(expectation, day):
    body = expectation.organisation
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    area = body.areas.get()
    make_observation(expectation.measure, area, make_return(body), "2008-04", recorded_at=at)


def of_april(today):
    return next(one for one in reading.releases(today) if one.period.start == APRIL)


def test_release_waits_for_the_last_of_its_providers(april):
    send(april[0], date(2008, 6, 20))
    half = of_april(date(2008, 6, 25))
    send(april[1], date(2008, 7, 4))
    whole = of_april(date(2008, 8, 1))

    assert (half.state, half.received, half.expected) == ("expected", 1, 2)
    assert (whole.state, whole.released_on, whole.days_late) == ("released", date(2008, 7, 4), 4)


def test_release_that_does_not_come_is_late_from_the_day_after(april):
    assert of_april(date(2008, 6, 30)).state == "expected"
    assert of_april(date(2008, 7, 1)).state == "late"


def test_excused_provider_is_not_waited_for(april, analyst, at):
    actions.excuse(expectation_id=april[1].pk, version=1, reason="Flood", by=analyst, at=at)
    send(april[0], date(2008, 6, 20))
    assert of_april(date(2008, 8, 1)).state == "released"


def test_release_that_nobody_owes_any_more_is_cancelled(april, analyst, at):
    for one in april:
        actions.excuse(expectation_id=one.pk, version=1, reason="Flood", by=analyst, at=at)

    assert of_april(date(2008, 8, 1)).state == "cancelled"


def test_restricted_indicators_are_not_released(bodies):
    secret = make_measure(make_indicator(902, lag_months=2, is_restricted=True))
    agree(bodies[0], secret, at=datetime(2008, 4, 10, tzinfo=UTC))

    assert reading.releases(date(2008, 6, 1)) == []


def test_calendar_is_read_in_few_queries(april, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        reading.releases(date(2008, 6, 1))


@pytest.fixture
def coming(bodies, measure, analyst):
    """What is due of this month, and of no other, of a body that has just agreed."""
    month, now = timezone.localdate().replace(day=1), timezone.now()
    made = agree(bodies[0], measure, at=now, starts_on=month)
    actions.end_provision(
        provision_id=made.pk, version=1, ends_on=month + timedelta(days=1), by=analyst, at=now
    )
    return Expectation.objects.get()


def test_page_file_and_api_say_the_same_to_anybody(client, coming):
    day = coming.due_on

    page = client.get(reverse("indicators:calendar"))
    file = client.get(reverse("indicators:calendar-ics"))
    (record,) = client.get("/api/v1/releases/").json()["data"]

    assert f"{day:%-d %B %Y}" in page.text
    assert "Expected" in page.text
    assert file["Content-Type"].startswith("text/calendar")
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in file.text
    assert f"SUMMARY:NI 901 for {coming.period.label}" in file.text
    assert (record["expected_on"], record["state"]) == (day.isoformat(), "expected")
    assert record["period"]["code"] == coming.period.code
    assert client.get(record["links"]["self"]).json() == record


def test_api_finds_releases_by_indicator_and_day(client, coming):
    def found(**asked):
        return len(client.get("/api/v1/releases/", asked).json()["data"])

    after = (coming.due_on + timedelta(days=1)).isoformat()
    assert found(indicator="NI 901") == 1
    assert found(due_to=coming.due_on.isoformat()) == 1
    assert found(due_from=after) == 0


def test_empty_calendar_says_how_it_will_be_filled(client, db):
    page = client.get(reverse("indicators:calendar"))

    assert "Nothing is to come" in page.text
    assert client.get(reverse("indicators:calendar-ics")).text.endswith("END:VCALENDAR\r\n")
