"""What a figure is judged by: read in few queries, and the same however it is asked for."""

import pytest
from django.db.models import prefetch_related_objects

from indicators import reading
from indicators.models import DataReturn
from indicators.periods import PeriodKind
from indicators.queries import EVERYBODY
from partnerships.models import AreaKind
from tests.factories.evidence import figures, make_known
from tests.factories.indicators import make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return make_area("X07000901", name="Aldermere")


@pytest.fixture
def england():
    return make_area("X92000001", kind=AreaKind.COUNTRY, name="England", is_invented=False)


def read(measure, area):
    prefetch_related_objects([measure], "definitions")
    return reading.with_england(measure, area, EVERYBODY)


def test_england_is_read_with_an_area_by_the_years_alone(area, england, django_assert_num_queries):
    measure = make_known(area)
    figures(measure, england, DataReturn.objects.get(), [900, 950], "2005/06")
    figures(measure, england, DataReturn.objects.get(), [70, 80], "2006-04")

    with django_assert_num_queries(3):  # one of them for the definitions
        history, evidence = read(measure, area)

    assert history.kind is PeriodKind.FINANCIAL_YEAR
    assert [row.period.code for row in history.england] == ["2005/06", "2006/07"]
    assert {row.area for row in evidence.rows(PeriodKind.MONTH)} == {area}
    assert evidence == reading.evidence(measure, area, EVERYBODY)
    assert len(evidence.beside) == 7  # six peers, and the area itself


def test_an_area_told_by_months_so_far_has_englands_months_beside_it(area, england):
    measure = make_measure(make_indicator(902))
    sent = make_return(make_organisation("x-force"))
    figures(measure, area, sent, [10, 12, 11], "2008-04")
    figures(measure, england, sent, [900], "2007/08")
    figures(measure, england, sent, [70, 80], "2008-04")

    history, _ = read(measure, area)

    assert history.kind is PeriodKind.MONTH
    assert [row.period.code for row in history.england] == ["2008-04", "2008-05"]


def test_england_has_nobody_beside_it(england):
    measure = make_measure(make_indicator(902))
    figures(measure, england, make_return(make_organisation("x-force")), [900], "2007/08")

    history, evidence = read(measure, england)

    assert [row.period.code for row in history.rows] == ["2007/08"]
    assert history.england == ()
    assert evidence.beside == ()
