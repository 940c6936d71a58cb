"""Providers are reminded of what is due: before and after its day, once, and never in vain."""

from datetime import UTC, date, datetime, timedelta

import pytest

from indicators import actions
from laa_portal.foundation.models import AuditEvent
from partnerships.actions import notice
from partnerships.models import Notice, RoleKind
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.indicators import make_indicator, make_measure, make_observation, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db

DUE_ON = date(2008, 6, 30)


def morning(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def days_after(days):
    return morning(DUE_ON + timedelta(days=days))


@pytest.fixture
def area(db):
    return make_area()


@pytest.fixture
def force(area):
    return make_organisation("x-force", areas=[area], kind="police_force")


@pytest.fixture
def make_due(force):
    """Have a return for April 2008 be due, and nothing else."""

    def make(number=901, organisation=force):
        provision = actions.agree_provision(
            organisation=organisation,
            measure=make_measure(make_indicator(number, lag_months=2)),
            level="district",
            starts_on=date(2008, 4, 1),
            by=None,
            at=morning(date(2008, 1, 7)),
        )
        provision.expectations.exclude(period_start=date(2008, 4, 1)).delete()
        actions.expect(at=morning(date(2008, 4, 10)))
        return provision.expectations.get(period_start=date(2008, 4, 1))

    return make


def reminders():
    return [
        event.details["days"]
        for event in AuditEvent.objects.filter(verb="remind_of_return").order_by("id")
    ]


def test_provider_is_reminded_twice_before_the_day_and_twice_after(make_due):
    make_due()

    for hours in range(-24 * 20, 24 * 20, 8):
        actions.remind_of_returns(at=morning(DUE_ON) + timedelta(hours=hours))

    assert reminders() == [14, 3, -1, -14]


def test_several_returns_of_one_day_are_one_reminder(make_due):
    make_due(901)
    make_due(902)

    actions.remind_of_returns(at=days_after(-14))

    assert reminders() == [14]
    assert AuditEvent.objects.get(verb="remind_of_return").details["returns"] == 2


def test_many_providers_are_asked_after_in_as_many_queries_as_one(make_due):
    def asked(numbers):
        for number in numbers:
            area = make_area(f"X0701{number:04}")
            make_due(number, make_organisation(f"force-{number}", areas=[area]))
        return len(queries(lambda: actions.ask_to_remind_of_returns(at=days_after(-14))))

    assert asked([901]) == asked([902, 903, 904])
    actions.remind_of_returns(at=days_after(-14))
    assert len(reminders()) == 4


def test_nobody_is_reminded_of_what_is_excused(make_due, analyst):
    expectation = make_due()
    actions.excuse(
        expectation_id=expectation.pk, version=1, reason="Flood", by=analyst, at=days_after(-20)
    )

    for days in (-14, -3, 1, 14):
        actions.remind_of_returns(at=days_after(days))

    assert reminders() == []


def test_nobody_is_reminded_of_what_is_in(make_due, area, force):
    expectation = make_due()
    make_observation(expectation.measure, area, make_return(force), "2008-04")

    actions.remind_of_returns(at=days_after(-3))

    assert reminders() == []


def test_reminder_is_told_once_to_each_provider_of_the_body(make_due, force, stranger):
    for number in (1, 2):
        person(f"provider-{number}", RoleKind.DATA_PROVIDER, organisation=force)
    details = {"days": 14, "day": "2008-06-30", "returns": 3, "organisation": force.pk}
    make_event("remind_of_return", make_due(), details=details)

    notice(at=days_after(-13))
    notice(at=days_after(-13))

    told = Notice.objects.order_by("user__username")
    assert [one.user.username for one in told] == ["provider-1", "provider-2"]
    assert {one.subject for one in told} == {"Returns due: NI 901 for April 2008 and 2 more"}
    assert "on time until 2008-06-30" in told[0].body


def test_late_return_is_told_in_other_words(make_due, force):
    person("provider", RoleKind.DATA_PROVIDER, organisation=force)
    details = {"days": -1, "day": "2008-06-30", "returns": 1, "organisation": force.pk}
    make_event("remind_of_return", make_due(), details=details)

    notice(at=days_after(1))

    told = Notice.objects.get()
    assert told.subject == "Return late: NI 901 for April 2008"
    assert "Late figures are taken all the same" in told.body
