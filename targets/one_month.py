"""The month after an approval, on which two rules turn. Pure.

Ministers designate within one month of the approval (Local Government and Public Involvement in
Health Act 2007 s.109), and nothing is changed in the first month after it (s.110; that this goes
for every change, designated targets too, is our reading). A month ends on the day of the same
number in the next one, or on that one's last day where it has none: general law of periods, not
checked for this Act.
"""

from calendar import monthrange
from datetime import date


def last_day_of_first_month(approved_on: date) -> date:
    """Return the last day of the month after an approval, as in 30 July for 30 June."""
    year, month = approved_on.year + approved_on.month // 12, approved_on.month % 12 + 1
    return date(year, month, min(approved_on.day, monthrange(year, month)[1]))


def is_in_first_month(approved_on: date, day: date) -> bool:
    """Whether a day is in the month after an approval: its own day and the last day are."""
    return approved_on <= day <= last_day_of_first_month(approved_on)
