"""What is read of figures is kept until they change, and nobody reads what is kept for others."""

import pytest

from indicators import reading
from indicators.actions.editions import count_figures, count_summaries
from indicators.models import Figure, Measure, SeriesSummary
from indicators.queries import EVERYBODY
from partnerships.models import Area
from targets.queries import somebody_of
from tests.conftest import AT
from tests.factories.evidence import make_known
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db
NEWEST = "2006-04-01"


@pytest.fixture
def area():
    return make_area("X07000901", name="Aldermere")


@pytest.fixture
def measure(area):
    return make_known(area)


@reading.kept_while_unchanged
def evidence(measure, area, viewer):
    return reading.evidence(measure, area, viewer)


def look(viewer=EVERYBODY):
    """Read as another request does: with records of its own."""
    return evidence(
        Measure.objects.get(indicator__number=901), Area.objects.get(gss_code="X07000901"), viewer
    )


def value(found):
    (row,) = (row for row in found.rows("financial_year") if str(row.figure.period_start) == NEWEST)
    return row.shown.value


def test_who_comes_again_asks_for_the_edition_alone(measure, django_assert_num_queries):
    first = look()

    asked = Measure.objects.get(indicator__number=901), Area.objects.get(gss_code="X07000901")
    with django_assert_num_queries(1):
        again = evidence(*asked, EVERYBODY)

    assert again is first
    assert again == reading.evidence(*asked, EVERYBODY)


def test_a_changed_figure_summary_or_name_is_read_again(measure, area):
    before = look()

    of_newest = Figure.objects.filter(area=area, period_start=NEWEST)
    of_newest.update(value=2.5)
    count_figures(measure, at=AT)
    assert value(before) != 2.5
    assert value(look()) == 2.5

    SeriesSummary.objects.filter(area=area).update(grade="better")
    count_summaries(measure, at=AT)
    assert look().summary.grade == "better"

    Measure.objects.filter(indicator__number=901).update(title="Named anew")
    assert look().measure.title == "Named anew"


def test_what_only_an_areas_own_people_see_is_kept_for_them_alone(measure, area):
    Figure.objects.filter(area=area, period_start=NEWEST).update(status="provisional")
    count_figures(measure, at=AT)

    own, others, again = look(somebody_of(area)), look(), look(somebody_of(area))

    assert value(own) is not None
    assert not [row for row in others.rows("financial_year") if row.shown.value == value(own)]
    assert again is own


def test_another_area_and_another_measure_are_not_taken_for_these(measure, area):
    other = make_area("X07000902")

    assert evidence(measure, other, EVERYBODY).area == other
    assert look().area == area
