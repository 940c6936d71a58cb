"""Partners of a target: asked, agreeing, objecting, answered, and what the law asks of each."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.actions import notice
from partnerships.models import Key, Notice, Organisation, OrganisationKind, User
from targets import actions, policies, queries
from targets.models import Commitment, Target
from targets.sides import Side
from targets.states import COMMITMENT_MOVES, COMMITMENT_STARTS, LineKind
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.negotiation import AT, make_talks
from tests.factories.partners import answer, ask, make_partner
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db
P, G, K = Side.PARTNERSHIP, Side.GOVERNMENT, LineKind


@pytest.fixture
def talks():
    return make_talks()


@pytest.fixture
def force(talks):
    return make_partner(talks.area)


def refused(act, why=PermissionDenied):
    """Return the sentence of a refusal, in a transaction of its own."""
    with pytest.raises(why) as raised, transaction.atomic():
        act()
    return str(raised.value)


def test_every_verb_has_its_action_and_policy():
    verbs = {*COMMITMENT_STARTS, *COMMITMENT_MOVES, "mark_lead", "remove_partner"}

    assert verbs <= set(actions.__all__)
    assert {f"may_{verb}" for verb in verbs} <= set(policies.__all__)


def test_an_objection_is_answered_and_stays_on_record(talks, force):
    organisation, officer = force
    talks.say(P, Burglary="14.40")
    (asked,) = ask(talks, "Burglary", organisation)
    objected = answer("object_to_target", asked, officer, "We have no officers for it")

    again = actions.ask_partner_again(
        commitment_id=asked.pk,
        version=objected.version,
        question="The council pays for two",
        by=talks.coordinator,
        at=AT,
    )
    assert (again.status, again.reason, again.times_asked) == ("asked", "", 2)
    agreed = answer("agree_to_target", again, officer, "")

    assert (agreed.status, agreed.answered_by, agreed.answered_terms) == ("agreed", officer, 1)
    former = agreed.former_states.order_by("pgh_id").values_list("status", "reason")
    assert list(former)[1] == ("objected", "We have no officers for it")
    verbs = AuditEvent.objects.filter(target_type="targets.commitment").order_by("id")
    assert list(verbs.values_list("verb", "side")) == [
        ("ask_partners", ""),
        ("object_to_target", ""),
        ("ask_partner_again", ""),
        ("agree_to_target", ""),
    ]


def test_an_answer_is_to_the_terms_that_lay_there(talks, force):
    organisation, officer = force
    talks.say(P, Burglary="14.40")
    (asked,) = ask(talks, "Burglary", organisation)
    answer("agree_to_target", asked, officer)
    assert not queries.named(Commitment.objects.all())[0].is_overtaken

    talks.say(G, Burglary="13.00")

    (found,) = queries.named(Commitment.objects.all())
    assert (found.is_overtaken, found.terms.in_2010_11) == (True, 13)


def test_what_is_not_offered_yet_is_recorded_on_the_partnerships_side(talks, force):
    ask(talks, "Burglary", force[0])

    assert AuditEvent.objects.get(verb="ask_partners").side == "partnership"
    assert not Commitment.objects.visible_to(talks.reviewer).exists()
    talks.say(P, Burglary="14.40")
    assert Commitment.objects.visible_to(talks.reviewer).exists()


def test_only_the_coordinator_names_partners_and_only_of_what_is_chosen(talks, force):
    for somebody in (talks.reviewer, talks.county.officer, force[1]):
        assert "Only the coordinator of Partnership x-lsp" in refused(
            lambda by=somebody: ask(talks, "Burglary", force[0], by=by)
        )
    talks.county.act("longlist_again", "Burglary")
    assert "long list" in refused(lambda: ask(talks, "Burglary", force[0]))


def test_only_its_own_people_answer_and_never_by_key(talks, force):
    organisation, officer = force
    (asked,) = ask(talks, "Burglary", organisation)
    for somebody in (talks.coordinator, talks.reviewer, person("other", "partner")):
        assert f"Only the people of {organisation}" in refused(
            lambda by=somebody: answer("agree_to_target", asked, by)
        )
    officer.key = Key()

    assert "key cannot answer" in refused(lambda: answer("agree_to_target", asked, officer))


def test_a_councils_leader_answers_for_the_council(talks):
    council = make_organisation("x-c", kind=OrganisationKind.COUNTY_COUNCIL, areas=[talks.area])
    leader = person("leader", "council_leader", organisation=council)
    (asked,) = ask(talks, "Burglary", council)

    assert answer("agree_to_target", asked, leader).status == "agreed"


def test_an_answer_may_be_changed_but_not_said_twice(talks, force):
    (asked,) = ask(talks, "Burglary", force[0])
    objected = answer("object_to_target", asked, force[1], "No officers")

    again = lambda: answer("object_to_target", objected, force[1], "None at all")  # noqa: E731
    assert "said so already" in refused(again)
    changed = answer("say_not_applicable", objected, force[1], "It is the council's")
    assert changed.status == "not_applicable"


def test_who_agreed_agrees_anew_to_other_terms(talks, force):
    talks.say(P, Burglary="14.40")
    (asked,) = ask(talks, "Burglary", force[0])
    agreed = answer("agree_to_target", asked, force[1])
    talks.say(G, Burglary="13.00")

    anew = answer("agree_to_target", agreed, force[1])

    assert (anew.status, anew.answered_terms) == ("agreed", 2)
    assert not queries.named(Commitment.objects.all())[0].is_overtaken


def test_an_organisation_is_asked_once_whoever_asks(talks, force):
    other = make_organisation("x-fire", areas=[talks.area])
    ask(talks, "Burglary", force[0])

    assert [one.organisation for one in ask(talks, "Burglary", force[0], other)] == [other]
    assert "asked already" in refused(lambda: ask(talks, "Burglary", force[0]), actions.NotPossible)


def test_what_was_shown_before_is_stale(talks, force):
    (asked,) = ask(talks, "Burglary", force[0])
    answer("agree_to_target", Commitment.objects.get(pk=asked.pk), force[1])

    refused(lambda: answer("object_to_target", asked, force[1]), Stale)


def test_several_may_lead_and_whoever_has_not_answered_is_removed(talks, force):
    fire, fire_officer = make_partner(talks.area, "x-fire", OrganisationKind.FIRE_AUTHORITY)
    both = ask(talks, "Burglary", force[0], fire)
    by = {"by": talks.coordinator, "at": AT}
    for one in both:
        actions.mark_lead(commitment_id=one.pk, version=1, is_lead=True, **by)
    assert Commitment.objects.filter(is_lead=True).count() == 2

    actions.remove_partner(commitment_id=both[1].pk, version=2, **by)
    both[0].refresh_from_db()
    answer("object_to_target", both[0], force[1])

    refused(lambda: answer("agree_to_target", both[1], fire_officer), actions.NotPossible)
    assert "stays on record" in refused(
        lambda: actions.remove_partner(commitment_id=both[0].pk, version=3, **by)
    )
    assert Commitment.objects.get() == both[0]


def test_a_partner_sees_what_names_it_and_nothing_else(talks):
    district = make_area("X07000955")
    make_part(talks.area, district)
    council, officer = make_partner(district, "x-ash", OrganisationKind.DISTRICT_COUNCIL)
    assert not Target.objects.visible_to(officer).exists()

    ask(talks, "Burglary", council)

    assert [one.title for one in Target.objects.visible_to(officer)] == ["Burglary"]
    assert [one.organisation for one in Commitment.objects.visible_to(officer)] == [council]


@pytest.mark.parametrize(
    ("kind", "sources"),
    [
        ("county_council", ["ss.103, 106", "s.108"]),
        ("police_force", ["ss.104, 106", "s.108"]),
        ("other", []),
    ],
)
def test_duties_follow_from_what_kind_of_body_it_is(talks, kind, sources):
    body = make_organisation("x-body", kind=kind)

    found = queries.duties_on(body, talks.agreement.starts_on)

    assert len(found) == len(sources)
    assert all(part in one.source for part, one in zip(sources, found, strict=True))


def test_who_may_be_named_answers_for_the_area_or_lies_around_it(talks):
    district, elsewhere = make_area("X07000955"), make_area("X07000956")
    around = make_area("X23000955", kind="police_force")
    make_part(talks.area, district)
    make_part(around, talks.area)
    for code, areas in (("in", [district]), ("around", [around]), ("far", [elsewhere])):
        make_organisation(f"x-{code}", areas=areas)
    make_organisation("x-nation")
    make_organisation("x-go", kind=OrganisationKind.GOVERNMENT_OFFICE, areas=[talks.area])

    codes = queries.bodies_around(talks.area).values_list("code", flat=True)

    assert set(codes) == {"x-in", "x-around", "x-nation"}


def test_each_is_told_what_the_other_did(talks, force):
    organisation, officer = force
    (asked,) = ask(talks, "Burglary", organisation)
    where = {"area_id": talks.area.pk, "side": "partnership"}
    make_event("ask_partners", asked, by=talks.coordinator, **where)
    make_event("object_to_target", asked, by=officer, **where)

    notice(at=AT)

    told = Notice.objects.order_by("id").values_list("event__verb", "user__username", "path")
    page = asked.get_absolute_url()
    assert set(told) == {
        ("ask_partners", officer.username, page),
        ("object_to_target", talks.coordinator.username, page),
    }


def test_the_ledger_asks_as_much_for_many_as_for_few(talks, force, django_assert_num_queries):
    ask(talks, "Burglary", force[0])
    reader = User.objects.get(pk=talks.coordinator.pk)
    assert [row.name for row in queries.ledger(talks.agreement, reader)] == ["Burglary", "Violence"]
    bodies = Organisation.objects.bulk_create(
        Organisation(code=f"x-{number}", name=f"Body {number}", kind="other")
        for number in range(30)
    )
    ask(talks, "Violence", *bodies)
    talks.say(P, Burglary="14.40", Violence="16.00")

    agreement = talks.agreement
    with django_assert_num_queries(4):
        rows = queries.ledger(agreement, reader)
    assert [len(row.asked) for row in rows] == [1, 30]
    assert len(queries.ledger(talks.agreement, reader, by_partner=True)) == 31
