"""Months, quarters, financial and calendar years, as partners write them.

A period is a half-open span of whole months. Its code is what a return, a URL and the API carry:
`2008-04`, `2008/09 Q1`, `2008/09` (April to March) and `2008` (a calendar year).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Self

FIRST_YEAR, LAST_YEAR = 1974, 2099  # 1974: the councils of 2008 were made; nothing here is older

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class PeriodError(ValueError):
    """A text that is no period; the message says how to write one."""


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"

    @property
    def months(self) -> int:
        if self is PeriodKind.MONTH:
            return 1
        return 3 if self is PeriodKind.QUARTER else 12

    @property
    def first_month(self) -> int:
        """The month of the year in which one of them begins, and the others by turns."""
        return 1 if self is PeriodKind.CALENDAR_YEAR else 4

    @property
    def label(self) -> str:
        return self.replace("_", " ")


PATTERNS = {
    PeriodKind.MONTH: re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"),
    PeriodKind.QUARTER: re.compile(r"(?P<year>\d{4})/(?P<end>\d\d) Q(?P<quarter>[1-4])"),
    PeriodKind.FINANCIAL_YEAR: re.compile(r"(?P<year>\d{4})/(?P<end>\d\d)"),
    PeriodKind.CALENDAR_YEAR: re.compile(r"(?P<year>\d{4})"),
}


def add_months(day: date, months: int) -> date:
    """Return the first of the month `months` after (or, negative, before) the one of `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def financial_year_start(day: date) -> date:
    """Return the 1 April on or before `day`."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """One period, from `start` up to but not including `end`."""

    kind: PeriodKind
    start: date

    def __post_init__(self) -> None:
        months_into_it = (self.start.month - self.kind.first_month) % self.kind.months
        if self.start.day != 1 or months_into_it:
            raise PeriodError(f"A {self.kind.label} does not start on {self.start:%-d %B}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period's code. Raises PeriodError with a sentence for whoever typed it."""
        for kind, pattern in PATTERNS.items():
            if match := pattern.fullmatch(text):
                return cls(kind, _start(kind, match))
        raise PeriodError(
            "Write a period as 2008/09, 2008-04, 2008/09 Q1 or 2008 (a calendar year)."
        )

    @classmethod
    def financial_year(cls, year: int) -> Self:
        """Return the financial year that begins in April of `year`."""
        return cls(PeriodKind.FINANCIAL_YEAR, date(year, 4, 1))

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> Self:
        """Return the period of a kind that `day` lies in."""
        months_into_it = (day.month - kind.first_month) % kind.months
        return cls(kind, add_months(day, -months_into_it))

    @property
    def end(self) -> date:
        """The first day after the period."""
        return add_months(self.start, self.kind.months)

    @property
    def code(self) -> str:
        """The period as partners write it; `parse` reads it back."""
        year = financial_year_start(self.start).year
        financial = f"{year}/{(year + 1) % 100:02}"
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.start:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"{financial} Q{(self.start.month - 4) % 12 // 3 + 1}"
            case PeriodKind.FINANCIAL_YEAR:
                return financial
            case PeriodKind.CALENDAR_YEAR:
                return f"{self.start:%Y}"

    @property
    def label(self) -> str:
        """The period in words, for a heading: `April 2008`, `2008/09`."""
        if self.kind is PeriodKind.MONTH:
            return f"{MONTHS[self.start.month - 1]} {self.start.year}"
        return self.code

    @property
    def population_year(self) -> int:
        """The year whose mid-year population is the base: where the financial year begins."""
        if self.kind is PeriodKind.CALENDAR_YEAR:
            return self.start.year
        return financial_year_start(self.start).year

    @property
    def sort(self) -> int:
        """A number that orders periods by start and, of the same start, longer ones last."""
        return (self.start.year * 100 + self.start.month) * 100 + self.kind.months

    def next(self) -> Self:
        return type(self)(self.kind, self.end)

    def previous(self) -> Self:
        return type(self)(self.kind, add_months(self.start, -self.kind.months))

    def __str__(self) -> str:
        return self.code


@lru_cache(maxsize=10_000)
def period_of(kind: str, start: date) -> Period:
    """Return the period of a kind that starts on a day; there are few, and lists ask for many."""
    return Period(PeriodKind(kind), start)


def _start(kind: PeriodKind, match: re.Match[str]) -> date:
    """Return the first day of the period that was matched."""
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"The year {year} is outside {FIRST_YEAR} to {LAST_YEAR}.")
    if kind is PeriodKind.MONTH:
        return date(year, int(match["month"]), 1)
    if kind is PeriodKind.CALENDAR_YEAR:
        return date(year, 1, 1)
    if int(match["end"]) != (year + 1) % 100:
        raise PeriodError(
            f"After {year}/ write {(year + 1) % 100:02}: a financial year is one year."
        )
    if kind is PeriodKind.QUARTER:
        return add_months(date(year, 4, 1), 3 * (int(match["quarter"]) - 1))
    return date(year, 4, 1)
