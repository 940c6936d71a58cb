"""A concern talked about: who may do what, and what each step leaves behind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from reviews import actions, policies
from reviews.models import Concern, ConcernStep
from reviews.states import CONCERN_MOVES
from tests.conftest import person
from tests.factories.negotiation import make_talks

pytestmark = pytest.mark.django_db

NOW = datetime(2009, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def talks():
    return make_talks(titles=("Burglary",))


@pytest.fixture
def raised(talks):
    actions.raise_concern(
        area=talks.area,
        target=talks.target("Burglary"),
        theme="",
        level=1,
        reason="The newspaper says so",
        by=talks.reviewer,
        at=NOW,
    )
    return Concern.objects.get()


@pytest.fixture
def act(talks, raised):
    def do(verb, *, by=None, **more):
        concern = Concern.objects.get(pk=raised.pk)
        values = {"concern_id": concern.pk, "version": concern.version, "at": NOW}
        getattr(actions, verb)(by=by or talks.reviewer, **values | more)
        return Concern.objects.get(pk=raised.pk)

    return do


def test_every_move_is_an_action_with_its_policy():
    assert set(CONCERN_MOVES) <= set(actions.__all__)
    assert {f"may_{verb}" for verb in CONCERN_MOVES} <= set(policies.__all__)


def test_question_is_answered_within_twenty_working_days_and_taken(talks, act):
    asked = act("ask", question="What has changed?")
    assert (asked.status, asked.answer_due_on) == ("asked", date(2009, 3, 20))
    assert asked.shared_at == NOW

    answered = act("answer", text="A gang, now arrested", by=talks.coordinator)
    taken = act("accept_answer", reason="That explains it")
    lowered = act("lower", level=0, rationale="Known and in hand")
    closed = act("resolve", outcome="Back on its path in May")

    assert [one.status for one in (answered, taken, lowered, closed)] == [
        "answered",
        "in_hand",
        "in_hand",
        "resolved",
    ]
    steps = closed.steps.values_list("verb", "level")
    assert list(steps) == [
        ("raise_concern", 1),
        ("ask", 1),
        ("answer", 1),
        ("accept_answer", 1),
        ("lower", 0),
        ("resolve", 0),
    ]


def test_levels_three_and_four_are_a_named_officers_with_a_rationale(talks, act):
    serious = act("escalate", level=3, rationale="Two missed plans and no leadership")

    step = serious.steps.last()
    assert (serious.level, step.done_by, step.text) == (
        3,
        talks.reviewer,
        "Two missed plans and no leadership",
    )
    with pytest.raises(PermissionDenied, match="Go higher"):
        act("escalate", level=3, rationale="Again")


def test_partnership_reads_along_from_the_first_question(talks, act, raised):
    stranger = person("far-away", "go_reviewer")

    def seen(user):
        return Concern.objects.visible_to(user).count()

    assert [seen(one) for one in (talks.reviewer, talks.coordinator, stranger)] == [1, 0, 0]
    act("ask", question="What has changed?")
    assert [seen(one) for one in (talks.reviewer, talks.coordinator, stranger)] == [1, 1, 0]
    act("assign", owner=talks.reviewer, note_to_owner="Yours, please")
    assert not ConcernStep.objects.visible_to(talks.coordinator).filter(verb="assign").exists()
    assert AuditEvent.objects.get(verb="assign").side == "government"
    assert AuditEvent.objects.get(verb="ask").side == ""


@pytest.mark.parametrize("verb", ["ask", "accept_answer", "snooze", "resolve", "dismiss", "assign"])
def test_partnership_does_not_lead(talks, act, verb):
    more = {
        "ask": {"question": "?"},
        "accept_answer": {"reason": "."},
        "snooze": {"until": date(2009, 4, 1), "reason": "."},
        "assign": {"owner": None, "note_to_owner": ""},
    }.get(verb, {"outcome": "."})

    with pytest.raises(PermissionDenied, match="Only the Government Office"):
        act(verb, by=talks.coordinator, **more)


def test_government_does_not_answer_for_the_partnership(act):
    act("ask", question="What has changed?")

    with pytest.raises(PermissionDenied, match="answer for"):
        act("answer", text="Nothing")


def test_what_is_set_aside_has_its_day(act):
    aside = act("snooze", until=date(2009, 4, 1), reason="The next figure tells")
    assert (aside.status, aside.back_on) == ("snoozed", date(2009, 4, 1))

    assert act("wake", reason="It came early").status == "open"


def test_two_reviewers_on_one_concern_do_not_overwrite_each_other(talks, raised):
    stale = raised.version
    values = {"concern_id": raised.pk, "version": stale, "by": talks.reviewer, "at": NOW}
    actions.ask(question="First", **values)

    with pytest.raises(Stale):
        actions.dismiss(outcome="Second", **values)


def test_a_target_has_one_open_concern(talks, raised):
    with pytest.raises(actions.AlreadyOpen, match="number 1 of"):
        actions.raise_concern(
            area=talks.area,
            target=talks.target("Burglary"),
            theme="",
            level=1,
            reason="Again",
            by=talks.reviewer,
            at=NOW + timedelta(days=1),
        )
