"""The life of a strategic assessment: who may do what, what is refused, and nothing is lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from targets import actions, policies
from targets.models import Section, StrategicAssessment
from targets.states import MOVES, AssessmentStatus
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.indicators import make_indicator

pytestmark = pytest.mark.django_db
AT = made.AT


def write(assessment, by, number=0, text="Burglary fell.", content="levels"):
    return actions.write_section(
        assessment_id=assessment.pk, content=content, number=number, text=text, by=by, at=AT
    )


def test_whole_life_from_first_text_to_adoption(cdrp, officer, chair):
    assessment = made.make_adopted(cdrp, officer, chair)

    assert assessment.status == AssessmentStatus.ADOPTED
    assert assessment.presences.count() == len(made.AUTHORITIES)
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[0] == "start_assessment"
    assert verbs.count("write_section") == 6
    assert verbs[-2:] == ["submit_assessment", "adopt_assessment"]


def test_every_move_has_its_action_and_policy():
    by_themselves = {"supersede_assessment"}  # comes with the adoption of a later edition

    assert set(MOVES) - by_themselves <= set(actions.__all__)
    assert {f"may_{verb}" for verb in set(MOVES) - by_themselves} <= set(policies.__all__)


def test_a_year_is_started_once(cdrp, officer):
    made.start(cdrp, officer)

    with pytest.raises(actions.AlreadyThere, match="of this year already"):
        made.start(cdrp, officer)


def test_only_its_own_officers_and_chair_start_one(cdrp, chair):
    elsewhere = made.make_officer(
        made.make_cdrp("x-cdrp-2", areas=[made.make_area("X07000902")]), "other"
    )

    made.start(cdrp, chair)
    with pytest.raises(PermissionDenied, match="Only the officers and the chair"):
        made.start(cdrp, elsewhere, 2009)
    with pytest.raises(PermissionDenied, match="Only a Crime and Disorder"):
        made.start(made.make_partnership("x-lsp", areas=[]), chair, 2009)


def test_next_year_starts_from_the_last_one_adopted(cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair, 2007)

    copy = made.start(cdrp, officer, 2008, is_copy=True)

    assert copy.sections.count() == 6
    assert [p.title for p in copy.priorities.all()] == ["Violence in town centres"]
    assert copy.status == AssessmentStatus.DRAFT


def test_a_copied_priority_keeps_its_indicators_and_partners(cdrp, officer, chair):
    priority = made.make_adopted(cdrp, officer, chair, 2007).priorities.get()
    indicator, partner = make_indicator(), cdrp.organisations.first()
    priority.indicators.add(indicator)
    priority.partners.add(partner)

    copied = made.start(cdrp, officer, 2008, is_copy=True).priorities.get()

    assert (copied.indicators.get(), copied.partners.get()) == (indicator, partner)
    assert copied.follows == priority
    assert priority.indicators.get() == indicator, "the one of last year keeps its own"


def test_two_officers_on_one_text_lose_neither(cdrp, officer, chair):
    assessment = made.start(cdrp, officer)
    write(assessment, officer, 0, "first")
    write(assessment, chair, 1, "the chair's")

    with pytest.raises(Stale, match="has saved this text since you opened it"):
        write(assessment, officer, 1, "the officer's")

    assert list(assessment.sections.values_list("text", flat=True)) == ["the chair's", "first"]
    assert Section.objects.current().get().text == "the chair's"


def test_two_officers_on_two_contents_do_not_meet(cdrp, officer, chair):
    assessment = made.start(cdrp, officer)

    write(assessment, officer, content="levels")
    write(assessment, chair, content="changes")

    assert assessment.sections.count() == 2


def test_submitting_says_what_is_missing(cdrp, officer):
    assessment = made.start(cdrp, officer)
    with pytest.raises(PermissionDenied, match="Nothing is written yet on: Levels and patterns;"):
        made.submit(assessment, officer)
    made.write_all(assessment, officer)
    with pytest.raises(PermissionDenied, match="There is no priority yet"):
        made.submit(assessment, officer)
    bare = made.add(assessment, officer, evidence=" ")
    with pytest.raises(PermissionDenied, match="No evidence is given for “Violence in"):
        made.submit(assessment, officer)

    actions.describe_priority(
        priority_id=bare.pk, version=bare.version, changes={"evidence": "Up."}, by=officer, at=AT
    )

    assert made.submit(assessment, officer).status == AssessmentStatus.SUBMITTED


def test_what_was_submitted_is_written_in_no_more_until_it_is_sent_back(cdrp, officer, chair):
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    made.add(assessment, officer)
    made.submit(assessment, officer)

    with pytest.raises(PermissionDenied, match="Have the chair send it back"):
        write(assessment, officer, 1)
    with pytest.raises(PermissionDenied, match="Only the chair"):
        actions.send_back_assessment(
            assessment_id=assessment.pk, version=2, reason="Too short", by=officer, at=AT
        )
    actions.send_back_assessment(
        assessment_id=assessment.pk, version=2, reason="Too short", by=chair, at=AT
    )

    assert write(assessment, officer, 1).number == 2


def test_adoption_names_the_authority_whose_senior_member_is_missing(cdrp, officer, chair):
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    made.add(assessment, officer)
    made.submit(assessment, officer)
    seats = {seat.organisation.kind: seat for seat in cdrp.seats.select_related("organisation")}
    all_but_police = {s.pk: "Head" for kind, s in seats.items() if kind != "police_force"}

    with pytest.raises(actions.NotEverybody, match="x-cdrp-police-force took part"):
        actions.adopt_assessment(
            assessment_id=assessment.pk, version=2, positions=all_but_police, by=chair, at=AT
        )

    assert StrategicAssessment.objects.get().status == AssessmentStatus.SUBMITTED
    assert not assessment.presences.exists()


def test_a_seat_that_is_not_senior_does_not_stand_for_its_authority(cdrp, officer, chair):
    seat = cdrp.seats.first()
    seat.is_senior = False
    seat.save()
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    made.add(assessment, officer)
    made.submit(assessment, officer)

    with pytest.raises(actions.NotEverybody, match=seat.organisation.name):
        made.adopt(assessment, chair)


def test_a_correction_is_an_edition_that_takes_over_once_it_is_adopted(cdrp, officer, chair):
    first = made.make_adopted(cdrp, officer, chair)

    second = actions.correct_assessment(
        assessment_id=first.pk, version=first.version, reason="Wrong year", by=officer, at=AT
    )
    first.refresh_from_db()
    assert (second.edition, first.status) == (2, AssessmentStatus.ADOPTED)
    made.submit(second, officer)
    made.adopt(second, chair)

    first.refresh_from_db()
    assert first.status == AssessmentStatus.SUPERSEDED
    assert [p.title for p in first.priorities.all()] == [p.title for p in second.priorities.all()]


def test_one_correction_at_a_time(cdrp, officer, chair):
    first = made.make_adopted(cdrp, officer, chair)
    actions.correct_assessment(
        assessment_id=first.pk, version=first.version, reason="Wrong", by=officer, at=AT
    )

    with pytest.raises(Stale):
        actions.correct_assessment(
            assessment_id=first.pk, version=first.version, reason="Again", by=chair, at=AT
        )
    with pytest.raises(actions.AlreadyThere):
        actions.correct_assessment(
            assessment_id=first.pk, version=first.version + 1, reason="Again", by=chair, at=AT
        )


def test_drafts_stay_within_the_partnership(cdrp, officer, chair):
    draft = made.start(cdrp, officer)
    area = cdrp.areas.get()
    near = person("reviewer", "go_reviewer", area=area)
    analyst = person("home", "ho_analyst")

    seen = {
        who.username: StrategicAssessment.objects.visible_to(who).filter(pk=draft.pk).exists()
        for who in (officer, chair, near, analyst)
    }
    assert seen == {"officer": True, "chair": True, "reviewer": False, "home": False}
    assert set(AuditEvent.objects.values_list("side", flat=True)) == {"partnership"}


def test_adopted_ones_are_seen_by_all_who_work_for_the_area(cdrp, officer, chair):
    adopted = made.make_adopted(cdrp, officer, chair)
    area = cdrp.areas.get()
    near = person("reviewer", "go_reviewer", area=area)
    far = person("far", "go_reviewer", area=made.make_area("X07000902"))
    visible = StrategicAssessment.objects

    assert adopted in visible.visible_to(near)
    assert adopted in visible.visible_to(person("home", "ho_analyst"))
    assert adopted not in visible.visible_to(far)


def test_the_database_refuses_what_must_never_be(cdrp, officer):
    assessment = made.start(cdrp, officer)
    write(assessment, officer)
    breaches = [
        lambda: StrategicAssessment.objects.filter(pk=assessment.pk).update(status="adopted"),
        lambda: StrategicAssessment.objects.filter(pk=assessment.pk).update(edition=2),
        lambda: StrategicAssessment.objects.filter(pk=assessment.pk).update(submitted_at=AT),
        lambda: Section.objects.create(
            assessment=assessment, content="levels", number=1, written_by=officer, written_at=AT
        ),
    ]
    for breach in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            breach()
