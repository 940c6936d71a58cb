"""Targets across areas: who is told what of them, what they come to, and in how many queries."""

import csv
import html
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import AreaKind
from targets import actions, policies, queries
from targets.models import SharedIssue
from targets.presenters import together
from targets.states import LineKind, TargetStatus
from tests.conftest import person
from tests.factories.across import make_region, make_table
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db
K, S = LineKind, TargetStatus
PAGE = "targets:all-negotiations"


@pytest.fixture
def measures():
    indicators = [make_indicator(number, supports="PSA 23") for number in (941, 942)]
    return [make_measure(one) for one in indicators]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def reviewer(region):
    return person("regional", "go_reviewer", area=region)


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


def look(client, who, url=None, **query):
    client.force_login(who)
    return client.get(url or reverse(PAGE), query)


def states(reader):
    """Where a reader reads that each target stands, by area and code."""
    found = queries.landscape(reader)
    codes = {one.pk: one.code for one in found.indicators}
    return {(one.area.name, codes[one.indicator_id]): one.status for one in found.placed}


def rows(reader, **part):
    found = queries.landscape(reader).within(**part)
    measures = {one.terms.measure_id for one in found.placed if one.terms}
    england = queries.figures_of_england(measures, reader)
    return together.by_indicator(found, queries.bases(found.placed), england)


# --- Who is told what -----------------------------------------------------------------------------


def test_an_office_reads_its_own_region_and_national_roles_all(measures, region, reviewer, analyst):
    make_table(1, measures, (S.AGREED, S.OPEN), region=region)
    make_table(2, measures, (S.PLACEHOLDER, None), region=make_region(2))

    own = {("County 01", "NI 941"): S.AGREED, ("County 01", "NI 942"): S.OPEN}
    assert states(reviewer) == own
    assert states(analyst) == own | {("County 02", "NI 941"): S.PLACEHOLDER}


def test_an_inspectorate_reads_what_is_settled_alone(measures):
    make_table(1, measures, (S.AGREED, S.OPEN))

    assert states(person("inspector", "inspector")) == {("County 01", "NI 941"): S.AGREED}


def test_only_the_state_is_told_of_what_lies_on_the_table(
    client, measures, region, reviewer, analyst
):
    make_table(1, measures, (S.OPEN, None), region=region)
    pages = (reverse(PAGE), reverse("targets:indicator-negotiations", args=["ni-941"]))

    for who in (reviewer, analyst):
        (placed,) = queries.landscape(who).placed
        assert placed.terms is None
        for page in pages:
            assert "1 on the table" in text(look(client, who, page)) or page == pages[0]
            assert "10.00" not in look(client, who, page).text
            assert "10.00" not in look(client, who, page, format="csv").text


def test_what_nobody_of_the_other_side_has_opened_is_not_told(analyst):
    talks = make_talks()
    talks.say("partnership", Burglary="14.40")

    assert talks.status("Burglary") == "open"
    assert states(analyst) == {}
    assert states(talks.reviewer) == {}


def test_terms_reopened_in_an_offer_that_nobody_opened_leave_what_was_agreed(analyst):
    talks = make_talks()
    talks.say("partnership", Burglary="14.40")
    talks.say("government", Burglary=K.ACCEPT)
    talks.draft("partnership", "Burglary", K.REOPEN, talks.terms("Burglary", "15.00"))
    offer = talks.make_offer("partnership")
    assert talks.status("Burglary") == "open"

    for who in (talks.reviewer, analyst):
        (placed,) = queries.landscape(who).placed
        assert (placed.status, str(placed.terms.last_value)) == (S.AGREED, "14.400000")
    actions.open_offer(offer_id=offer.pk, by=talks.reviewer, at=AT)
    assert list(states(analyst).values()) == [S.OPEN]


def test_who_does_not_look_over_areas_is_told_where_to_look(client):
    talks = make_talks()

    assert look(client, talks.coordinator).status_code == 403
    with pytest.raises(PermissionDenied, match="Your work"):
        policies.may_look_across(talks.county.officer).enforce()


def test_invented_areas_are_never_put_together_with_englands(measures, analyst):
    make_table(1, measures, (S.AGREED, None))
    real = make_table(2, measures, (S.OPEN, None)).area
    real.is_invented = False
    real.save()

    assert set(states(analyst)) == {("County 02", "NI 941")}


# --- What they come to ----------------------------------------------------------------------------


def test_agreed_values_are_summed_by_residents_and_say_of_how_many_areas(measures, analyst):
    make_table(1, measures, (S.AGREED, None), residents=100_000)
    make_table(2, measures, (S.AGREED, None), residents=300_000)
    make_table(3, measures, (S.PLACEHOLDER, S.OPEN))

    first, second = rows(analyst)

    (one,) = first.together
    assert (one.value, one.start, one.count) == ("10.00", "12.50", "4,000")
    assert (one.target.number, first.area_count, one.left_out) == (2, 3, 0)
    assert (first.agreed, first.placeholders, first.without) == (2, 1, 0)
    assert not second.together
    assert second.without == 2


def test_an_area_without_a_count_of_residents_is_left_out_and_told(measures, analyst):
    make_table(1, measures, (S.AGREED, None))
    make_table(2, measures, (S.AGREED, None), residents=None)

    ((one,),) = (row.together for row in rows(analyst))
    assert (one.target.number, one.left_out) == (1, 1)


def test_englands_newest_settled_year_stands_beside_a_sum(client, measures, analyst):
    make_table(1, measures, (S.AGREED, None))
    england = make_area("X92000001", kind=AreaKind.COUNTRY, name="England", is_invented=False)
    sent = make_return(make_organisation("x-sender"))
    make_figure(measures[0], england, sent, "2007/08", value=15.204)
    make_figure(measures[0], england, sent, "2008/09", value=14.9, status="provisional")

    said = text(look(client, analyst))

    assert "15.20 in 2007/08" in said
    assert "10.00 offences per 1,000 people, from 12.50: about 1,000 a year" in said
    assert "Sum of 1 of 1 area" in said
    assert "PSA 23 carried no numeric national target" in said


def test_what_holds_targets_up_comes_first_by_how_many_areas_it_holds(client, measures, analyst):
    make_table(1, measures, (S.PLACEHOLDER, S.OPEN))
    make_table(2, measures, (S.AGREED, S.OPEN))
    issue = SharedIssue.objects.create(
        indicator=measures[0].indicator, title="No baseline", text="None", raised_by=analyst,
        raised_at=AT,
    )  # fmt: skip

    held = together.blockers(rows(analyst))
    said = text(look(client, analyst))

    assert [row.indicator.code for row in held] == ["NI 941", "NI 942"]
    assert held[0].waits_for == [("There is no baseline yet", 1)]
    assert "1 held open" in said
    assert f"Issue raised for all areas: {issue.title}" in said


# --- Its pages ------------------------------------------------------------------------------------


def test_the_page_is_narrowed_by_what_its_address_says(client, measures, region, analyst):
    make_table(1, measures, (S.AGREED, S.OPEN), region=region)
    make_table(2, measures, (S.PLACEHOLDER, None))

    of_region = look(client, analyst, region=region.gss_code).context
    of_status = look(client, analyst, status="placeholder").context
    of_indicator = look(client, analyst, indicator="ni-942").context

    assert [row.area.name for row in of_region["grid"]] == ["County 01"]
    assert [row.area.name for row in of_status["grid"]] == ["County 02"]
    assert [one.code for one in of_status["columns"]] == ["NI 941"]
    assert [row.indicator.code for row in of_indicator["rows"]] == ["NI 942"]
    assert len(look(client, analyst, region="nowhere").context["grid"]) == 2


def test_every_state_is_told_in_words_beside_its_symbol(client, measures, analyst):
    make_table(1, measures, (S.AGREED, S.OPEN))
    make_table(2, measures, (S.PLACEHOLDER, None))

    (first, second) = look(client, analyst).context["grid"]

    assert ["Agreed" in first.cells[0], "On the table" in first.cells[1]] == [True, True]
    assert ["Held open" in second.cells[0], "No target" in second.cells[1]] == [True, True]


def test_one_indicator_says_where_it_stands_in_each_area(client, measures, region, analyst):
    make_table(1, measures, (S.AGREED, None), region=region)
    make_table(2, measures, (S.PLACEHOLDER, None))
    page = reverse("targets:indicator-negotiations", args=["ni-941"])

    said = text(look(client, analyst, page))

    assert "1 agreed, 0 on the table, 1 held open, 0 without this target" in said
    assert "County 01 Region 1 Agreed 4 February 2008 10.00 offences per 1,000 people" in said
    assert "There is no baseline yet: The first survey" in said
    bare = text(look(client, analyst, reverse("targets:indicator-negotiations", args=["ni-942"])))
    assert "No area that you look over has a target by NI 942" in bare


def test_targets_are_taken_away_as_a_file(client, measures, analyst):
    make_table(1, measures, (S.AGREED, S.OPEN))

    header, *lines = csv.reader(look(client, analyst, format="csv").text.splitlines())

    assert header[:4] == ["area_code", "area", "region", "indicator"]
    assert [line[3:4] + line[6:7] + line[8:9] for line in lines] == [
        ["NI 941", "Agreed", "10.00"],
        ["NI 942", "On the table", ""],
    ]


def test_before_anything_has_begun_the_page_says_so(client, analyst):
    assert "No area that you look over has begun" in text(look(client, analyst))


def test_forty_areas_ask_no_more_than_four(client, measures, region, analyst):
    every = (S.AGREED, S.OPEN), (S.PLACEHOLDER, S.AGREED), (S.OPEN, None), (S.AGREED, S.AGREED)
    for number, statuses in enumerate(every, start=1):
        make_table(number, measures, statuses, region=region)
    look(client, analyst)
    with CaptureQueriesContext(
        connection,
    ) as few:
        look(client, analyst)
    for number in range(5, 41):
        make_table(number, measures, every[number % 4], region=region)

    with CaptureQueriesContext(connection) as many:
        page = look(client, analyst)

    assert len(page.context["grid"]) == 40
    assert len(many) == len(few)
