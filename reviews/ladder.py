"""What follows: seriousness, held against the capacity and willingness of the partnership. Pure.

The ladder of support and intervention, of which the note of April 2008 gives the two factors and
the order is general knowledge. It proposes a step; a person decides, and may go one or two steps
up or down as `rooms` allows, with a second person where it says.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: what is typically done, and by whom."""

    number: int
    name: str
    who: str


STEPS = (
    Step(0, "The partnership's own action", "The partnership"),
    Step(1, "A conversation, and more frequent review of the target", "The Government Office"),
    Step(
        2,
        "Support: peers, the regional improvement partnership, the Home Office",
        "The sector and the Home Office",
    ),
    Step(
        3,
        "An agreed improvement plan with milestones, or a targeted inspection",
        "The Government Office and inspectorates",
    ),
    Step(4, "An improvement notice to an authority or partner", "The relevant Secretary of State"),
    Step(
        5,
        "Statutory direction or intervention",
        "The Secretary of State: Local Government Act 1999 s.15, Police Act 1996 s.40",
    ),
)

LADDER_SOURCE = (
    "CLG, Crime reduction and community safety, April 2008, for capacity and willingness; the "
    "order of the steps is general knowledge and was not checked"
)


@dataclass(frozen=True, slots=True)
class Room:
    """What is proposed, and between which steps a person may decide."""

    proposed: int
    lowest: int
    highest: int
    second_person_from: int | None
    """The step from which a second person has to agree; None: none has to."""
    support_first: bool
    because: str

    def allows(self, step: int) -> bool:
        return self.lowest <= step <= self.highest

    def needs_second(self, step: int) -> bool:
        return self.second_person_from is not None and step >= self.second_person_from


def room(seriousness: int, *, is_capable: bool, is_willing: bool) -> Room:
    """Return the proposed step for a case, and how far a person may move it.

    Seriousness 0 to 4 starts at the step of the same number. Capable and willing: one lower.
    Willing but not capable: the same, support first. Capable but unwilling: one higher. Neither:
    one higher as a formal step, and two higher only if a second person agrees.
    """
    if not 0 <= seriousness <= 4:
        raise ValueError(f"seriousness is from 0 to 4, not {seriousness}")
    if is_willing and is_capable:
        move, because = -1, "it can and will act: a light touch"
    elif is_willing:
        move, because = 0, "it will act but cannot alone: support comes first"
    elif is_capable:
        move, because = 1, "it can act but does not: its leadership is challenged"
    else:
        move, because = 1, "it can not and will not act: a formal step"
    proposed = _within(seriousness + move)
    neither = not is_willing and not is_capable
    highest = _within(seriousness + (2 if neither else max(move, 0) + (move <= 0)))
    return Room(
        proposed=proposed,
        lowest=_within(proposed - 1),
        highest=highest,
        second_person_from=_within(seriousness + 2) if neither else None,
        support_first=is_willing and not is_capable,
        because=because,
    )


def _within(step: int) -> int:
    return min(max(step, 0), len(STEPS) - 1)


HOME_OFFICE_SUPPORT = {
    0: "None is needed. What others have learnt is open to all partnerships.",
    1: "The Government Office can ask the Home Office who has dealt with the same thing.",
    2: "Support for a partnership that needs and wants it, through the Government Office and the "
    "Police and Crime Standards Directorate; led by the sector, with clear milestones.",
    3: "Support goes on beside the plan, with its milestones the same as the plan's.",
    4: "The Home Office is told before the notice, and says what it has tried.",
    5: "The Home Office acts by its own powers over policing, or beside the department that does.",
}
"""What the Home Office offers beside each step: its programme goes with the same ladder."""

HOME_OFFICE_SOURCE = (
    "CLG, Crime reduction and community safety, April 2008, for the alignment with the Local "
    "Government White Paper; Home Office, 2007-08, for through whom support comes, read in "
    "excerpts. What stands beside each step is our reading"
)
