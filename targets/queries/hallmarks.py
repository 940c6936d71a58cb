"""The checklist of minimum standards, worked out of what is on record, for one CDRP or all."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from indicators.periods import financial_year_start
from partnerships.models import Partnership, PartnershipKind, User
from targets.contents import YEARS
from targets.hallmarks import (
    HALLMARKS,
    STANDARDS,
    Finding,
    Standard,
    State,
)
from targets.models import PartnershipPlan, StrategicAssessment

from .hallmark_facts import facts_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A standard, and how a partnership stands against it."""

    standard: Standard
    finding: Finding


@dataclass(frozen=True, slots=True)
class Checklist:
    """All standards for one partnership and financial year."""

    partnership: Partnership
    year: int
    rows: list[Judged]

    def by_hallmark(self) -> list[tuple[str, list[Judged]]]:
        """Return the standards under the name of their hallmark, in its order."""
        return [
            (name, [row for row in self.rows if row.standard.hallmark == key])
            for key, name in HALLMARKS.items()
        ]

    def counts(self) -> Counter[State]:
        return Counter(row.finding.state for row in self.rows)

    def overdue(self) -> list[Judged]:
        return [row for row in self.rows if row.finding.state == State.OVERDUE]


def checklists(
    partnerships: Collection[Partnership],
    year: int,
    today: date,
) -> list[Checklist]:
    """Return the checklist of each partnership, in a number of queries that is the same for all."""
    facts = facts_of(partnerships, year, today)
    return [
        Checklist(
            one, year, [Judged(standard, standard.finding(facts[one.pk])) for standard in STANDARDS]
        )
        for one in partnerships
    ]


def checked_partnerships(user: User) -> QuerySet[Partnership]:
    """Return the CDRPs whose checklist `user` may read: of their areas, or the whole country."""
    cdrps = Partnership.objects.filter(kind=PartnershipKind.CDRP)
    if user.sees_all_areas:
        return cdrps
    return cdrps.filter(areas__in=user.area_ids).distinct()


def checked_year(partnerships: Collection[Partnership], today: date) -> int:
    """Return the year to show first: this one, or the newest of which anything is on record."""
    this = financial_year_start(today).year
    if this in YEARS:
        return this
    newest = [
        model.objects.filter(partnership__in=partnerships).aggregate(newest=Max("year"))["newest"]
        for model in (StrategicAssessment, PartnershipPlan)
    ]
    return max([year for year in newest if year] or [min(this, YEARS[-1])])
