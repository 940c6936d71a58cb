"""What is measured, what is offered, and what is known of the area itself. Pure."""

from dataclasses import dataclass

from indicators import printing
from indicators.statistics.ambition.chances import LOG, LOGIT
from indicators.summaries import IMPROVEMENT, PARTS, Counting
from indicators.summaries.kinds import Parts


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure, as far as its targets are judged by it."""

    kind: str
    per: int
    polarity: str
    unit: str
    decimals: int

    @property
    def parts(self) -> Parts:
        return PARTS[self.kind]

    @property
    def improvement(self) -> int:
        """-1 where lower is better, 1 where higher is; 0 where neither is."""
        return IMPROVEMENT.get(self.polarity, 0)

    @property
    def scale(self) -> str:
        return LOGIT if self.parts.is_share else LOG

    @property
    def whole(self) -> float:
        """By what a value is divided to lie on its scale: shares are from 0 to 1."""
        return float(self.per) if self.parts.is_share else 1.0

    @property
    def is_survey(self) -> bool:
        return self.parts.counting is Counting.ANSWERS

    def said(self, value: float) -> str:
        return printing.number(value, self.decimals)

    def with_unit(self, value: float) -> str:
        return printing.with_unit(self.said(value), self.unit)


@dataclass(frozen=True, slots=True)
class Offered:
    """A value for a year, and the baseline it starts from; amounts in the measure's unit.

    Years are those they begin in, and `label` and `baseline_label` what people call them.
    """

    baseline: float
    baseline_year: int
    baseline_label: str
    value: float
    year: int
    label: str

    @property
    def length(self) -> int:
        """Years from the baseline to the target."""
        return self.year - self.baseline_year


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the area heads if nothing new is done, with its 95% range."""

    year: int
    label: str
    median: float
    variance: float
    """On the log scale, of shares the logit."""
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the area itself."""

    projection: Projection | None = None
    why_no_projection: str = ""
    """In words that follow a colon."""
    size: float | None = None
    """Behind the baseline: people, events expected, cases, or answers as the survey is worth."""
    dispersion: float = 1.0
    """Of its counts; of chance alone it would be 1."""
    change: str = ""
    """A sentence on what is not the same in the years of baseline and target; else nothing."""
