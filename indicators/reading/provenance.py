"""Where a figure comes from: the parts beneath a sum, the returns, and the row of the sheet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from indicators.methods import YEARS_BEFORE
from indicators.models import DataReturn, Figure, Measure, Observation, Status
from indicators.periods import Period, PeriodKind, add_months
from indicators.queries import FigureRow, released, with_context
from laa_portal.foundation import jobs
from partnerships.models import Area, Level, Viewer

from .judging import Explained, reasons_of
from .past import Known

INSIDE = """
WITH RECURSIVE links AS (
    SELECT whole_id, part_id FROM partnerships_areapart
     WHERE is_exact AND coalesce(starts_on, %(day)s) <= %(day)s
       AND (ends_on IS NULL OR ends_on > %(day)s)
), inside AS (
    SELECT part_id FROM links WHERE whole_id = %(whole)s
     UNION
    SELECT links.part_id FROM links JOIN inside ON links.whole_id = inside.part_id
)
SELECT part_id FROM inside
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the areas or periods that a figure is summed from; `row` is None where it has none."""

    area: Area
    period: Period
    row: FigureRow | None


@dataclass(frozen=True, slots=True)
class Source:
    """A return that a figure rests on, and which of its rows, as the sender's sheet counts them."""

    data_return: DataReturn
    row_count: int
    first_row: int
    last_row: int
    is_open_to_reader: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a figure rests on: one reported row, or the parts of a sum; and which years."""

    row: FigureRow
    observation: Observation | None
    parts: tuple[Part, ...]
    years: tuple[Part, ...]
    """Those of a change over several years, its own the last; none of a figure of one period."""
    sources: tuple[Source, ...]
    explanations: tuple[Explained, ...] = ()
    """Why the one reported row is right though it broke rules, in its sender's words."""

    @property
    def note(self) -> str:
        """What the sender notes on the one reported row, unless its figure is withheld."""
        return self.observation.note if self.observation and not _is_withheld(self.row) else ""

    @property
    def level(self) -> Level | None:
        """The level of the areas it is summed from; None where it is not a sum over areas."""
        summed_from = self.row.figure.summed_from
        return Level(summed_from) if summed_from in set(Level) else None

    @property
    def part_kind(self) -> PeriodKind | None:
        """The kind of period it is summed from; None where it is not a sum over time."""
        summed_from = self.row.figure.summed_from
        return PeriodKind(summed_from) if summed_from in set(PeriodKind) else None

    @property
    def missing(self) -> int:
        """How many parts have no figure; of those of a change, how many have no count."""
        given = "numerator" if self.years else "value"
        return sum(
            part.row is None or getattr(part.row.figure, given) is None for part in self.parts
        )


def provenance(row: FigureRow, known: Known) -> Provenance:
    """Return what a figure rests on, in a few queries a year however many parts it has."""
    parts, years = _parts(row, known), _years(row, known)
    observations = known.observations().filter(_beneath(row, parts, years, known))
    observations = observations.select_related("data_return__organisation")
    own = observations.filter(period_start=row.period.start)
    observation = None if row.figure.summed_from else own.first()
    return Provenance(
        row=row,
        observation=observation,
        explanations=_explanations(row, observation),
        parts=parts,
        years=years,
        sources=_sources(observations, known.viewer),
    )


def beneath(row: FigureRow, known: Known) -> Q:
    """Return the condition of the observations that a figure rests on, whenever they held."""
    return _beneath(row, _parts(row, known), _years(row, known), known)


def _beneath(row: FigureRow, parts: Sequence[Part], years: Sequence[Part], known: Known) -> Q:
    earlier = [(year.row, _parts(year.row, known)) for year in years[:-1] if year.row]
    return _reported([(row, parts), *earlier])


def _is_withheld(row: FigureRow) -> bool:
    """Whether words of its sender might tell what the figure does not."""
    return row.shown.status == Status.SUPPRESSED


def _explanations(row: FigureRow, observation: Observation | None) -> tuple[Explained, ...]:
    return () if observation is None or _is_withheld(row) else tuple(reasons_of(observation))


def is_recomputing(measure: Measure) -> bool:
    """Whether new data arrived from which figures or summaries are still to be worked out."""
    return bool(recomputing([measure]))


def recomputing(measures: Iterable[Measure]) -> frozenset[str]:
    """Return the codes of those measures of which something is still to be worked out."""
    codes = [measure.code for measure in measures]
    waiting = jobs.open_jobs().filter(
        kind__in=["recompute", "summarise"], payload__measure_code__in=codes
    )
    return frozenset(waiting.values_list("payload__measure_code", flat=True))


def _parts(row: FigureRow, known: Known) -> tuple[Part, ...]:
    summed_from = row.figure.summed_from
    if summed_from in set(Level):
        return _part_areas(row, summed_from, known)
    if summed_from in set(PeriodKind):
        return _part_periods(row, PeriodKind(summed_from), known)
    return ()


def _years(row: FigureRow, known: Known) -> tuple[Part, ...]:
    """Return the years that a change over several rests on, oldest first."""
    before = YEARS_BEFORE.get(row.measure.kind)
    if before is None:
        return ()
    months = range(-12 * before, 1, 12)
    periods = [Period(row.period.kind, add_months(row.period.start, n)) for n in months]
    figures = _alike(row, known).filter(
        area=row.area, period_start__in=[period.start for period in periods]
    )
    by_period = {year.period: year for year in released(with_context(figures), known.viewer)}
    return tuple(Part(row.area, period, by_period.get(period)) for period in periods)


def _part_areas(row: FigureRow, level: str, known: Known) -> tuple[Part, ...]:
    """Return the areas of `level` that lay in the figure's area when its period began."""
    day = row.period.start
    areas = Area.objects.filter(pk__in=_inside(row.area, day)).at_level(level).on(day)
    figures = _alike(row, known).filter(area__in=areas, period_start=day)
    by_area = {part.area.pk: part for part in released(with_context(figures), known.viewer)}
    return tuple(Part(area, row.period, by_area.get(area.pk)) for area in areas)


def _part_periods(row: FigureRow, kind: PeriodKind, known: Known) -> tuple[Part, ...]:
    """Return the months or quarters that make up the figure's year."""
    figures = known.figures.filter(
        measure=row.measure,
        area=row.area,
        period_kind=kind.value,
        period_start__gte=row.period.start,
        period_start__lt=row.period.end,
    )
    by_period = {part.period: part for part in released(with_context(figures), known.viewer)}
    return tuple(Part(row.area, period, by_period.get(period)) for period in _within(row, kind))


def _within(row: FigureRow, kind: PeriodKind) -> Iterable[Period]:
    period = Period(kind, row.period.start)
    while period.start < row.period.end:
        yield period
        period = period.next()


def _inside(area: Area, day: date) -> list[int]:
    """Return the ids of all that lay wholly within an area on a day, however deep."""
    with connection.cursor() as cursor:
        cursor.execute(INSIDE, {"whole": area.pk, "day": day})
        return [part_id for (part_id,) in cursor.fetchall()]


def _alike(row: FigureRow, known: Known) -> QuerySet[Figure]:
    """Return the figures of the same measure and kind of period."""
    figures = known.figures
    return figures.filter(measure=row.measure, period_kind=row.period.kind.value)


def _reported(rows: Iterable[tuple[FigureRow, Sequence[Part]]]) -> Q:
    """Return the condition of what was reported beneath figures, down through sums of sums."""
    wanted = Q(pk__in=[])
    for row, parts in rows:
        within = Q(period_start__gte=row.period.start, period_start__lt=row.period.end)
        for kind, area_ids in _reported_by(row, parts).items():
            wanted |= within & Q(measure=row.measure, period_kind=kind, area_id__in=area_ids)
    return wanted


def _reported_by(row: FigureRow, parts: Sequence[Part]) -> Mapping[str, set[int]]:
    """Return by which kinds of period the areas beneath a figure were reported."""
    is_over_areas = row.figure.summed_from in set(Level)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for one in [part.row for part in parts if part.row] if is_over_areas else [row]:
        summed_from = one.figure.summed_from
        kind = summed_from if summed_from in set(PeriodKind) else one.period.kind.value
        found[kind].add(one.area.pk)
    return found


def _sources(observations: QuerySet[Observation], viewer: Viewer) -> tuple[Source, ...]:
    """Return the returns behind reported rows, the newest first."""
    rows = observations.values("data_return").annotate(
        count=Count("pk"), first=Min("row"), last=Max("row")
    )
    spans = {one["data_return"]: one for one in rows.order_by()}
    returns = DataReturn.objects.filter(pk__in=spans).select_related("organisation")
    visible = set(
        DataReturn.objects.visible_to(viewer).filter(pk__in=spans).values_list("pk", flat=True)
    )
    return tuple(
        Source(
            data_return=one,
            row_count=spans[one.pk]["count"],
            first_row=spans[one.pk]["first"],
            last_row=spans[one.pk]["last"],
            is_open_to_reader=one.pk in visible,
        )
        for one in returns
    )
