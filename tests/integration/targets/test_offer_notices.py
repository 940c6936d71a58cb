"""Who is told of offers, and who is reminded that it is their turn: never the wrong side."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from laa_portal.foundation.models import AuditEvent
from partnerships.actions import notice
from partnerships.models import Notice
from targets import actions
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_area, make_part

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks()


def tell():
    """Write the notices of what was done, as if each act had been long settled."""
    for event in list(AuditEvent.objects.exclude(target_type="targets.target").order_by("id")):
        kept = ("target_type", "target_id", "target_name", "area_id", "side", "details")
        values = {name: getattr(event, name) for name in kept}
        make_event(event.verb, event, by=event.made_by, **values)
    notice(at=AT)
    return Notice.objects.filter(topic="agreements").order_by("id")


def told():
    """Return who was told of which act, and where the notice leads."""
    return sorted(tell().values_list("event__verb", "user__username", "path"))


def test_the_other_side_is_told_of_an_offer_and_the_makers_that_it_was_opened(talks):
    region = make_area("X12000901", kind="region")
    make_part(region, talks.area)
    person("of-region", "go_reviewer", area=region)
    person("elsewhere", "go_reviewer", area=make_area("X12000902", kind="region"))
    offer = talks.say(P, Burglary="14.40")
    actions.open_offer(offer_id=offer.pk, by=talks.director, at=AT)
    answer = talks.say(G, Burglary=K.ACCEPT)
    first, second = offer.get_absolute_url(), answer.get_absolute_url()

    assert told() == [
        ("make_offer", "county", second),
        ("make_offer", "director", first),
        ("make_offer", "lsp", second),
        ("make_offer", "of-region", first),
        ("make_offer", "reviewer", first),
        ("open_offer", "lsp", first),
    ]


def test_letters_begin_with_the_agreement_and_say_what_comes_next(talks):
    offer = talks.say(P, Burglary="14.40")
    actions.withdraw_offer(offer_id=offer.pk, reason="A slip", by=talks.coordinator, at=AT)
    talks.make_offer(P)
    talks.say(G, Burglary=K.ACCEPT)

    letters = list(tell())

    assert {one.event.verb for one in letters} == {"make_offer", "withdraw_offer"}
    assert all(one.subject.startswith(str(talks.agreement)) for one in letters)
    assert "It is your side's turn" in letters[0].body
    assert "Nothing on the table waits" in letters[-1].body
    assert not any("14.40" in one.body or "A slip" in one.body for one in letters)


def days_on(talks, days):
    """Return a moment so many days after it became somebody's turn."""
    return datetime.combine(talks.agreement.turn_since_on, AT.timetz()) + timedelta(days=days)


def reminders():
    found = AuditEvent.objects.filter(verb="remind_of_turn").order_by("id")
    return [(one.details["turn"], one.details["days"]) for one in found]


def test_a_silent_side_is_reminded_after_ten_working_days_and_after_twenty(talks):
    talks.say(P, Burglary="14.40")

    for day in range(40):
        actions.remind_of_turns(at=days_on(talks, day))

    assert reminders() == [(G, 10), (G, 20)]
    page = reverse("targets:negotiation", args=[talks.area.gss_code])
    of_turns = [line for line in told() if line[0] == "remind_of_turn"]
    assert of_turns == [
        ("remind_of_turn", name, page) for name in ("director", "reviewer", "reviewer")
    ]


def test_what_nobody_could_tell_in_time_is_told_once(talks):
    talks.say(P, Burglary="14.40")

    for day in (100, 101):
        actions.remind_of_turns(at=days_on(talks, day))

    assert reminders() == [(G, 20)]


def test_nobody_is_reminded_before_any_offer_nor_of_what_waits_for_nobody(talks):
    actions.remind_of_turns(at=AT + timedelta(days=100))
    talks.say(P, Burglary="14.40")
    talks.say(G, Burglary=K.ACCEPT)
    actions.remind_of_turns(at=days_on(talks, 100))

    assert reminders() == []


def test_each_turn_is_reminded_of_anew(talks):
    talks.say(P, Burglary="14.40")
    actions.remind_of_turns(at=days_on(talks, 15))
    talks.say(G, Burglary=K.HOLD)
    actions.remind_of_turns(at=days_on(talks, 15))

    assert reminders() == [(G, 10), (P, 10)]


def test_what_is_reopened_meanwhile_gives_nobody_a_new_turn(talks):
    talks.draft(P, "Burglary", K.OFFER, talks.placeholder("Burglary"))
    talks.make_offer(P)
    talks.say(G, Burglary=K.ACCEPT)
    talks.say(P, Violence="16.00")
    since = talks.agreement.turn_since_on

    target = talks.target("Burglary")
    actions.reopen_target(target_id=target.pk, reason="It is in", by=None, at=days_on(talks, 25))

    assert (talks.agreement.turn, talks.agreement.turn_since_on) == (G, since)
    actions.remind_of_turns(at=days_on(talks, 30))
    assert reminders() == [(G, 20)]
