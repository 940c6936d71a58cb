"""Figures equal their formula; sums are of counts; a second run changes nothing."""

import math

import pytest

from indicators import actions
from indicators.models import Figure, Status
from indicators.states import ReturnStatus
from partnerships.models import Area, Organisation

pytestmark = pytest.mark.django_db

Z95, Z998 = 1.959963984540054, 3.090232306167813


def byar(count, z):
    """Breslow and Day's form of Byar's limits, written out once more by hand."""
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    above = count + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return lower, upper


@pytest.fixture
def load(catalogue, provider, at):
    """Load a return whole: sent, confirmed, its figures computed."""

    def act(content, *measures):
        organisation = Organisation.objects.get(code="home-office")
        data_return, _ = actions.send(
            organisation=organisation, name="a.csv", content=content, by=provider, at=at
        )
        assert data_return.status == ReturnStatus.CHECKED, list(data_return.errors.all())
        actions.confirm(return_id=data_return.pk, version=data_return.version, by=provider, at=at)
        return [actions.recompute(measure_code=code, at=at) for code in measures]

    return act


def figure(code, start, measure="NI 16"):
    return Figure.objects.get(
        area__gss_code=code, period_start=start, measure__code=measure, period_kind="financial_year"
    )


def test_recompute_of_the_real_return_equals_the_formula(load, real_return):
    load(real_return, "NI 16")

    metropolitan = figure("E23000001", "2008-04-01")
    lower, upper = byar(203903, Z95)
    lower_998, upper_998 = byar(203903, Z998)
    assert metropolitan.value == pytest.approx(203903 / 7804732 * 1000, rel=1e-12)
    assert metropolitan.lower == pytest.approx(lower / 7804732 * 1000, rel=1e-9)
    assert metropolitan.upper == pytest.approx(upper / 7804732 * 1000, rel=1e-9)
    assert metropolitan.lower_998 == pytest.approx(lower_998 / 7804732 * 1000, rel=1e-9)
    assert metropolitan.upper_998 == pytest.approx(upper_998 / 7804732 * 1000, rel=1e-9)
    assert (metropolitan.method, metropolitan.summed_from) == ("byar", "")


def test_recompute_sums_forces_into_regions_and_england(load, real_return):
    load(real_return, "NI 16")

    england = figure("E92000001", "2008-04-01")
    assert (england.denominator, england.part_count) == (51_815_853, 39)
    assert england.summed_from == "police_force"
    assert england.value == pytest.approx(float(england.numerator) / 51_815_853 * 1000, rel=1e-12)
    assert Figure.objects.count() == (39 + 9 + 1) * 10


def test_recompute_takes_the_definition_of_the_period(load, real_return):
    load(real_return, "NI 16")

    versions = Figure.objects.order_by("period_start").values_list(
        "period_start__year", "definition__version"
    )
    assert dict(versions)[2007] == "back-series"
    assert dict(versions)[2008] == "2008-05"


def test_recompute_again_changes_nothing(load, real_return, at):
    (changed,) = load(real_return, "NI 16")

    assert changed == 490
    assert actions.recompute(measure_code="NI 16", at=at) == 0


def test_recompute_after_a_revision_changes_only_what_rests_on_it(load, real_return):
    load(real_return, "NI 16")
    revised = (
        b"indicator,area_code,period,numerator,denominator\nNI 16,E23000001,2008/09,1,7804732\n"
    )

    (changed,) = load(revised, "NI 16")

    assert changed == 3, "the force, its region and England"
    assert figure("E23000001", "2008-04-01").method == "exact"


def test_recompute_gives_a_sum_with_a_part_missing_its_reason(load):
    load(
        b"indicator,area_code,period,numerator,denominator,status\n"
        b"NI 16,E23000001,2008/09,203903,7804732,final\n",
        "NI 16",
    )

    london = figure("E12000007", "2008-04-01")
    assert (london.value, london.reason, london.part_count) == (None, "part missing", 1)
    assert london.status == Status.MISSING


def test_recompute_marks_what_rests_on_provisional_rows(load):
    rows = "".join(
        f"NI 16,{code},2008/09,100,,{'provisional' if code == 'E23000034' else 'final'}\n"
        for code in ("E23000001", "E23000034")
    )
    load(("indicator,area_code,period,numerator,denominator,status\n" + rows).encode(), "NI 16")

    assert figure("E23000001", "2008-04-01").status == Status.FINAL
    assert figure("E23000034", "2008-04-01").status == Status.PROVISIONAL
    assert figure("E12000007", "2008-04-01").status == Status.PROVISIONAL


def test_recompute_keeps_a_missing_row_as_a_figure_with_its_reason(load):
    load(
        b"indicator,area_code,period,numerator,denominator,status\n"
        b"NI 16,E23000001,2008/09,,,missing\n",
        "NI 16",
    )

    missing = figure("E23000001", "2008-04-01")
    assert (missing.value, missing.status, missing.reason) == (None, "missing", "missing")


def test_recompute_makes_years_of_months(load):
    months = [f"2008-{month:02}" for month in range(4, 13)] + ["2009-01", "2009-02", "2009-03"]
    rows = "".join(f"NI 16,E23000001,{month},1000,\n" for month in months)
    load(("indicator,area_code,period,numerator,denominator\n" + rows).encode(), "NI 16")

    year = figure("E23000001", "2008-04-01")
    assert (year.numerator, year.denominator) == (12_000, 7_804_732)
    assert (year.summed_from, year.part_count) == ("month", 12)


def test_recompute_gives_a_survey_wilsons_interval_on_its_effective_size(load):
    load(
        b"indicator,area_code,period,value,sample_size,design_effect\n"
        b"NI 17,E06000001,2008/09,27.4,1100,1.3\n",
        "NI 17",
    )

    hartlepool = figure("E06000001", "2008-04-01", "NI 17")
    n, p, z = 1100 / 1.3, 0.274, Z95
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    spread = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    assert hartlepool.value == pytest.approx(27.4)
    assert hartlepool.lower == pytest.approx((centre - spread) * 100)
    assert hartlepool.upper == pytest.approx((centre + spread) * 100)
    assert Figure.objects.filter(measure__code="NI 17").count() == 1, "surveys are not summed"


def test_invented_places_are_no_part_of_england(load, catalogue):
    from laa_portal.demo.places import make_places

    make_places()

    within = Area.objects.ids_within(
        Area.objects.filter(gss_code="E92000001").values_list("pk", flat=True)
    )
    assert not Area.objects.filter(pk__in=within, is_invented=True).exists()


def test_recompute_sets_re_offenders_against_those_expected_to(load):
    load(
        b"indicator,area_code,period,numerator,denominator,expected,status\n"
        b"NI 18,E10000016,2008/09,70,200,80,final\n"
        b"NI 18,E10000017,2008/09,,,,missing\n",
        "NI 18",
    )

    kent = figure("E10000016", "2008-04-01", "NI 18")
    share = 0.35
    centre = share + Z95**2 / 400
    spread = Z95 * math.sqrt(share * (1 - share) / 200 + Z95**2 / 160_000)
    assert kent.value == pytest.approx(87.5)
    assert kent.lower == pytest.approx((centre - spread) / (1 + Z95**2 / 200) / 0.4 * 100)
    assert (kent.method, kent.method_version) == ("wilson", "2")
    assert figure("E10000017", "2008-04-01", "NI 18").reason == "missing"


def test_recompute_lengthens_intervals_of_convictions_that_come_in_clusters(load):
    areas = Area.objects.real().filter(kind="metropolitan").order_by("gss_code")[:20]
    rows = "".join(
        f"NI 30,{area.gss_code},2008/09,{20 if place % 2 else 60},40,40\n"
        for place, area in enumerate(areas)
    )
    load(("indicator,area_code,period,numerator,denominator,expected\n" + rows).encode(), "NI 30")

    first = figure(areas[0].gss_code, "2008-04-01", "NI 30")
    lower, _ = byar(60, Z95)
    assert first.method == "byar_clustered"
    assert first.value == pytest.approx(150)
    assert (150 - first.lower) > 1.5 * (60 - lower) / 40 * 100
