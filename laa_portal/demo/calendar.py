"""What is due soon in the demonstration."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships import actions
from partnerships.models import Cycle, RoleKind

from .people import user_of
from .places import SOURCE

NAME = f"Priorities for 2009/10 ({SOURCE.lower()})"
DUE = (
    # what, days from the first start, from whom
    (
        "Adopt the strategic assessment and its priorities",
        14,
        (RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR),
    ),
    (
        "Choose the short list for the agreement",
        35,
        (RoleKind.COUNTY_OFFICER, RoleKind.LSP_COORDINATOR),
    ),
)


def make_calendar(*, at: datetime) -> None:
    """Say what is due in the weeks to come, once: later calls find it there."""
    if Cycle.objects.filter(name=NAME).exists():
        return
    administrator = user_of(RoleKind.ADMINISTRATOR, "England")
    starts_on, ends_on = date(2009, 4, 1), date(2010, 4, 1)
    cycle = actions.make_cycle(
        name=NAME, starts_on=starts_on, ends_on=ends_on, by=administrator, at=at
    )
    for what, days, kinds in DUE:
        deadline = actions.add_deadline(
            cycle_id=cycle.pk,
            version=cycle.version,
            what=what,
            due_on=timezone.localdate(at) + timedelta(days=days),
            role_kinds=kinds,
            by=administrator,
            at=at,
        )
        cycle = deadline.cycle
