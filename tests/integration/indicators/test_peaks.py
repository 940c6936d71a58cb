"""What a return's rates are held against is told to its sender, so it is what everybody may see."""

import pytest

from indicators.models import Figure, MeasureKind, Status
from indicators.reading import judging as reading
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    return make_measure(make_indicator(901), suppression_threshold=5)


@pytest.fixture
def told(measure):
    """Have figures of two periods in an area; return what is told of the highest."""
    area = make_area("X07000901")
    data_return = make_return(make_organisation("x-force", areas=[area]))

    def act(**changes):
        make_figure(measure, area, data_return, "2007/08", value=0.3)
        make_figure(measure, area, data_return, "2008/09", value=0.9, **changes)
        return reading.peaks(measure)["highest"].tolist()

    return act


def test_highest_of_an_area_is_told(told, measure):
    assert told() == [0.9]
    assert reading.peaks(measure)["period_kind"].tolist() == ["financial_year"]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.PROVISIONAL},
        {"is_published": False},
        {"is_withheld": True},
        {"numerator": 4},
        {"summed_from": "month"},
    ],
)
def test_what_not_everybody_may_see_is_not(told, changes):
    assert told(**changes) == [0.3]


def test_nothing_is_told_of_a_restricted_indicator_or_of_shares(told, measure):
    told()
    measure.indicator.is_restricted = True
    measure.indicator.save()
    assert reading.peaks(measure).empty

    measure.kind = MeasureKind.PROPORTION
    measure.indicator.is_restricted = False
    measure.indicator.save()
    assert Figure.objects.public().count() == 2
    assert reading.peaks(measure).empty
