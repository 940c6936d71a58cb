"""Two workers and two reviewers who meet over one concern. Each commits, as in life."""

import uuid
from datetime import UTC, datetime

import pytest

from indicators.actions import summarise
from reviews import actions
from reviews.models import Concern, Signal
from targets.sides import Side
from targets.states import LineKind
from tests.factories.evidence import figures
from tests.factories.indicators import make_return
from tests.factories.negotiation import make_talks
from tests.factories.partnerships import make_organisation
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")

AT = datetime(2009, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def talks():
    """An agreed target of this test's own, with a year that is far off its path."""
    suffix = uuid.uuid4().hex[:5].upper()
    talks = make_talks(suffix, titles=("Burglary",))
    values = {"baseline": 12, "in_2008_09": 12, "in_2009_10": 12}
    terms = talks.terms("Burglary", "12.00") | values
    talks.draft(Side.PARTNERSHIP, "Burglary", LineKind.OFFER, terms)
    talks.make_offer(Side.PARTNERSHIP)
    talks.say(Side.GOVERNMENT, Burglary=LineKind.ACCEPT)
    data_return = make_return(make_organisation(f"x-{suffix}"))
    measure = talks.measures["Burglary"]
    figures(measure, talks.area, data_return, [100] * 36 + [160] * 9)
    summarise(measure_code=measure.code, at=AT)
    return talks


def test_two_workers_double_nothing(talks):
    code = talks.measures["Burglary"].code

    def assess():
        actions.assess(measure_code=code, at=AT)

    assert Race(assess, assess).finish() == ["done", "done"]
    assert Concern.objects.filter(area=talks.area).count() == 1
    signals = Signal.objects.filter(area=talks.area)
    assert signals.count() == signals.values("kind", "look").distinct().count()


def test_two_reviewers_do_not_both_close_one_concern(talks):
    actions.assess(measure_code=talks.measures["Burglary"].code, at=AT)
    concern = Concern.objects.get(area=talks.area)

    def close():
        actions.dismiss(
            concern_id=concern.pk,
            version=concern.version,
            outcome="It was none",
            by=talks.reviewer,
            at=AT,
        )

    assert Race(close, close).finish() == ["Stale", "done"]
    assert concern.steps.count() == 2
