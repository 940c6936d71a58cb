"""From figures to assessments, signals and one concern: by the real path of a figure."""

from datetime import UTC, datetime

import pytest

from laa_portal.foundation.models import AuditEvent
from reviews import actions
from reviews.models import Assessment, Concern, Signal
from tests.factories.evidence import BASE, figures
from tests.factories.indicators import make_return
from tests.factories.partnerships import make_organisation

pytestmark = pytest.mark.django_db

NOW = datetime(2009, 2, 20, 9, tzinfo=UTC)


def test_target_on_its_path_is_assessed_and_nothing_is_opened(see):
    see(*[100] * 9)

    row = Assessment.objects.get(year=2008)
    assert (row.level, row.look, row.looks, row.to_date) == ("on_path", 9, 12, 900)
    assert row.expected == pytest.approx(904, abs=5)
    assert (row.asked, row.verdict, row.is_provisional) == (12.0, "not_yet", False)
    assert Assessment.objects.count() == 3
    assert not Concern.objects.exists()


def test_lasting_rise_opens_one_concern_with_its_explanation(see):
    see(*[160] * 9)

    concern = Concern.objects.get()
    assert (concern.status, concern.opened_by) == ("open", None)
    assert concern.level >= 1
    signals = {one.kind: one for one in concern.rests_on.all()}
    off = signals["OFFTRACK"]
    assert off.sentence.startswith("1,440 events in 2008/09 up to December 2008, where the agreed")
    assert off.numbers["to_date"] == 1440
    assert off.seriousness >= 1
    assert concern.steps.get().verb == "open_concern"
    assert AuditEvent.objects.get(verb="open_concern").side == "government"


def test_same_figures_again_raise_nothing(see, talks):
    see(*[160] * 9)
    before = Signal.objects.count()

    assert actions.assess(measure_code=talks.measures["Burglary"].code, at=NOW) == 0

    assert (Signal.objects.count(), Concern.objects.count()) == (before, 1)


def test_next_month_is_another_look_at_the_same_concern(see):
    see(*[160] * 8)
    see(160)

    concern = Concern.objects.get()
    looks = {one.look for one in concern.rests_on.filter(kind="OFFTRACK")}
    assert looks == {"2008/09 8 of 12", "2008/09 9 of 12"}


def test_what_is_provisional_is_watched_and_opens_nothing(see):
    see(*[160] * 9, status="provisional")

    assert Assessment.objects.get(year=2008).is_provisional
    assert {one.seriousness for one in Signal.objects.all()} <= {0}
    assert not Concern.objects.exists()


def test_closed_concern_is_not_opened_again_by_the_same_data(see, talks):
    see(*[160] * 9)
    concern = Concern.objects.get()
    actions.dismiss(
        concern_id=concern.pk,
        version=concern.version,
        outcome="A change of recording",
        by=talks.reviewer,
        at=NOW,
    )

    actions.assess(measure_code=talks.measures["Burglary"].code, at=NOW)
    assert Concern.objects.alive().count() == 0

    see(160)
    assert Concern.objects.alive().count() == 1


def test_year_that_is_in_is_held_against_what_was_agreed(see, talks):
    see(*[110] * 12)
    figures(
        talks.measures["Burglary"],
        talks.area,
        make_return(make_organisation("x-yearly")),
        [1320],
        "2008/09",
    )
    actions.assess(measure_code=talks.measures["Burglary"].code, at=NOW)

    row = Assessment.objects.get(year=2008)
    assert (row.value, row.verdict) == (1320 / BASE * 1000, "on_the_way")
    assert row.gap == pytest.approx(1.2)
    assert Signal.objects.filter(kind="MISS", seriousness=2).exists()
