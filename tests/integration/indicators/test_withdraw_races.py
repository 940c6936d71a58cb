"""Returns withdrawn, revised and published at once: one order or another, and never a torn cell."""

import uuid
from datetime import UTC, datetime

import pytest

from indicators import actions
from indicators.actions.judging import foretell
from indicators.models import Observation, ReturnFile, StagedRow
from indicators.periods import Period
from indicators.states import ReturnStatus
from tests.factories.indicators import make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")

AT = datetime(2009, 6, 1, 9, tzinfo=UTC)

BOTH, OVERTAKEN = ["done", "done"], ["Stale", "done"]
"""Where the withdrawal came first, what was checked has to be held against what is known now."""


class Cell:
    """One measure in one area and year, of which returns say a count each."""

    def __init__(self):
        name = uuid.uuid4().hex
        self.area = make_area(f"X{name[:8]}".upper()[:9])
        self.sender = make_organisation(f"x-{name[:12]}")
        number = 1000 + int(name[:6], 16) % 8000
        self.measure = make_measure(make_indicator(number))

    def checked(self, count):
        file = ReturnFile.objects.create(sha256=uuid.uuid4().hex * 2, content=b"")
        made = make_return(self.sender, file=file, status=ReturnStatus.CHECKED, row_count=1)
        period = Period.parse("2008/09")
        StagedRow.objects.create(
            data_return=made,
            row=2,
            measure=self.measure,
            definition=self.measure.definitions.get(),
            area=self.area,
            period_kind=period.kind,
            period_start=period.start,
            numerator=count,
            denominator=1000,
            status="final",
        )
        foretell(made)
        return made

    def published(self, count):
        made = self.checked(count)
        return confirm(made)()

    def known(self):
        """Return what is known; that there is one current observation is the database's to see."""
        found = Observation.objects.current().get(measure=self.measure)
        return None if found.numerator is None else int(found.numerator)

    def times(self):
        """Return when each revision held."""
        rows = Observation.objects.filter(measure=self.measure).order_by("revision")
        return list(rows.values_list("recorded_at", "superseded_at"))


@pytest.fixture
def cell():
    return Cell()


def confirm(made):
    return lambda: actions.confirm(return_id=made.pk, version=made.version, by=None, at=AT)


def withdraw(made):
    return lambda: actions.withdraw(
        return_id=made.pk, version=made.version, reason="Miscounted", by=None, at=AT
    )


def test_two_returns_withdrawn_at_once_leave_what_the_third_said(cell):
    cell.published(20)
    second, third = cell.published(30), cell.published(40)

    assert Race(withdraw(second), withdraw(third)).finish() == ["done", "done"]

    assert cell.known() == 20


def test_return_withdrawn_twice_at_once_is_withdrawn_once(cell):
    only = cell.published(20)

    assert Race(withdraw(only), withdraw(only)).finish() == ["Stale", "done"]

    assert cell.known() is None
    assert len(cell.times()) == 2


def test_return_withdrawn_while_another_revises_it_leaves_the_revision(cell):
    first, second = cell.published(20), cell.checked(30)

    outcomes = Race(withdraw(first), confirm(second)).finish()

    assert outcomes in (BOTH, OVERTAKEN)
    assert cell.known() == (30 if outcomes == BOTH else None)


def test_return_withdrawn_while_another_repeats_it_leaves_what_was_repeated(cell):
    first, second = cell.published(20), cell.checked(20)

    outcomes = Race(withdraw(first), confirm(second)).finish()

    assert outcomes in (BOTH, OVERTAKEN)
    assert cell.known() == (20 if outcomes == BOTH else None)


def test_revisions_of_a_race_hold_one_after_the_other(cell):
    first, second, third = cell.published(20), cell.checked(30), cell.checked(40)

    Race(withdraw(first), confirm(second), confirm(third)).finish()

    times = cell.times()
    assert all(starts < ends for starts, ends in times[:-1])
    assert [ends for _, ends in times[:-1]] == [starts for starts, _ in times[1:]]
    assert times[-1][1] is None
