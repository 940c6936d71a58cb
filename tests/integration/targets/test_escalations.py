"""Between a district and its county: what is put, answered, refused, and told."""

import pytest
from django.core.exceptions import PermissionDenied

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.actions import notice
from partnerships.models import AreaKind, Notice
from targets import actions, policies
from targets.models import Escalation, StrategicAssessment
from targets.states import ESCALATION_MOVES, ESCALATION_STARTS
from tests.conftest import person
from tests.factories import collation as made
from tests.factories import targets
from tests.factories.foundation import make_event
from tests.factories.partnerships import make_area, make_partnership

pytestmark = pytest.mark.django_db
AT = made.AT


@pytest.fixture
def county():
    return made.make_county()


@pytest.fixture
def knives(county):
    (priority,) = county.adopt("ash", "Knives")
    return priority


def answer(verb, escalation, by, **more):
    return getattr(actions, verb)(
        escalation_id=escalation.pk,
        version=escalation.version,
        reason="Three districts say the same.",
        by=by,
        at=AT,
        **more,
    )


def test_every_verb_has_its_action_and_policy():
    verbs = {*ESCALATION_STARTS, *ESCALATION_MOVES}

    assert verbs <= set(actions.__all__)
    assert {f"may_{verb}" for verb in verbs} <= set(policies.__all__)


def test_put_and_taken_up(county, knives):
    escalation = made.put(county, "ash", knives)
    assert (escalation.status, escalation.group) == ("put", county.group)

    taken = answer("take_up", escalation, county.officer)

    assert (taken.status, taken.answered_by) == ("taken_up", county.officer)
    last = AuditEvent.objects.latest("id")
    district = county.cdrps["ash"].areas.get()
    assert (last.verb, last.area_id, last.side) == ("take_up", district.pk, "partnership")
    assert taken.former_states.get().status == "put"


def test_declined_with_a_reason_and_a_check_of_the_risk(county, knives):
    escalation = made.put(county, "ash", knives)

    declined = answer("decline", escalation, county.officer, risk_check="The force keeps it up.")

    assert declined.risk_check == "The force keeps it up."
    again = made.put(county, "ash", knives)
    assert again.pk != escalation.pk


def test_what_is_put_or_taken_up_is_not_put_again(county, knives):
    escalation = made.put(county, "ash", knives)
    with pytest.raises(PermissionDenied, match="before the county already"):
        made.put(county, "ash", knives)

    answer("take_up", escalation, county.officer)
    with pytest.raises(PermissionDenied, match="has taken this up already"):
        made.put(county, "ash", knives)


def test_what_was_answered_is_not_answered_again(county, knives):
    escalation = made.put(county, "ash", knives)
    answer("take_up", escalation, county.officer)

    with pytest.raises(Stale):
        answer("decline", Escalation(pk=escalation.pk, version=1), county.officer, risk_check="-")
    escalation.refresh_from_db()
    with pytest.raises(PermissionDenied, match="answered already: taken up"):
        answer("take_up", escalation, county.officer)


def test_a_districts_officer_does_not_answer_for_the_county(county, knives):
    escalation = made.put(county, "ash", knives)
    refusal = "Only the officers of Partnership x-group answer for the county"

    for somebody in (county.officers["ash"], county.chairs["ash"], county.coordinator):
        with pytest.raises(PermissionDenied, match=refusal):
            answer("take_up", escalation, somebody)
        with pytest.raises(PermissionDenied, match=refusal):
            answer("decline", escalation, somebody, risk_check="-")


def test_only_the_district_puts_and_only_what_it_adopted(county, knives):
    with pytest.raises(PermissionDenied, match="Only the officers and the chair of ash CDRP"):
        made.put(county, "ash", knives, by=county.officer)
    draft = targets.start(county.cdrps["ash"], county.officers["ash"], 2009)
    idea = targets.add(draft, county.officers["ash"], "An idea")

    with pytest.raises(PermissionDenied, match="Have the assessment adopted first"):
        made.put(county, "ash", idea)


def test_a_unitary_area_has_no_step_of_the_county():
    area = make_area("X06000901", kind=AreaKind.UNITARY)
    cdrp = targets.make_cdrp("x-unitary", areas=[area])
    officer, chair = targets.make_officer(cdrp), targets.make_chair(cdrp)
    make_partnership("x-unitary-lsp", areas=[area])
    (priority,) = made.adopt(cdrp, officer, chair, "Knives")

    with pytest.raises(PermissionDenied, match="go to the Local Strategic Partnership as they"):
        actions.put_to_county(
            priority_id=priority.pk, reason="-", local_risk="-", by=officer, at=AT
        )


def test_each_side_is_told_what_the_other_did(county, knives):
    escalation = made.put(county, "ash", knives)
    where = {"area_id": county.cdrps["ash"].areas.get().pk, "side": "partnership"}
    make_event("put_to_county", escalation, by=county.officers["ash"], **where)
    make_event("decline", escalation, by=county.officer, **where)
    make_event("leave_out", knives, by=county.coordinator, **where)

    notice(at=AT)

    told = Notice.objects.order_by("id").values_list("event__verb", "user__username", "path")
    put, choice = escalation.get_absolute_url(), knives.get_absolute_url()
    assert set(told) == {
        ("put_to_county", "county", put),
        ("decline", "officer-ash", put),
        ("decline", "chair-ash", put),
        ("leave_out", "officer-ash", choice),
        ("leave_out", "chair-ash", choice),
    }


def test_who_sees_what_was_put(county, knives):
    made.put(county, "ash", knives)
    region = make_area("X12000901", kind=AreaKind.REGION)
    region.parts.create(part=county.area)
    government = person("reviewer", "go_reviewer", area=region)
    national = person("analyst", "ho_analyst")

    def sees(user):
        return Escalation.objects.visible_to(user).exists()

    assert all(map(sees, [county.officer, county.coordinator, county.officers["ash"]]))
    assert not any(map(sees, [county.officers["birch"], government, national]))


def test_a_corrected_edition_takes_what_was_put_with_it(county, knives):
    escalation = made.put(county, "ash", knives)
    county.act("shortlist", "Knives")
    officer, chair = county.officers["ash"], county.chairs["ash"]
    adopted = StrategicAssessment.objects.get()
    corrected = actions.correct_assessment(
        assessment_id=adopted.pk,
        version=adopted.version,
        reason="Wrong table",
        by=officer,
        at=AT,
    )
    targets.submit(corrected, officer)
    targets.adopt(corrected, chair)

    escalation.refresh_from_db()
    (now,) = corrected.priorities.all()
    assert escalation.priority == now
    assert list(county.rows()["Knives"].target.priorities.all()) == [now]
