"""Two who act at once at one table. Each commits, as in life."""

import uuid

import pytest

from partnerships.models import Role
from targets import actions
from targets.models import DraftLine, Offer
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.negotiation import AT, make_talks
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    """An agreement of this test's own, over one target."""
    return make_talks(uuid.uuid4().hex[:5].upper(), titles=("Burglary",))


def test_two_who_answer_one_offer_answer_it_once(talks):
    offer = talks.say(P, Burglary="14.40")
    colleague = person(f"colleague{talks.area.pk}", "go_reviewer", area=talks.area)
    talks.draft(G, "Burglary", K.ACCEPT)
    shown = talks.version

    outcomes = Race(
        *(
            lambda by=by: talks.make_offer(G, version=shown, by=by)
            for by in (talks.reviewer, colleague)
        )
    ).finish()

    assert outcomes == ["Stale", "done"]
    assert offer.answered_by.count() == 1


def test_an_offer_is_opened_or_withdrawn_and_never_both(talks):
    offer = talks.say(P, Burglary="14.40")

    outcomes = Race(
        lambda: actions.open_offer(offer_id=offer.pk, by=talks.reviewer, at=AT),
        lambda: actions.withdraw_offer(
            offer_id=offer.pk, reason="A slip", by=talks.coordinator, at=AT
        ),
    ).finish()

    offer.refresh_from_db()
    assert (offer.opened_at is None) != (offer.withdrawn_at is None)
    assert outcomes == ["PermissionDenied", "done"]


def test_an_offer_is_answered_or_withdrawn_and_never_both(talks):
    offer = talks.say(P, Burglary="14.40")
    talks.draft(G, "Burglary", K.ACCEPT)
    shown = talks.version

    outcomes = Race(
        lambda: talks.make_offer(G, version=shown),
        lambda: actions.withdraw_offer(
            offer_id=offer.pk, reason="A slip", by=talks.coordinator, at=AT
        ),
    ).finish()

    assert outcomes in (["PermissionDenied", "done"], ["Stale", "done"])
    is_withdrawn = Offer.objects.get(pk=offer.pk).withdrawn_at is not None
    assert talks.status("Burglary") == ("shortlisted" if is_withdrawn else "agreed")


def test_what_is_changed_while_it_is_sent_is_sent_whole_or_kept(talks):
    draft = talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "14.40"))
    shown = talks.version

    outcomes = Race(
        lambda: talks.make_offer(P, version=shown),
        lambda: actions.draft_line(
            target_id=draft.target_id,
            version=draft.version,
            kind=K.OFFER,
            terms=talks.terms("Burglary", "13.00"),
            rationale="Lower",
            by=talks.coordinator,
            at=AT,
        ),
    ).finish()

    (line,) = Offer.objects.get(agreement=talks.agreement).lines.all()
    sent = (str(line.in_2010_11), line.rationale)
    assert sent in (("14.400000", "Because"), ("13.000000", "Lower"))
    assert outcomes == (["Stale", "done"] if sent[1] == "Because" else ["done", "done"])
    assert not DraftLine.objects.filter(target=draft.target).exists()


def test_a_role_that_has_ended_speaks_no_more(talks):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))
    shown = talks.version
    Role.objects.filter(user=talks.coordinator).update(ends_on="2008-01-01")
    again = type(talks.coordinator).objects.get(pk=talks.coordinator.pk)

    outcomes = Race(lambda: talks.make_offer(P, version=shown, by=again)).finish()

    assert outcomes == ["PermissionDenied"]
    assert not Offer.objects.filter(agreement=talks.agreement).exists()
