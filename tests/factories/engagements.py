"""Records of consulting, brought to a status by the real acts."""

from datetime import date

from targets import actions
from targets.models import Engagement
from tests.factories.targets import AT

DAY = date(2007, 9, 3)
"""Before AT, in the first year under the Regulations."""


def add_engagement(cdrp, officer, **changes) -> Engagement:
    """Put a public meeting on record, unless told otherwise."""
    values = {"kind": "public_meeting", "title": "Meeting in the town hall", "began_on": DAY}
    return actions.add_engagement(partnership=cdrp, by=officer, at=AT, **(values | changes))


def act(name: str, engagement, by, **given):
    """Carry out an act upon a record as it is now."""
    engagement.refresh_from_db()
    carry_out = getattr(actions, name)
    return carry_out(engagement_id=engagement.pk, version=engagement.version, by=by, at=AT, **given)


def report(engagement, officer, heard="Speeding comes first.", number_taking_part=None):
    given = {"heard": heard, "number_taking_part": number_taking_part}
    return act("report_heard", engagement, officer, **given)


def attend(engagement, officer, *, but=()):
    """Have somebody of each responsible authority attend but for those of some kinds."""
    seats = engagement.partnership.seats.exclude(organisation__kind__in=but)
    positions = dict.fromkeys(seats.values_list("pk", flat=True), "Chief officer")
    return act("record_attendance", engagement, officer, positions=positions)


def make_published(cdrp, officer, *, changed="", **changes) -> Engagement:
    """Bring a record to the public."""
    engagement = add_engagement(cdrp, officer, **changes)
    report(engagement, officer)
    if changed:
        act("say_what_changed", engagement, officer, changed=changed)
    return act("publish_engagement", engagement, officer)
