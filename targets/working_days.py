"""Working days of England: Monday to Friday, without the bank holidays of 2008 to 2011.

Pure but for the file beside it. Its days follow from the Banking and Financial Dealings Act 1971,
Schedule 1, the days in lieu by royal proclamation, and one proclaimed for 29 April 2011; they are
general knowledge, not checked against the proclamations. In other years only weekends are free.
"""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("bank_holidays.csv")
SATURDAY = 5


def working_days(since: date, until: date) -> int:
    """Return how many working days came after `since`, `until` included."""
    weeks, rest = divmod((until - since).days, 7)
    over = ((since.weekday() + day) % 7 for day in range(1, rest + 1))
    weekdays = 5 * weeks + sum(weekday < SATURDAY for weekday in over)
    return weekdays - sum(since < day <= until for day in bank_holidays())


def after_working_days(since: date, number: int) -> date:
    """Return the day on which so many working days have passed."""
    day = since
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY and day not in bank_holidays()
    return day


@cache
def bank_holidays() -> tuple[date, ...]:
    """Return the bank holidays that are known, in order: all of them fall on weekdays."""
    with FILE.open(newline="", encoding="utf-8") as lines:
        return tuple(date.fromisoformat(line["day"]) for line in csv.DictReader(lines))
