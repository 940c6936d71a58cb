"""The checklist worked out of records, and records of what standards ask."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from targets import actions, queries
from targets.hallmarks import State
from targets.models import StandardRecord
from tests.conftest import person
from tests.factories import engagements, standards
from tests.factories import targets as made
from tests.factories.partnerships import make_area

AT, TODAY = standards.AT, date(2008, 6, 30)


def states(cdrp, year=2008, today=TODAY):
    """The state of each standard, by its key."""
    (checklist,) = queries.checklists([cdrp], year, today)
    return {row.standard.key: row.finding.state for row in checklist.rows}


def met(cdrp, **asked):
    return {key for key, state in states(cdrp, **asked).items() if state == State.MET}


def test_with_nothing_on_record_the_seats_alone_are_met(cdrp):
    assert met(cdrp) == {"strategy-group"}


def test_records_meet_standards(cdrp, officer, chair):
    plan = standards.make_adopted_plan(cdrp, officer, chair)

    assert met(cdrp) == {
        *("strategy-group", "chair", "assessment", "views-in-assessment"),
        *("plan-in-force", "plan-revised", "views-in-plan"),
    }
    standards.publish_summary(plan, officer)
    assert "summary-published" in met(cdrp)
    assert "plan-in-force" in met(cdrp, year=2010, today=date(2010, 6, 30))


def test_evidence_leads_to_its_record(cdrp, officer, chair):
    assessment = made.make_adopted(cdrp, officer, chair)

    (checklist,) = queries.checklists([cdrp], 2008, TODAY)
    found = {row.standard.key: row.finding for row in checklist.rows}
    assert found["assessment"].evidence.path == assessment.get_absolute_url()


def test_what_is_recorded_by_hand_meets_standards(cdrp, officer):
    bodies = list(cdrp.organisations.all())
    standards.record_standard(cdrp, officer, "protocol", organisations=bodies)
    standards.record_standard(
        cdrp, officer, "liaison-officer", organisations=bodies[1:], text="Analyst"
    )
    standards.record_standard(cdrp, officer, text="Two need training")
    standards.record_standard(cdrp, officer, "alignment", year=2008, text="Same priorities")
    for start in (date(2007, 10, 1), date(2008, 1, 1)):
        standards.record_standard(cdrp, officer, "disclosure", quarter_start=start)

    found = met(cdrp)
    assert {"protocol", "skills-review", "policing-plan", "disclosure"} <= found
    assert "liaison-officers" not in found
    standards.record_standard(
        cdrp, officer, "liaison-officer", organisations=bodies[:1], text="Analyst"
    )
    assert "liaison-officers" in met(cdrp)


def test_a_withdrawn_record_counts_no_more(cdrp, officer, chair):
    record = standards.record_standard(cdrp, officer)
    withdrawing = {"record_id": record.pk, "reason": "Another group's", "by": chair, "at": AT}

    withdrawn = actions.withdraw_standard(version=record.version, **withdrawing)

    assert "skills-review" not in met(cdrp)
    with pytest.raises(PermissionDenied, match="withdrawn already"):
        actions.withdraw_standard(version=withdrawn.version, **withdrawing)
    reviewer = person("reviewer", "go_reviewer", area=cdrp.areas.get())
    seen = StandardRecord.objects.visible_to
    assert record in seen(officer)
    assert record not in seen(reviewer)


def test_the_police_authority_speaks_for_its_own_plan_alone(cdrp, officer):
    body = cdrp.organisations.get(kind="police_authority")
    member = person("member", "partner", organisation=body)

    own = standards.record_standard(cdrp, member, "alignment", year=2008, text="It does")
    by_officer = standards.record_standard(cdrp, officer, "alignment", year=2009, text="It does")

    assert (own.is_by_police_authority, by_officer.is_by_police_authority) == (True, False)
    with pytest.raises(PermissionDenied, match="Only the officers and the chair"):
        standards.record_standard(cdrp, member, "protocol")
    elsewhere = made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])
    with pytest.raises(PermissionDenied, match="Only the officers and the chair"):
        standards.record_standard(elsewhere, member, "alignment", year=2008)


def test_nothing_is_recorded_before_it_happens(cdrp, officer):
    with pytest.raises(actions.NotYet, match="still to come"):
        standards.record_standard(cdrp, officer, happened_on=date(2008, 7, 1))


def test_what_was_published_of_asking_the_community_counts(cdrp, officer):
    asked = {"public-meeting", "views-obtained"}
    meeting = engagements.add_engagement(cdrp, officer)
    duties = {"duties": ["seek_views"]}
    engagements.act("describe_engagement", meeting, officer, changes=duties)
    engagements.attend(meeting, officer)
    engagements.report(meeting, officer)
    assert not asked & met(cdrp, year=2007)

    engagements.act("publish_engagement", meeting, officer)

    assert asked <= met(cdrp, year=2007)
    assert not asked & met(cdrp)


def test_consulting_counts_in_its_own_year_alone(cdrp, officer):
    last_day, first_day = date(2007, 3, 31), date(2007, 4, 1)
    for began_on in (last_day, first_day):
        engagements.make_published(cdrp, officer, began_on=began_on)

    facts = queries.engagement_facts_of([cdrp], (2006, 2007), officer)

    held = {year: [one.held_on for one in facts[cdrp.pk, year].meetings] for year in (2006, 2007)}
    assert held == {2006: [last_day], 2007: [first_day]}


def test_a_county_step_is_asked_of_districts_alone(cdrp):
    assert states(cdrp)["county-group"] == State.OVERDUE
    standards.make_county(cdrp.areas.get())
    unitary = made.make_cdrp("x-unitary", areas=[make_area("X06000901", kind="unitary")])

    assert states(cdrp)["county-group"] == State.MET
    assert states(unitary)["county-group"] == State.DOES_NOT_APPLY


def test_a_past_year_is_judged_by_its_own_seats(cdrp):
    cdrp.seats.update(ends_on=date(2009, 4, 1))

    assert states(cdrp, 2008, date(2012, 1, 1))["strategy-group"] == State.MET
    assert states(cdrp, 2009, date(2012, 1, 1))["strategy-group"] == State.OVERDUE


def test_no_more_queries_for_many_partnerships_than_for_one(
    cdrp, officer, chair, django_assert_num_queries
):
    plan = standards.make_adopted_plan(cdrp, officer, chair)
    standards.publish_summary(plan, officer)
    standards.record_standard(cdrp, officer)
    engagements.make_published(cdrp, officer)
    many = [cdrp]
    for number in range(2, 8):
        other = made.make_cdrp(f"x-cdrp-{number}", areas=[make_area(f"X0700090{number}")])
        people = made.make_officer(other, f"o{number}"), made.make_chair(other, f"c{number}")
        standards.make_adopted_plan(other, *people)
        standards.record_standard(other, people[0])
        engagements.make_published(other, people[0])
        many.append(other)
    standards.make_county(*(one.areas.get() for one in many))

    for asked in (many[:1], many):
        with django_assert_num_queries(16):
            queries.checklists(asked, 2008, TODAY)


def test_the_year_shown_first_is_the_newest_with_something_on_record(cdrp, officer):
    assert queries.checked_year([cdrp], date(2009, 3, 31)) == 2008
    assert queries.checked_year([cdrp], date(2020, 1, 1)) == 2011
    made.start(cdrp, officer, 2009)
    assert queries.checked_year([cdrp], date(2020, 1, 1)) == 2009


def test_the_database_refuses_what_must_never_be(cdrp, officer):
    record = standards.record_standard(cdrp, officer)
    rows = StandardRecord.objects.filter(pk=record.pk)
    breaches = [
        lambda: rows.update(kind="alignment"),
        lambda: rows.update(kind="disclosure"),
        lambda: rows.update(withdrawn_at=AT),
        lambda: rows.update(withdrawn_because="Mistaken"),
    ]
    for breach in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            breach()
