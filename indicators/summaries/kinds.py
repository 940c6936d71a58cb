"""Which parts of a summary each kind of measure has, and by which method: the one table. Pure."""

from dataclasses import dataclass
from enum import StrEnum

SCORES = "scores are taken as they are reported"
SURVEYS = "surveys are too few for a control chart"
ROLLING = "rolling averages share years, so they seem to change by themselves"
PUBLISHED = "only the published rate is known, not the counts behind it"
GAPS = "differences of two groups have no method of their own for this"


class Counting(StrEnum):
    """What a value is counted of, and set against."""

    EVENTS = "events, against people or households"
    EXPECTED = "events, against those expected"
    ANSWERS = "answers, of the effective size of the sample"
    CASES = "cases, of all cases"


class TrendTest(StrEnum):
    """How a trend is told from chance."""

    FIVE_RATES = "weighted line through five yearly rates"
    FIVE_SHARES = "Cochran and Armitage's test of five yearly shares"
    TWO_SURVEYS = "z test of the last two surveys"


class Projecting(StrEnum):
    """How a value is carried to the target year."""

    EVENTS = "recent level, damped trend and pooled random walk"
    SHARES = "the same on log odds"
    SURVEYS = "the last survey, held"
    RATIOS = "on logarithms, on its way back to 1"


@dataclass(frozen=True, slots=True)
class Parts:
    """The methods of one kind; where a part has none, `reason` says why."""

    counting: Counting | None = None
    has_control: bool = False
    trend: TrendTest | None = None
    projection: Projecting | None = None
    reason: str = ""

    @property
    def is_share(self) -> bool:
        return self.counting in (Counting.ANSWERS, Counting.CASES)


RATE = Parts(Counting.EVENTS, True, TrendTest.FIVE_RATES, Projecting.EVENTS)
RATIO = Parts(Counting.EXPECTED, True, TrendTest.FIVE_RATES, Projecting.RATIOS)

PARTS = {
    "count_rate": RATE,
    "clustered_rate": RATE,
    "proportion": Parts(Counting.CASES, True, TrendTest.FIVE_SHARES, Projecting.SHARES),
    "survey_proportion": Parts(
        Counting.ANSWERS, False, TrendTest.TWO_SURVEYS, Projecting.SURVEYS, SURVEYS
    ),
    "observed_over_expected": RATIO,
    "people_over_expected": RATIO,
    "score": Parts(reason=SCORES),
    "standardised_rate": Parts(reason=PUBLISHED),
    "rolling_change": Parts(reason=ROLLING),
    "difference": Parts(reason=GAPS),
    "survey_difference": Parts(reason=GAPS),
}
