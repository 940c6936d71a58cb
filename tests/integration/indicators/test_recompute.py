"""Figures equal their formula; sums are of counts; a second run changes nothing."""

import math

import pytest

from indicators import actions
from indicators.models import Figure, Status
from indicators.states import ReturnStatus
from partnerships.models import Area, Organisation
from tests.factories.indicators import explained

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
        actions.confirm(
            return_id=data_return.pk,
            version=data_return.version,
            explanations=explained(data_return),
            by=provider,
            at=at,
        )
        return [actions.recompute(measure_code=code, at=at) for code in measures]

    return act


def figure(code, start, measure="NI 16", by="financial_year"):
    return Figure.objects.get(
        area__gss_code=code, period_start=start, measure__code=measure, period_kind=by
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


def test_recompute_adds_up_what_was_observed_and_what_was_expected(load):
    areas = Area.objects.real().filter(wholes__whole__gss_code="E12000007").at_level("laa_area")
    codes = list(areas.values_list("gss_code", flat=True))
    rows = "".join(f"NI 38,{code},2009/10,{10 + n},20\n" for n, code in enumerate(codes))
    load(("indicator,area_code,period,numerator,expected\n" + rows).encode(), "NI 38")

    london = figure("E12000007", "2009-04-01", "NI 38")
    observed = sum(10 + n for n in range(len(codes)))
    assert (london.numerator, london.expected) == (observed, 20 * len(codes))
    assert london.value == pytest.approx(observed / (20 * len(codes)))
    assert (london.summed_from, london.part_count) == ("laa_area", len(codes))
    assert figure("E92000001", "2009-04-01", "NI 38").reason == "part missing"


ROADS = {2005: 120, 2006: 114, 2007: 111, 2008: 99}
"""The worked example of the catalogue: a fall of 6.1%."""


def casualties(*codes, counts=ROADS, status="final"):
    rows = [
        f"NI 47,{code},{year},{'' if count is None else count},"
        f"{'missing' if count is None else status}\n"
        for code in codes
        for year, count in counts.items()
    ]
    return ("indicator,area_code,period,numerator,status\n" + "".join(rows)).encode()


def road_figure(code, year=2008):
    return figure(code, f"{year}-01-01", "NI 47", "calendar_year")


def test_recompute_works_out_the_change_of_three_year_averages(load):
    load(casualties("E10000016"), "NI 47")

    kent = road_figure("E10000016")
    assert kent.value == pytest.approx(100 * (324 / 345 - 1))
    assert (kent.numerator, kent.denominator, kent.part_count) == (99, None, 4)
    assert kent.lower < kent.value < kent.upper
    assert (kent.method, kent.status) == ("exact_ratio", Status.FINAL)
    early = road_figure("E10000016", 2007)
    assert (early.value, early.reason, early.status) == (None, "too few years", Status.MISSING)
    assert early.numerator == 111


def test_recompute_adds_casualties_up_over_areas_before_their_change(load):
    codes = list(
        Area.objects.real()
        .filter(wholes__whole__gss_code="E12000007")
        .at_level("laa_area")
        .values_list("gss_code", flat=True)
    )
    counts = {2005: 10, 2006: 0, 2007: 0, 2008: 20}
    load(casualties(*codes[1:]) + casualties(codes[0], counts=counts).split(b"\n", 1)[1], "NI 47")

    london = road_figure("E12000007")
    others = len(codes) - 1
    newest, previous = 324 * others + 20, 345 * others + 10
    assert london.value == pytest.approx(100 * (newest / previous - 1))
    assert (london.numerator, london.denominator) == (99 * others + 20, None)
    assert (london.summed_from, london.part_count) == ("laa_area", 4 * len(codes))


def test_recompute_leaves_the_years_after_a_missing_count_without_a_change(load):
    counts = {**ROADS, 2009: 90, 2010: None, 2011: 80, 2012: 75}
    load(casualties("E10000016", counts=counts), "NI 47")

    reasons = {year: road_figure("E10000016", year).reason for year in range(2008, 2013)}
    assert reasons == {
        2008: "",
        2009: "",
        2010: "missing",
        2011: "part missing",
        2012: "part missing",
    }


def test_a_change_is_provisional_while_any_of_its_years_is(load):
    load(casualties("E10000016", counts={2006: 114}, status="provisional"), "NI 47")
    load(casualties("E10000016", counts={2005: 120, 2007: 111, 2008: 99}), "NI 47")

    changed = road_figure("E10000016")
    assert (changed.status, changed.value is None) == (Status.PROVISIONAL, False)
    assert road_figure("E10000016", 2006).status == Status.PROVISIONAL


def test_a_sum_without_a_change_does_not_tell_a_provisional_count(load):
    areas = Area.objects.real().filter(wholes__whole__gss_code="E12000007").at_level("laa_area")
    codes = areas.values_list("gss_code", flat=True)
    load(casualties(*codes, counts={2008: 99}, status="provisional"), "NI 47")

    london = road_figure("E12000007")
    assert (london.reason, london.numerator) == ("too few years", 99 * len(codes))
    assert london.status == Status.PROVISIONAL


def test_recompute_of_changes_again_changes_nothing(load, at):
    load(casualties("E10000016", "E10000017"), "NI 47")

    assert actions.recompute(measure_code="NI 47", at=at) == 0


def test_recompute_without_any_casualties_reported_makes_no_figure(catalogue, at):
    assert actions.recompute(measure_code="NI 47", at=at) == 0


def test_recompute_sets_the_answers_of_two_groups_against_each_other(load):
    header = "indicator,area_code,period,numerator,denominator,group_2_numerator"
    load(f"{header},group_2_denominator\nNI 25,E10000016,2009/10,56,70,48,80\n".encode(), "NI 25")

    kent = figure("E10000016", "2009-04-01", "NI 25")
    assert kent.value == pytest.approx(20)
    assert kent.lower < 5.24, "longer than of so many independent answers, for the design"
    assert (kent.group_2_numerator, kent.group_2_denominator) == (48, 80)
    assert (kent.method, kent.method_version) == ("newcombe", "2")
    assert Figure.objects.filter(measure__code="NI 25").count() == 1, "surveys are not summed"
