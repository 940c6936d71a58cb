"""What terms of a target can be made of: measures, the figures to start from, places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators import reading
from indicators.models import Figure, Measure, QualityStatement, Status
from indicators.periods import PeriodKind
from indicators.queries import FigureRow, released, with_context
from partnerships.models import KINDS_AT, Area, AreaKind, Level, Population
from targets.models import DraftLine, Target, TargetType
from targets.rules.law import EDUCATION_AND_EARLY_YEARS

from .packages import printed, unmeasured
from .packs import somebody_of

FULL_YEARS = (PeriodKind.FINANCIAL_YEAR.value, PeriodKind.CALENDAR_YEAR.value)
WEIGHED_IN = 2008
"""Whose mid-year residents weigh the districts of a target."""


@dataclass(frozen=True, slots=True)
class District:
    """A district of the area, with how many residents a measure counts there; None: not known."""

    area: Area
    residents: int | None


@dataclass(frozen=True, slots=True)
class TermsChoices:
    """What people choose among when they write terms of a target, and what they start from."""

    measures: tuple[Measure, ...]
    """Of the target's indicator; none where it has none."""
    figures: Mapping[int, FigureRow]
    """The full-year final figure to start from, by the key of its measure."""
    statements: Mapping[int, QualityStatement]
    """What is stated of the quality of those figures, by the key of the measure."""
    beyond: tuple[Area, ...]
    """The areas a gap is measured to: the region, and England."""
    districts: tuple[District, ...]
    unmeasured: frozenset[str]
    """The years in which its survey does not run."""

    @property
    def starting_figures(self) -> list[tuple[FigureRow, QualityStatement | None]]:
        """Each figure to start from, with what is stated of its quality."""
        return [(row, self.statements.get(pk)) for pk, row in self.figures.items()]

    @property
    def units(self) -> frozenset[str]:
        return frozenset(one.unit for one in self.measures)


def terms_choices(target: Target) -> TermsChoices:
    """Return what terms of a target can be made of, for whoever sits at its area's table."""
    area, indicator = target.agreement.area, target.indicator
    measures = tuple(
        Measure.objects.filter(indicator=indicator).select_related("indicator").order_by("code")
        if indicator
        else ()
    )
    figures = _figures(measures, area, target.agreement.starts_on)
    statements = {pk: reading.statement(row) for pk, row in figures.items()}
    return TermsChoices(
        measures=measures,
        figures=figures,
        statements={pk: stated for pk, stated in statements.items() if stated},
        beyond=_beyond(area),
        districts=_districts(area, measures[0].age_band if measures else Population.ALL_AGES),
        unmeasured=unmeasured(target, measures[0] if measures else None),
    )


def _figures(
    measures: Sequence[Measure], area: Area, starts_on: date | None
) -> dict[int, FigureRow]:
    """Return of each measure the newest year before the agreement, or else its first year."""
    reader = somebody_of(area)
    figures = Figure.objects.visible_to(reader).filter(
        measure__in=measures,
        area=area,
        period_kind__in=FULL_YEARS,
        status=Status.FINAL,
        value__isnull=False,
    )
    found: dict[int, FigureRow] = {}
    for row in released(with_context(figures).order_by("period_start"), reader):
        is_before = starts_on is None or row.period.end <= starts_on
        if row.shown.value is not None and (is_before or row.measure.pk not in found):
            found[row.measure.pk] = row
    return found


def _beyond(area: Area) -> tuple[Area, ...]:
    around = Q(kind=AreaKind.REGION, parts__part=area)
    found = Area.objects.filter(around | Q(kind=AreaKind.COUNTRY, is_invented=False))
    return tuple(found.exclude(pk=area.pk).distinct().order_by("-kind"))


def _districts(area: Area, age_band: str) -> tuple[District, ...]:
    lies_within = Q(wholes__whole=area, wholes__is_exact=True)
    areas = list(Area.objects.filter(lies_within, kind__in=KINDS_AT[Level.DISTRICT]).distinct())
    residents = Population.objects.filter(area__in=areas, year=WEIGHED_IN, age_band=age_band)
    counts = dict(residents.values_list("area", "count")) if areas else {}
    return tuple(District(one, counts.get(one.pk)) for one in areas)


def first_terms(target: Target, choices: TermsChoices) -> DraftLine:
    """Return terms to begin with, not saved: the portal's own figure, and no value yet."""
    terms = DraftLine(target=target, type=_first_type(target))
    if choices.measures:
        terms.measure = choices.measures[0]
        terms.unit = terms.measure.unit
        if row := choices.figures.get(terms.measure.pk):
            assert row.shown.value is not None  # as `_figures` has chosen it
            terms.baseline = printed(row.shown.value, terms.measure.decimals)
            terms.baseline_period = row.period.code
            terms.baseline_source = row.indicator.source
    return terms


def _first_type(target: Target) -> TargetType:
    if target.carried_code in EDUCATION_AND_EARLY_YEARS:
        return TargetType.STATUTORY
    is_national = target.indicator_id or target.carried_code
    return TargetType.DESIGNATED if is_national else TargetType.LOCAL
