"""How numbers are written on pages, in sentences and in charts. Pure, and the only place for it."""

from datetime import date
from decimal import Decimal
from math import floor, log10

from indicators.charts import wording
from indicators.charts.model import MARKS

NOT_AVAILABLE = MARKS["missing"]


def number(value: float | None, decimals: int) -> str:
    """Return a value to so many places, as in `1,234.5`; a mark where there is none."""
    return NOT_AVAILABLE if value is None else wording.number(value, decimals)


def significant(value: float | str | None) -> str:
    """Return a word as it is, a whole number in full, and any other to four digits that count."""
    if value is None:
        return NOT_AVAILABLE
    if isinstance(value, str):
        return value
    if value == int(value):
        return wording.number(value, 0)
    leading = floor(log10(abs(value)))
    return wording.number(value, max(3 - leading, 0))


def count(value: Decimal | float | None) -> str:
    """Return a count with no more places than it has, as in `202,712`; a mark for none."""
    if value is None:
        return NOT_AVAILABLE
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval(lower: float | None, upper: float | None, decimals: int) -> str:
    """Return both limits, as in `26.0 to 26.2`; nothing where there is no interval."""
    if lower is None or upper is None:
        return ""
    return f"{number(lower, decimals)} to {number(upper, decimals)}"


def with_unit(value: str, unit: str) -> str:
    """Return a number before its unit: a percent sign follows at once, words after a space."""
    return f"{value}{unit}" if unit.startswith("%") else f"{value} {unit}"


def mark(status: str) -> str:
    """Return what stands in place of a figure of this status, or after a provisional one."""
    return MARKS.get(status) or NOT_AVAILABLE


def day(value: date) -> str:
    """Return a date as in `1 April 2009`."""
    return f"{value:%-d %B %Y}"


def span(starts_on: date | None, ends_on: date | None) -> str:
    """Return in words when something held; `ends_on` is the first day it no longer did."""
    if starts_on and ends_on:
        return f"{day(starts_on)} until {day(ends_on)}"
    if starts_on:
        return f"from {day(starts_on)}"
    return f"until {day(ends_on)}" if ends_on else ""
