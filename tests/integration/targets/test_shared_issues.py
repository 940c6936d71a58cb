"""Problems raised once for all areas, and placeholders that open again when theirs is answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from indicators.models import Figure
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.actions import notice
from partnerships.models import Notice
from targets import actions, policies, queries, tasks
from targets.models import SharedIssue
from targets.sides import Side
from targets.states import LineKind
from tests.factories.evidence import make_known
from tests.factories.foundation import make_event
from tests.factories.negotiation import AT, make_talks

pytestmark = pytest.mark.django_db
P, G, K = Side.PARTNERSHIP, Side.GOVERNMENT, LineKind
LATER = datetime(2009, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def talks():
    return make_talks()


def refused(act, why=PermissionDenied):
    """Return the sentence of a refusal, in a transaction of its own."""
    with pytest.raises(why) as raised, transaction.atomic():
        act()
    return str(raised.value)


def raise_issue(talks, title="Burglary", **changes) -> SharedIssue:
    said = {
        "indicator": talks.target(title).indicator,
        "title": "No baseline anywhere",
        "text": "The survey has not been run.",
        "is_another": False,
        "by": talks.coordinator,
        "at": AT,
    }
    return actions.raise_issue(**(said | changes))


def answer(issue, by, at=LATER, version=None):
    return actions.answer_issue(
        issue_id=issue.pk, version=version or issue.version, text="It was run.", by=by, at=at
    )


def hold_open(talks, title="Burglary", **terms):
    """Have both sides hold a target open on these terms."""
    talks.draft(P, title, K.OFFER, talks.placeholder(title) | terms)
    talks.make_offer(P)
    talks.say(G, **{title: K.ACCEPT})
    assert talks.status(title) == "placeholder"


def test_a_problem_is_raised_once_and_another_of_the_same_indicator_on_purpose(talks):
    first = raise_issue(talks)

    sentence = refused(lambda: raise_issue(talks, by=talks.reviewer), actions.RaisedAlready)

    assert first.title in sentence
    assert raise_issue(talks, is_another=True).pk != first.pk
    assert SharedIssue.objects.open().count() == 2


def test_who_negotiates_or_advises_raises_and_the_home_office_answers(talks, analyst):
    for somebody in (talks.director, talks.county.officer):
        assert "Only coordinators" in refused(lambda by=somebody: raise_issue(talks, by=by))
    issue = raise_issue(talks, by=talks.reviewer)

    for somebody in (talks.coordinator, talks.reviewer):
        assert "Only analysts" in refused(lambda by=somebody: answer(issue, by))
    assert answer(issue, analyst).answered_by == analyst
    assert issue.former_states.get().answered_at is None


def test_an_issue_is_answered_once(talks, analyst):
    issue = raise_issue(talks)
    answered = answer(issue, analyst)

    refused(lambda: answer(issue, analyst, version=1), Stale)
    assert "answered on 1 May 2009" in refused(lambda: answer(answered, analyst))


def test_who_sits_at_some_table_reads_all_issues_and_nobody_else(talks, analyst, provider):
    issue = raise_issue(talks)

    for reader in (talks.director, talks.county.officer, analyst):
        assert SharedIssue.objects.visible_to(reader).get() == issue
    assert not SharedIssue.objects.visible_to(provider).exists()


def test_an_answer_reopens_what_waits_for_it_everywhere_and_nothing_else(talks, analyst):
    other = make_talks("B", titles=("Arson",))
    issue = raise_issue(talks)
    waits = {"placeholder_reason": "shared_issue", "issue": issue}
    hold_open(talks, **waits)
    hold_open(other, "Arson", **waits)
    hold_open(talks, "Violence")
    assert set(queries.waiting_for(issue)) == {talks.target("Burglary"), other.target("Arson")}

    answer(issue, analyst)
    assert Job.objects.filter(kind="reopen_placeholders").exists()
    opened = actions.reopen_placeholders(at=LATER)

    assert [one.title for one in opened] == ["Burglary", "Arson"]
    assert talks.status("Violence") == "placeholder"
    assert talks.agreement.turn == P
    acts = AuditEvent.objects.filter(verb="reopen_target").order_by("area_id")
    assert {one.area_id for one in acts} == {talks.area.pk, other.area.pk}
    assert all(issue.title in one.reason and one.made_by is None for one in acts)
    assert actions.reopen_placeholders(at=LATER) == []


def test_what_reopened_a_target_is_in_its_history_and_in_the_agreements(client, talks, analyst):
    issue = raise_issue(talks)
    hold_open(talks, placeholder_reason="shared_issue", issue=issue)
    answer(issue, analyst)
    actions.reopen_placeholders(at=LATER)
    talks.say(P, Burglary=K.HOLD)
    client.force_login(talks.reviewer)

    page = client.get(talks.target("Burglary").get_absolute_url())
    overview = client.get(talks.agreement.get_absolute_url())

    assert issue.title in page.context["history"][1].because
    assert [one.offer.number for one in page.context["history"][2:]] == [2, 1]
    for answered in (page, overview):
        assert "Put on the table again by the portal" in answered.text
        assert issue.title in answered.text


def test_a_placeholder_opens_again_on_its_day(talks):
    hold_open(talks, reopens_on=date(2009, 4, 1))
    before = datetime(2009, 3, 31, 12, 0, tzinfo=UTC)

    assert actions.reopen_placeholders(at=before) == []
    actions.ask_to_reopen_placeholders(at=before)
    assert not Job.objects.filter(kind="reopen_placeholders").exists()

    actions.ask_to_reopen_placeholders(at=LATER)
    tasks.reopen_placeholders()

    assert Job.objects.filter(kind="reopen_placeholders").exists()
    assert talks.status("Burglary") == "open"


@pytest.mark.parametrize(
    ("changes", "is_opened"),
    [
        ({}, True),
        ({"status": "provisional"}, False),
        ({"is_published": False}, False),
        ({"vintage": AT - timedelta(days=1)}, False),
        ({"period_start": date(2007, 4, 1)}, False),
    ],
)
def test_a_placeholder_opens_again_when_the_awaited_figure_is_settled(talks, changes, is_opened):
    talks.measures["Burglary"] = measure = make_known(talks.area, 961)
    Figure.objects.filter(measure=measure).update(vintage=AT - timedelta(days=9))
    hold_open(talks, baseline_period="2008/09")
    figure = measure.figures.filter(period_kind="financial_year").latest("period_start")
    said = {
        "period_start": date(2008, 4, 1),
        "status": "final",
        "is_published": True,
        "vintage": AT + timedelta(days=300),
    }
    Figure.objects.filter(pk=figure.pk).update(**(said | changes))

    opened = actions.reopen_placeholders(at=LATER)

    assert bool(opened) == is_opened
    if is_opened:
        assert "2008/09" in AuditEvent.objects.get(verb="reopen_target").reason


def test_a_placeholder_that_names_no_period_is_not_opened_by_what_was_known(talks):
    talks.measures["Burglary"] = measure = make_known(talks.area, 961)
    hold_open(talks, "Burglary")
    Figure.objects.filter(measure=measure).update(vintage=AT + timedelta(days=300))

    assert actions.reopen_placeholders(at=LATER) == []


def test_ripeness_asks_as_much_for_many_as_for_few(talks, analyst, django_assert_num_queries):
    issue = raise_issue(talks)
    answer(issue, analyst)
    waits = {"placeholder_reason": "shared_issue", "issue": issue}
    hold_open(talks, **waits)
    with django_assert_num_queries(3):
        assert len(queries.ripe_placeholders(LATER.date())) == 1
    hold_open(talks, "Violence", **waits)
    other = make_talks("B", titles=("Arson",))
    hold_open(other, "Arson", **waits)

    with django_assert_num_queries(3):
        assert len(queries.ripe_placeholders(LATER.date())) == 3


def test_an_issue_goes_with_that_reason_alone(talks):
    issue = raise_issue(talks)
    draft = talks.draft(P, "Burglary", K.OFFER, talks.placeholder("Burglary"))

    with pytest.raises(IntegrityError, match="only_a_shared_issue_names_one"):
        draft.advance(issue=issue)


def test_who_is_told_of_an_issue_and_of_what_opens_again(talks, analyst):
    issue = raise_issue(talks)
    make_event("raise_issue", issue, by=talks.coordinator)
    make_event("answer_issue", issue, by=analyst)
    make_event("reopen_target", talks.target("Burglary"), area_id=talks.area.pk)

    notice(at=AT)

    told = Notice.objects.values_list("event__verb", "user__username")
    assert set(told) == {
        ("raise_issue", analyst.username),
        ("answer_issue", talks.coordinator.username),
        ("reopen_target", talks.coordinator.username),
        ("reopen_target", talks.reviewer.username),
    }


def test_verbs_have_their_policies():
    assert {"may_raise_issue", "may_answer_issue"} <= set(policies.__all__)
