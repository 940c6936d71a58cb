"""The life of a record of consulting: who may do what, what is refused, what is lacking."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.models import Capacity, OrganisationKind
from partnerships.notices import registry
from targets import actions, policies, queries
from targets.consulting import requirements
from targets.models import Engagement, FormerEngagement
from targets.states import ENGAGEMENT_MOVES
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.engagements import DAY, act, add_engagement, attend, make_published, report
from tests.factories.partnerships import make_area, make_organisation, make_seat

pytestmark = pytest.mark.django_db
AT = made.AT
NOBODY = AnonymousUser()


def facts(cdrp, viewer, year=2007):
    return queries.engagement_facts(cdrp, year, viewer)


def meeting_line(cdrp, viewer, year=2007):
    return requirements(facts(cdrp, viewer, year))[0]


def test_whole_life_from_plan_to_report_back(cdrp, officer):
    published = make_published(cdrp, officer, changed="Two more speed signs.")

    assert published.status == "published"
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["add_engagement", "report_heard", "say_what_changed", "publish_engagement"]
    sides = dict(AuditEvent.objects.values_list("verb", "side"))
    assert sides["report_heard"] == "partnership", "of drafts only the partnership reads"
    assert sides["publish_engagement"] == ""


def test_every_move_has_its_action_and_policy():
    assert set(ENGAGEMENT_MOVES) <= set(actions.__all__)
    assert {f"may_{verb}" for verb in ENGAGEMENT_MOVES} <= set(policies.__all__)


def test_only_its_own_officers_and_chair_write(cdrp, officer, chair):
    other = made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])
    stranger = made.make_officer(other, "other")
    record = add_engagement(cdrp, chair)

    with pytest.raises(PermissionDenied, match="Only the officers and the chair of"):
        add_engagement(cdrp, stranger)
    with pytest.raises(PermissionDenied, match="Only the officers and the chair of"):
        report(record, stranger)
    with pytest.raises(PermissionDenied, match="Only a Crime and Disorder"):
        add_engagement(made.make_partnership("x-lsp", areas=[]), officer)


def test_drafts_are_the_partnerships_alone(cdrp, officer):
    record = add_engagement(cdrp, officer)
    reviewer = person("reviewer", "go_reviewer", area=cdrp.areas.get())

    assert record in Engagement.objects.visible_to(officer)
    assert record not in Engagement.objects.visible_to(reviewer)
    assert record not in Engagement.objects.visible_to(NOBODY)
    report(record, officer)
    act("publish_engagement", record, officer)
    assert record in Engagement.objects.visible_to(NOBODY)
    act("withdraw_engagement", record, officer, reason="It names somebody")
    assert record not in Engagement.objects.visible_to(reviewer)


def test_missing_numbers_are_kept_apart_from_nought(cdrp, officer):
    unknown = report(add_engagement(cdrp, officer), officer)
    nobody = report(add_engagement(cdrp, officer), officer, number_taking_part=0)

    unknown.refresh_from_db()
    nobody.refresh_from_db()
    assert (unknown.number_taking_part, nobody.number_taking_part) == (None, 0)


def test_what_contradicts_itself_is_refused_with_what_to_do(cdrp, officer):
    record = add_engagement(cdrp, officer)
    act("describe_engagement", record, officer, changes={"number_asked": 50})

    with pytest.raises(actions.DoesNotFit, match="60 took part, but 50 were asked"):
        report(record, officer, number_taking_part=60)
    with pytest.raises(actions.DoesNotFit, match="last day is before the first"):
        add_engagement(cdrp, officer, ended_on=date(2007, 9, 2))
    with pytest.raises(actions.DoesNotFit, match="Say whose consultation it is"):
        add_engagement(cdrp, officer, kind="of_others")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ended_on": date(2007, 9, 2)},
        {"number_asked": 1, "number_taking_part": 2},
        {"kind": "of_others"},
        {"status": "published"},
        {"status": "withdrawn"},
        {"published_at": AT},
    ],
    ids=str,
)
def test_the_database_refuses_it_too(cdrp, officer, wrong):
    record = add_engagement(cdrp, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.filter(pk=record.pk).update(**wrong)


def test_only_its_own_priorities_bodies_and_seats_are_named(cdrp, officer):
    other = made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])
    theirs = made.add(made.start(other, made.make_officer(other, "other")), made.person_of(other))
    ours = made.add(made.start(cdrp, officer), officer)
    record = add_engagement(cdrp, officer)

    with pytest.raises(actions.DoesNotFit, match="of this partnership"):
        act("describe_engagement", record, officer, changes={}, priorities=[theirs])
    bodies, seat = other.organisations.all(), other.seats.first()
    with pytest.raises(actions.DoesNotFit, match="of this partnership"):
        act("describe_engagement", record, officer, changes={}, organisations=bodies)
    with pytest.raises(actions.DoesNotFit, match="who sit on this partnership"):
        act("record_attendance", record, officer, positions={seat.pk: "Chief executive"})
    act("describe_engagement", record, officer, changes={}, priorities=[ours])

    assert list(record.priorities.all()) == [ours]


def test_nothing_is_heard_before_it_begins(cdrp, officer):
    planned = add_engagement(cdrp, officer, began_on=date(2008, 3, 4))  # AT is a month before

    with pytest.raises(PermissionDenied, match="It begins on 4 March 2008"):
        report(planned, officer)
    with pytest.raises(PermissionDenied, match="Nothing is written yet on what people said"):
        act("publish_engagement", planned, officer)


def test_published_is_corrected_or_withdrawn_and_never_removed(cdrp, officer):
    record = make_published(cdrp, officer)

    with pytest.raises(PermissionDenied, match="Correct it, or withdraw it first"):
        report(record, officer, heard="Something else")
    corrected = act(
        "correct_engagement", record, officer, changes={"heard": "Parking."}, reason="Misheard"
    )
    assert (corrected.heard, corrected.corrected_because) == ("Parking.", "Misheard")
    assert FormerEngagement.objects.filter(heard="Speeding comes first.").exists()
    act("say_what_changed", record, officer, changed="Wardens come at night.")
    act("withdraw_engagement", record, officer, reason="It names somebody")
    with pytest.raises(PermissionDenied, match="It was published, so it stays on record"):
        act("remove_engagement", record, officer)
    report(record, officer, heard="Nobody is named.")
    again = act("publish_engagement", record, officer)

    assert again.status == "published"


def test_the_partnership_is_told_when_it_is_published_and_nobody_else(cdrp, officer, chair):
    person("reviewer", "go_reviewer", area=cdrp.areas.get())
    make_published(cdrp, officer)
    event = AuditEvent.objects.get(verb="publish_engagement")

    telling = registry()["targets.engagement", "publish_engagement"]

    assert set(telling.audience(event, AT.date())) == {officer, chair}
    assert telling.path(event) == Engagement.objects.get().get_absolute_url()


def test_a_draft_is_removed_with_all_that_is_in_it(cdrp, officer):
    record = attend(add_engagement(cdrp, officer), officer)

    act("remove_engagement", record, officer)

    assert not Engagement.objects.exists()
    assert AuditEvent.objects.filter(verb="remove_engagement", side="partnership").exists()


def test_whoever_saves_second_is_told(cdrp, officer, chair):
    record = add_engagement(cdrp, officer)
    step = {"engagement_id": record.pk, "version": record.version, "at": AT}
    actions.describe_engagement(**step, changes={"asked": "Theirs"}, by=chair)

    with pytest.raises(Stale):
        actions.describe_engagement(**step, changes={"asked": "Mine"}, by=officer)


def test_meeting_without_a_senior_member_names_who_was_missing(cdrp, officer):
    assert "No public meeting attended by senior people of all five authorities yet. The law" in (
        meeting_line(cdrp, officer).lacking
    )
    attend(add_engagement(cdrp, officer), officer, but=["pct", "police_authority"])
    cdrp.seats.filter(organisation__kind="fire_authority").update(is_senior=False)

    line = meeting_line(cdrp, officer)

    assert line.met_on is None
    for body in ("fire-authority", "pct", "police-authority"):
        assert f"x-cdrp-{body}" in line.lacking
    assert "on 3 September 2007 nobody senior was there of" in line.lacking


def test_a_fuller_meeting_meets_it_and_a_survey_does_not(cdrp, officer):
    attend(add_engagement(cdrp, officer), officer, but=["pct"])
    assert meeting_line(cdrp, officer).met_on is None
    survey = add_engagement(cdrp, officer, kind="survey")
    with pytest.raises(actions.DoesNotFit, match="Only a public meeting"):
        attend(survey, officer)

    attend(add_engagement(cdrp, officer, began_on=date(2008, 1, 8)), officer)

    assert meeting_line(cdrp, officer).met_on == date(2008, 1, 8)
    assert meeting_line(cdrp, officer, year=2008).met_on is None


def test_meeting_where_nobody_has_a_seat_meets_nothing(cdrp, officer):
    cdrp.seats.all().delete()
    report(add_engagement(cdrp, officer), officer)

    line = meeting_line(cdrp, officer)

    assert line.met_on is None
    assert "Have an administrator set the seats right" in line.lacking


def test_facts_follow_what_the_reader_may_know(cdrp, officer):
    record = attend(add_engagement(cdrp, officer), officer)
    act("describe_engagement", record, officer, changes={"duties": ["seek_views"]})
    report(record, officer)
    made.write_all(made.start(cdrp, officer, 2007), officer)
    reviewer = person("reviewer", "go_reviewer", area=cdrp.areas.get())

    own, others = facts(cdrp, officer), facts(cdrp, reviewer)

    assert (own.meeting_on, own.views_obtained_on, own.reported_on) == (DAY, DAY, None)
    assert own.views_shown_on == AT.date()
    assert others.meetings == ()
    assert (others.views_obtained_on, others.views_shown_on) == (None, None)
    act("publish_engagement", record, officer)
    assert facts(cdrp, reviewer).meeting_on == DAY
    assert facts(cdrp, reviewer).reported_on == AT.date()


def test_facts_of_many_take_as_many_queries_as_of_one(cdrp, officer, django_assert_num_queries):
    cdrps = [cdrp]
    for number in range(3):
        one = made.make_cdrp(f"x-more-{number}", areas=[make_area(f"X0700091{number}")])
        make_published(one, made.make_officer(one, f"o{number}"))
        cdrps.append(one)
    assert officer.area_ids  # read once a request

    with django_assert_num_queries(4):
        queries.engagement_facts_of(cdrps, (2006, 2007), officer)


def test_duty_to_involve_binds_best_value_bodies_from_its_day(cdrp, officer):
    park = make_organisation("x-park", kind=OrganisationKind.NATIONAL_PARK)
    make_seat(cdrp, park, capacity=Capacity.COOPERATING_BODY)
    council = cdrp.organisations.get(kind="district_council")
    survey = add_engagement(cdrp, officer, kind="survey", began_on=date(2009, 4, 1))
    both = {"duties": ["seek_views", "involve"]}
    act("describe_engagement", survey, officer, changes=both, organisations=[council])

    before, after = (queries.involvement(cdrp, year, officer) for year in (2008, 2009))

    assert not before.is_in_force
    assert {one.organisation.kind for one in after.bound} == {
        *("district_council", "fire_authority", "national_park"),
    }
    assert {str(one.organisation): one.met_by for one in after.bound}[str(council)] == [survey]
    assert [one.kind for one in after.exempt] == ["police_authority"]
    assert {one.since for one in after.bound} == {date(2009, 4, 1)}
