"""What a partnership can and will do, judged; and which step of the ladder follows a concern."""

from datetime import datetime

from django.db import transaction

from laa_portal.foundation import audit
from partnerships.models import Area, User
from reviews import policies, queries
from reviews.models import Concern, ResponseDecision, Standing
from reviews.states import RESPONSE_MOVES, ResponseStatus

from .steps import hold, note, side_of


@transaction.atomic
def judge_standing(
    *, area: Area, is_capable: bool, is_willing: bool, reason: str, by: User, at: datetime
) -> Standing:
    """Judge what a partnership can and will do. What was judged before stays on record."""
    policies.may_judge_standing(by, area).enforce()
    standing = Standing(
        area=area,
        is_capable=is_capable,
        is_willing=is_willing,
        reason=reason,
        judged_by=by,
        judged_at=at,
    )
    standing.save(force_insert=True)
    audit.record("judge_standing", standing, by=by, at=at, area_id=area.pk)
    return standing


@transaction.atomic
def decide_response(
    *, concern_id: int, version: int, step: int, reason: str, by: User, at: datetime
) -> ResponseDecision:
    """Decide which step follows a concern; it waits where a second person has to agree.

    The newest decision supersedes the one before. Raises Stale and PermissionDenied.
    """
    concern: Concern = Concern.objects.select_related("area").claim(concern_id, version)
    standing = queries.standing_of(concern.area)
    policies.may_decide_response(by, concern, standing, step).enforce()
    assert standing is not None  # or it would have been refused
    room = policies.room_for(concern, standing)
    _supersede(concern)
    is_waiting = room.needs_second(step)
    response = ResponseDecision(
        concern=concern,
        standing=standing,
        level=concern.level,
        proposed=room.proposed,
        step=step,
        reason=reason,
        status=(ResponseStatus.WAITING if is_waiting else ResponseStatus.DECIDED).value,
        decided_by=by,
        decided_at=at,
    )
    response.save(force_insert=True)
    concern.advance()
    note(concern, "decide_response", text=f"{response.get_step_display()}. {reason}", by=by, at=at)
    _record("decide_response", response, by, at)
    return response


@transaction.atomic
def agree_response(
    *, response_id: int, version: int, reason: str, by: User, at: datetime
) -> ResponseDecision:
    """Agree, as the second person, to a step that is two above. Raises Stale."""
    response = _claim(response_id, version)
    policies.may_agree_response(by, response).enforce()
    return _answer("agree_response", response, reason, by, at, agreed_by=by, agreed_at=at)


@transaction.atomic
def refuse_response(
    *, response_id: int, version: int, reason: str, by: User, at: datetime
) -> ResponseDecision:
    """Refuse a step that waits for a second person, or take one's own back. Raises Stale."""
    response = _claim(response_id, version)
    policies.may_refuse_response(by, response).enforce()
    return _answer("refuse_response", response, reason, by, at, refused_by=by, refused_at=at)


def _answer(
    verb: str, response: ResponseDecision, reason: str, by: User, at: datetime, **said: object
) -> ResponseDecision:
    response.advance(status=RESPONSE_MOVES[verb][1].value, second_reason=reason, **said)
    note(response.concern, verb, text=reason, by=by, at=at)
    _record(verb, response, by, at)
    return response


def _supersede(concern: Concern) -> None:
    for one in queries.live_responses(concern).select_for_update(of=("self",)):
        one.advance(status=ResponseStatus.SUPERSEDED.value)


def _claim(response_id: int, version: int) -> ResponseDecision:
    hold(responses=response_id)
    related = ResponseDecision.objects.select_related("concern__area")
    claimed: ResponseDecision = related.claim(response_id, version)
    return claimed


def _record(verb: str, response: ResponseDecision, by: User, at: datetime) -> None:
    concern = response.concern
    audit.record(
        verb,
        response,
        by=by,
        at=at,
        area_id=concern.area_id,
        side=side_of(concern),
        step=response.step,
    )
