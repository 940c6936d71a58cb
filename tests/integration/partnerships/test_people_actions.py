"""Inviting people, keeping them out and letting them in: done, refused, stale, on record."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from laa_portal.foundation.models import AuditEvent, Mail
from laa_portal.foundation.versioning import Stale
from partnerships import actions, tokens
from partnerships.models import Invitation, Role, RoleKind, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def invite(administrator, cdrp, at):
    def ask(email="Newcomer@Example.org", **changes):
        arguments = {
            "name": "Newcomer",
            "email": email,
            "kind": RoleKind.CDRP_OFFICER,
            "over": cdrp,
            "starts_on": None,
            "ends_on": None,
            "by": administrator,
            "at": at,
        }
        return actions.invite(**(arguments | changes))

    return ask


@pytest.fixture
def insider(administrator, at):
    """Somebody who has come in."""
    return User.objects.create_user("insider", email="in@example.org", password="x" * 20, name="In")


def verbs():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_invited_person_waits_outside_with_a_role_that_waits(invite, administrator, district, at):
    invited = invite()

    assert (invited.username, invited.is_active) == ("newcomer@example.org", False)
    assert not invited.has_usable_password()
    assert Role.objects.awaiting_approval().get().user == invited
    invitation = Invitation.objects.get()
    assert invitation.valid_until == at + timedelta(days=7)
    assert invitation.invited_by == administrator
    event = AuditEvent.objects.get(verb="invite")
    assert (event.area_id, event.made_by) == (district.pk, administrator)


def test_letter_holds_the_only_copy_of_a_secret_that_opens_the_invitation(invite, settings):
    settings.SITE_ADDRESS = "https://portal.example"
    invite()

    letter = Mail.objects.get()
    token = re.search(r"https://portal\.example/invitation/([\w-]+)/", letter.body).group(1)
    assert letter.to == "newcomer@example.org"
    assert Invitation.objects.get().token_sha256 == tokens.digest(token)
    assert "CDRP officer, Ashmere CDRP" in letter.body


def test_same_address_twice_is_refused_whatever_its_case(invite):
    invite()

    with pytest.raises(actions.AlreadyKnown, match="here already"):
        invite("NEWCOMER@example.ORG")

    assert User.objects.filter(email__iexact="newcomer@example.org").count() == 1
    assert Mail.objects.count() == 1


def test_refused_role_leaves_no_person_behind(invite, lsp):
    with pytest.raises(PermissionDenied, match="is over a Crime"):
        invite(over=lsp)

    assert not User.objects.filter(username="newcomer@example.org").exists()
    assert not Mail.objects.exists()


def test_only_administrators_invite(invite, coordinator):
    with pytest.raises(PermissionDenied, match="Only administrators"):
        invite(by=coordinator)


def test_inviting_again_makes_the_first_letter_worthless(invite, administrator, at):
    invited = invite()

    actions.invite_again(person_id=invited.pk, version=1, by=administrator, at=at)

    new, old = Invitation.objects.order_by("-pk")
    assert old.withdrawn_by == administrator
    assert new.withdrawn_at is None
    assert Mail.objects.count() == 2
    assert verbs()[-1] == "invite_again"
    with pytest.raises(Stale):
        actions.invite_again(person_id=invited.pk, version=1, by=administrator, at=at)


def test_withdrawn_invitation_is_no_longer_open(invite, administrator, at):
    invited = invite()

    actions.withdraw_invitation(person_id=invited.pk, version=1, by=administrator, at=at)

    assert not Invitation.objects.open().exists()
    assert verbs()[-1] == "withdraw_invitation"
    with pytest.raises(PermissionDenied, match="no invitation to withdraw"):
        actions.withdraw_invitation(person_id=invited.pk, version=2, by=administrator, at=at)


def test_deactivated_person_is_out_at_once_and_in_again_when_activated(
    insider, administrator, sign_in, at
):
    client = sign_in(insider)
    assert client.get("/home/").status_code == 200

    actions.deactivate(person_id=insider.pk, version=1, reason="Left", by=administrator, at=at)

    assert client.get("/home/").status_code == 302
    actions.activate(person_id=insider.pk, version=2, reason="Back", by=administrator, at=at)
    assert client.get("/home/").status_code == 302, "the old session stays ended"
    insider.refresh_from_db()
    assert insider.is_active
    assert verbs() == ["deactivate", "activate"]
    assert AuditEvent.objects.first().reason == "Left"


def test_deactivating_withdraws_what_could_let_them_in(invite, administrator, at):
    invited = invite()
    User.objects.filter(pk=invited.pk).update(is_active=True)

    actions.deactivate(person_id=invited.pk, version=1, reason="No", by=administrator, at=at)

    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize(
    ("verb", "who", "sentence"),
    [
        ("deactivate", "administrator", "Nobody deactivates themselves"),
        ("activate", "insider", "active already"),
        ("activate", "invited", "has not taken up the invitation"),
        ("deactivate", "invited", "is not active"),
        ("invite_again", "insider", "has come in already"),
    ],
)
def test_act_that_makes_no_sense_is_refused_with_a_sentence(
    verb, who, sentence, invite, insider, administrator, at
):
    people = {"administrator": administrator, "insider": insider, "invited": invite()}
    why = {} if verb == "invite_again" else {"reason": "Because"}

    with pytest.raises(PermissionDenied, match=sentence):
        getattr(actions, verb)(person_id=people[who].pk, version=1, by=administrator, at=at, **why)


@pytest.mark.parametrize("verb", ["invite_again", "withdraw_invitation", "deactivate", "activate"])
def test_only_administrators_act_on_people(verb, invite, insider, coordinator, at):
    person = insider if verb == "deactivate" else invite()
    if verb == "activate":
        person.set_password("x" * 20)
        person.save()
    why = {"reason": "Because"} if verb in ("deactivate", "activate") else {}

    with pytest.raises(PermissionDenied, match="Only administrators"):
        getattr(actions, verb)(person_id=person.pk, version=1, by=coordinator, at=at, **why)


def test_person_somebody_acted_on_meanwhile_is_stale(insider, administrator, at):
    actions.deactivate(person_id=insider.pk, version=1, reason="Left", by=administrator, at=at)

    with pytest.raises(Stale):
        actions.activate(person_id=insider.pk, version=1, reason="Oh", by=administrator, at=at)
