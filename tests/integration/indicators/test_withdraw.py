"""Withdrawing a return: a revision of each cell that rests on it, and nothing deleted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from indicators import actions
from indicators.models import DataReturn, Observation
from indicators.reading import Withdrawal, what_withdrawing_does
from indicators.states import ReturnStatus
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation
from tests.factories.indicators import explained

pytestmark = pytest.mark.django_db

HEADER = "indicator,area_code,period,numerator,denominator\n"


@pytest.fixture
def load(catalogue, provider, at):
    """Send, check and confirm a return of NI 16 for one force: a count, an hour after the last."""
    hours = iter(range(1, 100))

    def act(*counts, **changes):
        rows = "".join(
            f"NI 16,E2300000{force},2008/09,{count},7804732\n" for force, count in counts
        )
        data_return, _ = actions.send(
            organisation=Organisation.objects.get(code="home-office"),
            name="a.csv",
            content=(HEADER + rows + "\n" * next(hours)).encode(),
            by=provider,
            at=at,
        )
        later = at + timedelta(hours=next(hours))
        return actions.confirm(
            return_id=data_return.pk,
            version=data_return.version,
            by=provider,
            at=later,
            explanations=explained(data_return),
            **changes,
        )

    return act


@pytest.fixture
def withdraw(provider, at):
    def act(data_return, **changes):
        data_return = DataReturn.objects.get(pk=data_return.pk)
        given = {"version": data_return.version, "by": provider, "at": at + timedelta(days=9)}
        return actions.withdraw(
            return_id=data_return.pk, reason="Counted twice", **(given | changes)
        )

    return act


def current():
    """Return what is known now: for each force, the count and the return that said it."""
    return {
        one.area.gss_code[-1]: (
            None if one.numerator is None else int(one.numerator),
            one.data_return_id,
        )
        for one in Observation.objects.current().select_related("area")
    }


def test_cell_falls_back_on_what_was_known_before(load, withdraw):
    first, second = load((1, 100)), load((1, 200))

    done = withdraw(second)

    assert current() == {"1": (100, first.pk)}
    assert done.status == ReturnStatus.WITHDRAWN
    counts = Observation.objects.order_by("revision").values_list("numerator", flat=True)
    assert list(counts) == [100, 200, 100]
    newest = Observation.objects.current().get()
    assert (newest.withdrawn_return_id, newest.row) == (second.pk, 2)


def test_cell_of_which_nobody_else_said_anything_is_missing(load, withdraw):
    only = load((1, 100))

    withdraw(only)

    newest = Observation.objects.current().get()
    assert (newest.status, newest.numerator, newest.denominator) == ("missing", None, None)
    assert (newest.revision, newest.withdrawn_return_id) == (2, only.pk)


def test_cell_falls_back_on_a_return_that_only_repeated_it(load, withdraw):
    first = load((1, 100))
    second = load((1, 100))
    assert second.unchanged_count == 1

    withdraw(first)

    assert current() == {"1": (100, second.pk)}


def test_cell_that_a_later_return_revised_stays(load, withdraw):
    first, second = load((1, 100), (2, 7)), load((1, 200))

    withdraw(first)

    assert current() == {"1": (200, second.pk), "2": (None, first.pk)}


@pytest.mark.parametrize(
    "order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
)
def test_withdrawals_in_any_order_end_alike(load, withdraw, order):
    lasting = load((1, 50))
    others = [load((1, 100), (2, 1)), load((1, 100), (2, 2)), load((1, 300), (2, 2))]

    for place in order:
        withdraw(others[place])

    known = {force: count for force, (count, _) in current().items()}
    assert known == {"1": 50, "2": None}
    assert current()["1"] == (50, lasting.pk)


def test_what_withdrawing_does_is_foretold(load, withdraw):
    load((1, 100))
    second = load((1, 200), (2, 7), (3, 8))

    foretold = what_withdrawing_does(second)
    withdraw(second)

    assert foretold == Withdrawal(falls_back=1, becomes_missing=2)
    told = AuditEvent.objects.get(verb="withdraw")
    assert (told.details["fell_back"], told.details["became_missing"]) == (1, 2)
    assert told.reason == "Counted twice"


def test_withdrawing_asks_for_the_figures(load, withdraw):
    only = load((1, 100))
    Job.objects.all().delete()

    withdraw(only)

    assert list(Job.objects.values_list("kind", "key")) == [("recompute", "NI 16 2008/09")]


def test_withdrawn_file_may_be_sent_again(load, withdraw, provider, at):
    first = load((1, 100))
    withdraw(first)

    content = bytes(first.file.content)
    again, is_new = actions.send(
        organisation=first.organisation, name="a.csv", content=content, by=provider, at=at
    )

    assert is_new
    assert again.pk != first.pk


def test_second_click_is_stale_and_changes_nothing(load, withdraw):
    load((1, 100))
    second = load((1, 200))
    withdraw(second)
    known = current()

    with pytest.raises(Stale):
        withdraw(second, version=second.version)
    with pytest.raises(PermissionDenied, match="is withdrawn already"):
        withdraw(second)

    assert current() == known


def test_stranger_may_not_withdraw_and_the_home_office_may(load, withdraw, stranger, analyst):
    one = load((1, 100))

    with pytest.raises(PermissionDenied, match="Only data providers of Home Office"):
        withdraw(one, by=stranger)

    assert withdraw(one, by=analyst).status == ReturnStatus.WITHDRAWN


def test_return_that_is_not_confirmed_is_not_withdrawn(catalogue, provider, at, withdraw):
    sent, _ = actions.send(
        organisation=Organisation.objects.get(code="home-office"),
        name="a.csv",
        content=(HEADER + "NI 16,E23000001,2008/09,1,7804732\n").encode(),
        by=provider,
        at=at,
    )

    with pytest.raises(PermissionDenied, match="not confirmed"):
        withdraw(sent)


def test_withdrawn_return_says_why(load):
    one = load((1, 100))

    with pytest.raises(IntegrityError), transaction.atomic():
        DataReturn.objects.filter(pk=one.pk).update(withdrawn_at=one.sent_at)
