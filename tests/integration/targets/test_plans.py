"""The life of a partnership plan: begun, written, adopted, refreshed, its summary opened."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from targets import actions, policies, queries
from targets.audiences import of_plan
from targets.models import PartnershipPlan
from targets.states import PLAN_MOVES, EditionStatus
from tests.conftest import person
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.partnerships import make_area

AT = standards.AT


@pytest.fixture
def plan(cdrp, officer, chair):
    """A draft, with its texts and an action for its only priority."""
    made.make_adopted(cdrp, officer, chair)
    plan = standards.start_plan(cdrp, officer)
    standards.write_plan(plan, officer)
    standards.add_action(plan, officer)
    plan.refresh_from_db()
    return plan


def refresh(plan, by, year=2009, reason="Burglary fell"):
    plan.refresh_from_db()
    return actions.refresh_plan(
        plan_id=plan.pk, version=plan.version, year=year, reason=reason, by=by, at=AT
    )


def test_every_move_has_its_action_and_policy():
    assert set(PLAN_MOVES) - {"supersede_plan"} <= set(actions.__all__)
    assert "may_adopt_plan" in policies.__all__


def test_a_plan_takes_up_an_adopted_assessment(cdrp, officer):
    with pytest.raises(PermissionDenied, match="Adopt one first"):
        standards.start_plan(cdrp, officer)


def test_only_its_own_people_work_on_a_plan(plan):
    stranger = person("reviewer", "go_reviewer", area=plan.partnership.areas.get())

    with pytest.raises(PermissionDenied, match="Only the officers and the chair"):
        standards.start_plan(plan.partnership, stranger, 2009)
    with pytest.raises(PermissionDenied, match="Only the officers and the chair"):
        standards.write_plan(plan, stranger)


def test_three_years_have_one_draft_which_may_be_deleted(plan, officer):
    with pytest.raises(actions.AlreadyThere, match="Open it instead"):
        standards.start_plan(plan.partnership, officer)

    actions.discard_plan(plan_id=plan.pk, version=plan.version, by=officer, at=AT)

    assert standards.start_plan(plan.partnership, officer).pk != plan.pk
    assert AuditEvent.objects.filter(verb="discard_plan").exists()


def test_whoever_saves_a_text_second_is_told(plan, officer, chair):
    standards.write_plan(plan, chair, strategy="Theirs")

    with pytest.raises(Stale):
        actions.write_plan(
            plan_id=plan.pk, version=plan.version, texts={"strategy": "Mine"}, by=officer, at=AT
        )
    plan.refresh_from_db()
    assert (plan.strategy, plan.engagement) == ("Theirs", "Parents were asked in March.")


def test_adoption_says_what_is_missing(plan, officer, chair):
    made.add(made.start(plan.partnership, officer, 2009), officer)  # of another year: not asked
    action = plan.actions.get()

    standards.write_plan(plan, officer, strategy=" ")
    with pytest.raises(actions.NotComplete, match="Nothing is written yet on strategy"):
        standards.adopt_plan(plan, chair)
    standards.write_plan(plan, officer)
    actions.remove_plan_action(action_id=action.pk, version=action.version, by=officer, at=AT)
    with pytest.raises(actions.NotComplete, match="No action serves “Violence in town centres”"):
        standards.adopt_plan(plan, chair)
    standards.add_action(plan, officer, priority=None)
    with pytest.raises(actions.NotComplete, match="Say which priority “Street wardens"):
        standards.adopt_plan(plan, chair)


def test_adoption_is_the_chairs_with_a_senior_member_of_every_authority(plan, officer, chair):
    with pytest.raises(PermissionDenied, match="Only the chair"):
        standards.adopt_plan(plan, officer)
    seats = standards.positions(plan.partnership)
    one_missing = dict(list(seats.items())[1:])
    with pytest.raises(actions.NotEverybody, match="took part"):
        actions.adopt_plan(
            plan_id=plan.pk, version=plan.version, positions=one_missing, by=chair, at=AT
        )

    adopted = standards.adopt_plan(plan, chair)

    assert adopted.status == EditionStatus.ADOPTED
    assert adopted.presences.count() == len(made.AUTHORITIES)
    with pytest.raises(PermissionDenied, match="Refresh it instead"):
        standards.write_plan(plan, officer)


def test_a_refresh_carries_over_and_takes_the_place_of_the_plan_once_adopted(plan, officer, chair):
    standards.adopt_plan(plan, chair)
    made.make_adopted(plan.partnership, officer, chair, 2009)

    second = refresh(plan, officer)
    assert (second.edition, second.year, second.first_year) == (2, 2009, 2008)
    assert second.assessment.year == 2009
    assert second.actions.get().priority in second.assessment.priorities.all()
    plan.refresh_from_db()
    assert plan.status == EditionStatus.ADOPTED
    standards.adopt_plan(second, chair)

    plan.refresh_from_db()
    assert plan.status == EditionStatus.SUPERSEDED


def test_an_action_of_a_priority_that_is_gone_waits_for_another(plan, officer, chair):
    standards.adopt_plan(plan, chair)
    newer = made.start(plan.partnership, officer, 2009)
    made.write_all(newer, officer)
    made.add(newer, officer, "Burglary")
    made.submit(newer, officer)
    made.adopt(newer, chair)

    second = refresh(plan, officer)

    assert second.actions.get().priority is None
    (burglary, stray) = queries.by_priority(second, queries.actions_of(second))
    assert (burglary.priority.title, burglary.actions) == ("Burglary", [])
    assert [one.step for one in stray.actions] == ["Street wardens on Fridays"]


@pytest.mark.parametrize("year", [2007, 2011])
def test_a_plan_is_refreshed_within_its_three_years(plan, officer, chair, year):
    standards.adopt_plan(plan, chair)

    with pytest.raises(actions.OutsideTerm, match="2008/09 to 2010/11"):
        refresh(plan, officer, year)


def test_progress_is_noted_on_the_plan_in_force(plan, officer, chair):
    action = plan.actions.get()
    noting = {"action_id": action.pk, "progress": "Begun in May", "by": officer, "at": AT}
    with pytest.raises(PermissionDenied, match="on the plan in force"):
        actions.note_progress(version=action.version, **noting)
    standards.adopt_plan(plan, chair)

    actions.note_progress(version=action.version, **noting)
    with pytest.raises(Stale):
        actions.note_progress(version=action.version, **noting)

    former = action.former_states.get()
    action.refresh_from_db()
    assert (former.progress, action.progress) == ("", "Begun in May")


def test_a_summary_is_open_to_all_until_it_is_taken_back(plan, officer, chair):
    cdrp = plan.partnership
    with pytest.raises(PermissionDenied, match="Only the summary of the plan in force"):
        standards.publish_summary(plan, officer)
    standards.adopt_plan(plan, chair)
    assert queries.public_summary(cdrp) is None

    published = standards.publish_summary(plan, officer)
    assert queries.public_summary(cdrp) == plan
    with pytest.raises(PermissionDenied, match="published already"):
        standards.publish_summary(plan, officer)
    back = actions.unpublish_summary(
        plan_id=plan.pk, version=published.version, reason="Wrong name", by=officer, at=AT
    )

    assert queries.public_summary(cdrp) is None
    assert back.unpublished_because == "Wrong name"
    assert standards.publish_summary(plan, officer).unpublished_because == ""


def test_a_published_summary_stays_until_the_next_one(plan, officer, chair):
    standards.adopt_plan(plan, chair)
    standards.publish_summary(plan, officer)
    second = refresh(plan, officer)
    standards.adopt_plan(second, chair)
    assert queries.public_summary(plan.partnership) == plan

    standards.publish_summary(second, officer)

    assert queries.public_summary(plan.partnership) == second


def test_adoption_is_told_to_the_partnership_and_to_whoever_leads_an_action(plan, officer, chair):
    leads = person("lead", "partner", organisation=plan.actions.get().lead)
    last = plan.partnership.organisations.order_by("pk").last()
    person("other", "partner", organisation=last)
    standards.adopt_plan(plan, chair)
    event = AuditEvent.objects.get(verb="adopt_plan")

    assert set(of_plan(event, date(2008, 7, 1))) == {officer, chair, leads}


def test_drafts_stay_within_the_partnership(plan, officer, chair):
    near = person("reviewer", "go_reviewer", area=plan.partnership.areas.get())
    far = person("far", "go_reviewer", area=make_area("X07000902"))
    analyst = person("home", "ho_analyst")

    def seen():
        visible = PartnershipPlan.objects.visible_to
        return [plan in visible(who) for who in (officer, near, analyst, far)]

    assert seen() == [True, False, False, False]
    about_the_plan = AuditEvent.objects.filter(target_type="targets.partnershipplan")
    assert set(about_the_plan.values_list("side", flat=True)) == {"partnership"}
    standards.adopt_plan(plan, chair)
    assert seen() == [True, True, True, False]


def test_the_database_refuses_what_must_never_be(plan, officer):
    rows = PartnershipPlan.objects.filter(pk=plan.pk)
    action = plan.actions.filter(pk=plan.actions.get().pk)
    breaches = [
        lambda: rows.update(status="adopted"),
        lambda: rows.update(edition=2),
        lambda: rows.update(year=2011),
        lambda: rows.update(published_at=AT, published_by=officer),
        lambda: rows.update(unpublished_at=AT, unpublished_by=officer),
        lambda: action.update(measure=""),
    ]
    for breach in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            breach()
