"""Withdrawing one side of a conflict: what the other said holds, and nothing is left to settle."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators import actions
from indicators.models import Conflict, DataReturn, Observation
from indicators.reading import Withdrawal, what_withdrawing_does
from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

HEADER = "indicator,area_code,period,numerator,denominator\n"
OFFICE, FORCE, AUDITORS = "home-office", "police-E23000002", "auditors"


@pytest.fixture
def hours():
    """One after the other: each act comes an hour after the last."""
    return iter(range(1, 100))


@pytest.fixture
def say(catalogue, at, hours):
    """Publish what an organisation says of one cell."""
    Organisation.objects.create(code=AUDITORS, kind="inspectorate", name="Auditors")

    def act(organisation, count, until=None):
        hour = next(hours)
        row = f"NI 16,E23000002,2008/09,{count},500000\n"
        made, _ = actions.send(
            organisation=Organisation.objects.get(code=organisation),
            name="a.csv",
            content=(HEADER + row + "\n" * hour).encode(),
            by=None,
            at=at,
        )
        later = at + timedelta(hours=hour)
        return actions.confirm(
            return_id=made.pk, version=made.version, by=None, at=later, embargoed_until=until
        )

    return act


@pytest.fixture
def withdraw(at, hours):
    def act(data_return):
        found = DataReturn.objects.get(pk=data_return.pk)
        return actions.withdraw(
            return_id=found.pk,
            version=found.version,
            reason="Counted twice",
            by=None,
            at=at + timedelta(hours=next(hours)),
        )

    return act


@pytest.fixture
def settle(analyst, at, hours):
    def act(outcome, **which):
        conflict = Conflict.objects.open().get(**which)
        return actions.settle(
            conflict_id=conflict.pk,
            version=conflict.version,
            outcome=outcome,
            reason="Asked both",
            by=analyst,
            at=at + timedelta(hours=next(hours)),
        )

    return act


def known():
    """Return what is known of the cell, and who said it."""
    held = Observation.objects.current().get()
    count = None if held.numerator is None else int(held.numerator)
    return count, held.data_return.organisation.code


def waiting():
    """Return what waits to be settled: who says what, and against which figure."""
    return [
        (one.organisation.code, int(one.numerator), int(one.held.numerator), one.held.superseded_at)
        for one in Conflict.objects.open().order_by("organisation__code")
    ]


def outcomes():
    return list(Conflict.objects.order_by("pk").values_list("outcome", flat=True))


def test_second_figure_that_is_withdrawn_leaves_nothing_to_settle(say, withdraw):
    say(OFFICE, 100)
    second = say(FORCE, 110)

    withdraw(second)

    assert known() == (100, OFFICE)
    assert outcomes() == ["withdrawn"]


def test_second_figure_holds_once_the_first_is_withdrawn(say, withdraw):
    first = say(OFFICE, 100)
    second = say(FORCE, 110)
    foretold = what_withdrawing_does(first)

    withdraw(first)

    assert foretold == Withdrawal(falls_back=1, becomes_missing=0)
    assert known() == (110, FORCE)
    assert Observation.objects.current().get().data_return == second
    assert outcomes() == ["withdrawn"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_nothing_is_known_nor_open_once_both_are_withdrawn(say, withdraw, order):
    returns = say(OFFICE, 100), say(FORCE, 110)

    for place in order:
        withdraw(returns[place])

    assert known()[0] is None
    assert not waiting()


def test_conflict_is_about_what_its_holder_says_after_a_withdrawal(say, withdraw):
    say(OFFICE, 100)
    say(FORCE, 110)
    revised = say(OFFICE, 120)

    withdraw(revised)

    assert known() == (100, OFFICE)
    assert waiting() == [(FORCE, 110, 100, None)]


def test_conflict_ends_when_its_holder_falls_back_on_the_same(say, withdraw):
    say(OFFICE, 110)
    revised = say(OFFICE, 100)
    say(FORCE, 110)

    withdraw(revised)

    assert known() == (110, OFFICE)
    assert outcomes() == ["agreed"]


def test_of_two_that_were_set_aside_the_first_holds_and_the_other_waits(say, withdraw):
    first = say(OFFICE, 100)
    say(FORCE, 110)
    say(AUDITORS, 120)
    say(FORCE, 115)

    withdraw(first)

    assert known() == (115, FORCE)
    assert waiting() == [(AUDITORS, 120, 115, None)]


def test_figure_that_was_turned_down_holds_once_the_other_is_withdrawn(say, withdraw, settle):
    first = say(OFFICE, 100)
    say(FORCE, 110)
    settle("kept")

    withdraw(first)

    assert known() == (110, FORCE)
    assert outcomes() == ["kept"]


def test_figure_that_was_turned_down_stays_so_when_the_holder_falls_back(say, withdraw, settle):
    say(OFFICE, 100)
    revised = say(OFFICE, 120)
    say(FORCE, 110)
    settle("kept")

    withdraw(revised)

    assert known() == (100, OFFICE)
    assert not waiting()


def test_former_holder_holds_again_once_the_figure_taken_over_is_withdrawn(say, withdraw, settle):
    say(OFFICE, 100)
    second = say(FORCE, 110)
    settle("taken_over")

    withdraw(second)

    assert known() == (100, OFFICE)
    assert outcomes() == ["taken_over"]


def test_figure_taken_over_holds_again_once_its_revision_is_withdrawn(say, withdraw, settle):
    say(FORCE, 90)
    say(OFFICE, 100)
    say(FORCE, 95)
    settle("taken_over")
    revised = say(OFFICE, 105)

    withdraw(revised)

    assert known() == (100, OFFICE)
    assert not waiting()


def test_earlier_row_of_the_second_sender_waits_again(say, withdraw):
    say(OFFICE, 100)
    say(FORCE, 110)
    later = say(FORCE, 120)

    withdraw(later)

    assert waiting() == [(FORCE, 110, 100, None)]


def test_second_sender_that_takes_its_agreement_back_contradicts_again(say, withdraw):
    say(OFFICE, 100)
    say(FORCE, 110)
    agreed = say(FORCE, 100)

    withdraw(agreed)

    assert waiting() == [(FORCE, 110, 100, None)]


def test_holder_that_takes_its_agreement_back_is_contradicted_again(say, withdraw):
    say(OFFICE, 100)
    say(FORCE, 110)
    agreed = say(OFFICE, 110)

    withdraw(agreed)

    assert known() == (100, OFFICE)
    assert waiting() == [(FORCE, 110, 100, None)]


@pytest.mark.parametrize("place", [0, 1])
def test_row_that_another_return_repeats_still_waits(say, withdraw, place):
    say(OFFICE, 100)
    twice = say(FORCE, 110), say(FORCE, 110)

    withdraw(twice[place])

    assert waiting() == [(FORCE, 110, 100, None)]
    assert Conflict.objects.open().get().data_return == twice[1 - place]


def test_row_that_was_only_repeated_holds_once_the_first_is_withdrawn(say, withdraw):
    first = say(OFFICE, 100)
    withdraw_later, repeated = say(FORCE, 110), say(FORCE, 110)

    withdraw(withdraw_later)
    withdraw(first)

    assert known() == (110, FORCE)
    assert Observation.objects.current().get().data_return == repeated
    assert not waiting()


def test_figure_turned_down_for_one_holder_is_weighed_against_the_next(say, withdraw, settle):
    first = say(OFFICE, 100)
    say(AUDITORS, 120)
    say(FORCE, 110)
    settle("kept", organisation__code=FORCE)

    withdraw(first)

    assert known() == (120, AUDITORS)
    assert waiting() == [(FORCE, 110, 120, None)]


def test_repeat_of_a_figure_that_was_taken_over_counts_too(say, withdraw, settle):
    say(OFFICE, 100)
    taken_over, repeat = say(FORCE, 110), say(FORCE, 110)
    settle("taken_over")

    withdraw(taken_over)

    assert known() == (110, FORCE)
    assert Observation.objects.current().get().data_return == repeat
    assert not waiting()


def test_what_a_withdrawal_raises_is_recorded_and_so_told(say, withdraw):
    say(OFFICE, 100)
    second, agreed = say(FORCE, 110), say(FORCE, 100)
    told = AuditEvent.objects.filter(verb="set_aside")
    assert told.count() == 1

    withdraw(agreed)

    assert told.count() == 2
    last = told.latest("pk")
    assert (last.target_id, last.details["rows"]) == (str(second.pk), 1)


def test_return_that_never_counted_raises_nothing_when_it_goes(say, withdraw, at):
    say(OFFICE, 100)
    say(FORCE, 110)
    say(OFFICE, 110)
    say(OFFICE, 130)
    before = waiting()
    waits = say(OFFICE, 140, until=at + timedelta(days=9))
    assert waits.status == "loaded"

    withdraw(waits)

    assert waiting() == before


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_withdrawals_in_any_order_leave_what_the_rest_say(say, withdraw, order):
    lasting = say(AUDITORS, 50)
    others = say(AUDITORS, 60), say(FORCE, 110), say(FORCE, 120)

    for place in order:
        withdraw(others[place])

    assert Observation.objects.current().get().data_return == lasting
    assert not waiting()


def test_conflict_whose_side_was_withdrawn_meanwhile_is_not_settled(say, withdraw, analyst, at):
    say(OFFICE, 100)
    second = say(FORCE, 110)
    seen = Conflict.objects.get()
    withdraw(second)
    given = {"outcome": "taken_over", "reason": "Asked both", "by": analyst, "at": at}

    with pytest.raises(Stale, match="changed since you opened it"):
        actions.settle(conflict_id=seen.pk, version=seen.version, **given)
    with pytest.raises(PermissionDenied, match="the return of one of the two was withdrawn"):
        actions.settle(conflict_id=seen.pk, version=seen.version + 1, **given)

    assert known() == (100, OFFICE)


def test_pages_count_only_what_is_left_to_settle(say, withdraw, analyst, client):
    first, second = say(OFFICE, 100), say(FORCE, 110)
    client.force_login(analyst)
    page, asked = second.get_absolute_url(), reverse("indicators:withdraw", args=[second.pk])
    assert "1 waits to be settled" in client.get(page).text
    assert "1 of its rows waits to be settled" in client.get(asked).text
    assert "wait to be settled" not in client.get(first.get_absolute_url()).text

    withdraw(first)

    assert "None waits to be settled" in client.get(page).text
    assert "waits to be settled" not in client.get(reverse("indicators:returns")).text
    ended = client.get(Conflict.objects.get().get_absolute_url()).text
    assert "The return of one of the two was withdrawn" in ended
    assert "Settle it" not in ended
