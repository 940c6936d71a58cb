"""How a target is going, as pages and files print it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from indicators import presenters as of_indicators
from indicators import printing
from indicators.charts import Chart
from indicators.models import Status
from indicators.reading import AreaRow
from indicators.summaries import IMPROVEMENT
from laa_portal.foundation.cells import safe_cell
from partnerships.models import Area
from reviews.models import Assessment
from reviews.progress import Verdict
from reviews.queries import Line
from reviews.signals import chance_in_words

LEVEL_COLOURS = {
    "on_path": "green",
    "watch": "yellow",
    "concern": "orange",
    "intervene_review": "red",
    "too_few": "grey",
    "unknown": "grey",
}

NOT_JUDGED = "No figure of the catalogue measures it, so people judge how it is going."
PLACEHOLDER = "It is a placeholder: nothing is agreed yet that a figure could be held against."
PASSED = "The areas that came after this one have taken its agreement over."
SOON = "It is being worked out. Look again in a minute."

DIRECTIONS = {
    # what the trend of a series does, for an indicator of which less is better, and more
    "increasing": {-1: "Getting worse", 1: "Getting better", 0: "Rising"},
    "decreasing": {-1: "Getting better", 1: "Getting worse", 0: "Falling"},
    "no_change": dict.fromkeys((-1, 0, 1), "No clear change"),
}


@dataclass(frozen=True)
class ShownYear:
    """One year of a target in words. Numbers carry their mark where they may still change."""

    row: Assessment

    @property
    def year(self) -> str:
        return self.row.financial_year

    @property
    def asked(self) -> str:
        return self._number(self.row.asked)

    @property
    def value(self) -> str:
        if self.row.value is None:
            return ""
        return f"{self._number(self.row.value)}{self._mark}"

    @property
    def verdict(self) -> str:
        return Verdict(self.row.verdict).label

    @property
    def gap(self) -> str:
        """As in “1.20 short”: nothing where there is no figure or no path."""
        gap = self.row.gap
        if gap is None:
            return ""
        if gap > 0:
            return f"{self._number(gap)} short"
        return f"{self._number(-gap)} to spare" if gap < 0 else "Exactly met"

    @property
    def share(self) -> str:
        """How far it has come from the baseline to the last value, as in “35%”."""
        return "" if self.row.share is None else f"{self.row.share:.0%}".replace("-", "−")

    @property
    def so_far(self) -> str:
        """The events of the year so far beside those of the path."""
        row = self.row
        if not row.look or row.to_date is None or row.expected is None:
            return ""
        return (
            f"{printing.number(row.to_date, 0)}{self._mark} where the path has "
            f"{printing.number(row.expected, 0)}, after {row.look} of {row.looks} periods"
        )

    @property
    def level(self) -> str:
        return self.row.get_level_display()

    @property
    def colour(self) -> str:
        return LEVEL_COLOURS[self.row.level]

    @property
    def is_levelled(self) -> bool:
        """Whether the year so far could be held against its path at all."""
        return self.row.level not in ("unknown", "too_few")

    @property
    def why(self) -> str:
        """Why something about it cannot be said."""
        reason = self.row.level_reason if not self.is_levelled else ""
        told = [text for text in (self.row.because, reason) if text]
        return " ".join(f"{one[0].upper()}{one[1:].rstrip('.')}." for one in dict.fromkeys(told))

    @property
    def chance(self) -> str:
        return _chance(self.row.p_year)

    @property
    def chance_of_term(self) -> str:
        return _chance(self.row.p_term)

    @property
    def _mark(self) -> str:
        mark = printing.mark(Status.PROVISIONAL.value)
        return f" {mark}" if self.row.is_provisional else ""

    def _number(self, value: float | None) -> str:
        return "" if value is None else printing.number(value, self.row.measure.decimals)


def _chance(p: float | None) -> str:
    """A chance in words; that it cannot be told is said too."""
    return "Cannot be told" if p is None else chance_in_words(p).capitalize()


@dataclass(frozen=True)
class Shown:
    """A target of an area as the page draws it."""

    line: Line
    area: Area

    @cached_property
    def now(self) -> ShownYear | None:
        return ShownYear(self.line.now) if self.line.now else None

    @property
    def years(self) -> list[ShownYear]:
        return [ShownYear(row) for row in self.line.years]

    @property
    def unit(self) -> str:
        return self.line.measure.unit if self.line.measure else ""

    @property
    def slug(self) -> str:
        """Of its indicator, by which its own page is found; empty where it has none."""
        indicator = self.line.target.indicator
        return indicator.slug if indicator and self.line.years else ""

    @property
    def why_not_judged(self) -> str:
        """Why no figure says how it is going; empty where one does."""
        if self.line.years:
            return ""
        if self.line.has_passed:
            return PASSED
        if self.line.target.status == "placeholder":
            return PLACEHOLDER
        return SOON if self.line.target.indicator else NOT_JUDGED

    @property
    def direction(self) -> str:
        """Where its series has been heading, whichever way is better."""
        summary, now = self.line.summary, self.now
        if summary is None or now is None or summary.trend not in DIRECTIONS:
            return ""
        better = IMPROVEMENT.get(now.row.measure.polarity, 0)
        return DIRECTIONS[summary.trend][better]

    @property
    def chart(self) -> Chart | None:
        """The small line of its newest figures."""
        trend = self.line.trend
        return of_indicators.trend_line(AreaRow(self.area, trend[-1], trend)) if trend else None


def shown(lines: Iterable[Line], area: Area) -> list[Shown]:
    return [Shown(one, area) for one in lines]


HEADER = (
    *("Target", "Indicator", "Unit", "Year", "Asked", "Figure", "Provisional", "Result", "Short"),
    *("Share of the way", "Year so far", "Chance of the year", "Chance of the term", "Why not"),
)


def file_of_progress(found: Iterable[Shown]) -> Iterator[list[object]]:
    """Yield the lines of a file: a target and year each, numbers unrounded."""
    yield list(HEADER)
    for one in found:
        target = one.line.target
        named = [safe_cell(target.title), target.code, safe_cell(one.unit)]
        if not one.years:
            yield [*named, *[""] * (len(HEADER) - len(named) - 1), one.why_not_judged]
        for year in one.years:
            row = year.row
            numbers = [row.asked, row.value, "yes" if row.is_provisional else "", year.verdict]
            chances = [row.gap, row.share, year.level, row.p_year, row.p_term]
            yield [*named, year.year, *numbers, *chances, year.why]
