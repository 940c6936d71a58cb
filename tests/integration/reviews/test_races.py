"""Two workers and two reviewers who meet over one concern. Each commits, as in life."""

import threading
import uuid
from datetime import UTC, datetime

import pytest
from django.db import transaction

from indicators.actions import summarise
from reviews import actions, policies, queries
from reviews.models import Concern, ResponseDecision, Review, Signal
from targets.sides import Side
from targets.states import LineKind
from tests.factories.concerns import NOW as CASE_AT
from tests.factories.concerns import make_case
from tests.factories.evidence import figures
from tests.factories.indicators import make_return
from tests.factories.negotiation import make_talks
from tests.factories.partnerships import make_organisation
from tests.factories.reviews import Reviewing, agreed
from tests.patience import PATIENCE
from tests.racing import Race, meet, until_somebody_waits

pytestmark = pytest.mark.usefixtures("own_database")

AT = datetime(2009, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def talks():
    """An agreed target of this test's own, with a year that is far off its path."""
    suffix = uuid.uuid4().hex[:5].upper()
    talks = make_talks(suffix, titles=("Burglary",))
    values = {"baseline": 12, "in_2008_09": 12, "in_2009_10": 12}
    terms = talks.terms("Burglary", "12.00") | values
    talks.draft(Side.PARTNERSHIP, "Burglary", LineKind.OFFER, terms)
    talks.make_offer(Side.PARTNERSHIP)
    talks.say(Side.GOVERNMENT, Burglary=LineKind.ACCEPT)
    data_return = make_return(make_organisation(f"x-{suffix}"))
    measure = talks.measures["Burglary"]
    figures(measure, talks.area, data_return, [100] * 36 + [160] * 9)
    summarise(measure_code=measure.code, at=AT)
    return talks


def test_two_workers_double_nothing(talks):
    code = talks.measures["Burglary"].code

    def assess():
        actions.assess(measure_code=code, at=AT)

    assert Race(assess, assess).finish() == ["done", "done"]
    assert Concern.objects.filter(area=talks.area).count() == 1
    signals = Signal.objects.filter(area=talks.area)
    assert signals.count() == signals.values("kind", "look").distinct().count()


def test_two_reviewers_do_not_both_close_one_concern(talks):
    actions.assess(measure_code=talks.measures["Burglary"].code, at=AT)
    concern = Concern.objects.get(area=talks.area)

    def close():
        actions.dismiss(
            concern_id=concern.pk,
            version=concern.version,
            outcome="It was none",
            by=talks.reviewer,
            at=AT,
        )

    assert Race(close, close).finish() == ["Stale", "done"]
    assert concern.steps.count() == 2


def test_figures_and_a_reviewer_who_open_at_once_open_one(talks):
    """The figures come in while what the reviewer raised is not committed yet."""
    target = talks.target("Burglary")

    def raise_one():
        actions.raise_concern(
            area=talks.area,
            target=target,
            theme="",
            level=1,
            reason="Heard at the meeting",
            by=talks.reviewer,
            at=AT,
        )

    def assess():
        actions.assess(measure_code=talks.measures["Burglary"].code, at=AT)

    assert meet(raise_one, assess) == ["done"]
    concern = Concern.objects.get(area=talks.area)
    assert concern.opened_by == talks.reviewer
    assert concern.rests_on.exists()


@pytest.fixture
def case():
    return make_case(uuid.uuid4().hex[:5].upper())


def test_concern_closed_while_its_plan_is_agreed_to_ends_that(case):
    plan = case.propose()
    case.add(plan)
    plan.refresh_from_db()

    def close():
        case.act("resolve", outcome="Settled")

    def agree():
        actions.agree_improvement(
            plan_id=plan.pk, version=plan.version, by=case.coordinator, at=CASE_AT
        )

    assert meet(close, agree) == ["Stale"]
    plan.refresh_from_db()
    assert plan.status == "ended"


def test_act_on_a_plan_and_act_on_its_concern_at_once_are_both_kept(case):
    plan = case.propose()
    case.add(plan)
    plan.refresh_from_db()

    def lower():
        case.act("lower", level=1, rationale="In hand")

    def agree():
        actions.agree_improvement(
            plan_id=plan.pk, version=plan.version, by=case.coordinator, at=CASE_AT
        )

    assert meet(lower, agree) == ["done"]
    steps = case.concern.steps.values_list("number", "verb", "level")
    assert list(steps)[-2:] == [(4, "lower", 1), (5, "agree_improvement", 1)]


def test_second_person_and_a_reviewer_who_act_at_once_are_both_kept(case):
    case.judge(is_capable=False, is_willing=False)
    proposed = policies.room_for(case.concern, queries.standing_of(case.area))
    case.act("decide_response", step=proposed.highest, reason="It is urgent")
    waiting = ResponseDecision.objects.get(concern=case.pk, status="waiting")

    def lower():
        case.act("lower", level=1, rationale="In hand")

    def agree():
        actions.agree_response(
            response_id=waiting.pk,
            version=waiting.version,
            reason="So it is",
            by=case.director,
            at=CASE_AT,
        )

    assert meet(lower, agree) == ["done"]
    verbs = list(case.concern.steps.values_list("verb", flat=True))
    assert verbs[-2:] == ["lower", "agree_response"]


def test_finding_is_judged_while_a_colleague_finds_anew():
    talks = agreed("Burglary", suffix=uuid.uuid4().hex[:5].upper())
    reviewing = Reviewing(talks)
    reviewing.come_to("hold_review")
    is_held = threading.Event()

    @transaction.atomic
    def find_anew():
        list(Review.objects.filter(pk=reviewing.review.pk).select_for_update())
        is_held.set()
        until_somebody_waits()
        reviewing.act("refresh_findings")

    def judge():
        is_held.wait(PATIENCE)
        reviewing.judge("Burglary", "green", "One gang, now arrested")

    assert Race(find_anew, judge).finish() == ["done", "done"]
    assert reviewing.finding("Burglary").rag == "green"
