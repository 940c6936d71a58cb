"""The priorities of an LAA area's districts side by side, by the indicators they bear on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean

from indicators.models import Indicator
from indicators.reading import MeasureHistory, measures_of
from partnerships.models import Area, Partnership, Viewer
from targets.models import STARTS_ON, Agreement, Escalation, Priority, Target
from targets.rows import Row, RowKind
from targets.states import EscalationStatus

from .tiers import cdrps_of


@dataclass(frozen=True, slots=True)
class Column:
    """A CDRP of the area, and the year of the assessment whose priorities it brings."""

    partnership: Partnership
    year_label: str
    """Empty while it has adopted none."""


@dataclass(frozen=True)
class CollatedRow:
    """What several districts' priorities have in common, and what became of it."""

    row: Row
    title: str
    indicator: Indicator | None
    target: Target | None
    priorities: tuple[Priority, ...]
    """Those of the districts' newest assessments, by district and rank."""
    new: tuple[Priority, ...] = ()
    """Those of them that bear on the candidate's indicators and are not in it yet."""
    history: MeasureHistory | None = None
    """The figures of the LAA area; None where there are none, or no indicator."""

    @cached_property
    def by_partnership(self) -> Mapping[int, list[Priority]]:
        found: defaultdict[int, list[Priority]] = defaultdict(list)
        for priority in self.priorities:
            found[priority.assessment.partnership_id].append(priority)
        return found

    @property
    def district_count(self) -> int:
        return len(self.by_partnership)

    @property
    def mean_rank(self) -> float | None:
        """The mean of the best rank that each district gives it; None where none does."""
        best = [min(one.rank for one in of) for of in self.by_partnership.values()]
        return fmean(best) if best else None

    @cached_property
    def escalations(self) -> tuple[Escalation, ...]:
        """What was put to the county, once for each priority: the newest."""
        found = (next(iter(one.escalations.all()), None) for one in self.priorities)
        return tuple(one for one in found if one)

    @property
    def county(self) -> list[tuple[str, int]]:
        """How many of them are before the county, taken up or not."""
        counts = [
            (status.label, sum(one.status == status for one in self.escalations))
            for status in EscalationStatus
        ]
        return [(label, count) for label, count in counts if count]


@dataclass(frozen=True, slots=True)
class Collation:
    """The whole table."""

    area: Area
    agreement: Agreement | None
    columns: tuple[Column, ...]
    rows: tuple[CollatedRow, ...]

    @property
    def version(self) -> int:
        """The version by which the choice among them is claimed; 0 before it was begun."""
        return self.agreement.version if self.agreement else 0


@dataclass
class _Known:
    """What there is of an area, by what rows look it up by."""

    current: list[Priority]
    targets: list[Target]
    histories: Mapping[int, MeasureHistory]
    by_indicator: defaultdict[int, list[Priority]] = field(
        default_factory=lambda: defaultdict(list)
    )
    indicators: dict[int, Indicator] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for priority in self.current:
            for indicator in priority.indicators.all():
                self.by_indicator[indicator.pk].append(priority)
                self.indicators[indicator.pk] = indicator


def agreement_of(area: Area) -> Agreement | None:
    """Return the agreement of 2008-11 of an area; None until somebody chose something for it."""
    return Agreement.objects.filter(area=area, starts_on=STARTS_ON).first()


def current_priorities(area: Area) -> list[Priority]:
    """Return the priorities of the newest adopted assessments of an area, by district and rank."""
    within = Area.objects.ids_within([area.pk])
    found = Priority.objects.current().filter(assessment__partnership__areas__in=within).distinct()
    related = found.select_related("assessment__partnership")
    return list(
        related.prefetch_related("indicators", "escalations").order_by(
            "assessment__partnership__name", "rank"
        )
    )


def candidates_of(agreement: Agreement | None) -> list[Target]:
    """Return what is on an agreement's long list, on its short list or left out."""
    if agreement is None:
        return []
    found = agreement.targets.select_related("indicator")
    return list(found.prefetch_related("merged_indicators", "priorities").order_by("title", "pk"))


def collation(area: Area, viewer: Viewer) -> Collation:
    """Return the table of an area, in as many queries for one district as for three hundred."""
    agreement = agreement_of(area)
    known = _Known(
        current_priorities(area), candidates_of(agreement), _figures(measures_of(area, viewer))
    )
    columns = tuple(_columns(cdrps_of(area), known.current))
    return Collation(area, agreement, columns, tuple(_rows(known)))


def rows_of(area: Area) -> list[CollatedRow]:
    """Return the rows of an area's table without figures, for whoever acts upon them."""
    known = _Known(current_priorities(area), candidates_of(agreement_of(area)), {})
    return list(_rows(known))


def _figures(histories: Iterable[MeasureHistory]) -> dict[int, MeasureHistory]:
    """Return the figures of each indicator's first measure that has any."""
    found: dict[int, MeasureHistory] = {}
    for history in histories:
        found.setdefault(history.measure.indicator_id, history)
    return found


def _columns(cdrps: Iterable[Partnership], current: Iterable[Priority]) -> Iterable[Column]:
    years = {one.assessment.partnership_id: one.assessment.year_label for one in current}
    return (Column(cdrp, years.get(cdrp.pk, "")) for cdrp in cdrps)


def _rows(known: _Known) -> Iterable[CollatedRow]:
    """Yield candidates, then indicators that are none, then priorities that bear on none."""
    yield from (_of_target(target, known) for target in known.targets)
    covered = {pk for target in known.targets for pk in indicator_ids(target)}
    for pk, priorities in known.by_indicator.items():
        if pk not in covered:
            yield _of_indicator(known.indicators[pk], priorities, known)
    taken = {one.pk for target in known.targets for one in target.priorities.all()}
    for priority in known.current:
        if not priority.indicators.all() and priority.pk not in taken:
            row = Row(RowKind.PRIORITY, priority.pk)
            yield CollatedRow(row, priority.title, None, None, (priority,))


def indicator_ids(target: Target) -> set[int]:
    """Return the ids of the indicators whose priorities a candidate stands for."""
    merged = {one.pk for one in target.merged_indicators.all()}
    return merged | ({target.indicator_id} if target.indicator_id else set())


def _of_target(target: Target, known: _Known) -> CollatedRow:
    inside = {one.pk for one in target.priorities.all()}
    bearing = {one.pk for pk in indicator_ids(target) for one in known.by_indicator[pk]}
    shown = [one for one in known.current if one.pk in inside | bearing]
    return CollatedRow(
        Row(RowKind.TARGET, target.pk),
        target.title,
        target.indicator,
        target,
        tuple(shown),
        new=tuple(one for one in shown if one.pk not in inside),
        history=known.histories.get(target.indicator_id) if target.indicator_id else None,
    )


def _of_indicator(
    indicator: Indicator, priorities: Iterable[Priority], known: _Known
) -> CollatedRow:
    return CollatedRow(
        Row(RowKind.INDICATOR, indicator.pk),
        f"{indicator.code} {indicator.title}",
        indicator,
        None,
        tuple(priorities),
        history=known.histories.get(indicator.pk),
    )
