"""Ambition by the portal's own figures: the same for both sides, today and from a pack."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from indicators import reading
from indicators.models import Figure, Indicator, Measure, SeriesSummary
from laa_portal.foundation.canonical import canonical
from partnerships.models import Area
from targets import actions, exhibits, queries
from targets.ambition import INFORMS, Ambition
from targets.models import EvidencePack, OfferLine, digest
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.elsewhere import make_talked_of

pytestmark = pytest.mark.django_db
AT = made.AT


@pytest.fixture
def area(cdrp):
    return cdrp.areas.get()


@pytest.fixture
def measure(area):
    return make_talked_of(area)


@pytest.fixture
def evidence(measure, area):
    return reading.evidence(measure, area, queries.somebody_of(area))


def terms(of, last="11.00", **changes):
    """Return terms over a measure: from 14.70 to a last value."""
    values = {
        "measure": of,
        "unit": of.unit,
        "baseline": Decimal("14.70"),
        "baseline_period": "2007/08",
        "in_2010_11": Decimal(last),
    }
    return OfferLine(**(values | changes))


def judged(evidence, terms):
    """Return the sentences by name."""
    found = queries.ambition(evidence, terms, queries.elsewhere(evidence))
    return {one.name: one.sentence for one in found.results}


def test_five_results_of_a_series_that_falls_a_twentieth_a_year(evidence, measure):
    """From 1,470 events to 1,100 where the projection is 13.8; peers head for 9.5 to 10.7."""
    found = queries.ambition(evidence, terms(measure), queries.elsewhere(evidence))

    assert [one.sentence for one in found.results] == [
        "If nothing new is done, the chance of meeting 11.00 in 2010/11 is under 5%: no precedent "
        "in trend.",
        "It asks for a fall of 25.2% in three years. Of 72 changes over as long in other areas, "
        "22% were at least as good. In its most similar areas only 24 were seen, too few to say.",
        "It would stay 7th of 7, if the others follow their trends.",
        "It asks for a change from 1,470 to 1,100 a year: meeting it could be told from no change.",
        "Measured again, the baseline of 14.70 would likely be nearer 13.96. That alone would not "
        "meet 11.00.",
    ]


def test_pack_says_the_same_whatever_becomes_known_later(
    evidence, measure, area, officer, django_assert_num_queries
):
    then = queries.ambition(evidence, terms(measure), queries.elsewhere(evidence))
    pack = actions.freeze(measure=measure, area=area, by=officer, at=AT)
    Figure.objects.filter(measure=measure).update(value=1.0)
    SeriesSummary.objects.update(projected=1.0, projected_variance=0.5)

    pack = EvidencePack.objects.get(pk=pack.pk)
    with django_assert_num_queries(0):
        assert queries.ambition_then(queries.recall(pack), terms(measure)) == then


def test_packs_of_before_are_read_and_say_what_they_did_not_keep(measure, area, officer):
    pack = actions.freeze(measure=measure, area=area, by=officer, at=AT)
    known = json.loads(pack.content)
    known["format"] = 1
    del known["elsewhere"]
    for one in known["peers"]["figures"]:
        del one["area"]["starts_on"], one["area"]["ends_on"]
    old = EvidencePack(content=canonical(known), sha256=digest(canonical(known)))

    found = queries.ambition_then(queries.recall(old), terms(measure))

    given = {one.name: one.is_given for one in found.results}
    assert given == {
        "chance": True,
        "precedent": False,
        "place": False,
        "detectable": True,
        "regression": False,
    }


def test_other_areas_count_only_with_what_everybody_may_see(evidence, measure):
    before = queries.elsewhere(evidence)
    peer = evidence.beside[1].area
    Figure.objects.filter(measure=measure, area=peer).update(is_published=False)

    after = queries.elsewhere(evidence)

    assert before.changes_of_all[3].number - after.changes_of_all[3].number == 4
    assert [len(one.figures) for one in after.peers].count(0) == 1


def test_other_areas_figures_of_a_restricted_indicator_stay_with_them(evidence, measure):
    Indicator.objects.filter(measures=measure).update(is_restricted=True)

    found = queries.elsewhere(evidence)

    assert found.changes_of_all == found.changes_of_peers == found.groups == {}
    assert all(not one.figures and one.projected is None for one in found.peers)


def test_area_itself_is_not_elsewhere(evidence, measure, area):
    before = queries.elsewhere(evidence)

    Figure.objects.filter(measure=measure, area=area).update(value=99)

    assert queries.elsewhere(evidence) == before


def test_queries_do_not_grow_with_the_areas(evidence, measure):
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.elsewhere(evidence)
    another = Figure.objects.filter(measure=measure, area__gss_code__endswith="017")
    copies = list(another)
    for place in range(5):
        area = Area.objects.create(name=f"More {place}", gss_code=f"X0890{place}", kind="county")
        for one in copies:
            one.pk, one.area = None, area
        Figure.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as many:
        queries.elsewhere(evidence)

    assert len(many) == len(few) <= 4


def test_both_sides_are_told_the_same(measure, area, officer):
    reviewer = person("reviewer", "go_reviewer", area=area)
    Figure.objects.filter(measure=measure).exclude(area=area).update(is_withheld=True)

    packs = [
        actions.freeze(measure=measure, area=area, by=one, at=AT) for one in (officer, reviewer)
    ]

    assert packs[0] == packs[1]


# --- What is not judged, and why ------------------------------------------------------------------


def test_definition_that_changes_on_the_way_blocks_what_it_makes_incomparable(
    measure, area, evidence
):
    measure.definitions.update(ends_on="2009-04-01")
    first = measure.definitions.get()
    first.pk, first.version, first.is_comparable = None, "2009-04", False
    first.starts_on, first.ends_on, first.change_note = "2009-04-01", None, "Counted by victim."
    first.save()
    measure.refresh_from_db()

    found = judged(reading.evidence(measure, area, queries.somebody_of(area)), terms(measure))

    why = "What is counted changes between 2007/08 and 2010/11: Counted by victim."
    assert [found[name].startswith(why) for name in ("chance", "precedent", "place")] == [True] * 3
    assert found["detectable"].startswith("It asks for a change")


def test_area_that_ends_on_the_way_blocks_the_same(measure, area, evidence):
    Area.objects.filter(pk=area.pk).update(ends_on="2009-04-01")
    area.refresh_from_db()

    found = judged(reading.evidence(measure, area, queries.somebody_of(area)), terms(measure))

    assert found["chance"].startswith(f"{area} ends on 1 April 2009, before 2010/11 is over.")


def test_survey_is_not_held_against_a_projection_of_another_year(evidence, measure):
    earlier = terms(measure, in_2008_09=Decimal("14.00"), in_2010_11=None)

    assert judged(evidence, earlier)["chance"] == (
        "The projection is for 2010/11 alone, and the last value offered is for 2008/09."
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"placeholder_reason": "no_baseline", "placeholder_trigger": "The first survey"},
            "It is held open",
        ),
        ({"measure": None}, "There is no measure of the portal behind it"),
        ({"gap_to": Area(pk=2)}, "It is a gap"),
        ({"parts": [{"area": "E07000008", "weight": "1", "value": "2"}]}, "some districts only"),
        ({"in_2010_11": None}, "There is no value to judge"),
        ({"baseline": None}, "There is no baseline yet"),
        ({"baseline_period": "March"}, "Its baseline is not of a year by which"),
        ({"baseline_period": "2007-04"}, "Its baseline is not of a year by which"),
        ({"unit": "%"}, "It is not in offences per 1,000 people"),
    ],
)
def test_what_is_not_judged_says_why(changes, reason):
    measure = Measure(
        pk=1, kind="count_rate", per=1000, polarity="low", unit="offences per 1,000 people"
    )
    evidence = reading.Evidence(measure, Area(pk=1), (), None, {}, ())

    found = queries.ambition(evidence, terms(measure, **changes), None)

    assert found.results == ()
    assert reason in found.reason


def test_without_figures_nothing_is_judged():
    found = queries.ambition(None, terms(Measure(pk=1)), None)

    assert "There is no figure" in found.reason


def test_series_not_summarised_yet_has_no_projection_and_no_peers(measure, area):
    SeriesSummary.objects.all().delete()

    found = judged(reading.evidence(measure, area, queries.somebody_of(area)), terms(measure))

    assert found["chance"] == (
        "There is no projection: what these figures come to has not been worked out yet."
    )
    assert found["place"].startswith("There is no group of most similar areas")
    assert found["precedent"].startswith("It asks for a fall")


# --- In a chart -----------------------------------------------------------------------------------


def test_trajectory_shows_what_both_sides_offer_beside_projection_and_similar_areas(
    evidence, measure
):
    lines = {
        "Partnership, offer 1": terms(measure, "13.00"),
        "Government Office, offer 2": terms(measure, "11.00", in_2009_10=Decimal("12.00")),
    }

    chart = exhibits.trajectory(evidence, lines, queries.elsewhere(evidence))

    assert chart.title.startswith(
        f"{measure.title} in {evidence.area} (invented): 11.00 offences per 1,000 people for "
        "2010/11 (Government Office, offer 2) lies below the 95% range of the projection"
    )
    assert chart.rows[0][0] == "2001/02"
    assert chart.rows[-1][0] == "2010/11"
    assert chart.header[-3:] == (*lines, "Average of similar areas")
    assert [row[-3:-1] for row in chart.rows[-4:]] == [
        ("14.70", "14.70"),
        ("", ""),
        ("", "12.00"),
        ("13.00", "11.00"),
    ]
    assert chart.rows[-1][-1] == "10.26"


def test_trajectory_of_a_pack_is_that_of_its_day(evidence, measure, area, officer):
    lines = {"Partnership, offer 1": terms(measure)}
    then = exhibits.trajectory(evidence, lines, queries.elsewhere(evidence))
    pack = actions.freeze(measure=measure, area=area, by=officer, at=AT)
    Figure.objects.filter(measure=measure).update(value=1.0)

    recalled = queries.recall(pack)

    assert exhibits.trajectory(recalled.evidence, lines, recalled.elsewhere) == then


@pytest.mark.parametrize(
    "changes",
    [{"unit": "%"}, {"gap_to": Area(pk=2)}, {"parts": [{"area": "E07000008", "weight": "1"}]}],
)
def test_values_that_do_not_compare_have_no_path(evidence, measure, changes):
    chart = exhibits.trajectory(evidence, {"Offer": terms(measure, **changes)})

    assert "Offer" not in chart.header


# --- On a page ------------------------------------------------------------------------------------


def test_part_of_a_page_has_results_cautions_and_what_they_do_not_say(evidence, measure):
    found = queries.ambition(evidence, terms(measure, "14.60"), queries.elsewhere(evidence))

    page = render_to_string("targets/_ambition.html", {"ambition": found})

    assert page.count('class="laa-card"') == 5
    assert "It could not be shown to be met." in page
    assert INFORMS in page
    for one in found.results:
        assert escape(one.sentence) in page
        assert escape(one.method) in page


def test_part_of_a_page_says_why_nothing_is_judged():
    page = render_to_string("targets/_ambition.html", {"ambition": Ambition(reason="Held open.")})

    assert "Held open." in page
    assert INFORMS in page
    assert "laa-card" not in page


def test_brief_says_what_is_counted_and_in_which_version(measure):
    version = queries.guidance_version(measure.indicator)

    page = render_to_string(
        "targets/_brief.html", {"measure": measure, "guidance_version": version}
    )

    assert measure.indicator.rationale in page
    assert measure.definitions.get().numerator in page
    assert version in page


def test_new_data_stands_beside_an_offer_with_the_day_it_arrived(measure, area, officer):
    reader = queries.somebody_of(area)
    pack = actions.freeze(measure=measure, area=area, by=officer, at=AT)
    assert queries.new_data(pack, reading.evidence(measure, area, reader), reader) is None
    Figure.objects.filter(measure=measure, area=area, period_start="2007-04-01").update(
        value=13.0, vintage=datetime(2009, 7, 1, tzinfo=UTC)
    )

    found = queries.new_data(pack, reading.evidence(measure, area, reader), reader)
    page = render_to_string("targets/_newer.html", {"new_data": found, "pack": pack})

    assert "New data arrived on 1 July 2009, after this offer: one figure is not" in page
    assert "14.70" in page
    assert "13.00" in page


def test_preview_of_typed_values_asks_little(measure, area, django_assert_max_num_queries):
    measure = Measure.objects.select_related("indicator").get(pk=measure.pk)
    with django_assert_max_num_queries(9):
        found = queries.ambition_now(terms(measure), area)

    assert len(found.results) == 5
    assert queries.ambition_now(terms(measure, in_2010_11=None), area).reason
