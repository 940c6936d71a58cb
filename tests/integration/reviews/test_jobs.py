"""From what was observed to a concern, by the workers' own way; and what the clock asks for."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.actions import ask_to_recompute
from indicators.models import Observation
from indicators.periods import add_months
from laa_portal import celery
from laa_portal.foundation import jobs
from laa_portal.foundation.models import AuditEvent, Job
from reviews import actions, queries
from reviews.models import AssessedMeasure, Assessment, Concern, Signal
from tests.conftest import person
from tests.factories.evidence import BASE
from tests.factories.indicators import make_observation, make_return
from tests.factories.partnerships import make_organisation

pytestmark = pytest.mark.django_db

AT = datetime(2009, 2, 20, 9, tzinfo=UTC)
FIRST = date(2005, 4, 1)
STEADY = [100, 104, 97, 101, 99, 103, 98, 102, 96, 100, 105, 99] * 3


@pytest.fixture
def measure(talks):
    measure = talks.measures["Burglary"]
    measure.levels = ["laa_area"]
    measure.save()
    return measure


@pytest.fixture
def observe(talks, measure):
    """Observe months from April 2005 on, or revise one, and ask for the figures."""
    data_return = make_return(make_organisation("x-sender"))

    def act(counts, first=0, **changes):
        starts = [add_months(FIRST, first + number) for number in range(len(counts))]
        for start, count in zip(starts, counts, strict=True):
            make_observation(
                measure,
                talks.area,
                data_return,
                f"{start:%Y-%m}",
                numerator=Decimal(count),
                denominator=Decimal(BASE),
                **changes,
            )
        ask_to_recompute(measure, starts)

    return act


def work():
    """Do all jobs that are asked for, as a worker does, and return their kinds in order."""
    known = set(Job.objects.values_list("pk", flat=True).filter(state=Job.State.DONE))
    while jobs.run_next(celery.handlers()):
        pass
    done = Job.objects.exclude(pk__in=known).order_by("pk")
    assert {job.state for job in done} <= {Job.State.DONE}, [job.error for job in done]
    return [job.kind for job in done]


def test_figures_that_come_in_open_one_concern(observe, talks):
    observe([*STEADY, *[160] * 9])

    assert work() == ["recompute", "summarise", "assess"]
    concern = Concern.objects.get()
    assert (concern.target, concern.opened_by) == (talks.target("Burglary"), None)
    off = concern.rests_on.get(kind="OFFTRACK")
    assert off.sentence.startswith("1,440 events in 2008/09 up to December 2008")
    assert off.vintage == Assessment.objects.get(year=2008).vintage


def test_same_figures_again_raise_nothing(observe, measure):
    observe([*STEADY, *[160] * 9])
    work()
    before = set(Signal.objects.values_list("pk", flat=True))

    jobs.ask("summarise", measure.code, measure_code=measure.code)
    work()

    assert set(Signal.objects.values_list("pk", flat=True)) == before
    assert Concern.objects.count() == 1


def test_revised_month_is_the_same_look_and_a_withdrawn_one_raises_nothing(observe, measure):
    observe([*STEADY, *[160] * 9])
    work()
    looks = Signal.objects.filter(kind="OFFTRACK").count()
    last = Observation.objects.order_by("period_start").last()
    last.superseded_at = last.recorded_at + timedelta(days=1)
    last.save()
    observe([165], first=44, revision=2, recorded_at=last.superseded_at)
    work()
    assert Assessment.objects.get(year=2008).to_date == 1445
    assert Signal.objects.filter(kind="OFFTRACK").count() == looks

    Observation.objects.filter(period_start__gte=date(2008, 4, 1)).delete()
    ask_to_recompute(measure, [date(2008, 4, 1)])
    work()
    assert Assessment.objects.get(year=2008).look == 0
    assert Concern.objects.count() == 1


def test_what_is_agreed_changed_or_a_day_older_is_assessed_again(talks, measure):
    def asked(at=AT):
        actions.ask_to_assess(at=at)
        found = list(jobs.open_jobs().filter(kind="assess").values_list("key", flat=True))
        jobs.open_jobs().update(state=Job.State.DONE, lease_until=None)
        return found

    assert asked() == [measure.code]
    actions.assess(measure_code=measure.code, at=AT)
    assert asked() == []
    assert asked(AT + timedelta(days=1)) == [measure.code]
    actions.change_setting(
        name="concern_alpha",
        shown=0.10,
        value=0.05,
        because="Too many",
        by=person("analyst", "ho_analyst"),
        at=AT,
    )
    assert asked() == [measure.code]
    actions.assess(measure_code=measure.code, at=AT)
    talks.target("Burglary").advance(status="open")
    assert asked() == [measure.code], "what is on the table again is held to nothing"
    actions.assess(measure_code=measure.code, at=AT)
    assert not Assessment.objects.exists()


def test_figures_that_are_being_worked_out_are_waited_for(measure):
    jobs.ask("summarise", measure.code, measure_code=measure.code)

    assert queries.to_assess(AT.date()) == []
    assert not AssessedMeasure.objects.exists()


def test_clock_brings_back_and_tells_late_answers_once(talks):
    today = timezone.localdate()
    values = {"area": talks.area, "target": None, "level": 2, "reason": "So", "by": talks.reviewer}
    aside = actions.raise_concern(theme="Aside", at=AT, **values)
    asked = actions.raise_concern(theme="Asked", at=AT, **values)
    actions.snooze(
        concern_id=aside.pk,
        version=aside.version,
        until=today,
        reason="Wait",
        by=talks.reviewer,
        at=timezone.now() - timedelta(days=2),
    )
    actions.ask(
        concern_id=asked.pk,
        version=asked.version,
        question="Why?",
        by=talks.reviewer,
        at=AT,
    )

    actions.ask_to_tend_concerns(at=timezone.now())
    assert work() == ["tend_concerns"]
    aside.refresh_from_db()
    assert (aside.status, aside.back_on) == ("open", None)
    assert AuditEvent.objects.get(verb="remind_of_answer").target_id == str(asked.pk)
    actions.ask_to_tend_concerns(at=timezone.now())
    assert work() == []
