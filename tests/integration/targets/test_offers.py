"""Offers in turns: made of what was prepared, opened, answered, withdrawn; never changed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from targets import actions, policies
from targets.models import DraftLine, EvidencePack, Offer, OfferLine, Target
from targets.sides import Side
from targets.states import OFFER_MOVES, LineKind
from tests.conftest import person
from tests.factories.evidence import make_known
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_area, make_part

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks()


def refused(act, why=actions.NotPossible):
    """Return the sentence of a refusal, in a transaction of its own."""
    with pytest.raises(why) as raised, transaction.atomic():
        act()
    return str(raised.value)


def test_three_rounds_come_to_an_agreed_package(talks):
    first = talks.say(P, Burglary="14.40", Violence="16.00")
    second = talks.say(G, Burglary="13.00", Violence=K.ACCEPT)
    third = talks.say(P, Burglary=K.ACCEPT)

    assert [(one.number, one.side, one.answers) for one in (first, second, third)] == [
        (1, P, None),
        (2, G, first),
        (3, P, second),
    ]
    assert (talks.status("Burglary"), talks.status("Violence")) == ("agreed", "agreed")
    assert talks.agreement.turn == ""
    settled = AuditEvent.objects.filter(verb="agree").values_list("target_name", flat=True)
    assert list(settled) == ["Violence", "Burglary"]


def test_the_turn_passes_with_each_offer(talks):
    assert talks.agreement.turn == P
    talks.say(P, Burglary="14.40")
    assert talks.agreement.turn == G

    assert "turn" in refused(lambda: talks.say(P, Violence="16.00"), PermissionDenied)

    talks.say(G, Burglary=K.HOLD)
    assert talks.agreement.turn == P


def test_what_was_prepared_is_a_sides_own_until_it_speaks(talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))

    assert DraftLine.objects.visible_to(talks.coordinator).count() == 1
    for other in (talks.reviewer, talks.director):
        assert not DraftLine.objects.visible_to(other).exists()
        assert not Target.objects.visible_to(other).exists()
    event = AuditEvent.objects.get(verb="draft_line")
    assert (event.side, event.area_id) == (P, talks.area.pk)

    talks.make_offer(P)
    assert not DraftLine.objects.exists()
    assert Target.objects.visible_to(talks.reviewer).get().title == "Burglary"
    assert OfferLine.objects.visible_to(talks.director).get().in_2010_11 == Decimal("14.40")


def test_national_roles_see_what_is_settled_and_no_offer(talks, analyst):
    talks.say(P, Burglary="14.40", Violence="16.00")
    talks.say(G, Burglary=K.ACCEPT, Violence=K.HOLD)

    assert [one.title for one in Target.objects.visible_to(analyst)] == ["Burglary"]
    assert not Offer.objects.visible_to(analyst).exists()


def test_everything_that_waits_is_answered(talks):
    talks.say(P, Burglary="14.40", Violence="16.00")

    talks.draft(G, "Burglary", K.ACCEPT)
    sentence = refused(lambda: talks.make_offer(G))

    assert "Violence" in sentence
    assert talks.status("Burglary") == "open"
    assert DraftLine.objects.get().kind == K.ACCEPT


def test_nothing_prepared_is_no_offer(talks):
    assert "Prepare" in refused(lambda: talks.make_offer(P))


@pytest.mark.parametrize("kind", [K.COUNTER, K.HOLD])
def test_an_answer_that_is_no_yes_has_its_reason(talks, kind):
    talks.say(P, Burglary="14.40")
    talks.draft(G, "Burglary", kind, talks.terms("Burglary", "13.00"), rationale="")

    assert "reason" in refused(lambda: talks.make_offer(G))


def test_accept_all_prepares_an_answer_to_whatever_has_none(talks):
    talks.say(P, Burglary="14.40", Violence="16.00")
    talks.draft(G, "Violence", K.HOLD)

    made = actions.accept_all(agreement=talks.agreement, by=talks.reviewer, at=AT)

    assert [one.target.title for one in made] == ["Burglary"]
    talks.make_offer(G)
    assert (talks.status("Burglary"), talks.status("Violence")) == ("agreed", "open")


def test_rules_keep_an_offer_from_being_made_and_keep_what_was_typed(talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "18.10"))

    with pytest.raises(actions.BreaksRules) as raised, transaction.atomic():
        talks.make_offer(P)

    (found,) = raised.value.findings
    assert (found.rule.code, found.title) == ("the_better_way", "Burglary")
    assert DraftLine.objects.get().in_2010_11 == Decimal("18.10")
    assert not Offer.objects.exists()


def test_a_baseline_that_was_revised_is_taken_over_or_explained(talks):
    talks.measures["Burglary"] = measure = make_known(talks.area, 961)
    figure = measure.figures.filter(period_kind="financial_year").latest("period_start")
    said = {"baseline": Decimal("18.00"), "baseline_period": "2007/08", "last": "14.40"}
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", **said))
    figure.period_start, figure.value = "2007-04-01", 18.3
    figure.save()

    sentence = refused(lambda: talks.make_offer(P), actions.BreaksRules)
    assert "18.3" in sentence

    talks.draft(
        P, "Burglary", K.OFFER, talks.terms("Burglary", **said, baseline_because="As published")
    )
    assert talks.make_offer(P).number == 1


def test_both_sides_have_the_same_evidence_with_a_line(talks):
    talks.measures["Burglary"] = make_known(talks.area, 961)
    talks.say(P, Burglary="14.40")
    talks.say(G, Burglary=K.HOLD)

    packs = {one.pack for one in OfferLine.objects.all()}

    assert packs == {EvidencePack.objects.get()}
    assert EvidencePack.objects.visible_to(talks.reviewer).exists()
    assert EvidencePack.objects.visible_to(talks.coordinator).exists()


def test_an_offer_is_withdrawn_while_it_lies_unopened_and_nothing_is_lost(talks):
    offer = talks.say(P, Burglary="14.40")

    actions.withdraw_offer(offer_id=offer.pk, reason="A slip", by=talks.coordinator, at=AT)

    assert (talks.status("Burglary"), talks.agreement.turn) == ("shortlisted", P)
    draft = DraftLine.objects.get()
    assert (draft.kind, draft.in_2010_11) == (K.OFFER, Decimal("14.40"))
    assert not Target.objects.visible_to(talks.reviewer).exists()
    again = talks.make_offer(P)
    assert (again.number, again.answers) == (2, None)


def test_an_opened_offer_stands(talks):
    offer = talks.say(P, Burglary="14.40")
    actions.open_offer(offer_id=offer.pk, by=talks.director, at=AT)
    actions.open_offer(offer_id=offer.pk, by=talks.reviewer, at=AT)

    offer.refresh_from_db()
    assert offer.opened_by == talks.director
    assert AuditEvent.objects.filter(verb="open_offer").count() == 1
    verdict = policies.may_withdraw_offer(talks.coordinator, offer)
    assert "opened this offer" in verdict.reason


def test_answering_an_offer_opens_it_so_that_it_is_not_taken_back(talks):
    offer = talks.say(P, Burglary="14.40")

    talks.say(G, Burglary=K.ACCEPT)

    offer.refresh_from_db()
    assert offer.opened_by == talks.reviewer
    refused(
        lambda: actions.withdraw_offer(
            offer_id=offer.pk, reason="Too late", by=talks.coordinator, at=AT
        ),
        PermissionDenied,
    )


def test_reviewers_speak_for_every_area_of_their_region(talks):
    region = make_area("X12000901", kind="region")
    make_part(region, talks.area)
    reviewer = person("of-region", "go_reviewer", area=region)
    talks.say(P, Burglary="14.40")

    talks.draft(G, "Burglary", K.ACCEPT, by=reviewer)

    assert talks.make_offer(G, by=reviewer).number == 2


@pytest.mark.parametrize("who", ["coordinator", "analyst"])
def test_nobody_opens_an_offer_but_those_it_was_made_to(talks, who, analyst):
    offer = talks.say(P, Burglary="14.40")
    reader = {"coordinator": talks.coordinator, "analyst": analyst}[who]

    refused(lambda: actions.open_offer(offer_id=offer.pk, by=reader, at=AT), PermissionDenied)


def test_a_placeholder_is_held_open_and_reopens_when_what_it_waits_for_comes(talks):
    talks.draft(P, "Burglary", K.OFFER, talks.placeholder("Burglary"))
    talks.make_offer(P)
    talks.say(G, Burglary=K.ACCEPT)
    assert talks.status("Burglary") == "placeholder"

    target = talks.target("Burglary")
    actions.reopen_target(target_id=target.pk, reason="The survey is in", by=None, at=AT)

    assert (talks.status("Burglary"), talks.agreement.turn) == ("open", P)
    talks.say(P, Burglary=K.HOLD)
    assert actions.reopen_target(target_id=target.pk, reason="Again", by=None, at=AT) is None


def test_what_is_settled_is_reopened_by_either_side_with_its_reason(talks):
    talks.say(P, Burglary="14.40", Violence="16.00")
    talks.say(G, Burglary=K.ACCEPT, Violence=K.ACCEPT)
    talks.draft(G, "Burglary", K.REOPEN, talks.terms("Burglary", "13.00"))

    talks.make_offer(G)

    assert (talks.status("Burglary"), talks.agreement.turn) == ("open", P)


def test_only_the_partnership_takes_a_target_out(talks):
    talks.say(P, Burglary="14.40")
    refused(lambda: talks.draft(G, "Burglary", K.WITHDRAW), PermissionDenied)
    talks.say(G, Burglary=K.HOLD)

    talks.say(P, Burglary=K.WITHDRAW)

    assert talks.status("Burglary") == "withdrawn"


def test_what_was_shown_before_the_last_act_is_stale(talks):
    shown = talks.version
    talks.say(P, Burglary="14.40")
    talks.draft(G, "Burglary", K.ACCEPT)

    refused(lambda: talks.make_offer(G, version=shown), Stale)


def test_two_colleagues_do_not_overwrite_one_anothers_draft(talks):
    draft = talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))
    said = {
        "target_id": draft.target_id,
        "kind": K.OFFER,
        "terms": {},
        "rationale": "",
        "by": talks.coordinator,
        "at": AT,
    }
    for version in (0, draft.version + 1):
        refused(lambda version=version: actions.draft_line(version=version, **said), Stale)

    actions.discard_line(
        target_id=draft.target_id, version=draft.version, by=talks.coordinator, at=AT
    )
    assert not DraftLine.objects.exists()


def test_the_database_lets_nobody_change_what_was_offered(talks):
    offer = talks.say(P, Burglary="14.40")

    for change in (
        lambda: OfferLine.objects.update(in_2010_11=1),
        lambda: OfferLine.objects.all().delete(),
        lambda: Offer.objects.update(rationale="Other"),
        lambda: Offer.objects.filter(pk=offer.pk)._raw_delete("default"),
    ):
        refused(change, InternalError)


def test_nobody_who_speaks_for_no_side_prepares_or_offers(talks, analyst):
    for one in (talks.director, talks.county.officer, analyst):
        assert "Only the coordinator" in policies.may_make_offer(one, talks.agreement).reason
        refused(lambda one=one: talks.draft(P, "Burglary", K.OFFER, by=one), PermissionDenied)


def test_every_act_has_its_action_and_policy():
    acts = {
        "draft_line",
        "discard_line",
        "accept_all",
        "make_offer",
        "open_offer",
        "withdraw_offer",
    }

    assert acts <= set(actions.__all__)
    assert {f"may_{act}" for act in acts} <= set(policies.__all__)
    assert set(OFFER_MOVES) == {
        "offer", "counter", "hold", "agree", "hold_open", "reopen", "withdraw",
    }  # fmt: skip
