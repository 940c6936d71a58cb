"""What local targets by each indicator come to together, and what holds them up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from indicators import printing
from indicators.models import Figure, Indicator, Measure
from targets import summing
from targets.models import OfferLine, PlaceholderReason, SharedIssue
from targets.queries import Landscape, Placed
from targets.states import TargetStatus
from targets.summing import Part, Sum

S = TargetStatus


@dataclass(frozen=True)
class Together:
    """What the agreed targets by one measure come to, beside where they start and England."""

    measure: Measure
    target: Sum | None
    baseline: Sum | None
    left_out: int
    """Agreed targets that are not in the sum."""
    reason: str
    """Why they are not summed at all; "" where they are."""
    england: Figure | None

    @property
    def value(self) -> str:
        return self._printed(self.target)

    @property
    def start(self) -> str:
        """What the same areas' baselines come to; "" where one of them has none."""
        is_whole = self.target and self.baseline and self.target.number == self.baseline.number
        return self._printed(self.baseline) if is_whole else ""

    @property
    def count(self) -> str:
        """How many events a year it allows all areas together; "" where nothing is counted."""
        is_counted = self.target and self.measure.kind in summing.COUNTED
        return printing.number(float(self.target.count), 0) if is_counted and self.target else ""

    @property
    def figure(self) -> str:
        """England's newest figure with its year."""
        if self.england is None:
            return ""
        value = printing.number(self.england.value, self.measure.decimals)
        return f"{value} in {self.england.period.label}"

    def _printed(self, found: Sum | None) -> str:
        return printing.number(float(found.value), self.measure.decimals) if found else ""


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in all areas that are looked over."""

    indicator: Indicator
    placed: Sequence[Placed]
    area_count: int
    together: Sequence[Together]
    issues: Sequence[SharedIssue]

    @cached_property
    def _counts(self) -> Counter[TargetStatus]:
        return Counter(one.status for one in self.placed)

    @property
    def agreed(self) -> int:
        return self._counts[S.AGREED]

    @property
    def open(self) -> int:
        return self._counts[S.OPEN]

    @property
    def placeholders(self) -> int:
        return self._counts[S.PLACEHOLDER]

    @property
    def without(self) -> int:
        return self.area_count - len(self.placed)

    @property
    def unsettled(self) -> int:
        """In how many areas there is no figure for it yet."""
        return self.open + self.placeholders

    @property
    def since(self) -> date | None:
        """Since when the oldest of those has been on the table, or held open."""
        return min((one.since for one in self.placed if one.status != S.AGREED), default=None)

    @property
    def waits_for(self) -> list[tuple[str, int]]:
        """Why placeholders are held open, with how many for each, the most first."""
        reasons = Counter(terms.placeholder_reason for one in self.placed if (terms := held(one)))
        return [(PlaceholderReason(key).label, many) for key, many in reasons.most_common()]


def held(one: Placed) -> OfferLine | None:
    """Return the terms of a placeholder; None of anything else."""
    return one.terms if one.status == S.PLACEHOLDER else None


def by_indicator(
    found: Landscape, bases: Mapping[tuple[int, str], int], england: Mapping[int, Figure]
) -> list[IndicatorRow]:
    """Return a row an indicator, by number."""
    placed = found.by_indicator()
    return [
        IndicatorRow(
            indicator=one,
            placed=placed.get(one.pk, ()),
            area_count=len(found.areas),
            together=_together(placed.get(one.pk, ()), bases, england),
            issues=found.issues.get(one.pk, ()),
        )
        for one in found.indicators
    ]


@dataclass(frozen=True, slots=True)
class _Agreed:
    """Terms that were agreed in an area, with how many residents a rate there is of."""

    terms: OfferLine
    measure: Measure
    base: int | None

    @property
    def is_of_the_whole(self) -> bool:
        """Whether they are amounts of the measure in the whole area: no gap, no districts only."""
        return not self.terms.gap_to_id and not self.terms.parts


def _together(
    placed: Iterable[Placed], bases: Mapping[tuple[int, str], int], england: Mapping[int, Figure]
) -> list[Together]:
    by_measure: defaultdict[int, list[_Agreed]] = defaultdict(list)
    for one in _agreed(placed, bases):
        by_measure[one.measure.pk].append(one)
    found = [_of_measure(agreed, england.get(pk)) for pk, agreed in by_measure.items()]
    return sorted(found, key=lambda one: one.measure.code)


def _agreed(placed: Iterable[Placed], bases: Mapping[tuple[int, str], int]) -> Iterator[_Agreed]:
    for one in placed:
        terms = one.terms if one.status == S.AGREED else None
        if terms and terms.measure:
            base = bases.get((one.area.pk, terms.measure.age_band))
            yield _Agreed(terms, terms.measure, base)


def _of_measure(agreed: Sequence[_Agreed], england: Figure | None) -> Together:
    measure = agreed[0].measure
    reason = summing.NOT_SUMMED.get(measure.kind, "")
    whole = [] if reason else [one for one in agreed if one.is_of_the_whole]
    target = summing.total((Part(one.terms.last_value, one.base) for one in whole), measure.per)
    baseline = summing.total((Part(one.terms.baseline, one.base) for one in whole), measure.per)
    return Together(
        measure=measure,
        target=target,
        baseline=baseline,
        left_out=len(agreed) - (target.number if target else 0),
        reason=reason,
        england=england,
    )


def by_psa(rows: Iterable[IndicatorRow]) -> list[tuple[str, list[IndicatorRow]]]:
    """Return rows under the agreement or objective that their indicators support, by its name."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        found.setdefault(row.indicator.supports or "No agreement or objective", []).append(row)
    return sorted(found.items())


def blockers(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    """Return the indicators without a figure somewhere: held in most areas first, then longest."""
    held = [row for row in rows if row.unsettled]
    return sorted(held, key=lambda row: (-row.placeholders, -row.open, row.since))
