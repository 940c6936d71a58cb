"""What is on record of a partnership, as its checklist needs it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: on which day, what it is called, and the path of its page."""

    on: date
    name: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """A responsible authority with a seat on the strategy group, by its kind of body."""

    name: str
    kind: str
    is_senior: bool
    has_liaison_officer: bool = False


ByYear = Mapping[int, Deed]
"""Deeds by the financial year that they are of: 2008 is 2008/09."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about one partnership from which a year's checklist is worked out.

    `year` is the financial year that is checked (2008 is 2008/09), `today` the day on which. Both
    `authorities` and `has_chair` are of that day, or of the year's last day once it is over.
    """

    year: int
    today: date
    began_on: date | None = None
    authorities: tuple[Authority, ...] = ()
    has_chair: bool = False
    is_two_tier: bool = False
    county_group: str = ""
    county_agreements: ByYear = field(default_factory=dict)
    assessments: ByYear = field(default_factory=dict)
    views_in_assessments: ByYear = field(default_factory=dict)
    plans: ByYear = field(default_factory=dict)
    """The adopted plan that covers each year, whichever edition."""
    plan_editions: ByYear = field(default_factory=dict)
    """The edition adopted for each year: the plan itself in its first, then what revises it."""
    views_in_plans: ByYear = field(default_factory=dict)
    summaries: ByYear = field(default_factory=dict)
    protocol: Deed | None = None
    protocol_review_due_on: date | None = None
    disclosures: Mapping[date, Deed] = field(default_factory=dict)
    """What was disclosed under section 17A, by the first day of the quarter it is of."""
    skills_reviews: ByYear = field(default_factory=dict)
    scrutiny_committee: Deed | None = None
    alignments: ByYear = field(default_factory=dict)
    """What the police authority noted of its policing plan, by the year of that plan."""
    meetings: ByYear = field(default_factory=dict)
    """Public meetings that senior persons of every responsible authority attended."""
    views: ByYear = field(default_factory=dict)
    """When the community was first asked of which it is on record what it said."""

    @property
    def at(self) -> date:
        """The day that the year's standing duties are judged on."""
        return min(self.today, last_day(self.year))


def last_day(year: int) -> date:
    """Return 31 March, with which a financial year ends."""
    return date(year + 1, 3, 31)
