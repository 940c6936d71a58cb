"""Which terms each target is held to: those in force, or else those that both sides agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.models import Measure
from indicators.periods import Period
from indicators.summaries import IMPROVEMENT
from reviews.assessing import Path
from targets import queries as of_targets
from targets.models import (
    YEARS,
    AgreementVersion,
    LineStanding,
    Target,
    Terms,
    VersionLine,
)
from targets.states import TargetStatus

FIRST_YEAR = int(YEARS[0][:4])


@dataclass(frozen=True, slots=True)
class Held:
    """A target with the terms it is held to."""

    target: Target
    terms: Terms

    @property
    def area_id(self) -> int:
        return self.target.agreement.area_id

    @property
    def is_plain(self) -> bool:
        """Whether its values are the area's own: no gap to another, and for all its districts."""
        return self.terms.gap_to_id is None and not self.terms.parts


def held_to(measure: Measure, day: date) -> list[Held]:
    """Return the targets that a measure judges, each with its terms, in four queries."""
    signed = _signed(measure, day)
    agreed = _agreed(measure, leaving_out={one.target_id for one in signed})
    return [Held(one.target, one) for one in signed] + agreed


def _signed(measure: Measure, day: date) -> list[VersionLine]:
    """Return the lines of versions in force; they hold whatever has been said since."""
    in_force = AgreementVersion.objects.in_force(day)
    lines = VersionLine.objects.filter(
        version__in=in_force, measure=measure, standing=LineStanding.AGREED
    )
    return list(lines.select_related("target__agreement__area", "target__indicator"))


def _agreed(measure: Measure, leaving_out: Iterable[int]) -> list[Held]:
    """Return what is agreed and not signed; none of what the areas after have taken over."""
    targets = list(
        Target.objects.filter(indicator=measure.indicator_id, status=TargetStatus.AGREED.value)
        .exclude(pk__in=set(leaving_out))
        .exclude(agreement__in=of_targets.passed_on())
        .select_related("agreement__area", "indicator")
    )
    terms = of_targets.terms_on_the_table(of_targets.positions(targets))
    return [
        Held(one, terms[one.pk])
        for one in targets
        if one.pk in terms and terms[one.pk].measure_id == measure.pk
    ]


def path_of(one: Held, measure: Measure) -> Path:
    """Return the path that terms ask for, as it is held against figures."""
    terms = one.terms
    baseline = of_targets.period_of(terms.baseline_period)
    unmeasured = of_targets.unmeasured(one.target, measure)
    return Path(
        baseline=_float(terms.baseline),
        baseline_year=baseline.start.year if baseline else None,
        first_year=FIRST_YEAR,
        values=tuple(_float(value) for value in terms.values),
        improvement=IMPROVEMENT.get(measure.polarity, 0),
        decimals=measure.decimals,
        unmeasured=frozenset(int(year[:4]) for year in unmeasured),
    )


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def year_of(year: int) -> Period:
    """Return the financial year of an agreement that begins in `year`."""
    return Period.parse(YEARS[year - FIRST_YEAR])
