"""What was signed is changed by a revision alone: on a ground, with consent, and signed again."""

import json
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.models import Key
from targets import actions, policies, queries
from targets.models import (
    Commitment,
    Memorandum,
    RevisionConsent,
    RevisionProposal,
    TargetType,
)
from targets.one_month import last_day_of_first_month
from targets.sides import Side
from targets.states import REVISION_MOVES, REVISION_STARTS, LineKind, VersionStatus
from tests.conftest import person
from tests.factories.certified import certify
from tests.factories.indicators import make_figure, make_return
from tests.factories.negotiation import AT
from tests.factories.partners import make_partner
from tests.factories.revising import LATER, make_signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    return make_signed()


def test_every_move_of_a_revision_is_an_action():
    assert {*REVISION_STARTS, *REVISION_MOVES} <= set(actions.__all__)


def test_an_accepted_revision_is_signed_and_then_holds_with_its_memorandum(signed):
    signed.designate("Burglary")
    signed.accepted("Burglary", last="15.00")
    second = signed.version

    assert (second.number, second.status) == (2, VersionStatus.APPROVED)
    assert queries.rebuilt_text(second) == second.content
    assert queries.changes_since(second) == []
    assert queries.version_in_force(signed.agreement, LATER.date()) == signed.first

    signed.sign_again()
    signed.first.refresh_from_db()
    assert signed.first.status == VersionStatus.SUPERSEDED
    assert queries.version_in_force(signed.agreement, LATER.date()) == second
    assert [queries.verify(one).faults for one in queries.all_signed()] == [[], []]
    memorandum = Memorandum.objects.get(occasion="modification")
    said = json.loads(memorandum.content)
    assert said["version"] == 2
    assert said["targets"][0]["values"][-1]["value"] == "15"
    assert said["targets"][0]["designated"]["notice"] == "Notice 12/2008"
    assert said["changes"][0] | {"target": 0} == {
        "target": 0,
        "title": "Burglary",
        "what": "was changed",
        "because": "The baseline was provisional",
        "ground": "The baseline was missing or provisional",
    }


def test_the_original_stands_beside_what_was_revised_even_twice(signed):
    signed.accepted("Burglary", last="15.00").sign_again()
    assert [str(one.original.last_value) for one in queries.revised_targets(signed.version)] == [
        "14.400000"
    ]
    signed.begin(at=LATER + timedelta(days=100))
    signed.revise("Burglary", last="15.50")

    (revised,) = queries.revised_in(signed.revision)
    assert (revised.in_force.last_value, revised.original.last_value) == (15, Decimal("14.4"))


def test_a_target_taken_out_is_in_no_later_version(signed):
    signed.accepted("Burglary", "remove", ground="ministers").sign_again()

    text = json.loads(signed.version.content)
    assert [one["title"] for one in text["targets"]] == ["Violence"]
    assert text["listed"] == []


def test_a_local_target_is_added_by_the_council_with_those_it_relates_to(signed):
    signed.talks.shortlist(990, "Wardens")
    other, officer = make_partner(signed.area, "x-other")
    signed.begin()
    signed.revise(
        "Wardens", "add", ground="local", bodies=[signed.force, other], type=TargetType.LOCAL
    )
    signed.act("propose_revision")
    assert policies.is_local_revision(signed.revision)
    signed.answer()
    with pytest.raises(PermissionDenied, match="Only the leader of the council"):
        signed.act("accept_revision", reason="")
    with pytest.raises(actions.NotPossible, match=r"have not consented: .*Wardens"):
        signed.act("accept_revision", by=signed.leader, reason="")
    consent = RevisionConsent.objects.get(organisation=other)
    actions.consent_to_revision(consent_id=consent.pk, version=1, reason="", by=officer, at=LATER)
    signed.act("accept_revision", by=signed.leader, reason="")

    target = signed.target("Wardens")
    assert set(Commitment.objects.filter(target=target).values_list("status", flat=True)) == {
        "agreed"
    }
    signed.sign_again()
    titles = [one["title"] for one in json.loads(signed.version.content)["targets"]]
    assert titles == ["Burglary", "Violence", "Wardens"]
    assert policies.held_fast(signed.target("Wardens")) == signed.version
    made = certify(signed.signing, printed=lambda version, content: b"%PDF")
    said = json.loads(made.content)["approval"]
    assert said["by"] == f"Council leader, {signed.signing.council}"


def test_what_both_sides_agreed_since_is_added_and_rests_on_the_revision(signed):
    """With evidence under the offer: a revision has terms of its own, and no pack."""
    signed.talks.shortlist(990, "Wardens")
    make_figure(signed.talks.measures["Wardens"], signed.area, make_return(signed.force), "2006/07")
    signed.talks.say(Side.PARTNERSHIP, Wardens="14.40")
    signed.talks.say(Side.GOVERNMENT, Wardens=LineKind.ACCEPT)
    assert signed.target("Wardens").lines.first().pack

    signed.accepted("Wardens", "add", ground="deferred", last="14.40")
    assert queries.changes_since(signed.version) == []
    signed.sign_again()
    added = signed.version.lines.get(title="Wardens")
    assert (added.agreed_in, added.pack_sha256, added.revised_in.proposal.number) == (None, "", 1)


def test_nothing_is_revised_in_the_first_month(signed):
    last = last_day_of_first_month(timezone.localdate(AT))
    noon = timezone.make_aware(datetime(last.year, last.month, last.day, 12))

    with pytest.raises(PermissionDenied, match=r"first month.*s\.110"):
        signed.begin(at=noon)
    assert signed.begin(at=noon + timedelta(days=1))


def test_only_the_coordinator_revises_and_one_revision_at_a_time(signed):
    for other in (signed.reviewer, signed.leader, signed.officer):
        with pytest.raises(PermissionDenied, match="Only the coordinator"):
            signed.begin(by=other)
    signed.begin()

    with pytest.raises(PermissionDenied, match="Revision 1 is in preparation"):
        signed.begin()
    with pytest.raises(IntegrityError, match="one_revision_is_under_way"), transaction.atomic():
        RevisionProposal.objects.create(
            agreement=signed.agreement,
            revises=signed.version,
            number=2,
            reason="Another",
            proposed_by=signed.coordinator,
            proposed_at=LATER,
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bodies": []}, "Name at least one organisation"),
        ({"ground": "local"}, "It is no local target"),
        ({"last": "14.40"}, "These are the terms in force"),
        ({"type": TargetType.LOCAL}, "stays so until the Secretary of State revokes"),
        ({"last": "1500"}, "looks like another unit"),
    ],
)
def test_nothing_is_proposed_that_breaks_a_rule(signed, changes, sentence):
    signed.designate("Burglary")
    signed.begin()
    signed.revise("Burglary", **changes)

    with pytest.raises(actions.BreaksRules, match=sentence):
        signed.act("propose_revision")


def test_all_to_whom_a_target_relates_are_asked(signed):
    other, _ = make_partner(signed.area, "x-other")
    signed.begin()
    signed.revise("Burglary", bodies=[other])

    with pytest.raises(actions.BreaksRules, match=f"relates to {signed.force.name} as well"):
        signed.act("propose_revision")


def test_an_empty_revision_is_not_proposed(signed):
    signed.begin()

    with pytest.raises(actions.NotPossible, match="at least one target"):
        signed.act("propose_revision")


def test_what_is_prepared_is_changed_dropped_and_discarded(signed):
    signed.begin()
    signed.revise("Burglary", last="15.00")
    signed.revise("Burglary", last="15.20")
    signed.revise("Violence", "remove")
    assert {(one.target.title, one.act) for one in signed.revision.lines.all()} == {
        ("Burglary", "change"),
        ("Violence", "remove"),
    }
    signed.act("drop_revised_target", target_id=signed.target("Violence").pk)
    assert signed.revision.lines.count() == 1
    assert signed.act("discard_revision") == signed.first
    assert signed.revision is None
    assert signed.begin().number == 1


@pytest.mark.parametrize("act", ["change", "remove", "add"])
def test_a_target_has_only_the_acts_it_can_have(signed, act):
    signed.begin()
    title = "Burglary"
    if act != "add":
        signed.talks.shortlist(990, title := "Wardens")

    with pytest.raises(actions.NotPossible):
        signed.revise(title, act)


def test_what_is_proposed_stands_as_it_is(signed):
    signed.proposed()

    with pytest.raises(PermissionDenied, match="is proposed already"):
        signed.revise("Violence")
    for statement in (
        "UPDATE targets_revisionline SET reason = 'x'",
        "DELETE FROM targets_revisionline",
        "DELETE FROM targets_revisionproposal",
    ):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_only_an_organisations_own_people_consent_and_never_by_key(signed):
    signed.proposed()

    with pytest.raises(PermissionDenied, match="Only the people of"):
        signed.answer(by=signed.coordinator)
    signed.officer.key = Key(prefix="x")
    with pytest.raises(PermissionDenied, match="A key cannot"):
        signed.answer()


def test_a_refused_consent_keeps_a_revision_from_being_accepted(signed):
    signed.proposed()
    signed.answer("refuse_consent", reason="No officers")

    with pytest.raises(actions.NotPossible, match="have not consented"):
        signed.act("accept_revision", reason="")
    signed.answer("consent_to_revision")
    assert signed.act("accept_revision", reason="")


def test_a_consent_answered_meanwhile_is_stale(signed):
    signed.proposed()
    signed.answer()
    consent = RevisionConsent.objects.get()

    with pytest.raises(Stale):
        actions.refuse_consent(
            consent_id=consent.pk, version=1, reason="No", by=signed.officer, at=LATER
        )


@pytest.mark.parametrize(
    ("verb", "status"), [("refuse_revision", "refused"), ("withdraw_revision", "withdrawn")]
)
def test_a_revision_that_comes_to_nothing_leaves_what_was_signed(signed, verb, status):
    signed.proposed()
    signed.act(verb, reason="Not now")

    assert (signed.revision.status, signed.revision.decided_because) == (status, "Not now")
    assert signed.version == signed.first
    assert signed.begin().number == 2
    event = AuditEvent.objects.get(verb=verb)
    assert event.side == ""


def test_the_director_who_accepts_does_not_sign(signed):
    signed.accepted(by=signed.director)
    signed.signing.sign("council_leader", at=LATER, factor_at=LATER)
    signed.signing.sign("lsp_chair", at=LATER, factor_at=LATER)

    with pytest.raises(PermissionDenied, match="You approved it"):
        signed.signing.sign("go_director", at=LATER, factor_at=LATER)


def test_who_sees_a_revision_when(signed):
    stranger = person("stranger", "lsp_coordinator")
    seers = (signed.coordinator, signed.reviewer, signed.officer, stranger)

    def seen():
        return [RevisionProposal.objects.visible_to(one).count() for one in seers]

    signed.begin()
    signed.revise("Burglary")
    assert seen() == [1, 0, 1, 0], "the partnership's side, its partners too"
    signed.act("propose_revision")
    assert seen() == [1, 1, 1, 0]


def test_agreement_as_at_a_day_on_both_sides_of_the_revision(signed):
    signed.designate("Burglary")
    signed.accepted("Burglary", last="15.00").sign_again()
    day = LATER.date()

    before = queries.agreement_as_at(signed.agreement, day - timedelta(days=1))
    after = queries.agreement_as_at(signed.agreement, day)
    assert (before.version, after.version) == (signed.first, signed.version)
    assert [str(found.lines[0][0].last_value) for found in (before, after)] == [
        "14.400000",
        "15.000000",
    ]
    target = signed.target("Burglary").pk
    assert (list(before.designated), list(after.designated)) == ([target], [target])
    assert (list(before.revised), list(after.revised)) == ([], [target])
    assert queries.agreement_as_at(signed.agreement, AT.date() - timedelta(days=1)).version is None


def test_as_at_takes_as_many_queries_for_many_lines(django_assert_num_queries):
    few = make_signed("few", titles=("Burglary",))
    many = make_signed("many", titles=tuple(f"Target {number}" for number in range(6)))

    for agreement in (few.agreement, many.agreement):
        with django_assert_num_queries(6):
            queries.agreement_as_at(agreement, AT.date())


def test_nothing_is_begun_or_decided_once_the_agreement_has_ended(signed):
    signed.proposed()
    signed.answer()
    ended = AT + timedelta(days=4 * 366)

    with pytest.raises(PermissionDenied, match="Version 1 holds no more"):
        signed.act("accept_revision", reason="", at=ended)
    signed.act("withdraw_revision", reason="It came too late", at=ended)
    with pytest.raises(PermissionDenied, match="Version 1 holds no more"):
        signed.begin(at=ended)
