"""How CDRPs consulted, in the world: in each state and way, with canaries in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from targets.models import Attendance, Engagement

from .audiences import Target
from .world import DISTRICTS, World

AT = datetime(2008, 2, 4, 10, 0, tzinfo=UTC)
STATES = ("draft", "published", "withdrawn")
READERS = "readers of the report"
OTHER_KINDS = ("survey", "of_others")
"""Beside the meetings that addresses lead to; they are met in lists."""


def make_engagements(world: World) -> None:
    """Make a meeting in each state for a district of one's own, a near one and a far one."""
    found = world.targets["engagement"] = []
    steps = world.targets["step of an engagement"] = []
    for district in DISTRICTS:
        for status in STATES:
            of = Target(f"{status} meeting of {district}", area=district, status=status)
            key = {"engagement_id": _make_engagement(world, of).pk}
            found.append(_at(of, **key))
            steps.append(_at(of, **key, step="who"))
            for kind in OTHER_KINDS:
                _make_engagement(world, of, kind)
    found.append(Target("no meeting", {"engagement_id": 987654}, exists=False))
    world.targets["engagement by number"] = [
        replace(one, kwargs={"id": one.kwargs["engagement_id"]}) for one in found
    ]
    nowhere = {"engagement_id": 987654, "step": "who"}
    steps.append(Target("no step of a meeting", nowhere, exists=False))


def _at(of: Target, **kwargs: object) -> Target:
    return Target(of.name, kwargs, area=of.area, status=of.status)


def _make_engagement(world: World, of: Target, kind: str = "public_meeting") -> Engagement:
    """Make a meeting, or another way of asking people, of which everything is said."""

    def plant(what: str) -> str:
        return world.aviary.text(what, READERS, of)

    chair = world.users["cdrp_chair"] if of.area == "dale" else world.users["administrator"]
    was_published = {"published_by": chair, "published_at": AT}
    was_withdrawn = {"withdrawn_by": chair, "withdrawn_at": AT}
    engagement = Engagement.objects.create(
        partnership=world.partnerships[of.area],
        kind=kind,
        title=plant("an engagement"),
        began_on=date(2007, 9, 3),
        source=plant("its source"),
        asked=plant("who was asked"),
        number_taking_part=world.aviary.number("how many took part", READERS, of),
        number_asked=world.aviary.number("how many were asked", READERS, of),
        duties=["seek_views", "involve"],
        announced_how=plant("how it was announced"),
        discussed=plant("what was discussed"),
        heard=plant("what was heard"),
        changed=plant("what changed"),
        status=of.status,
        added_by=chair,
        added_at=AT,
        **({} if of.status == "draft" else was_published),
        **(was_withdrawn if of.status == "withdrawn" else {}),
        withdrawn_because=plant("why it is withdrawn") if of.status == "withdrawn" else "",
    )
    if kind == "public_meeting":
        seat = engagement.partnership.seats.get(is_senior=True)
        Attendance.objects.create(engagement=engagement, seat=seat, position=plant("who came"))
    return engagement
