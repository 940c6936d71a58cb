"""The pages of reviews, as both sides and everybody else meet them."""

import html
import re

import pytest
from django.db import connection
from django.template import Context, Engine
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Area, AreaPart
from reviews import actions
from reviews.models import Assessment, Review
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.concerns import NOW as CASE_AT
from tests.factories.concerns import make_case
from tests.factories.partnerships import make_area
from tests.factories.reviews import DUE, NOW, WHOLE, Reviewing, agreed, assess

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    talks = agreed("Burglary", "Violence")
    assess(talks, "Burglary")
    return talks


@pytest.fixture
def reviewing(talks):
    return Reviewing(talks)


def address(talks, name, *args):
    return reverse(f"reviews:{name}", args=[talks.area.gss_code, *args])


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


@pytest.fixture
def look(client):
    def do(who, url, **query):
        client.force_login(who)
        return client.get(url, query)

    return do


@pytest.fixture
def send(client):
    def do(who, url, **typed):
        client.force_login(who)
        return client.post(url, typed)

    return do


def typed_dates(days):
    return {
        f"{name}-{part}": getattr(day, part)
        for name, day in days.items()
        for part in ("day", "month", "year")
    }


def test_dates_are_set_and_must_be_in_order(talks, look, send):
    page = address(talks, "schedule-review")
    assert "No review has its dates yet" in text(look(talks.coordinator, address(talks, "reviews")))

    wrong = send(
        talks.reviewer, page, year=2008, **typed_dates(DUE | {"letter_due_on": NOW.date()})
    )
    assert "The day of the letter must be on or after the day of the findings" in text(wrong)
    right = send(talks.reviewer, page, year=2008, **typed_dates(DUE))
    assert right.url == Review.objects.get().get_absolute_url()

    said = text(look(talks.coordinator, address(talks, "reviews")))
    assert "2008/09 Evidence is being gathered 4 March 2009 31 March 2009" in said
    assert "Burglary Once a year With its year 4 March 2009" in said


def test_review_says_what_is_to_do_next_and_for_whom(reviewing, talks, look):
    page = address(talks, "review", 2008)

    assert "Send the partnership’s evidence" in text(look(talks.coordinator, page))
    assert "Note the meeting" not in text(look(talks.coordinator, page))
    reviewing.come_to("submit_evidence", "hold_review")
    theirs, ours = text(look(talks.coordinator, page)), text(look(talks.reviewer, page))
    assert "The Government Office is going over them" in theirs
    assert "Alley gates were built late" in theirs
    assert "1 amber, 1 not rated." in ours
    assert "2 of 2 are as the rule has them" in ours
    assert "17.20 offences per 1,000 people in the year" in ours
    assert "Meeting held" in ours


def test_finding_is_judged_with_its_reason_asked_for(reviewing, talks, look, send):
    reviewing.come_to("hold_review")
    finding = reviewing.finding("Burglary")
    page = address(talks, "judge-finding", 2008, finding.pk)
    assert look(talks.coordinator, page).status_code == 404

    typed = {"version": finding.version, "rag": "green", "because": "", "comment": ""}
    refused = send(talks.reviewer, page, **typed)
    assert (refused.status_code, "Say why you find otherwise" in text(refused)) == (422, True)
    send(talks.reviewer, page, **typed | {"because": "One gang", "ground": "baseline"})

    said = text(look(talks.reviewer, address(talks, "review", 2008)))
    assert "The reviewer finds otherwise: One gang" in said
    assert "May be refreshed: the baseline was missing or provisional." in said


def test_newer_figures_are_pointed_out(reviewing, talks, look):
    reviewing.come_to("hold_review")
    assess(talks, "Violence", verdict="met")

    said = text(look(talks.reviewer, address(talks, "review", 2008)))

    assert "There are newer figures for Violence." in said


def test_letter_is_drafted_from_the_record_kept_and_sent(reviewing, talks, look, send):
    reviewing.come_to(*WHOLE[:4])
    page, sending = address(talks, "letter", 2008), address(talks, "send-letter", 2008)
    assert look(talks.coordinator, page).status_code == 404

    drafted = look(talks.reviewer, page)
    assert "2 targets were reviewed: 1 amber, 1 not rated." in text(drafted)
    send(talks.reviewer, page, version=0, text="Dear partners")
    assert look(talks.coordinator, page).status_code == 404
    assert "Dear partners" in text(look(talks.reviewer, sending))
    send(talks.reviewer, sending, version=1)

    assert "Dear partners" in text(look(talks.coordinator, page))


def test_summary_is_for_everybody_once_published(reviewing, talks, client):
    page = address(talks, "public-review", 2008)
    reviewing.come_to(*WHOLE[:6])
    assert client.get(page).status_code == 404

    reviewing.come_to("publish_review")

    said = text(client.get(page))
    assert "A year of two halves" in said
    assert "Burglary" in said
    assert "Both sides were there" not in said
    stranger = person("far-away", "go_reviewer")
    client.force_login(stranger)
    assert "Alley gates" not in text(client.get(address(talks, "review", 2008)))


def test_pack_has_progress_concerns_actions_and_changes(reviewing, talks, look, send):
    reviewing.come_to("hold_review")
    nearer = Reviewing(talks, year=2009)
    assess(talks, "Burglary", year=2009, value=19.0, verdict="away", share=-0.28)
    actions.raise_concern(
        area=talks.area,
        target=talks.target("Burglary"),
        theme="",
        level=2,
        reason="The gates are late",
        by=talks.reviewer,
        at=NOW,
    )
    page = address(talks, "meeting-pack", nearer.year)

    said = text(look(talks.reviewer, page))

    assert said.index("Burglary (NI 930) Red") < said.index("Violence (NI 931) Not rated")
    assert "Rated red by the rule; the last review found amber." in said
    assert "The figure was 17.20, and is 19.00." in said
    assert "Concern, open since 10 March 2009: The gates are late" in said
    assert "The gates are late" not in text(look(talks.coordinator, page))
    pdf = send(talks.reviewer, page)
    assert pdf.content.startswith(b"%PDF")


def test_pack_has_who_does_what_by_when_and_how_late_it_is(look):
    case = make_case()
    case.talks.say(Side.PARTNERSHIP, Burglary="14.40")
    case.talks.say(Side.GOVERNMENT, Burglary=LineKind.ACCEPT)
    plan = case.propose()
    case.add(plan)
    case.add(plan, text="Ask the traders")
    page = address(Reviewing(case.talks).talks, "meeting-pack", 2008)
    assert "Proposed, not agreed by both sides yet." in text(look(case.reviewer, page))
    case.on_plan("agree_improvement", plan, by=case.coordinator)
    done = plan.actions.get(number=2)
    shown = {"action_id": done.pk, "version": done.version, "evidence": "The minute of the evening"}
    actions.show_evidence(**shown, by=case.coordinator, at=CASE_AT)

    said = text(look(case.coordinator, page))

    due = f"Chief inspector, {case.organisation}, by 1 June 2009. To be seen: All shops visited"
    late = (timezone.localdate() - CASE_AT.date()).days
    assert f"Visit the shops of the market street: {due} once. Not shown" in said
    assert f"Not shown to be done, {late} days late." in said
    assert "Ask the traders: " in said
    assert "Done on 1 June 2009: The minute of the evening" in said


def test_pack_asks_as_often_for_one_target_as_for_many(talks, look):
    many = agreed("Arson", "Robbery", "Theft", "Fraud", suffix="-2")
    for one in (talks, many):
        Reviewing(one).come_to("hold_review")
    counts = []
    for one in (talks, many):
        page = address(one, "meeting-pack", 2008)
        look(one.reviewer, page)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            look(one.reviewer, page)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_target_is_reviewed_more_often_once_both_sides_agree(talks, look, send):
    target = talks.target("Burglary")
    page = reverse("reviews:frequency", args=[target.pk])

    send(
        talks.reviewer,
        reverse("reviews:propose-frequency", args=[target.pk]),
        every=3,
        reason="Gap",
    )
    said = text(look(talks.coordinator, page))
    assert "The Government Office proposes: every quarter. Gap Accept it Decline it" in said
    assert "Take it back" in text(look(talks.reviewer, page))
    proposed = target.frequencies.get()
    accept = reverse("reviews:accept-frequency", args=[proposed.pk])
    send(talks.coordinator, accept, version=proposed.version, answer="")

    assert "Every quarter, agreed on" in text(look(talks.coordinator, page))
    proposed.refresh_from_db()
    assert proposed.status == "accepted"


def test_concern_page_shows_the_next_review_and_the_way_to_more(talks, rf):
    concern = actions.raise_concern(
        area=talks.area,
        target=talks.target("Burglary"),
        theme="",
        level=1,
        reason="So",
        by=talks.reviewer,
        at=NOW,
    )
    request = rf.get("/")
    request.user = talks.reviewer
    template = Engine.get_default().get_template("reviews/_reviews.html")

    shown = template.render(Context({"concern": concern, "request": request}))

    assert "Propose to review it more often" in shown
    assert reverse("reviews:propose-frequency", args=[concern.target_id]) in shown


# --- A region -------------------------------------------------------------------------------------


@pytest.fixture
def region(talks):
    region = make_area("E12000099", kind="region", name="North Coast")
    AreaPart.objects.create(whole=region, part=talks.area)
    return region


def test_region_shows_each_target_in_symbols_and_words(region, talks, look):
    office = person("office", "go_reviewer", area=region)
    page = reverse("reviews:region", args=[region.gss_code])

    said = text(look(office, page, year="2008/09"))
    assert "By the rule: 1 amber." in said
    assert "◇ Amber" in said
    assert f"{talks.area} Burglary Amber The figure of the year is short of the path" in said
    lines = look(office, page, year="2008/09", format="csv").text.splitlines()
    assert lines[1].endswith(
        'Amber,"The figure of the year is short of the path, and better than the baseline.",'
    )
    assert "No target of North Coast is held against figures of 2010/11" in text(
        look(office, page, year="2010/11")
    )
    assert look(talks.coordinator, page).status_code == 404


def test_region_opens_on_the_newest_year_of_which_anything_is_known(region, talks, look):
    office = person("office", "go_reviewer", area=region)
    page = reverse("reviews:region", args=[region.gss_code])
    assess(talks, "Burglary", year=2009, value=None, verdict="not_yet", level="unknown")
    assess(talks, "Burglary", year=2010, verdict="not_measured")
    assert "How North Coast is going in 2008/09" in text(look(office, page))

    assess(talks, "Burglary", year=2009, value=None, verdict="not_yet", look=3, looks=12)
    assert "How North Coast is going in 2009/10" in text(look(office, page))

    Assessment.objects.all().delete()
    said = text(look(office, page))
    assert "No target of North Coast is held against figures yet that you may see." in said


def test_region_asks_as_often_for_one_area_as_for_many(region, talks, look):
    office = person("office", "go_reviewer", area=region)
    page = reverse("reviews:region", args=[region.gss_code])
    look(office, page)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert look(office, page, year="2008/09").status_code == 200
        return len(queries)

    before = asked()
    for suffix in ("-2", "-3"):
        more = agreed("Arson", "Robbery", suffix=suffix)
        AreaPart.objects.create(whole=region, part=more.area)
        assess(more, "Arson")
    assert asked() == before


# --- The nation -----------------------------------------------------------------------------------


@pytest.fixture
def nation(region, talks):
    """Two areas, one of them in a region, with a concern about a target that goes badly."""
    further = agreed("Arson", suffix="-2")
    assess(further, "Arson", value=19.0, verdict="away")
    made = actions.raise_concern(
        area=further.area,
        target=further.target("Arson"),
        theme="",
        level=2,
        reason="The gates are late",
        by=further.reviewer,
        at=NOW,
    )
    asked = {"concern_id": made.pk, "version": made.version, "question": "What has changed?"}
    actions.ask(**asked, by=further.reviewer, at=NOW)
    return further


def test_nation_counts_regions_and_lists_targets_worst_first(nation, talks, look):
    analyst = person("ho", "ho_analyst")
    page = reverse("reviews:nation")

    said = text(look(analyst, page))
    assert "How all areas are going in 2008/09" in said
    assert "North Coast 0 1 0 0 0 0 In no region 1 0 0 0 1 0" in said
    assert "2 targets by the rule: 1 red, 1 amber." in said
    worst = f"{nation.area} Arson offences per 1,000 people Red 16.80 19.00"
    assert said.index(worst) < said.index(f"{talks.area} North Coast Burglary")
    assert "The figure of the year is worse than the baseline. 2, concern" in said
    assert "Show 2008/09" in text(look(analyst, page, year="2009/10"))
    refused = look(talks.reviewer, page)
    assert (refused.status_code, "look over all areas" in text(refused)) == (403, True)


def test_nation_is_filtered_paged_and_taken_as_a_file(nation, talks, look, monkeypatch):
    analyst = person("ho", "ho_analyst")
    page = reverse("reviews:nation")

    def listed(**query):
        rows = look(analyst, page, format="csv", **query).text.splitlines()[1:]
        return [row.split(",")[1] for row in rows]

    here, there = str(talks.area), str(nation.area)
    assert listed() == [there, here]
    assert listed(region="E12000099") == listed(rating="amber") == [here]
    assert listed(concern="2") == [there]
    assert listed(concern="3") == []
    assert "No targets match." in text(look(analyst, page, concern="3"))
    monkeypatch.setattr("laa_portal.foundation.acting.ROWS_A_PAGE", 1)
    second = look(analyst, page, page="2")
    assert f"{here} North Coast Burglary" in text(second)
    assert "Arson offences" not in text(second)


def test_nation_keeps_invented_areas_apart(nation, talks, look):
    analyst, page = person("ho", "ho_analyst"), reverse("reviews:nation")
    said = text(look(analyst, page))
    assert "2008/09 (invented)" in said
    assert "2 targets by the rule" in said

    Area.objects.filter(pk=nation.area.pk).update(is_invented=False)
    said = text(look(analyst, page))
    assert "2008/09 (invented)" not in said
    assert "1 target by the rule: 1 red." in said


def test_nation_asks_as_often_for_one_area_as_for_many(nation, look):
    analyst = person("ho", "ho_analyst")
    page = reverse("reviews:nation")
    look(analyst, page)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert look(analyst, page).status_code == 200
        return len(queries)

    before = asked()
    for suffix in ("-3", "-4"):
        assess(agreed("Robbery", suffix=suffix), "Robbery")
    assert asked() == before
