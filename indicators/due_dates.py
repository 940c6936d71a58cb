"""When figures are expected: from an indicator's frequency and lag to periods and days. Pure."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from .periods import Period, PeriodKind, add_months, financial_year_start

FIRST_WAVE = 2008
"""The financial year of the first Place Survey; there is one every second year."""

KINDS = {
    # frequency, as the catalogue says it: the kinds of period, of which a measure takes one
    "monthly": (PeriodKind.MONTH,),
    "quarterly": (PeriodKind.QUARTER,),
    "annual": (PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR),
    "biennial": (PeriodKind.FINANCIAL_YEAR,),
}


def due_on(period: Period, lag_months: int) -> date:
    """Return the last day on which a period's figures are on time.

    It is the last of the month that lies `lag_months` after the period's own last: of 2008/09 and
    a lag of 1, 30 April 2009; of a lag of 0, 31 March.
    """
    return add_months(period.end, lag_months) - timedelta(days=1)


def kind_of(frequency: str, kinds: Collection[str]) -> PeriodKind | None:
    """Return by which of a measure's kinds of period it is due; None where that is not settled."""
    return next((kind for kind in KINDS.get(frequency, ()) if kind in kinds), None)


def periods_from(frequency: str, kind: PeriodKind, day: date) -> Iterator[Period]:
    """Yield the periods that figures are due for and that start on `day` or later, without end."""
    period = _first(kind, day)
    while True:
        if frequency != "biennial" or (period.start.year - FIRST_WAVE) % 2 == 0:
            yield period
        period = period.next()


def _first(kind: PeriodKind, day: date) -> Period:
    """Return the first period that starts on `day` or later."""
    origin = date(day.year, 1, 1) if kind is PeriodKind.CALENDAR_YEAR else financial_year_start(day)
    period = Period(kind, origin)
    while period.start < day:
        period = period.next()
    return period
