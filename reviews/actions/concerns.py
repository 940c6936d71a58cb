"""A concern talked about: asked, answered, lowered, escalated, set aside and closed.

Every act claims the concern at the version that was shown, and raises Stale and PermissionDenied.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Area, User
from reviews import policies
from reviews.bodies import Body
from reviews.models import Concern
from reviews.signals import MOST_BY_ITSELF
from reviews.states import CONCERN_MOVES
from targets.models import Target
from targets.working_days import after_working_days

from .interventions import acknowledge_first
from .plan_ends import end_with_concern
from .steps import next_number, record


class AlreadyOpen(Exception):
    """A target has one open concern. The message is for the person acting."""


class NotADay(Exception):
    """A concern is set aside for no such time. The message is for the person acting."""


LONGEST_AWAY = timedelta(days=366)
DAYS_TO_ANSWER = 20
"""Working days that a partnership has to answer a question."""


@transaction.atomic
def raise_concern(
    *,
    area: Area,
    target: Target | None,
    theme: str,
    level: int,
    reason: str,
    by: User,
    at: datetime,
) -> Concern:
    """Open a concern that no figure opened: about a target, or about a theme of an area.

    Raises PermissionDenied and AlreadyOpen.
    """
    policies.may_raise_concern(by, area).enforce()
    number = next_number(area)
    if target and (alive := Concern.objects.alive().filter(target=target).first()):
        raise AlreadyOpen(
            f"There is an open concern about this already, number {alive.number} of {area}. "
            "Say there what you have to add."
        )
    concern = Concern(
        area=area,
        target=target,
        theme=theme,
        number=number,
        level=level,
        suggested=level,
        because=reason,
        owner=by,
        opened_by=by,
        opened_at=at,
    )
    concern.save(force_insert=True)
    record("raise_concern", concern, reason, by, at)
    return concern


@transaction.atomic
def ask(*, concern_id: int, version: int, question: str, by: User, at: datetime) -> Concern:
    """Put a question to the partnership, which has twenty working days for its answer.

    From then on it reads the concern along.
    """
    concern = _claim(concern_id, version)
    shared: dict[str, Any] = {} if concern.shared_at else {"shared_by": by, "shared_at": at}
    due = after_working_days(timezone.localdate(at), DAYS_TO_ANSWER)
    may = policies.may_ask(by, concern)
    return _move("ask", concern, may, question, by, at, answer_due_on=due, **shared)


@transaction.atomic
def answer(*, concern_id: int, version: int, text: str, by: User, at: datetime) -> Concern:
    """Answer for the partnership."""
    concern = _claim(concern_id, version)
    may = policies.may_answer(by, concern)
    return _move("answer", concern, may, text, by, at, answer_due_on=None)


@transaction.atomic
def accept_answer(*, concern_id: int, version: int, reason: str, by: User, at: datetime) -> Concern:
    """Take the answer: it is known, owned and in hand."""
    concern = _claim(concern_id, version)
    return _move("accept_answer", concern, policies.may_accept_answer(by, concern), reason, by, at)


@transaction.atomic
def escalate(
    *,
    concern_id: int,
    version: int,
    level: int,
    rationale: str,
    acknowledged: Collection[int] = (),
    by: User,
    at: datetime,
) -> Concern:
    """Judge a concern to be more serious. Levels 3 and 4 are reached by no other way.

    For these whoever judges has to have seen what other bodies have open there: `acknowledged` are
    the ids of what they were shown and say to have seen. Raises NotAcknowledged.
    """
    concern = _claim(concern_id, version)
    policies.may_escalate(by, concern, level).enforce()
    if level > MOST_BY_ITSELF:
        office = Body.GOVERNMENT_OFFICE
        acknowledge_first(acknowledged, area=concern.area, body=office, by=by, at=at)
    return _judge("escalate", concern, level, rationale, by, at)


@transaction.atomic
def lower(
    *, concern_id: int, version: int, level: int, rationale: str, by: User, at: datetime
) -> Concern:
    """Judge a concern to be less serious: known and in hand, or explained by something else."""
    concern = _claim(concern_id, version)
    policies.may_lower(by, concern, level).enforce()
    return _judge("lower", concern, level, rationale, by, at)


@transaction.atomic
def assign(
    *, concern_id: int, version: int, owner: User | None, note_to_owner: str, by: User, at: datetime
) -> Concern:
    """Say who of the Government Office has a concern in hand; None: nobody in particular."""
    concern = _claim(concern_id, version)
    policies.may_assign(by, concern).enforce()
    concern.advance(owner=owner)
    record("assign", concern, note_to_owner, by, at, is_internal=True)
    return concern


@transaction.atomic
def snooze(
    *, concern_id: int, version: int, until: date, reason: str, by: User, at: datetime
) -> Concern:
    """Set a concern aside until a day, with the reason; then it comes back by itself.

    Raises NotADay for a day that is not in the year to come.
    """
    today = timezone.localdate(at)
    if not today < until <= today + LONGEST_AWAY:
        raise NotADay("The day must be after today and within a year.")
    concern = _claim(concern_id, version)
    may = policies.may_snooze(by, concern)
    return _move("snooze", concern, may, reason, by, at, back_on=until, is_internal=True)


@transaction.atomic
def wake(*, concern_id: int, version: int, reason: str, by: User, at: datetime) -> Concern:
    """Take up again what was set aside, before its day."""
    concern = _claim(concern_id, version)
    may = policies.may_wake(by, concern)
    return _move("wake", concern, may, reason, by, at, back_on=None, is_internal=True)


@transaction.atomic
def resolve(*, concern_id: int, version: int, outcome: str, by: User, at: datetime) -> Concern:
    """Close a concern with its outcome, and what was proposed or under way for it."""
    concern = _claim(concern_id, version)
    return _close("resolve", concern, policies.may_resolve(by, concern), outcome, by, at)


@transaction.atomic
def dismiss(*, concern_id: int, version: int, outcome: str, by: User, at: datetime) -> Concern:
    """Close a concern that was none, with what it was instead, and what was under way for it."""
    concern = _claim(concern_id, version)
    return _close("dismiss", concern, policies.may_dismiss(by, concern), outcome, by, at)


def _judge(
    verb: str, concern: Concern, level: int, rationale: str, by: User, at: datetime
) -> Concern:
    concern.advance(level=level)
    record(verb, concern, rationale, by, at)
    return concern


def _close(
    verb: str, concern: Concern, may: Verdict, outcome: str, by: User, at: datetime
) -> Concern:
    may.enforce()
    end_with_concern(concern, outcome, by, at)
    closed: dict[str, Any] = {"closed_by": by, "closed_at": at, "outcome": outcome}
    return _move(verb, concern, may, outcome, by, at, answer_due_on=None, back_on=None, **closed)


def _move(
    verb: str,
    concern: Concern,
    may: Verdict,
    text: str,
    by: User,
    at: datetime,
    *,
    is_internal: bool = False,
    **changes: Any,
) -> Concern:
    may.enforce()
    concern.advance(status=CONCERN_MOVES[verb][1].value, **changes)
    record(verb, concern, text, by, at, is_internal=is_internal)
    return concern


def _claim(concern_id: int, version: int) -> Concern:
    related = Concern.objects.select_related("area", "target")
    claimed: Concern = related.claim(concern_id, version)
    return claimed
