"""Which terms each target is held to: those signed last, or else those that both sides agreed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Measure
from indicators.periods import Period
from indicators.summaries import IMPROVEMENT
from reviews.assessing import Path
from targets import queries as of_targets
from targets.models import (
    YEARS,
    AgreementVersion,
    LineStanding,
    OfferLine,
    Target,
    Terms,
    VersionLine,
)
from targets.states import LineKind, TargetStatus

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
    """Return the targets that a measure judges, each with its terms, in four queries at most."""
    return [Held(one.target, one) for one in _signed(measure, day)] + _agreed(measure, day)


def _signed(measure: Measure, day: date) -> list[VersionLine]:
    lines = signed_lines(day).filter(measure=measure)
    return list(lines.select_related("target__agreement__area", "target__indicator"))


def _agreed(measure: Measure, day: date) -> list[Held]:
    """Return what is agreed and not signed; none of what the areas after have taken over."""
    targets = list(
        agreed_since(day)
        .filter(indicator=measure.indicator_id)
        .exclude(agreement__in=of_targets.passed_on())
        .select_related("agreement__area", "indicator")
    )
    terms = of_targets.terms_on_the_table(of_targets.positions(targets))
    return [
        Held(one, terms[one.pk])
        for one in targets
        if one.pk in terms and terms[one.pk].measure_id == measure.pk
    ]


def held_targets(day: date) -> QuerySet[Target]:
    """Return the targets that agreements hold to something on a day, or did when they ended."""
    signed = _signed_last(day).filter(target=OuterRef("pk"))
    found: QuerySet[Target] = Target.objects.filter(Exists(signed)) | agreed_since(day)
    return found


def signed_lines(day: date) -> QuerySet[VersionLine]:
    """Return the lines that were signed last; they hold whatever has been said since.

    None of what the areas after have taken over.
    """
    return _signed_last(day).exclude(version__agreement__in=of_targets.passed_on())


def _signed_last(day: date) -> QuerySet[VersionLine]:
    """Return what the last version of each agreement was signed for: once its term is over, its
    last year is still to be judged by that."""
    versions = AgreementVersion.objects.last_in_force(day)
    found: QuerySet[VersionLine] = VersionLine.objects.filter(
        version__in=versions, standing=LineStanding.AGREED
    )
    return found


def agreed_since(day: date) -> QuerySet[Target]:
    """Return what one side offered, the other accepted, and no version was signed for.

    What was signed for and is in no later version was taken out by a revision: nothing holds it.
    Nor does anything hold what a revision adds without an offer, until that is signed.
    """
    signed = VersionLine.objects.filter(
        target=OuterRef("pk"), standing=LineStanding.AGREED, version__starts_on__lte=day
    )
    accepted = OfferLine.objects.standing().filter(target=OuterRef("pk"), kind=LineKind.ACCEPT)
    found: QuerySet[Target] = Target.objects.filter(
        ~Exists(signed), Exists(accepted), status=TargetStatus.AGREED.value
    )
    return found


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
