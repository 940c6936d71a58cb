"""Negotiations handed over to a colleague: who has it in hand, who reads of it, who is reminded."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.actions import notice
from partnerships.models import Notice
from targets import actions, queries
from targets.audiences import of_turn
from targets.models import HandOver
from targets.sides import Side
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_area, make_part

pytestmark = pytest.mark.django_db
P, G = Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks()


@pytest.fixture
def colleague(talks):
    """A second reviewer of the same office."""
    return person("second", "go_reviewer", area=talks.area)


def hand_over(talks, holder, *, by=None, version=None, note="Mind NI 930"):
    by = by or talks.reviewer
    side = P if by == talks.coordinator else G
    count = queries.hand_over_count(talks.agreement, side)
    return actions.hand_over_negotiation(
        agreement_id=talks.agreement.pk,
        version=count if version is None else version,
        holder=holder,
        note=note,
        by=by,
        at=AT,
    )


def in_hand(talks, side=G):
    return queries.in_hand([talks.agreement], side, timezone.localdate()).get(talks.agreement.pk)


def address(talks):
    return reverse("targets:hand-over-negotiation", args=[talks.area.gss_code])


def text(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


def look(client, who, url):
    client.force_login(who)
    return client.get(url)


# --- The act --------------------------------------------------------------------------------------


def test_a_colleague_takes_it_in_hand_and_everybody_else_still_speaks(talks, colleague):
    assert in_hand(talks) is None

    hand_over(talks, colleague)

    assert in_hand(talks) == colleague
    assert in_hand(talks, P) is None
    talks.say(P, Burglary="14.40")
    assert talks.say(G, Burglary="13.00").made_by == talks.reviewer
    hand_over(talks, None)
    assert in_hand(talks) is None
    assert [one.number for one in HandOver.objects.all()] == [2, 1]


def test_only_who_speaks_hands_over_and_only_to_who_speaks(talks, colleague):
    for somebody in (talks.director, talks.county.officer):
        with pytest.raises(PermissionDenied, match="make your side's offers"):
            hand_over(talks, colleague, by=somebody)

    for stranger in (talks.coordinator, talks.director):
        with pytest.raises(actions.NotPossible, match="does not speak for your side"):
            hand_over(talks, stranger)
    assert not HandOver.objects.exists()


def test_of_two_who_hand_over_at_once_the_second_is_told(talks, colleague):
    hand_over(talks, colleague)

    with pytest.raises(Stale, match="A colleague has handed it over"):
        hand_over(talks, talks.reviewer, version=0)
    assert in_hand(talks) == colleague


def test_what_is_on_record_never_changes(talks, colleague):
    made = hand_over(talks, colleague)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        HandOver.objects.filter(pk=made.pk).update(note="Something else")


def test_whose_role_has_ended_has_nothing_in_hand(talks, colleague):
    hand_over(talks, colleague)

    colleague.roles.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert in_hand(talks) is None

    region = make_area("X12000901", kind="region")
    make_part(region, talks.area)
    regional = person("regional", "go_reviewer", area=region)
    hand_over(talks, regional)
    assert in_hand(talks) == regional


# --- Who reads of it, and who is told -------------------------------------------------------------


def test_the_other_side_reads_nothing_of_it(client, talks, colleague):
    hand_over(talks, colleague, note="They are soft on NI 930")

    own = text(look(client, talks.director, address(talks)))
    assert "In hand: second" in own
    assert "They are soft on NI 930" in own
    assert "Only those who make your side's offers" in own
    for page in (address(talks), talks.agreement.get_absolute_url(), reverse("targets:review")):
        other = text(look(client, talks.coordinator, page))
        assert "soft" not in other
        assert "second" not in other
    assert AuditEvent.objects.get(verb="hand_over_negotiation").side == G


def test_both_colleagues_are_told_that_it_passed_and_nobody_else(talks, colleague):
    third = person("third", "go_reviewer", area=talks.area)
    hand_over(talks, colleague)
    made = hand_over(talks, third)
    details = {"agreement": str(talks.agreement)}
    make_event(
        "hand_over_negotiation", made, by=talks.reviewer, area_id=talks.area.pk, side=G,
        details=details,
    )  # fmt: skip

    notice(at=AT)

    told = Notice.objects.values_list("user__username", "path")
    assert sorted(told) == [("second", address(talks)), ("third", address(talks))]
    assert Notice.objects.first().subject.startswith(str(talks.agreement))


def test_reminders_go_to_whoever_has_it_in_hand_or_else_to_all_who_speak(talks, colleague):
    today = timezone.localdate()

    def reminded(*, is_last=False):
        details = {"turn": "government", "is_last": is_last}
        event = make_event(
            "remind_of_turn", talks.agreement, area_id=talks.area.pk, side=G, details=details
        )
        return set(of_turn(event, today))

    assert reminded() == {talks.reviewer, colleague}
    hand_over(talks, colleague)
    assert reminded() == {colleague}
    assert reminded(is_last=True) == {colleague, talks.director}
    colleague.roles.update(ends_on=today - timedelta(days=1))
    assert reminded() == {talks.reviewer}


# --- Pages ----------------------------------------------------------------------------------------


def test_a_person_hands_over_on_the_page_and_what_was_typed_survives_a_colleague(
    client, talks, colleague
):
    client.force_login(talks.reviewer)
    typed = {"version": 0, "holder": colleague.pk, "note": "Mind NI 930"}
    hand_over(talks, talks.reviewer)

    overtaken = client.post(address(talks), typed)
    assert overtaken.status_code == 409
    assert "Mind NI 930" in overtaken.text
    done = client.post(address(talks), typed | {"version": 1}, follow=True)

    assert "In hand: second" in text(done)
    wrong = client.post(address(talks), typed | {"version": 2, "holder": talks.coordinator.pk})
    assert wrong.status_code == 422


def test_the_queue_says_in_whose_hands_each_is_and_shows_ones_own(client, talks, colleague):
    talks.say(P, Burglary="14.40")
    page = reverse("targets:review")

    def shown(who, holder):
        client.force_login(who)
        return [
            it["one"].agreement for it in client.get(page, {"holder": holder}).context["waiting"]
        ]

    assert shown(colleague, "nobody") == [talks.agreement]
    hand_over(talks, colleague)
    assert shown(colleague, "me") == [talks.agreement]
    assert shown(talks.reviewer, "me") == []
    assert shown(talks.reviewer, "nobody") == []
    assert shown(talks.reviewer, "") == shown(talks.reviewer, "no such") == [talks.agreement]


def test_hands_are_looked_up_in_as_many_queries_for_many_as_for_one(
    talks, colleague, django_assert_max_num_queries
):
    other = make_talks("B", titles=("Arson",))
    both = [talks.agreement, other.agreement]
    hand_over(talks, colleague)
    hand_over(other, other.reviewer)

    with django_assert_max_num_queries(4):
        found = queries.in_hand(both, G, timezone.localdate())
    assert list(found.values()) == [colleague, other.reviewer]
