"""What inspectorates found: when there was what, and what it says of targets."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from reviews import actions, queries
from reviews.models import Concern, Judgement, Signal
from targets import actions as of_targets
from targets.sides import Side
from targets.states import LineKind
from tests.factories.concerns import make_case
from tests.factories.targets import make_cdrp, make_chair, make_officer

pytestmark = pytest.mark.django_db

LATER = datetime(2009, 12, 9, 9, tzinfo=UTC)
FLAG = {
    "kind": "area_assessment",
    "question": "outcomes",
    "body": "audit_commission",
    "report": "Area assessment 2009",
}


@pytest.fixture
def case():
    return make_case()


@pytest.fixture
def agreed(case):
    """The target of the case is agreed, and the concern about it closed."""
    talks = case.talks
    talks.say(Side.PARTNERSHIP, Burglary="14.40")
    talks.say(Side.GOVERNMENT, Burglary=LineKind.ACCEPT)
    case.act("dismiss", outcome="Explained")
    return case


def assess(case):
    return actions.assess(measure_code=case.talks.measures["Burglary"].code, at=LATER)


def test_area_assessment_is_refused_before_april_2009(case):
    with pytest.raises(actions.TooEarly, match="began on 1 April 2009"):
        case.enter(**FLAG, published_on=date(2009, 3, 31))
    assert case.enter(**FLAG, published_on=date(2009, 4, 1)).flag == "Red flag"


def test_day_to_come_is_refused(case):
    with pytest.raises(actions.TooEarly, match="still to come"):
        case.enter(published_on=date(2009, 6, 2))


@pytest.mark.parametrize(
    ("body", "day", "why"),
    [
        ("csci", date(2009, 4, 1), "became part of the Care Quality Commission"),
        ("cqc", date(2009, 3, 31), "took up its work on 1 April 2009"),
        ("home_office", date(2009, 4, 1), "is no inspectorate"),
    ],
)
def test_inspectorate_was_there_on_the_day(case, body, day, why):
    with pytest.raises(actions.DoesNotBelong, match=why):
        case.enter(body=body, published_on=day)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({**FLAG, "question": ""}, "one of the three questions"),
        ({"question": "needs"}, "no other does"),
        ({"score": 2}, "Only an organisational assessment"),
        ({"kind": "organisational"}, "of which organisation"),
    ],
)
def test_parts_go_together(case, said, why):
    with pytest.raises(actions.DoesNotBelong, match=why):
        case.enter(**said)


def test_who_found_it_enters_and_withdraws_it(case):
    with pytest.raises(PermissionDenied, match="Only inspectors"):
        case.enter(by=case.reviewer)
    with pytest.raises(PermissionDenied, match="Only analysts of the Home Office"):
        case.enter(kind="at_risk", body="home_office")
    made = case.enter()
    taking_back = {"judgement_id": made.pk, "version": 1, "reason": "The next area's", "at": LATER}
    with pytest.raises(PermissionDenied, match="Only inspectors"):
        actions.withdraw_judgement(by=case.reviewer, **taking_back)
    actions.withdraw_judgement(by=case.inspector, **taking_back)
    with pytest.raises(PermissionDenied, match="withdrawn on"):
        actions.withdraw_judgement(by=case.inspector, **taking_back | {"version": 2})


def test_targets_by_its_indicators_are_looked_at_again_on_the_same_day(agreed):
    codes = [agreed.talks.measures["Burglary"].code]

    def moved_on():
        found = queries.to_assess(LATER.date())
        assess(agreed)
        assert queries.to_assess(LATER.date()) == []
        return found

    moved_on()
    made = agreed.enter()
    assert moved_on() == codes
    actions.withdraw_judgement(
        judgement_id=made.pk, version=1, reason="Mistaken", by=agreed.inspector, at=LATER
    )
    assert moved_on() == codes


def test_red_flag_opens_a_concern_that_cites_the_report(agreed):
    agreed.enter(**FLAG, in_hand="A task force since May")
    assess(agreed)

    signal = Signal.objects.get(kind="INSPECT")
    assert signal.sentence == (
        "The Audit Commission gave a red flag: “Area assessment 2009”, published on 1 June 2009. "
        "Action is already in hand."
    )
    concern = Concern.objects.alive().get()
    assert concern.level == 2
    assert concern.suggested >= 3
    assess(agreed)
    assert Signal.objects.filter(kind="INSPECT").count() == 1


@pytest.mark.parametrize("changes", [{"weight": "exceptional"}, {"indicators": []}])
def test_green_flag_and_what_bears_on_nothing_open_none(agreed, changes):
    agreed.enter(**FLAG | changes)
    assess(agreed)

    assert not Signal.objects.filter(kind="INSPECT").exists()


def test_withdrawn_finding_fires_nothing_more(agreed):
    first = agreed.enter()
    agreed.enter(report="A second report")
    assess(agreed)
    actions.withdraw_judgement(
        judgement_id=first.pk, version=1, reason="Mistaken", by=agreed.inspector, at=LATER
    )
    assess(agreed)

    (signal,) = Signal.objects.filter(kind="INSPECT")
    assert signal.look.startswith("The HM Inspectorate of Constabulary found a significant concern")
    assert "A second report" in signal.look


def test_advice_of_the_home_office_that_delivery_is_at_risk(agreed):
    assess(agreed)
    assert not Signal.objects.exists()
    agreed.enter(by=agreed.analyst, kind="at_risk", body="home_office", report="Letter of 1 June")
    assess(agreed)

    signal = Signal.objects.get(kind="PSARISK")
    assert "advises that delivery is at risk here: “Letter of 1 June”" in signal.sentence
    assert not Signal.objects.filter(kind="INSPECT").exists()


def test_overdue_standard_of_the_law_is_carried_by_one_target_of_the_area(agreed):
    cdrp = make_cdrp("x-oak-cdrp", areas=[agreed.area])
    make_chair(cdrp, "chair-of-oak")
    assess(agreed)
    assert not Signal.objects.filter(kind="HALLMARK").exists(), "nothing of it is on record"

    of_targets.record_standard(
        partnership=cdrp,
        kind="skills-review",
        happened_on=date(2009, 5, 1),
        text="All have been trained",
        by=make_officer(cdrp, "officer-of-oak"),
        at=LATER,
    )
    assess(agreed)

    signal = Signal.objects.get(kind="HALLMARK")
    assert signal.sentence.startswith("Overdue: ")
    assert signal.target == agreed.talks.target("Burglary")
    assess(agreed)
    assert Signal.objects.filter(kind="HALLMARK").count() == 1


def test_judgement_is_read_in_its_area_and_by_the_nation(case):
    case.enter()

    seen = [
        Judgement.objects.visible_to(one).count()
        for one in (case.reviewer, case.coordinator, case.analyst, case.stranger)
    ]
    assert seen == [1, 1, 1, 0]
