"""The pages from what both sides agreed to what is signed, as each role finds them."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from targets import actions
from targets.models import Signature, SigningCapacity, VersionPartner
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.negotiation import AT
from tests.factories.partners import answer, ask
from tests.factories.signing import make_signing

pytestmark = pytest.mark.django_db
C, K, P, G = SigningCapacity, LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def signing():
    return make_signing()


def address(signing, name, *args):
    return reverse(f"targets:{name}", args=[signing.area.gss_code, *args])


def text(answered):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answered.text))).strip()


def look(client, who, url, **query):
    client.force_login(who)
    return client.get(url, query)


def opened(signing):
    """Have the partnership open what the office accepted."""
    last = signing.talks.agreement.offers.order_by("number").last()
    actions.open_offer(offer_id=last.pk, by=signing.coordinator, at=AT)


def hidden(answered, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', answered.text)[1]


# --- Before it is submitted -----------------------------------------------------------------------


def test_readiness_says_what_blocks_what_is_advice_and_where_it_is_mended(client, signing):
    opened(signing)
    signing.talks.draft(P, "Violence", K.REOPEN, signing.talks.terms("Violence", "15.00"))
    signing.talks.make_offer(P)
    answer("say_not_applicable", signing.commitments["Burglary"], signing.officer)

    page = look(client, signing.coordinator, address(signing, "readiness"))

    said = text(page)
    assert "1 target agreed by both sides will be signed." in said
    assert "No organisation is named for these. Ask at least one to sign up to each." in said
    assert "Public Involvement in Health Act 2007 s.106(2)(b)" in said
    assert "0 of 16 are carried." in said
    assert "Violence: still negotiated" in said
    assert "Offer 3 lies unopened" in said
    assert "None is on record that holds today" in said
    assert address(signing, "partner-ledger") in page.text
    assert address(signing, "offer", 3) in page.text
    assert "Check the text and submit" not in said


def test_readiness_asks_as_many_queries_for_six_targets_as_for_two(client):
    def asked(signing):
        opened(signing)
        client.force_login(signing.coordinator)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(signing, "readiness")).status_code == 200
        return len(queries)

    few = make_signing("A")
    many = make_signing("B", titles=("One", "Two", "Three", "Four", "Five", "Six"))

    assert asked(few) == asked(many)


def test_what_an_unopened_offer_says_is_not_told_before_it_is_opened(client, signing):
    said = text(look(client, signing.coordinator, address(signing, "readiness")))
    submit = text(look(client, signing.coordinator, address(signing, "submit-agreement")))

    assert "Nothing is agreed by both sides yet" in said
    assert "Offer 2 lies unopened. Open it before you submit" in submit
    assert "The hash of this text" not in submit


def test_the_text_is_checked_word_for_word_and_then_submitted(client, signing):
    opened(signing)
    page = address(signing, "submit-agreement")
    form = look(client, signing.coordinator, page)
    typed = {"version": hidden(form, "version"), "statement": "One safer county\r\nfor all"}

    checked = client.post(page, typed | {"act": "check"})
    sha256 = hidden(checked, "shown_sha256")
    done = client.post(page, typed | {"shown_sha256": sha256})

    assert "One safer county" in text(checked)
    version = signing.version
    assert done.url == version.get_absolute_url()
    assert version.content_sha256 == sha256


def test_a_text_that_changed_after_the_check_is_not_submitted_and_nothing_typed_is_lost(
    client, signing
):
    opened(signing)
    page = address(signing, "submit-agreement")
    typed = {
        "version": hidden(look(client, signing.coordinator, page), "version"),
        "statement": "One safer county",
    }
    sha256 = hidden(client.post(page, typed | {"act": "check"}), "shown_sha256")
    answer("object_to_target", signing.commitments["Burglary"], signing.officer)

    refused = client.post(page, typed | {"shown_sha256": sha256})

    assert refused.status_code == 409
    assert "Check the text again" in text(refused)
    assert "One safer county" in refused.text
    assert signing.version is None


def test_only_the_coordinator_submits_and_others_of_the_table_read(client, signing):
    opened(signing)
    page = address(signing, "submit-agreement")

    assert "Only the coordinator" in text(look(client, signing.reviewer, page))
    assert client.post(page, {"version": 1, "statement": ""}).status_code == 403
    assert look(client, person("stranger", "lsp_coordinator"), page).status_code == 404


# --- What the council decided ---------------------------------------------------------------------


def test_a_delegation_is_recorded_with_its_scope_and_end_and_ended_with_its_reason(client, signing):
    page = address(signing, "record-decision")
    client.force_login(signing.coordinator)
    typed = {
        "kind": "delegation",
        "minute": "Council, item 7",
        "decided_on-day": "28", "decided_on-month": "1", "decided_on-year": "2008",
    }  # fmt: skip
    wrong = client.post(page, typed)
    assert wrong.status_code == 422
    assert "Enter what the leader may do" in text(wrong)

    whole = {
        "scope": "To sign", "ends_on-day": "1", "ends_on-month": "4", "ends_on-year": "2099",
    }  # fmt: skip
    done = client.post(page, typed | whole, follow=True)
    assert "Holds To sign" in text(done) or "To sign" in text(done)
    (decision,) = signing.talks.agreement.decisions.all()

    end = reverse("targets:end-decision", args=[decision.pk])
    ended = client.post(end, {"reason": "Rescinded"}, follow=True)
    assert "Rescinded" in text(ended)
    assert client.post(end, {"reason": "Again"}).status_code == 403


# --- Decided on -----------------------------------------------------------------------------------


def test_the_office_approves_or_requires_a_modification_and_nothing_else(client, signing):
    version = signing.submit()
    page = look(client, signing.reviewer, version.get_absolute_url())

    said = text(page)
    assert "Read it, then approve it or require a modification." in said
    assert "Approve it" in said
    assert "Require a modification" in said
    assert "Take the submission back" not in said

    modify = address(signing, "require-modification", 1)
    sent = client.post(modify, {"version": version.version, "reason": "Violence is too low"})
    assert sent.url == version.get_absolute_url()
    own = text(look(client, signing.coordinator, version.get_absolute_url()))
    assert "Violence is too low" in own
    assert "What is to do before it is submitted again" in own


def test_what_is_submitted_again_is_redlined_against_what_was_sent_back(client, signing):
    signing.submit()
    signing.act("require_modification", reason="Too low")
    signing.talks.draft(P, "Violence", K.REOPEN, signing.talks.terms("Violence", "15.00"))
    signing.talks.make_offer(P)
    signing.talks.say(G, Violence=K.ACCEPT)
    version = signing.submit()

    said = text(look(client, signing.reviewer, version.get_absolute_url()))

    assert "which was sent back: 1 target new or changed" in said
    assert "0.60 higher than 14.4" in said.replace("0.6 higher", "0.60 higher")


def test_approval_is_of_the_text_on_the_page(client, signing):
    version = signing.submit()
    page = address(signing, "approve-agreement", 1)
    shown = hidden(look(client, signing.reviewer, page), "version")
    signing.act("withdraw_submission", reason="A slip")
    signing.submit(statement="Other words")

    refused = client.post(page, {"version": shown})
    assert refused.status_code == 409
    assert "Read the version as it is now" in text(refused)
    done = client.post(page, {"version": hidden(client.get(page), "version")})
    assert done.url == version.get_absolute_url()
    assert signing.version.status == "approved"


# --- Signed ---------------------------------------------------------------------------------------


def sign_page(signing, capacity):
    return address(signing, "sign-agreement", signing.version.number, capacity.value)


def post_signature(client, signing, capacity, who, **changes):
    page = sign_page(signing, capacity)
    shown = look(client, who, page)
    typed = {
        "version": hidden(shown, "version"),
        "shown_sha256": hidden(shown, "shown_sha256"),
        "has_read": "on",
    }
    return client.post(page, typed | changes)


def test_the_page_shows_text_declaration_and_hash_and_four_sign_in_turn(client, signing):
    signing.approved()
    shown = text(look(client, signing.leader, sign_page(signing, C.COUNCIL_LEADER)))
    for words in ("Burglary", "14.4", signing.version.content_sha256, "under its decision"):
        assert words in shown
    assert "Under: The full council approves the agreement, Council, item 7" in shown

    for capacity in C:
        more = {"reference": "CLG/17"} if capacity == C.SECRETARY_OF_STATE else {}
        who = signing.signer(capacity)
        assert (
            "our turn to sign" in text(look(client, who, signing.version.get_absolute_url()))
            or more
        )
        assert post_signature(client, signing, capacity, who, **more).status_code == 302

    version = signing.version
    assert version.status == "signed"
    assert version.signatures.get(capacity="secretary_of_state").reference == "CLG/17"
    said = text(look(client, signing.officer, version.get_absolute_url()))
    assert "It is in force from" in said
    assert "Letter: CLG/17" in said
    assert "Signed: Leader of the council" in said


def test_a_signature_sent_twice_is_one(client, signing):
    signing.approved()
    page = sign_page(signing, C.COUNCIL_LEADER)
    shown = look(client, signing.leader, page)
    typed = {
        "version": hidden(shown, "version"),
        "shown_sha256": hidden(shown, "shown_sha256"),
        "has_read": "on",
    }

    answers = [client.post(page, typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Signature.objects.count() == 1


def test_a_page_of_another_text_signs_nothing_and_the_tick_is_taken_away(client, signing):
    signing.approved()

    refused = post_signature(
        client, signing, C.COUNCIL_LEADER, signing.leader, shown_sha256="0" * 64
    )

    assert refused.status_code == 409
    assert "Nothing is signed" in text(refused)
    assert hidden(refused, "shown_sha256") == signing.version.content_sha256
    assert "checked" not in refused.text
    assert not Signature.objects.exists()


def test_refusals_are_pages_with_their_reason(client, signing):
    signing.approved()
    page = sign_page(signing, C.LSP_CHAIR)

    assert "signs first" in text(look(client, signing.chair, page))
    for capacity, who in ((C.COUNCIL_LEADER, signing.chair), (C.LSP_CHAIR, signing.chair)):
        shown = {"version": signing.version.version, "shown_sha256": "0" * 64, "has_read": "on"}
        client.force_login(who)
        refused = client.post(sign_page(signing, capacity), shown)
        assert refused.status_code == 403
        assert "signs" in text(refused)
    unread = look(client, signing.leader, sign_page(signing, C.COUNCIL_LEADER))
    answered = client.post(
        sign_page(signing, C.COUNCIL_LEADER),
        {"version": hidden(unread, "version"), "shown_sha256": "0" * 64},
    )
    assert answered.status_code == 422
    assert "Confirm that you have read the text" in text(answered)


def test_what_no_longer_holds_is_said_before_anybody_signs(client, signing):
    signing.approved()
    answer("object_to_target", signing.commitments["Burglary"], signing.officer)

    said = text(look(client, signing.leader, signing.version.get_absolute_url()))
    signing_page = text(look(client, signing.leader, sign_page(signing, C.COUNCIL_LEADER)))

    assert "What the partners of “Burglary” have said is not the same any more." in said
    assert "Read and sign" not in said
    assert "So it cannot be signed as it stands." in signing_page
    assert "Sign the agreement" not in signing_page.replace("Sign the agreement of", "")


def test_a_second_factor_of_an_hour_ago_is_asked_for_again(client, signing):
    signing.approved()
    client.force_login(signing.leader, second_factor=False)

    answered = client.get(sign_page(signing, C.COUNCIL_LEADER))

    assert answered.status_code == 302
    assert answered.url != sign_page(signing, C.COUNCIL_LEADER)


# --- While a version holds it fast ----------------------------------------------------------------


def test_the_negotiation_offers_no_reopening_of_what_is_submitted(client, signing):
    opened(signing)
    target = reverse("targets:negotiate", args=[signing.talks.target("Burglary").pk])
    assert "Reopen with other terms" in text(look(client, signing.coordinator, target))

    signing.submit()

    said = text(look(client, signing.coordinator, target))
    assert "Reopen with other terms" not in said
    assert "Take it out of the agreement" not in said
    assert "either side can reopen" not in said
    assert "Submitted in version 1" in said
    assert "Submitted in version 1" in text(
        look(client, signing.coordinator, address(signing, "negotiation"))
    )


def test_versions_are_listed_for_those_who_see_them(client, signing, analyst):
    page = address(signing, "versions")
    assert "Nothing has been submitted yet" in text(look(client, signing.coordinator, page))
    signing.submit()

    assert "Version 1" in text(look(client, signing.reviewer, page))
    assert "Version 1" not in text(look(client, analyst, page))
    assert look(client, analyst, signing.version.get_absolute_url()).status_code == 404
    assert VersionPartner.objects.visible_to(analyst).count() == 0
    assert VersionPartner.objects.visible_to(signing.reviewer).count() == 2


def test_who_has_not_signed_up_is_told_on_the_page(client, signing):
    other = person("of-other", "partner", organisation=signing.council)
    ask(signing.talks, "Burglary", signing.council)
    version = signing.submit()

    said = text(look(client, signing.coordinator, version.get_absolute_url()))

    assert other
    assert f"{signing.council} (Burglary)" in said
