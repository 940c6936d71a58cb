"""What the person's roles have to meet, and by when."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from indicators import reading
from indicators.states import DueState
from partnerships.models import Deadline, RoleKind

from . import priorities
from .blocks import LONGEST, Block, Looking, Row, gathered, shortened

AHEAD = timedelta(days=60)
SOON = timedelta(days=14)


def due(looking: Looking) -> Block:
    return Block(
        "Due in the next 60 days",
        gathered(SOURCES, looking),
        "Nothing is due. Deadlines that your roles have to meet will be here 60 days ahead.",
    )


def returns(looking: Looking) -> Iterable[Row]:
    """Returns that are due from the bodies the person sends for, and those that are late."""
    if RoleKind.DATA_PROVIDER not in looking.kinds:
        return []
    found = reading.returns_due(looking.person, looking.today)
    near = [one for one in found if one.expectation.due_on <= looking.today + AHEAD]
    rows = [_return(one, looking) for one in near[: LONGEST + 1]]
    return shortened(rows, Row("All that is due", reverse("indicators:due")))


def _return(one: reading.Due, looking: Looking) -> Row:
    day = one.expectation.due_on
    is_late = one.state == DueState.LATE
    return Row(
        f"Send {one.expectation}",
        reverse("indicators:expectation", args=[one.expectation.pk]),
        f"{one.organisation}, {one.received} of {one.expected} areas in, due",
        *(("Late", "red") if is_late else _soon(day, looking)),
        day,
    )


def deadlines(looking: Looking) -> Iterable[Row]:
    """Deadlines of the cycles that the person's roles have to meet."""
    coming = Deadline.objects.for_roles({kind.value for kind in looking.kinds})
    near = coming.from_day(looking.today).filter(due_on__lte=looking.today + AHEAD)
    return [
        Row(
            one.what,
            priorities.page_for(one, looking),
            f"{one.cycle}, due",
            *_soon(one.due_on, looking),
            one.due_on,
        )
        for one in near.select_related("cycle")[:LONGEST]
    ]


def passed(looking: Looking) -> Iterable[Row]:
    """Deadlines that a CDRP lately let pass with no assessment adopted: it may still be."""
    if not looking.kinds & priorities.DISTRICT or not priorities.has_work(looking):
        return []
    gone = Deadline.objects.for_roles({kind.value for kind in looking.kinds & priorities.DISTRICT})
    lately = gone.filter(due_on__lt=looking.today, due_on__gte=timezone.localdate(looking.lately))
    return [
        Row(
            one.what,
            priorities.page_for(one, looking),
            f"{one.cycle}. Send it all the same, it was due",
            "Passed",
            "red",
            one.due_on,
        )
        for one in lately.select_related("cycle").order_by("due_on")[:LONGEST]
    ]


def _soon(day: date, looking: Looking) -> tuple[str, str]:
    """Return the tag, with its colour, of what is due on a day that is near."""
    return ("Soon", "orange") if day - looking.today <= SOON else ("", "")


SOURCES = (passed, returns, deadlines)
