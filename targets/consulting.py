"""What the law asks of a CDRP about the people of its area, and what its records lack. Pure.

Sources: the Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007,
SI 2007/1830, regulation 12, read in excerpts: seek the views of those who live and work in the
area; hold at least one public meeting a year, attended by senior people of each responsible
authority; let people know when, and what was discussed; have regard to what others found by
consulting. That the year is the financial year is our reading. The best value duty to inform,
consult and involve (Local Government Act 1999 s.3A, put there by s.138 of the Local Government and
Public Involvement in Health Act 2007, in force 1 April 2009) is general knowledge of the field and
not checked against the text.
"""

from dataclasses import dataclass
from datetime import date

SOURCE = "SI 2007/1830, regulation 12 (read in excerpts)"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A public meeting: on which day, and the authorities of which nobody senior was there."""

    held_on: date
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EngagementFacts:
    """What is on record of how a CDRP consulted in a financial year. None: not on record."""

    year: int
    authorities: int
    """How many responsible authorities have a seat."""
    meetings: tuple[Meeting, ...]
    """Public meetings of which something was reported, the earliest first."""
    views_obtained_on: date | None
    """When the first consultation under regulation 12 began of which it says what was heard."""
    views_shown_on: date | None
    """When the year's assessment last said what the community would prioritise."""
    reported_on: date | None
    """When the first report back to the community was published."""

    @property
    def meeting_on(self) -> date | None:
        """The first public meeting that senior people of every responsible authority attended."""
        if not self.authorities:
            return None
        return next((one.held_on for one in self.meetings if not one.absent), None)

    @property
    def fullest_meeting(self) -> Meeting | None:
        """The public meeting at which the fewest authorities were missing."""
        return min(self.meetings, key=lambda one: len(one.absent), default=None)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something a CDRP does each year: since when it is done, and else what is lacking."""

    title: str
    met_on: date | None
    lacking: str


def requirements(facts: EngagementFacts) -> list[Requirement]:
    """Return where a year stands; the last of them is good practice and not law."""
    return [
        Requirement(
            "A public meeting attended by senior people of each responsible authority",
            facts.meeting_on,
            "" if facts.meeting_on else _meeting_lacking(facts),
        ),
        Requirement(
            "The community’s views obtained",
            facts.views_obtained_on,
            "Nothing is on record yet of what people said. Add a consultation that seeks their "
            "views, and report what was heard.",
        ),
        Requirement(
            "Their views shown in the assessment",
            facts.views_shown_on,
            "The year’s assessment does not say yet what the community would prioritise.",
        ),
        Requirement(
            "What came of it published (good practice)",
            facts.reported_on,
            "Nothing is published yet that tells people what came of it.",
        ),
    ]


def _meeting_lacking(facts: EngagementFacts) -> str:
    """Say what is lacking of the yearly public meeting."""
    if not facts.authorities:
        return (
            "No responsible authority has a seat here, so nobody knows who has to be at the public "
            "meeting. Have an administrator set the seats right."
        )
    of_all = f"attended by senior people of all {_count(facts.authorities)}"
    if facts.authorities == 1:
        of_all = "attended by senior people of the responsible authority"
    lacking = f"No public meeting {of_all} yet"
    if fullest := facts.fullest_meeting:
        day = f"{fullest.held_on.day} {fullest.held_on:%B %Y}"
        return f"{lacking}: on {day} nobody senior was there of {listed(fullest.absent)}."
    return f"{lacking}. The law asks for at least one a year."


def _count(authorities: int) -> str:
    words = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
    number = words[authorities - 2] if authorities - 2 < len(words) else str(authorities)
    return f"{number} authorities"


def listed(names: tuple[str, ...]) -> str:
    """Join names as people do: “A, B and C”."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
