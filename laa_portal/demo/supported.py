"""What bodies have open in the invented area, what was found there, and a plan that both sides
agreed: so that each page on which support is put together has something to show."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from indicators.models import Indicator
from partnerships.models import RoleKind, User
from reviews import actions
from reviews.bodies import Body
from reviews.models import (
    Concern,
    ImprovementPlan,
    Intervention,
    InterventionKind,
    JudgementKind,
    Question,
    Weight,
)

from .geography import REGION
from .people import user_of
from .priority_stories import LABEL
from .signed_story import ARSON, COUNCIL, FIRE, PLACE, VIOLENCE
from .table import Table

TABLE = Table(PLACE)
COUNTRY = "England"

SURVEY = "Survey of schools, spring (invented)"
SURVEY_TEXT = "A list of the visits to schools that are planned, from the council."
ADVISER = "Adviser on domestic violence (invented)"
ADVISER_TEXT = "An adviser comes for four days, at the partnership’s wish."

CAN = "Two posts of the community safety team are empty until the autumn."
SEEN = "Four schools have reported fires behind their bins since Easter."
QUESTION = "What is done about fires near schools, and by whom?"
ANSWER = (
    "The brigade and the council can visit all schools by the summer, if both plan it together."
)
AIM = "Every school has been visited, and knows whom to call."
STEP = "The partnership is willing and short of people: it plans this with our help."
VISITED = "The brigade’s book of visits has all eleven schools."

STEPS = (
    # what, by which post and body, what is to be seen, due how many days from today
    ("Visit every school once", "Station manager", FIRE, "Eleven visits in the book", 20),
    ("Take bins away from school gates", "Head of waste", COUNCIL, "No bin at a gate", -4),
)


def make_supported(*, at: datetime) -> None:
    """Open, judge, plan and find in the weeks before `at`, once."""
    if Intervention.objects.filter(area=TABLE.area).exists():
        return

    def ago(days: int) -> datetime:
        return at - timedelta(days=days)

    _find(ago(45))
    _open(ago(40))
    concern = _talk(ago(38), ago(30))
    _decide(concern, ago(29))
    plan = _plan(concern, ago(28), timezone.localdate(at))
    _carry_out(plan, ago(21), ago(6))


def _inspector() -> User:
    return user_of(RoleKind.INSPECTOR, COUNTRY)


def _director() -> User:
    return user_of(RoleKind.GO_DIRECTOR, REGION[2])


# --- What other bodies have open, and found -------------------------------------------------------


def _open(at: datetime) -> None:
    """Have an inspectorate ask for something, then the Home Office help, which has seen that."""
    asked = actions.open_intervention(
        area=TABLE.area,
        body=Body.OFSTED,
        kind=InterventionKind.REQUEST,
        step=1,
        title=SURVEY,
        text=f"{LABEL} {SURVEY_TEXT}",
        due_on=timezone.localdate(at + timedelta(days=60)),
        by=_inspector(),
        at=at,
    )
    actions.open_intervention(
        area=TABLE.area,
        body=Body.HOME_OFFICE,
        kind=InterventionKind.SUPPORT,
        step=2,
        title=ADVISER,
        text=f"{LABEL} {ADVISER_TEXT}",
        due_on=None,
        acknowledged=[asked.pk],
        by=user_of(RoleKind.HO_ANALYST, COUNTRY),
        at=at + timedelta(days=1),
    )


def _find(at: datetime) -> None:
    """Enter a report from before Comprehensive Area Assessment, and an assessment made under it."""
    actions.enter_judgement(
        area=TABLE.area,
        kind=JudgementKind.INSPECTION,
        body=Body.HMIC,
        weight=Weight.CONCERN,
        text=f"{LABEL} Calls from the harbour are answered late at weekends.",
        in_hand="Two officers more are on duty there since February.",
        report="Inspection of neighbourhood policing (invented)",
        published_on=date(2009, 2, 12),
        indicators=list(Indicator.objects.filter(code=VIOLENCE)),
        by=_inspector(),
        at=at,
    )
    actions.enter_judgement(
        area=TABLE.area,
        kind=JudgementKind.AREA_ASSESSMENT,
        body=Body.AUDIT_COMMISSION,
        question=Question.OUTCOMES,
        weight=Weight.EXCEPTIONAL,
        text=f"{LABEL} Schools, brigade and council work together as in few other places.",
        report="Area assessment 2009 (invented)",
        published_on=date(2009, 12, 9),
        indicators=list(Indicator.objects.filter(code=ARSON)),
        by=_inspector(),
        at=at,
    )


# --- A concern that a plan was agreed for ---------------------------------------------------------


def _talk(raised: datetime, answered: datetime) -> Concern:
    concern = actions.raise_concern(
        area=TABLE.area,
        target=TABLE.target(ARSON),
        theme="",
        level=2,
        reason=f"{LABEL} {SEEN}",
        by=TABLE.reviewer,
        at=raised,
    )
    concern = actions.ask(
        concern_id=concern.pk,
        version=concern.version,
        question=f"{LABEL} {QUESTION}",
        by=TABLE.reviewer,
        at=raised + timedelta(hours=2),
    )
    concern = actions.answer(
        concern_id=concern.pk,
        version=concern.version,
        text=f"{LABEL} {ANSWER}",
        by=TABLE.coordinator,
        at=answered,
    )
    return actions.accept_answer(
        concern_id=concern.pk,
        version=concern.version,
        reason=f"{LABEL} Both want to do it.",
        by=TABLE.reviewer,
        at=answered + timedelta(hours=3),
    )


def _decide(concern: Concern, at: datetime) -> None:
    actions.judge_standing(
        area=TABLE.area,
        is_capable=False,
        is_willing=True,
        reason=f"{LABEL} {CAN}",
        by=_director(),
        at=at,
    )
    actions.decide_response(
        concern_id=concern.pk,
        version=concern.version,
        step=2,
        reason=f"{LABEL} {STEP}",
        by=TABLE.reviewer,
        at=at + timedelta(hours=1),
    )


def _plan(concern: Concern, at: datetime, today: date) -> ImprovementPlan:
    concern.refresh_from_db()
    plan = actions.propose_improvement(
        concern_id=concern.pk,
        version=concern.version,
        aim=f"{LABEL} {AIM}",
        by=TABLE.reviewer,
        at=at,
    )
    for text, owner, kind, milestone, days in STEPS:
        plan.refresh_from_db()
        actions.add_improvement_action(
            plan_id=plan.pk,
            version=plan.version,
            text=f"{text} (invented)",
            owner=owner,
            organisation=TABLE.body(kind),
            milestone=milestone,
            due_on=today + timedelta(days=days),
            by=TABLE.reviewer,
            at=at,
        )
    return plan


def _carry_out(plan: ImprovementPlan, agreed: datetime, shown: datetime) -> None:
    """Agree to the plan for the partnership, and show that its first action is done."""
    plan.refresh_from_db()
    actions.agree_improvement(
        plan_id=plan.pk, version=plan.version, by=TABLE.coordinator, at=agreed
    )
    first = plan.actions.get(number=1)
    actions.show_evidence(
        action_id=first.pk,
        version=first.version,
        evidence=f"{LABEL} {VISITED}",
        by=TABLE.coordinator,
        at=shown,
    )
