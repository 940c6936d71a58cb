"""What judges are told of one target. Pure; None: not known, or not there."""

from dataclasses import dataclass
from datetime import date, datetime

from reviews.progress import Progress


@dataclass(frozen=True, slots=True)
class Seen:
    """The year so far against the path: a row of `assessing.look`."""

    year: str
    level: str
    look: int
    looks: int
    to_date: float
    expected: float
    p: float | None
    p_meet: float | None
    reason: str = ""
    until: str = ""
    """The last period of it, in words."""
    missing: int = 0
    """How many periods before that one never came, and are left out on both sides."""
    is_settled: bool = False
    """Whether the month's returns for the indicator are in or overdue, so that a level is firm."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The newest of the series: its own chart, its peers, and where it heads."""

    period: str
    value: float | None = None
    point_type: str = ""
    cause: str = ""
    compared: str = ""
    """The year, or the newest period, of which the grade is: months are not set beside peers."""
    grade: str = ""
    peers: int = 0
    percentile: float | None = None
    events: float | None = None
    """A year."""
    projected: float | None = None
    projected_lower: float | None = None
    projected_upper: float | None = None
    projected_year: int | None = None
    lower: float | None = None
    upper: float | None = None
    change: str = ""
    """The trend's marker: increasing, decreasing or no_change."""
    is_survey: bool = False
    answers: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a target on a day. Amounts are in the measure's unit."""

    on: date
    title: str
    code: str = ""
    improvement: int = 0
    decimals: int = 2
    unit: str = ""
    is_designated: bool = False
    is_placeholder: bool = False
    is_provisional: bool = False
    """Whether anything it rests on may still change: then it is watched, and raises nothing."""
    has_break: bool = False
    """Whether the series was broken between baseline and figure."""
    parity: float | None = None
    """Where as many happened as were predicted; None: nothing is predicted of it."""
    is_rare: bool = False
    """Always told in words, never tested: NI 34."""
    last_value: float | None = None
    last_year: int | None = None
    seen: Seen | None = None
    placed: Placed | None = None
    final: Progress | None = None
    """Where the newest final year stands."""
    final_year: str = ""
    final_agreed: float | None = None
    """What was agreed for that very year."""
    gone: float = 0.0
    """The share of the term that has gone."""
    unmeasurable: str = ""
    overdue: int | None = None
    """Days that the oldest missing return is late."""
    overdue_period: str = ""
    """Of that return."""
    allowance: int = 0
    """Days by which its source usually is."""
    times_late: int = 0
    unanswered: tuple[str, ...] = ()
    """What comes first in strategic assessments of the area, and in no target."""
    has_no_priority: bool = False
    """Whether all its CDRPs have adopted an assessment, and none a priority that bears on it."""
    not_met: tuple[str, ...] = ()
    """Standards of the regulations that are overdue, the latest last."""
    partners: tuple[str, ...] = ()
    """Who objects, has withdrawn, or has not answered where it must; leads marked, the newest
    last."""
    newest_out: str = ""
    """What tells the last of them, and the time it said or was asked so, from any other."""
    lead_is_out: bool = False
    found: tuple[str, ...] = ()
    """What inspectorates found against the theme, the newest last."""
    flags: int = 0
    advice: str = ""
    """Of the Home Office."""
    referred: float | None = None
    """Cases of a conference in a year, and the share of repeats among them: NI 32."""
    repeats: float | None = None
    referred_in: str = ""
    """That year."""
    vintage: datetime | None = None
    """When the newest of the figures it rests on was recorded."""
