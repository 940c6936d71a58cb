"""The profile of an area: every indicator of the agreements and of APACS, on one page."""

import csv
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from indicators.models import Cause, FrameworkMembership, Indicator, PointType, Status
from laa_portal.foundation import jobs
from partnerships.models import AreaKind, ComparatorGroup, Role, RoleKind, User
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_part
from tests.factories.summaries import make_summary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_other_indicators(request):
    """Clear away the catalogue, except where a test is about it."""
    if "catalogue" not in request.fixturenames:
        Indicator.objects.all().delete()


@pytest.fixture
def ashmere():
    """An invented district."""
    return make_area(name="Ashmere")


@pytest.fixture
def sent(home_office):
    return make_return(home_office)


def page(area) -> str:
    return reverse("indicators:profile", args=[area.gss_code])


def member(indicator, framework="PSA", standing="included", **changes) -> Indicator:
    FrameworkMembership.objects.create(
        indicator=indicator, framework=framework, standing=standing, **changes
    )
    return indicator


def measured(number=901, framework="PSA", reference="PSA 23", **changes):
    """Make a measure of an indicator that is in a framework."""
    indicator = make_indicator(number, **changes)
    return make_measure(member(indicator, framework, reference=reference))


def somebody(kind: RoleKind, **over) -> User:
    user = User.objects.create_user(kind.value, password=None, name=kind.label)
    Role.objects.create(user=user, kind=kind, starts_on=date(2000, 1, 1), **over)
    return user


def codes(response) -> dict[str, list[str]]:
    """Return the measures of each group of the page."""
    return {
        group.framework.value: [one.line.measure.code for one in lines]
        for group, lines in response.context["groups"]
    }


def line_of(response, code="NI 901"):
    lines = (one for _, lines in response.context["groups"] for one in lines)
    return next(one for one in lines if one.line.measure.code == code)


# --- What is in it --------------------------------------------------------------------------------


def test_agreements_come_first_and_nothing_twice(client, ashmere):
    both = measured(901, "APACS", "").indicator
    member(both, "PSA", reference="PSA 25")
    measured(902, "APACS", "")
    measured(903, "DSO", "")
    measured(904, "NIS", "")

    response = client.get(page(ashmere))

    assert codes(response) == {"PSA": ["NI 901"], "APACS": ["NI 902"]}
    assert response.text.index("Other indicators of APACS") < response.text.index('id="ni-902"')
    assert "PSA\xa025" in response.text


def test_what_was_dropped_is_left_out_and_a_group_without_lines_too(client, ashmere):
    make_measure(member(make_indicator(901), "PSA", "dropped"))
    measured(902, "APACS", "")

    assert codes(client.get(page(ashmere))) == {"APACS": ["NI 902"]}


def test_the_catalogue_s_indicators_are_all_there(client, catalogue, ashmere):
    found = codes(client.get(page(ashmere)))

    assert {"NI 15", "NI 17", "NI 36", "NI 111"} <= set(found["PSA"])
    assert "NI 22" in found["APACS"] or "NI 28" in found["APACS"]
    assert not set(found["PSA"]) & set(found["APACS"])


# --- What it says ---------------------------------------------------------------------------------


def test_a_line_has_level_trend_chart_peers_and_projection(client, ashmere, sent):
    measure = measured()
    make_figure(measure, ashmere, sent, "2008/09", value=6.5, lower=6.2, upper=6.8)
    make_figure(measure, ashmere, sent, "2009/10", value=6.24, lower=5.91, upper=6.58)
    group = ComparatorGroup.objects.create(area=ashmere, source="Home Office, April 2008")
    make_summary(measure, ashmere, full=True, group=group)

    text = client.get(page(ashmere)).text

    assert "Falling 4% a year; in line with its peers; on present course 21.30 to 30.10" in text
    assert "Level, 2009/10" in text
    assert "(5.91 to 6.58)" in text
    assert "over five years to 2009/10" in text.lower()
    assert 'aria-label="NI 901, from 6.50 to 6.24"' in text
    assert "Control chart, June 2010" in text
    assert "Limits 0.41 to 0.69" in text
    assert "Group average 5.93, mean of 15 areas, 2009/10" in text
    assert "Its peers are by this list: Home Office, April 2008." in text
    assert "2010/11, assuming no new action" in text
    assert "Last year carried forward 26.20" in text


def test_every_number_leads_to_how_it_was_worked_out(client, ashmere, sent):
    measure = measured()
    make_figure(measure, ashmere, sent, "2009/10")
    make_summary(measure, ashmere, full=True)

    text = client.get(page(ashmere)).text

    figure = reverse("indicators:figure", args=["ni-901", ashmere.gss_code])
    assert f"{figure}?measure=NI+901&amp;period=2009%2F10" in text
    assert text.count("how it is worked out") == 4
    for part in ("trend", "control", "peers", "projection"):
        address = f"{figure}explain/{part}/?measure=NI+901"
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200


def test_lists_of_peers_are_told_apart_where_there_are_several(client, ashmere, sent):
    for number, source in ((901, "Home Office, April 2008"), (902, "Made by this service")):
        measure = measured(number)
        make_figure(measure, ashmere, sent)
        group = ComparatorGroup.objects.create(area=ashmere, source=source)
        make_summary(measure, ashmere, full=True, group=group)

    text = client.get(page(ashmere)).text

    assert "by these lists: Home Office, April 2008; Made by this service." in text
    assert text.count("Peers: Made by this service") == 1


def test_the_page_says_which_data_and_methods_it_rests_on(client, ashmere):
    make_summary(measured(901), ashmere, full=True, method_version="1")
    make_summary(
        measured(902),
        ashmere,
        full=True,
        method_version="2",
        vintage=datetime(2010, 8, 3, 9, 5, tzinfo=UTC),
    )

    text = client.get(page(ashmere)).text

    assert "recorded up to 3 August 2010, 10:05" in text
    assert "versions 1 and 2 of the methods" in text


def test_what_stands_out_comes_first(client, ashmere):
    make_summary(
        measured(901), ashmere, full=True, cause=Cause.ABOVE_LIMIT, point_type=PointType.CONCERN
    )
    make_summary(measured(902), ashmere, full=True, grade="far worse", trend="no_change")
    make_summary(
        measured(903), ashmere, full=True, trend="increasing", yearly_change=0.05, grade="better"
    )
    measured(904)

    overview = client.get(page(ashmere)).context["overview"]

    assert [(label, [one.anchor for one in lines]) for label, lines in overview] == [
        ("Improving", ["ni-901"]),
        ("Deteriorating", ["ni-903"]),
        ("Better than its peers", ["ni-903"]),
        ("Worse than its peers", ["ni-902"]),
        ("Newest point more than chance", ["ni-901"]),
        ("Nothing to say yet", ["ni-904"]),
    ]


# --- What cannot be said --------------------------------------------------------------------------


def test_each_statistic_that_is_not_given_has_its_reason(client, ashmere, sent):
    measure = measured()
    make_figure(measure, ashmere, sent)
    make_summary(measure, ashmere)

    text = client.get(page(ashmere)).text

    assert "Nothing can be said yet: too few years." in text
    assert "Not given: too few points for limits" in text
    assert "Not given: too few years" in text


def test_a_missing_figure_is_marked_and_not_counted_as_nought(client, ashmere, sent):
    measure = measured()
    make_figure(measure, ashmere, sent, value=None, status=Status.MISSING, reason="missing")
    make_summary(measure, ashmere, value=None, value_reason="missing", status="missing")

    text = client.get(page(ashmere)).text

    assert ">[x]<" in text
    assert 'aria-label="NI 901, no figures"' in text


def test_small_counts_are_withheld_from_all_alike(client, ashmere, sent):
    measure = measured()
    measure.suppression_threshold = 5
    measure.save()
    make_figure(measure, ashmere, sent, numerator=3, value=0.1234)
    partner = somebody(RoleKind.GO_REVIEWER, area=ashmere)

    for reader in (None, partner):
        if reader:
            client.force_login(reader)
        response = client.get(page(ashmere))
        assert line_of(response).line.latest.shown.status == Status.SUPPRESSED
        assert "0.12" not in response.text


@pytest.mark.parametrize(
    ("changes", "levels", "reason"),
    [
        ({}, ["district"], "No published return says anything of it here."),
        ({}, ["police_force"], "No published return adds up to this area; it is collected for"),
        ({"first_year": "2009/10"}, ["district"], "It was to begin in 2009/10, and no figure"),
        ({"is_restricted": True}, ["district"], "Its values are for those who work for the area"),
    ],
)
def test_an_indicator_without_figures_says_why(client, ashmere, changes, levels, reason):
    indicator = member(make_indicator(901, **changes), reference="PSA 23")
    if changes.get("first_year"):
        member(indicator, "NIS", "delayed")
    make_measure(indicator, levels=levels)

    assert line_of(client.get(page(ashmere))).sentence.startswith(reason)


def test_figures_not_summarised_yet_are_shown_with_the_reason(client, ashmere, sent):
    make_figure(measured(), ashmere, sent, value=6.24)

    response = client.get(page(ashmere))

    assert "What these figures come to has not been worked out yet." in response.text
    assert "6.24" in response.text


@pytest.mark.parametrize("kind", ["recompute", "summarise"])
def test_new_data_still_being_worked_out_is_said_of_its_indicators_only(client, ashmere, kind):
    for number in (901, 902):
        make_summary(measured(number), ashmere, full=True)
    jobs.ask(kind, key="NI 902", measure_code="NI 902")

    response = client.get(page(ashmere))

    assert 'role="status"' in response.text
    assert not line_of(response, "NI 901").line.is_recomputing
    assert line_of(response, "NI 902").line.is_recomputing
    assert response.text.count("Being recomputed</strong>") == 1


def test_an_area_unknown_is_not_found_and_a_code_of_2008_leads_to_the_page(client, england):
    assert client.get(reverse("indicators:profile", args=["E00000000"])).status_code == 404

    response = client.get(reverse("indicators:profile", args=["29UB"]) + "?format=csv")

    assert response["Location"] == "/explore/areas/E07000105/profile/?format=csv"


def test_without_a_catalogue_the_page_says_what_will_be_here(client, ashmere):
    assert "No indicators yet" in client.get(page(ashmere)).text


# --- For whom -------------------------------------------------------------------------------------


def test_partnership_and_government_office_read_the_same(client, ashmere, sent):
    region = make_area("X12000901", kind=AreaKind.REGION, name="The Region")
    make_part(region, ashmere)
    measure = measured()
    make_figure(measure, ashmere, sent, "2008/09", value=6.24)
    make_figure(measure, ashmere, sent, "2009/10", value=7.77, status=Status.PROVISIONAL)
    make_figure(measure, ashmere, sent, "2010/11", value=8.88, is_published=False)
    make_summary(measure, ashmere, full=True)

    shown = []
    for kind, over in ((RoleKind.LSP_COORDINATOR, ashmere), (RoleKind.GO_REVIEWER, region)):
        client.force_login(somebody(kind, area=over))
        response = client.get(page(ashmere), {"format": "csv"})
        shown.append(response.text)
    client.logout()

    assert shown[0] == shown[1] == client.get(page(ashmere), {"format": "csv"}).text
    assert "6.24" in shown[0]
    assert "7.77" not in shown[0]
    assert "8.88" not in shown[0]


def test_restricted_indicators_are_for_those_who_work_for_the_area(client, ashmere, sent):
    measure = measured(is_restricted=True)
    make_figure(measure, ashmere, sent, value=6.24)
    make_summary(measure, ashmere, full=True)
    elsewhere = make_area("X07000902", name="Elsewhere")

    for reader in (None, somebody(RoleKind.CDRP_OFFICER, area=elsewhere)):
        if reader:
            client.force_login(reader)
        for query in ({}, {"format": "csv"}):
            text = client.get(page(ashmere), query).text
            assert "NI 901" in text.replace("\xa0", " ")
            assert "6.24" not in text
            assert "21.3" not in text
            assert "Falling" not in text
    client.force_login(somebody(RoleKind.GO_REVIEWER, area=ashmere))

    text = client.get(page(ashmere)).text
    assert "6.24" in text
    assert "Falling 4% a year" in text
    assert "Restricted</strong>" in text


# --- The file, and the cost -----------------------------------------------------------------------


def test_the_file_has_what_the_page_has_unrounded(client, ashmere, sent):
    measure = measured()
    make_figure(measure, ashmere, sent, "2009/10", value=6.2399)
    make_summary(measure, ashmere, full=True, cause=Cause.SHIFT_HIGH, point_type=PointType.CONCERN)
    measured(902, "APACS", "", title="=SUM(A1)")

    response = client.get(page(ashmere), {"format": "csv"})

    assert response["Content-Disposition"] == 'attachment; filename="ashmere-profile.csv"'
    first, second = csv.DictReader(response.text.splitlines())
    assert (first["framework"], first["reference"]) == ("PSA", "PSA 23")
    assert (first["value"], first["period"]) == ("6.2399", "2009/10")
    assert first["description"].startswith("Falling 4% a year; June 2010 worse than chance")
    assert (first["trend"], first["yearly_change"]) == ("decreasing", "-0.04")
    assert (first["control_period"], first["control_cause"]) == ("2010-06", "shift_high")
    assert (first["peers"], first["grade"], first["percentile"]) == ("14", "in line", "35.7")
    assert (first["target_period"], first["projected_upper_95"]) == ("2010/11", "30.1")
    assert (first["method_version"], first["vintage"]) == ("2", "2009-06-01T12:00:00+00:00")
    assert first["synthetic"] == second["synthetic"] == "yes"
    assert (second["framework"], second["status"]) == ("APACS", "missing")
    assert second["title"] == "'=SUM(A1)"
    assert second["description"] == "No published return says anything of it here."
    assert second["trend"] == second["method_version"] == ""
    assert second["being_recomputed"] == "no"


def test_more_indicators_take_no_more_queries(client, ashmere, sent, django_assert_num_queries):
    def fill(numbers):
        for number in numbers:
            measure = measured(number)
            for period in ("2008/09", "2009/10"):
                make_figure(measure, ashmere, sent, period)
            make_summary(measure, ashmere, full=True)

    fill([901])
    with django_assert_num_queries(9):
        client.get(page(ashmere))
    fill(range(902, 942))
    with django_assert_num_queries(9):
        client.get(page(ashmere))


def test_the_place_s_own_page_leads_to_its_profile(client, ashmere):
    assert page(ashmere) in client.get(reverse("indicators:area", args=[ashmere.gss_code])).text
