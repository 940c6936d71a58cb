"""A return that waits: nothing of it is known before its moment, and all of it after."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators import actions
from indicators.models import DataReturn, Observation
from indicators.states import ReturnStatus
from laa_portal import celery
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation
from tests.factories.indicators import explained
from tests.integration.portal.test_asking import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

HEADER = b"indicator,area_code,period,numerator,denominator\n"
ROW = HEADER + b"NI 16,E23000001,2008/09,%d,7804732\n"


@pytest.fixture
def send(provider, at):
    """Send and check a return of one count of acquisitive crime."""

    def act(count):
        organisation = Organisation.objects.get(code="home-office")
        return actions.send(
            organisation=organisation, name="a.csv", content=ROW % count, by=provider, at=at
        )[0]

    return act


@pytest.fixture
def confirm(provider, at):
    def act(data_return, **changes):
        given = {"version": data_return.version, "by": provider, "at": at}
        given["explanations"] = explained(data_return)
        return actions.confirm(return_id=data_return.pk, **(given | changes))

    return act


def test_revised_cell_keeps_its_value_for_everybody_until_the_moment(
    send, confirm, at, provider, analyst
):
    confirm(send(100))
    waiting = confirm(send(987654), embargoed_until=at + timedelta(days=1))

    assert waiting.status == ReturnStatus.LOADED
    assert Observation.objects.get().numerator == 100
    assert waiting.new_count is None

    done = actions.publish(
        return_id=waiting.pk, version=waiting.version, by=None, at=at + timedelta(days=1)
    )
    newest = Observation.objects.current().get()
    assert (done.status, done.changed_count) == (ReturnStatus.PUBLISHED, 1)
    assert (newest.numerator, newest.recorded_at) == (987654, at + timedelta(days=1))


def test_clock_publishes_what_is_due_and_nothing_else(send, confirm, at):
    now = timezone.now()
    due = confirm(send(100), at=now - timedelta(hours=2), embargoed_until=now - timedelta(hours=1))
    later = confirm(send(200), at=now, embargoed_until=now + timedelta(hours=1))

    celery.ask("publish")
    celery.ask("publish")

    assert list(Job.objects.filter(kind="publish").values_list("key", flat=True)) == [str(due.pk)]
    work()
    states = dict(DataReturn.objects.values_list("pk", "status"))
    assert states == {due.pk: ReturnStatus.PUBLISHED, later.pk: ReturnStatus.LOADED}
    assert AuditEvent.objects.get(verb="publish").target_id == str(due.pk)


def test_job_of_a_return_that_was_withdrawn_meanwhile_does_nothing(send, confirm, provider, at):
    now = timezone.now()
    due = confirm(send(100), at=now - timedelta(hours=2), embargoed_until=now - timedelta(hours=1))
    celery.ask("publish")
    actions.withdraw(return_id=due.pk, version=due.version, reason="Wrong", by=provider, at=now)

    assert actions.publish_when_due(return_id=due.pk, at=now) is None
    assert not Observation.objects.exists()
    assert DataReturn.objects.get().status == ReturnStatus.WITHDRAWN


def test_person_may_publish_before_the_moment_and_once(send, confirm, provider, at):
    waiting = confirm(send(100), embargoed_until=at + timedelta(days=1))

    actions.publish(return_id=waiting.pk, version=waiting.version, by=provider, at=at)

    assert Observation.objects.get().numerator == 100
    with pytest.raises(Stale):
        actions.publish(return_id=waiting.pk, version=waiting.version, by=provider, at=at)


EXITS = (
    "/explore/indicators/ni-16/E23000001/",
    "/explore/indicators/ni-16/E23000001/?format=csv",
    "/explore/indicators/ni-16/E23000001/revisions/",
    "/explore/indicators/ni-16/",
    "/explore/areas/E23000001/",
    "/explore/areas/E23000001/profile/",
    "/api/v1/figures/?indicator=NI+16",
    "/api/v1/figures/?indicator=NI+16&as_of={tomorrow}",
    "/api/v1/figures/ni-16.E23000001.2008_09/",
    "/api/v1/figures/ni-16.E23000001.2008_09/history/",
    "/api/v1/summaries/?indicator=NI+16",
    "/search/?q=987654",
)


@pytest.mark.parametrize("exit_", EXITS)
def test_embargoed_count_leaves_by_no_exit(send, confirm, at, client, stranger, exit_):
    confirm(send(100))
    confirm(send(987654), embargoed_until=timezone.now() + timedelta(days=1))
    actions.recompute(measure_code="NI 16", at=at)
    actions.summarise(measure_code="NI 16", at=at)

    address = exit_.format(tomorrow=f"{at + timedelta(days=2):%Y-%m-%d}")
    for person in (None, stranger):
        if person:
            client.force_login(person)
        answer = client.get(address, headers={"accept": "*/*"})
        text = answer.text.replace(",", "")
        assert answer.status_code in {200, 404}
        assert "987654" not in text.replace("q=987654", "").replace("“987654”", "").replace(
            'value="987654"', ""
        )


def test_page_asks_when_and_waits(send, client, provider):
    client.force_login(provider)
    checked = send(100)
    day = timezone.localdate() + timedelta(days=3)
    given = {
        "version": checked.version,
        "embargo_on-day": day.day,
        "embargo_on-month": day.month,
        "embargo_on-year": day.year,
    }

    page = client.post(reverse("indicators:confirm", args=[checked.pk]), given, follow=True)

    assert page.templates[0].name == "indicators/returns/loaded.html"
    assert f"{day:%-d %B %Y} at 09:30" in page.text
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    "given, said",
    [
        (
            {"embargo_on-day": "1", "embargo_on-month": "1", "embargo_on-year": "2009"},
            "yet to come",
        ),
        ({"embargo_time": "9:30"}, "Enter the day of publication as well as its time"),
        ({"embargo_on-day": "1"}, "must include a month and year"),
    ],
)
def test_page_says_what_is_wrong_with_the_moment(send, client, provider, given, said):
    client.force_login(provider)
    checked = send(100)

    page = client.post(
        reverse("indicators:confirm", args=[checked.pk]), {"version": checked.version, **given}
    )

    assert page.status_code == 422
    assert said in page.text
    assert DataReturn.objects.get().status == ReturnStatus.CHECKED
