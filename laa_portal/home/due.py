"""What the person's roles have to meet, and by when."""

from datetime import timedelta

from partnerships.models import Deadline

from .blocks import LONGEST, Block, Looking, Row

AHEAD = timedelta(days=60)
SOON = timedelta(days=14)


def due(looking: Looking) -> Block:
    coming = Deadline.objects.for_roles({kind.value for kind in looking.kinds})
    near = coming.from_day(looking.today).filter(due_on__lte=looking.today + AHEAD)
    return Block(
        "Due in the next 60 days",
        tuple(_row(one, looking) for one in near.select_related("cycle")[:LONGEST]),
        "Nothing is due. Deadlines that your roles have to meet will be here 60 days ahead.",
    )


def _row(deadline: Deadline, looking: Looking) -> Row:
    is_soon = deadline.due_on - looking.today <= SOON
    tag, colour = ("Soon", "orange") if is_soon else ("", "")
    return Row(deadline.what, "", f"{deadline.cycle}, due", tag, colour, deadline.due_on)
