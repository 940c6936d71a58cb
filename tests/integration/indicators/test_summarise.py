"""Summaries rest on what everybody may see, on the last comparable stretch, and on nothing else."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser

from indicators import actions, tasks
from indicators.models import Figure, Measure, SeriesSummary, Status
from indicators.periods import Period
from laa_portal.foundation.models import Job
from partnerships.actions.default_comparators import SOURCE as DEFAULT_SOURCE
from partnerships.models import ComparatorGroup, Peer, RoleKind
from tests.conftest import person
from tests.factories.indicators import (
    RECORDED_AT,
    explained,
    make_definition,
    make_figure,
    make_indicator,
    make_measure,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_return(catalogue, db):
    return make_return(make_organisation("x-force"))


@pytest.fixture
def measure(catalogue, db):
    return make_measure(make_indicator(901), base="population")


@pytest.fixture
def area(catalogue, db):
    return make_area("X07000901")


def months(first, count):
    period = Period.parse(first)
    for _ in range(count):
        yield period
        period = period.next()


@pytest.fixture
def series(data_return):
    """Make figures of consecutive periods from counts; None is a period that is missing."""

    def make(measure, area, counts, first="2004-04", base=100_000, **changes):
        for period, count in zip(months(first, len(counts)), counts, strict=True):
            if count is None:
                continue
            value = count / base * measure.per
            numbers = {
                "value": value,
                "lower": value * 0.9,
                "upper": value * 1.1,
                "numerator": Decimal(count),
                "denominator": Decimal(base),
            }
            make_figure(measure, area, data_return, period.code, **(numbers | changes))

    return make


def summary(measure, area, at):
    actions.summarise(measure_code=measure.code, at=at)
    return SeriesSummary.objects.get(measure=measure, area=area)


WAVERING = [100, 104, 97, 101, 99, 103, 98, 102, 96, 100, 105, 99]


def test_newest_figure_and_its_control_chart(series, measure, area, at):
    series(measure, area, [*WAVERING * 3, 150])

    found = summary(measure, area, at)

    assert (found.period.code, found.points) == ("2007-04", 37)
    assert found.value == pytest.approx(1.5)
    assert found.segment_start == date(2004, 4, 1)
    assert (found.cause, found.point_type) == ("above_limit", "concern")
    assert found.lower_limit < found.mean < found.upper_limit < found.value
    assert (found.vintage, found.computed_at) == (RECORDED_AT, at)


def test_years_are_taken_where_months_are_too_few(series, measure, area, at):
    series(measure, area, WAVERING[:6])
    series(measure, area, [900, 1000, 1100], first="2004/05")

    found = summary(measure, area, at)

    assert (found.period_kind, found.period.code) == ("financial_year", "2006/07")
    assert found.upper_limit is None
    assert found.control_reason == "too few points"


def test_nothing_crosses_a_boundary_that_is_not_comparable(series, measure, area, at):
    measure.definitions.update(version="old", ends_on=date(2007, 4, 1))
    old = measure.definitions.get()
    new = make_definition(measure, version="new", starts_on=date(2007, 4, 1), is_comparable=False)
    series(measure, area, WAVERING * 3, definition=old)
    series(measure, area, [200, 210, 190, 205], first="2007-04", definition=new)

    found = summary(measure, area, at)

    assert (found.segment_start, found.points) == (date(2007, 4, 1), 4)
    assert found.control_reason == "too few points since the definition changed"
    assert found.yearly_change is None
    assert found.projection_reason.endswith("since the definition changed")


def test_comparable_boundary_is_no_break(series, measure, area, at):
    measure.definitions.update(version="old", ends_on=date(2007, 4, 1))
    old = measure.definitions.get()
    new = make_definition(measure, version="new", starts_on=date(2007, 4, 1))
    series(measure, area, WAVERING * 3, definition=old)
    series(measure, area, WAVERING[:4], first="2007-04", definition=new)

    assert summary(measure, area, at).points == 40


def test_missing_month_breaks_the_chart_and_the_projection(series, measure, area, at):
    series(measure, area, [*WAVERING * 3, None, *WAVERING[:5]])

    found = summary(measure, area, at)

    assert found.control_reason == "too few points", "five since the gap"
    assert (found.projected, found.projection_reason) == (None, "part missing")


def test_suppressed_and_provisional_figures_count_as_missing(series, measure, area, at):
    Measure.objects.filter(pk=measure.pk).update(suppression_threshold=5)
    series(measure, area, WAVERING)
    series(measure, area, [3], first="2005-04")
    series(measure, area, [500], first="2005-05", status=Status.PROVISIONAL)
    series(measure, area, [500], first="2005-06", is_published=False)

    found = summary(measure, area, at)

    assert (found.period.code, found.points, found.status) == ("2005-03", 12, Status.FINAL)


def test_area_without_any_value_says_why(series, measure, area, data_return, at):
    make_figure(
        measure, area, data_return, "2008/09", value=None, numerator=None, denominator=None,
        status=Status.MISSING, reason="missing",
    )  # fmt: skip

    found = summary(measure, area, at)

    assert (found.value, found.status, found.value_reason) == (None, "missing", "missing")
    assert found.trend == "cannot_be_calculated"
    reasons = (found.trend_reason, found.control_reason, found.peers_reason)
    assert all(reasons)
    assert found.projection_reason
    assert found.change_reason


def test_trend_of_five_years(series, measure, area, at):
    series(measure, area, [1000, 1200, 1400, 1600, 1800], first="2004/05")

    found = summary(measure, area, at)

    assert found.trend == "increasing"
    assert found.trend_chi_squared > 9.55
    assert found.trend_start == date(2008, 4, 1)
    assert 0.1 < found.yearly_change < 0.2


def test_trend_of_two_surveys_is_a_test_of_their_difference(series, area, at):
    survey = make_measure(make_indicator(902), kind="survey_proportion", per=100, polarity="high")
    series(survey, area, [300], first="2006/07", base=1000)
    series(survey, area, [400], first="2008/09", base=1000)

    found = summary(survey, area, at)

    n = 1000 / 1.3
    z = (0.4 - 0.3) / (0.35 * 0.65 * 2 / n) ** 0.5
    assert found.trend == "increasing"
    assert found.trend_chi_squared == pytest.approx(z**2)
    assert found.control_reason == "surveys are too few for a control chart"


def held_beside(area, peers, source="Home Office"):
    group = ComparatorGroup.objects.create(area=area, source=source)
    for position, peer in enumerate(peers, 1):
        Peer.objects.create(group=group, area=peer, position=position)
    return group


def neighbours(series, measure, count, **changes):
    peers = [make_area(f"X0700092{place}") for place in range(count)]
    for place, peer in enumerate(peers):
        series(measure, peer, [1000 + 10 * place], first="2008/09", **changes)
    return peers


def test_place_among_peers(series, measure, area, at):
    series(measure, area, [2000], first="2008/09")
    group = held_beside(area, neighbours(series, measure, 7))

    found = summary(measure, area, at)

    assert (found.group, found.peer_count, found.compared_value) == (group, 7, 20.0)
    assert found.group_average == pytest.approx((20 + sum(10 + i / 10 for i in range(7))) / 8)
    assert (found.grade, found.percentile, found.peers_reason) == ("far worse", 0.0, "")
    assert found.z > 5


def test_few_peers_give_a_percentile_and_no_judgement(series, measure, area, at):
    series(measure, area, [900], first="2008/09")
    held_beside(area, neighbours(series, measure, 3))

    found = summary(measure, area, at)

    assert (found.z, found.grade, found.percentile) == (None, "", 100.0)
    assert (found.peer_count, found.peers_reason) == (3, "too few peers with a figure")


def test_group_that_somebody_named_goes_before_the_default(series, measure, area, at):
    series(measure, area, [900], first="2008/09")
    peers = neighbours(series, measure, 2)
    named = held_beside(area, peers[:1])
    held_beside(area, peers[1:], source=DEFAULT_SOURCE)

    assert summary(measure, area, at).group == named


def test_restricted_measure_tells_no_peers_figure(series, area, at):
    restricted = make_measure(make_indicator(903, is_restricted=True))
    series(restricted, area, [900], first="2008/09")
    held_beside(area, neighbours(series, restricted, 1))

    found = summary(restricted, area, at)

    assert (found.group_average, found.percentile, found.z) == (None, None, None)
    assert "without telling" in found.peers_reason


def test_restricted_summaries_go_to_the_area_and_national_roles_only(series, area, analyst, at):
    restricted = make_measure(make_indicator(903, is_restricted=True))
    series(restricted, area, [900], first="2008/09")
    summary(restricted, area, at)
    officer = person("officer", RoleKind.CDRP_OFFICER, area=area)
    other = person("other", RoleKind.CDRP_OFFICER, area=make_area("X07000999"))

    def seen_by(user):
        return SeriesSummary.objects.visible_to(user).count()

    assert [seen_by(user) for user in (officer, analyst)] == [1, 1]
    assert [seen_by(user) for user in (other, AnonymousUser())] == [0, 0]


def test_projection_of_months(series, measure, area, at):
    chance = np.random.default_rng(2008)
    counts = chance.poisson(100, (9, 60)).tolist()
    for place, elsewhere in enumerate(counts[1:]):
        series(measure, make_area(f"X0700093{place}"), elsewhere)
    series(measure, area, counts[0])

    found = summary(measure, area, at)

    assert found.projection_reason == ""
    assert (found.target_start, found.projected_by) == (date(2010, 4, 1), "month")
    assert found.projected_from_start == date(2009, 3, 1)
    last_year = sum(counts[0][-12:]) / 100_000 * 1000
    assert found.carried_forward == pytest.approx(last_year)
    assert found.projected == pytest.approx(last_year, rel=0.1)
    lower, upper = found.projected_lower_95, found.projected_upper_95
    assert lower < found.projected_lower_50 < found.projected < found.projected_upper_50 < upper


def test_target_year_that_has_begun_is_not_projected(series, measure, area, at, settings):
    settings.TARGET_YEAR = 2008
    series(measure, area, WAVERING * 5)

    assert summary(measure, area, at).projection_reason == "the target year has begun"


def test_second_time_changes_nothing(series, measure, area, at):
    series(measure, area, WAVERING * 5)

    first = actions.summarise(measure_code=measure.code, at=at)
    second = actions.summarise(measure_code=measure.code, at=at + timedelta(hours=1))

    assert (first, second) == (1, 0)
    assert SeriesSummary.objects.get().computed_at == at


def test_revision_changes_the_summary_and_its_vintage(series, measure, area, at):
    series(measure, area, WAVERING * 5)
    before = summary(measure, area, at)

    revised = RECORDED_AT + timedelta(days=30)
    newest = Figure.objects.filter(measure=measure).order_by("-period_start").first()
    Figure.objects.filter(pk=newest.pk).update(value=9.0, numerator=900, vintage=revised)
    after = summary(measure, area, at)

    assert (before.value, after.value) == (pytest.approx(0.99), 9.0)
    assert after.vintage == revised
    assert after.pk == before.pk


def test_series_without_figures_has_no_summary(series, measure, area, at):
    series(measure, area, WAVERING)
    summary(measure, area, at)
    Figure.objects.filter(measure=measure).delete()

    assert actions.summarise(measure_code=measure.code, at=at) == 1
    assert not SeriesSummary.objects.filter(measure=measure).exists()


def test_recomputed_figures_have_their_summaries_asked_for(
    catalogue, provider, real_return, at, settings
):
    settings.TARGET_YEAR = 2014
    data_return, _ = actions.send(
        organisation=provider.current_roles[0].organisation, name="a.csv", content=real_return,
        by=provider, at=at,
    )  # fmt: skip
    actions.confirm(
        return_id=data_return.pk,
        version=data_return.version,
        explanations=explained(data_return),
        by=provider,
        at=at,
    )
    actions.recompute(measure_code="NI 16", at=at)

    assert Job.objects.filter(kind="summarise", key="NI 16").count() == 1
    tasks.summarise(measure_code="NI 16")
    assert SeriesSummary.objects.filter(measure__code="NI 16").count() == 39 + 9 + 1
    england = SeriesSummary.objects.get(measure__code="NI 16", area__gss_code="E92000001")
    assert england.trend == "decreasing"
    assert england.projected < england.value


def test_groups_are_those_of_the_day_in_london(series, measure, area):
    """For an hour of a summer's night UTC still has the day before, on which none was in force."""
    after_midnight = datetime(2009, 6, 30, 23, 30, tzinfo=UTC)
    series(measure, area, [900], first="2008/09")
    group = held_beside(area, neighbours(series, measure, 7))
    ComparatorGroup.objects.filter(pk=group.pk).update(starts_on=date(2009, 7, 1))

    assert summary(measure, area, after_midnight).group == group
    actions.ask_to_summarise(day=date(2009, 7, 1))
    assert not Job.objects.exists()


def test_changed_groups_are_noticed_and_only_once(series, measure, area, at):
    series(measure, area, [900], first="2008/09")
    summary(measure, area, at)
    held_beside(area, neighbours(series, measure, 2))

    actions.ask_to_summarise(day=at.date())
    assert list(Job.objects.values_list("kind", "key")) == [("summarise", measure.code)]

    summary(measure, area, at)
    Job.objects.all().delete()
    actions.ask_to_summarise(day=at.date())
    assert not Job.objects.exists()
