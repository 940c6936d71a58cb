"""What is said and done about a concern, kept in order and on record."""

from datetime import datetime

from laa_portal.foundation import audit
from partnerships.models import Area, User
from reviews.models import Concern, ConcernStep
from targets.sides import Side


def hold(**which: int) -> None:
    """Hold a concern still before what belongs to it is claimed, as all do who act on either.

    Else two who act at once would add a step of one number, or each wait for the other.
    """
    held = Concern.objects.filter(**which).select_for_update(of=("self",), no_key=True)
    list(held)


def hold_area(area: Area) -> None:
    """Have all who open a concern in an area come one after the other."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)


def next_number(area: Area) -> int:
    """Return the number of an area's next concern, while nobody else opens one."""
    hold_area(area)
    return Concern.objects.filter(area=area).count() + 1


def record(
    verb: str,
    concern: Concern,
    text: str,
    by: User | None,
    at: datetime,
    *,
    is_internal: bool = False,
) -> None:
    """Keep a step, and record the act: the Government Office's alone until it was shared.

    `by` None is the portal itself, by newer figures or the clock.
    """
    note(concern, verb, text=text, by=by, at=at, is_internal=is_internal)
    audit.record(
        verb,
        concern,
        by=by,
        at=at,
        area_id=concern.area_id,
        side="" if concern.shared_at and not is_internal else "government",
        level=concern.level,
    )


def note(
    concern: Concern,
    verb: str,
    *,
    text: str,
    by: User | None,
    at: datetime,
    is_internal: bool = False,
    side: str = "",
) -> ConcernStep:
    """Add a step to a concern that is held; the database refuses two of one number.

    `side` says who did it, where either side may.
    """
    step = ConcernStep(
        concern=concern,
        number=concern.steps.count() + 1,
        verb=verb,
        text=text,
        level=concern.level,
        is_internal=is_internal,
        side=side,
        done_by=by,
        done_at=at,
    )
    step.save(force_insert=True)
    return step


def side_of(concern: Concern) -> str:
    """Return whose alone an act is: the Government Office's, until the partnership was asked."""
    return "" if concern.shared_at else Side.GOVERNMENT.value
