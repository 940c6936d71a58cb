"""When a target that is reviewed every so many months is next reviewed. Pure."""

import calendar
from datetime import date


def next_on(since: date, months: int) -> date:
    """Return the day so many months after another; the last of the month where there is none."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(since.day, last))
