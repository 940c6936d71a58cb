"""Each minimum standard at its edges: the day before it is due, the day itself, the day after."""

from dataclasses import replace
from datetime import date

import pytest

from targets.hallmarks import (
    HALLMARKS,
    STANDARDS,
    Authority,
    Deed,
    Facts,
    State,
)

BY_KEY = {standard.key: standard for standard in STANDARDS}
MET, DUE, OVERDUE, DOES_NOT_APPLY = State

IN_JUNE = date(2008, 6, 30)
LAST_DAY = date(2009, 3, 31)
DAY_AFTER = date(2009, 4, 1)
DEED = Deed(date(2008, 5, 1), "A deed")
AUTHORITIES = tuple(
    Authority(kind, kind, is_senior=True, has_liaison_officer=True)
    for kind in ("district_council", "police_force", "police_authority", "fire_authority", "pct")
)

YEARLY = {
    # standard: how facts say that it was done in some years
    "county-agreement": lambda years: {"is_two_tier": True, "county_agreements": years},
    "public-meeting": lambda years: {"meetings": years},
    "summary-published": lambda years: {"summaries": years},
    "assessment": lambda years: {"assessments": years},
    "plan-in-force": lambda years: {"plans": years},
    "views-obtained": lambda years: {"views": years},
    "views-in-assessment": lambda years: {"views_in_assessments": years},
    "views-in-plan": lambda years: {"views_in_plans": years},
    "skills-review": lambda years: {"skills_reviews": years},
}


def judge(key, today=IN_JUNE, year=2008, **facts):
    return BY_KEY[key].finding(Facts(year, today, **facts))


def test_every_standard_says_its_law_and_belongs_to_a_hallmark():
    assert {standard.hallmark for standard in STANDARDS} == set(HALLMARKS)
    assert len(BY_KEY) == len(STANDARDS)
    for standard in STANDARDS:
        assert standard.asks.endswith(".")
        assert standard.source


@pytest.mark.parametrize("key", YEARLY)
def test_what_is_done_each_year(key):
    only_before = YEARLY[key]({2007: DEED})

    assert judge(key, **YEARLY[key]({2008: DEED})).state == MET
    assert judge(key, LAST_DAY, **only_before).state == DUE
    late = judge(key, DAY_AFTER, **only_before)
    assert (late.state, late.by, late.evidence) == (OVERDUE, LAST_DAY, DEED)
    assert late.next_step.endswith(".")


@pytest.mark.parametrize("key", YEARLY)
def test_a_year_that_went_by_without_is_overdue_until_the_next_is_done(key):
    missed = judge(key, **YEARLY[key]({}))

    assert (missed.state, missed.by) == (OVERDUE, date(2008, 3, 31))
    assert judge(key, **YEARLY[key]({2008: DEED})).state == MET


@pytest.mark.parametrize("key", YEARLY)
def test_the_first_year_under_the_regulations_is_2007_08(key):
    asked = YEARLY[key]({})

    assert judge(key, date(2007, 7, 31), 2007, **asked).state == DOES_NOT_APPLY
    first = judge(key, date(2007, 8, 1), 2007, **asked)
    assert (first.state, first.by) == (DUE, date(2008, 3, 31))


def test_a_partnership_owes_nothing_of_the_years_before_it_began():
    assert judge("assessment", began_on=date(2008, 4, 1)).state == DUE
    assert judge("assessment", began_on=date(2008, 3, 31)).state == OVERDUE


def test_every_responsible_authority_has_a_senior_member():
    assert judge("strategy-group", authorities=AUTHORITIES).state == MET
    without = judge("strategy-group", authorities=AUTHORITIES[:-1])
    assert (without.state, without.by) == (OVERDUE, date(2007, 8, 1))
    assert "No seat is on record for the primary care trust." in without.next_step
    junior = (replace(AUTHORITIES[1], is_senior=False), AUTHORITIES[0], *AUTHORITIES[2:])
    said = judge("strategy-group", authorities=junior).next_step
    assert "No senior person is on record for police_force." in said


def test_probation_is_expected_from_1_april_2010():
    before = judge("strategy-group", date(2010, 3, 31), 2009, authorities=AUTHORITIES)
    after = judge("strategy-group", date(2010, 4, 1), 2010, authorities=AUTHORITIES)

    assert before.state == MET
    assert (after.state, after.by) == (OVERDUE, date(2010, 4, 1))
    assert "the probation area" in after.next_step
    with_it = (*AUTHORITIES, Authority("Probation", "probation", is_senior=True))
    assert judge("strategy-group", date(2010, 4, 1), 2010, authorities=with_it).state == MET


def test_a_chair_is_chosen():
    assert judge("chair", has_chair=True).state == MET
    assert judge("chair").state == OVERDUE


def test_areas_of_one_tier_have_no_county_step():
    for key in ("county-group", "county-agreement"):
        assert judge(key).state == DOES_NOT_APPLY
    assert judge("county-group", is_two_tier=True).state == OVERDUE
    assert judge("county-group", is_two_tier=True, county_group="County").state == MET


def test_a_district_is_told_to_adopt_only_what_it_has_not_adopted():
    asked = judge("county-agreement", is_two_tier=True).next_step
    assert asked.endswith("Adopt your own assessment, which it is drawn from.")

    done = judge("county-agreement", is_two_tier=True, assessments={2008: DEED}).next_step
    assert done == "The county strategy group has yet to adopt its agreement."


def test_scrutiny_begins_on_30_april_2009():
    assert judge("scrutiny-committee", date(2009, 4, 29), 2009).state == DOES_NOT_APPLY
    assert judge("scrutiny-committee", date(2009, 4, 30), 2009).state == OVERDUE
    met = judge("scrutiny-committee", date(2009, 4, 30), 2009, scrutiny_committee=DEED)
    assert met.state == MET
    assert "uncertain" in BY_KEY["scrutiny-committee"].source


def test_a_year_before_scrutiny_is_not_asked_for_it_later():
    assert judge("scrutiny-committee", date(2011, 1, 1), 2008).state == DOES_NOT_APPLY


def test_a_quarter_is_disclosed_by_the_end_of_the_next():
    autumn, winter = date(2007, 10, 1), date(2008, 1, 1)
    disclosed = {autumn: DEED}

    def at(today, year, quarters=()):
        return judge("disclosure", today, year, disclosures=dict.fromkeys(quarters, DEED))

    assert at(date(2007, 9, 30), 2007).state == DOES_NOT_APPLY
    assert at(date(2007, 12, 31), 2007).state == MET, "the first quarter still runs"
    assert at(date(2008, 3, 31), 2007).state == DUE
    late = at(date(2008, 4, 1), 2008)
    assert (late.state, late.by) == (OVERDUE, date(2008, 3, 31))
    coming = at(date(2008, 6, 30), 2008, disclosed)
    assert (coming.state, coming.by) == (DUE, date(2008, 6, 30))
    assert at(date(2008, 7, 1), 2008, disclosed).state == OVERDUE
    assert at(date(2008, 6, 30), 2008, [autumn, winter]).state == MET


def test_a_protocol_holds_to_the_day_of_its_review():
    def on(day):
        return judge("protocol", day, protocol=DEED, protocol_review_due_on=date(2008, 9, 30))

    assert judge("protocol").state == OVERDUE
    assert judge("protocol", protocol=DEED).state == MET
    assert on(date(2008, 9, 29)).state == on(date(2008, 9, 30)).state == MET
    assert (on(date(2008, 10, 1)).state, on(date(2008, 10, 1)).by) == (OVERDUE, date(2008, 9, 30))


def test_each_authority_has_a_liaison_officer():
    assert judge("liaison-officers", authorities=AUTHORITIES).state == MET
    lacking = (replace(AUTHORITIES[0], has_liaison_officer=False), *AUTHORITIES[1:])
    found = judge("liaison-officers", authorities=lacking)
    assert (found.state, found.next_step) == (
        OVERDUE,
        "Name the liaison officer of district_council.",
    )
    assert judge("liaison-officers").state == OVERDUE


def test_a_plan_is_revised_from_its_second_year_on():
    begun = {"plans": {2008: DEED, 2009: DEED, 2010: DEED}, "plan_editions": {2008: DEED}}

    assert judge("plan-revised").state == DOES_NOT_APPLY
    assert judge("plan-revised", **begun).state == MET
    second = judge("plan-revised", date(2010, 3, 31), 2009, **begun)
    assert (second.state, second.by) == (DUE, date(2010, 3, 31))
    assert judge("plan-revised", date(2010, 4, 1), 2009, **begun).state == OVERDUE


def test_the_policing_plan_is_good_practice_and_never_overdue():
    assert judge("policing-plan", date(2008, 3, 31), 2007).state == DOES_NOT_APPLY
    assert judge("policing-plan", date(2012, 1, 1), 2008).state == DUE
    assert judge("policing-plan", alignments={2008: DEED}).state == MET


def test_nothing_on_record_of_engagement_is_not_done():
    assert judge("public-meeting").state == OVERDUE
