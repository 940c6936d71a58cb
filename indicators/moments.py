"""Moments, as readers write them and are told them: by the clock of London."""

import re
from datetime import date, datetime, time

from django.utils import timezone

from indicators import printing

YEAR_TO_DAY = r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
TIME_OF_DAY = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
MOMENT = f"{YEAR_TO_DAY}({TIME_OF_DAY})?"

WRITTEN, INSTANT = re.compile(MOMENT), re.compile(YEAR_TO_DAY + TIME_OF_DAY)


def read_moment(text: str, now: datetime) -> datetime | None:
    """Read a date, which is the end of that day in London, or a moment with its offset from UTC.

    Today is as far as it has come. None for anything else, and for what is yet to come.
    """
    if "T" in text:
        moment = read_instant(text)
        return moment if moment and moment <= now else None
    try:
        day = date.fromisoformat(text) if WRITTEN.fullmatch(text) else None
    except ValueError:
        return None
    return min(_end_of(day), now) if day and day <= timezone.localdate(now) else None


def read_instant(text: str) -> datetime | None:
    """Read a moment with its offset from UTC, as in 2009-01-22T09:30Z; None for anything else."""
    try:
        return datetime.fromisoformat(text) if INSTANT.fullmatch(text) else None
    except ValueError:
        return None


def day(moment: datetime | None) -> str:
    """Return the day of a moment in London, as in `1 April 2009`; nothing of none."""
    return printing.day(timezone.localdate(moment)) if moment else ""


def _end_of(day: date) -> datetime:
    """Return the last moment of a day in London, as finely as moments are recorded."""
    return timezone.make_aware(datetime.combine(day, time.max))
