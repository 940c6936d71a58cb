"""From what both sides agreed to four signatures over one text, and what refuses each step."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from indicators.models import Definition
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from targets import actions, policies, queries
from targets.models import AgreementVersion, Signature, SigningCapacity, VersionLine, digest
from targets.sides import Side
from targets.signing import ORDER
from targets.states import VERSION_MOVES, LineKind, VersionStatus
from tests.conftest import person
from tests.factories.indicators import make_definition
from tests.factories.negotiation import AT
from tests.factories.partners import answer
from tests.factories.signing import make_signing

pytestmark = pytest.mark.django_db

C, G, K, P, S = SigningCapacity, Side.GOVERNMENT, LineKind, Side.PARTNERSHIP, VersionStatus


def test_capacities_are_in_the_order_of_the_law():
    assert tuple(C.values) == ORDER


def test_every_move_of_a_version_is_an_action():
    assert set(VERSION_MOVES) - {"supersede_agreement"} <= set(actions.__all__)


def test_what_is_submitted_says_what_was_agreed_and_by_whom():
    signing = make_signing()
    version = signing.submit()

    text = json.loads(version.content)
    assert digest(version.content) == version.content_sha256
    assert [one["title"] for one in text["targets"]] == ["Burglary", "Violence"]
    burglary = text["targets"][0]
    assert burglary["baseline"]["value"] == "18"
    assert burglary["values"][-1] == {"year": "2010/11", "value": "14.4"}
    assert burglary["agreed_in_offer"] == 1
    assert burglary["partners"][0] | {"answered_on": ""} == {
        "organisation": "x-force",
        "name": signing.force.name,
        "is_lead": False,
        "must_have_regard": True,
        "status": "agreed",
        "reason": "We do that already",
        "answered_on": "",
    }
    assert "coordinator" not in version.content
    assert queries.rebuilt_text(version) == version.content


def test_what_is_open_is_listed_and_not_signed():
    signing = make_signing()
    signing.talks.draft(P, "Violence", K.REOPEN, signing.talks.terms("Violence", "15.00"))
    signing.talks.make_offer(P)
    version = signing.submit()

    text = json.loads(version.content)
    assert [one["title"] for one in text["targets"]] == ["Burglary"]
    assert [(one["title"], one["standing"]) for one in text["listed"]] == [("Violence", "open")]


def test_nothing_is_submitted_that_relates_to_nobody():
    signing = make_signing()
    signing.commitments["Burglary"] = answer(
        "say_not_applicable", signing.commitments["Burglary"], signing.officer
    )

    with pytest.raises(actions.BreaksRules, match="No organisation is named"):
        signing.submit()


def test_four_signatures_in_order_put_it_in_force():
    signing = make_signing().approved()
    version = signing.sign_all()

    assert version.status == S.SIGNED
    assert (version.starts_on, version.ends_on) == (AT.date(), date(2011, 4, 1))
    assert list(version.signatures.values_list("capacity", flat=True)) == list(ORDER)
    assert {one.content_sha256 for one in version.signatures.all()} == {version.content_sha256}
    assert version.signatures.get(capacity="council_leader").under.minute == "Council, item 7"
    assert Job.objects.filter(kind="make_certificate", key=str(version.pk)).exists()
    assert AuditEvent.objects.filter(verb="put_in_force", target_id=version.pk).exists()
    assert queries.version_in_force(signing.talks.agreement, AT.date()) == version


def test_modification_required_sends_it_back_with_its_reason_and_it_is_submitted_again():
    signing = make_signing()
    first = signing.submit()
    signing.act("require_modification", reason="Violence needs another look")
    assert (signing.version.status, signing.version.returned_because) == (
        S.DRAFT,
        "Violence needs another look",
    )

    signing.talks.draft(P, "Violence", K.REOPEN, signing.talks.terms("Violence", "15.00"))
    signing.talks.make_offer(P)
    signing.talks.say(G, Violence=K.ACCEPT)
    again = signing.submit()

    assert (again.pk, again.number, again.status) == (first.pk, 1, S.SUBMITTED)
    assert again.content_sha256 != first.content_sha256
    assert queries.rebuilt_text(again) == again.content


@pytest.mark.parametrize(
    ("capacity", "sentence"),
    [
        (C.LSP_CHAIR, "The leader of the council signs first"),
        (C.GO_DIRECTOR, "The leader of the council signs first"),
        (C.SECRETARY_OF_STATE, "The leader of the council signs first"),
    ],
)
def test_nobody_signs_out_of_order(capacity, sentence):
    signing = make_signing().approved()

    with pytest.raises(PermissionDenied, match=sentence):
        signing.sign(capacity)


def test_nobody_signs_twice():
    signing = make_signing().approved()
    signing.sign(C.COUNCIL_LEADER)

    with pytest.raises(PermissionDenied, match="has signed it already"):
        signing.sign(C.COUNCIL_LEADER)


def test_only_the_role_signs_and_only_while_it_holds():
    signing = make_signing().approved()

    with pytest.raises(PermissionDenied, match="Only the leader of the council"):
        signing.sign(C.COUNCIL_LEADER, by=signing.chair)


def test_nobody_signs_what_they_alone_approved_or_last_offered():
    signing = make_signing()
    signing.decide()
    signing.submit()
    signing.act("approve_agreement", by=signing.director)
    signing.sign(C.COUNCIL_LEADER)
    signing.sign(C.LSP_CHAIR)

    with pytest.raises(PermissionDenied, match="You approved it"):
        signing.sign(C.GO_DIRECTOR)

    other = person("other-director", "go_director", area=signing.area)
    signing.sign(C.GO_DIRECTOR, by=other)


def test_a_leader_signs_under_a_decision_that_holds():
    signing = make_signing()
    signing.submit()
    signing.act("approve_agreement")
    with pytest.raises(actions.NotPossible, match="No decision or delegation"):
        signing.sign(C.COUNCIL_LEADER)

    held = signing.decide(
        kind="delegation", scope="To sign the agreement", ends_on=AT.date() + timedelta(days=1)
    )
    actions.end_decision(decision_id=held.pk, reason="Rescinded", by=signing.coordinator, at=AT)
    with pytest.raises(actions.NotPossible, match="No decision or delegation"):
        signing.sign(C.COUNCIL_LEADER)

    signing.decide(
        kind="delegation", scope="To sign the agreement", ends_on=AT.date() + timedelta(days=1)
    )
    assert signing.sign(C.COUNCIL_LEADER).under.kind == "delegation"


def test_a_page_that_shows_another_text_signs_nothing():
    signing = make_signing().approved()

    with pytest.raises(Stale, match="not the text that you were shown"):
        signing.sign(C.COUNCIL_LEADER, shown_sha256="0" * 64)
    with pytest.raises(Stale):
        signing.sign(C.COUNCIL_LEADER, version=signing.version.version - 1)
    assert not Signature.objects.exists()


def test_a_second_factor_given_long_ago_signs_nothing():
    signing = make_signing().approved()

    with pytest.raises(actions.NotPossible, match="second factor too long ago"):
        signing.sign(C.COUNCIL_LEADER, factor_at=AT - timedelta(minutes=11))
    with pytest.raises(IntegrityError, match="second_factor"), transaction.atomic():
        Signature.objects.create(
            version=signing.version,
            capacity=C.LSP_CHAIR,
            signed_by=signing.chair,
            signed_at=AT,
            post="LSP chair",
            content_sha256=signing.version.content_sha256,
            statement="I sign",
            factor_at=AT - timedelta(minutes=11),
        )


def test_partner_that_takes_back_its_word_stops_the_signatures():
    signing = make_signing().approved()
    signing.sign(C.COUNCIL_LEADER)
    answer("object_to_target", signing.commitments["Burglary"], signing.officer)

    with pytest.raises(actions.NotPossible, match="partners of “Burglary”"):
        signing.sign(C.LSP_CHAIR)


def test_revised_definition_stops_the_signatures():
    signing = make_signing()
    measure = signing.talks.measures["Burglary"]
    definition = measure.definitions.first() or make_definition(measure)
    signing.approved()
    Definition.objects.filter(pk=definition.pk).update(numerator="Something else")

    with pytest.raises(actions.NotPossible, match="definition by which “Burglary”"):
        signing.sign(C.COUNCIL_LEADER)


@pytest.mark.parametrize("kind", [K.REOPEN, K.WITHDRAW])
def test_what_is_submitted_is_held_fast(kind):
    signing = make_signing()
    signing.submit()
    terms = signing.talks.terms("Burglary", "15.00") if kind == K.REOPEN else None

    with pytest.raises(PermissionDenied, match="in the agreement that was submitted"):
        signing.talks.draft(P, "Burglary", kind, terms)


def test_draft_that_was_prepared_before_it_was_submitted_is_not_offered():
    signing = make_signing()
    signing.talks.draft(P, "Burglary", K.WITHDRAW)
    signing.submit()

    with pytest.raises(actions.NotPossible, match="in the agreement that was submitted"):
        signing.talks.make_offer(P)


def test_what_is_signed_changes_by_no_offer_and_no_answer():
    signing = make_signing().approved()
    signing.sign_all()

    with pytest.raises(PermissionDenied, match="Propose a revision"):
        signing.talks.draft(P, "Burglary", K.WITHDRAW)
    with pytest.raises(PermissionDenied, match="was signed on"):
        answer("object_to_target", signing.commitments["Burglary"], signing.officer)
    with pytest.raises(PermissionDenied, match="It is signed"):
        signing.submit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE targets_agreementversion SET content = content || ' '",
        "UPDATE targets_agreementversion SET statement = 'x'",
        "DELETE FROM targets_agreementversion",
        "UPDATE targets_versionline SET in_2010_11 = 1",
        "DELETE FROM targets_versionpartner",
        "UPDATE targets_versionpartner SET status = 'agreed', reason = 'x'",
        "UPDATE targets_signature SET post = 'x'",
        "DELETE FROM targets_signature",
    ],
)
def test_the_database_refuses_to_change_what_is_approved(statement):
    signing = make_signing().approved()
    signing.sign(C.COUNCIL_LEADER)

    with (
        pytest.raises(InternalError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_approval_is_taken_back_only_where_it_no_longer_holds_and_another_version_follows():
    signing = make_signing().approved()
    signing.sign(C.COUNCIL_LEADER)
    with pytest.raises(PermissionDenied, match="All of it still holds"):
        signing.act("withdraw_approval", reason="Second thoughts")

    held = answer("object_to_target", signing.commitments["Burglary"], signing.officer)
    with pytest.raises(PermissionDenied, match="Only the Government Office"):
        signing.act("withdraw_approval", by=signing.coordinator, reason="They object")
    lapsed = signing.act("withdraw_approval", reason="The force objects")
    assert (lapsed.status, lapsed.returned_because) == (S.LAPSED, "The force objects")

    answer("agree_to_target", held, signing.officer)
    again = signing.submit()
    assert (again.number, again.pk != lapsed.pk) == (2, True)
    signing.act("approve_agreement")
    assert signing.sign_all().status == S.SIGNED
    assert lapsed.signatures.count() == 1


def test_one_version_holds_an_area_and_day():
    signing = make_signing().approved()
    version = signing.sign_all()
    other = AgreementVersion(
        agreement=version.agreement,
        area=version.area,
        number=2,
        status=S.SIGNED,
        content="{}",
        content_sha256="0" * 64,
        submitted_by=signing.coordinator,
        submitted_at=AT,
        approved_by=signing.reviewer,
        approved_at=AT,
        starts_on=version.starts_on + timedelta(days=1),
        ends_on=version.ends_on,
    )

    with pytest.raises(IntegrityError, match="one_version_holds_an_area_and_day"):
        other.save(force_insert=True)


def test_what_is_on_its_way_is_seen_by_its_table_and_what_is_signed_by_all():
    signing, stranger = make_signing(), person("stranger", "lsp_coordinator")
    signing.submit()

    def seen(user):
        return AgreementVersion.objects.visible_to(user).count()

    assert [seen(one) for one in (signing.coordinator, signing.reviewer, stranger)] == [1, 1, 0]
    assert VersionLine.objects.visible_to(stranger).count() == 0
    assert policies.may_decide_on_agreement(stranger, signing.version).reason
