"""The profile of an area: where it stands on every indicator that government looks at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from indicators.models import Figure, FrameworkMembership, Indicator, Measure, SeriesSummary
from indicators.queries import EVERYBODY, FigureRow, released
from partnerships.models import Area, ComparatorGroup, Viewer

from .places import MeasureHistory, by_longest_kind
from .provenance import recomputing

Framework = FrameworkMembership.Framework
Standing = FrameworkMembership.Standing


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One measure in the area: its figures, and what they come to."""

    measure: Measure
    memberships: tuple[FrameworkMembership, ...]
    """Those that put it in its group of the profile."""
    history: MeasureHistory | None
    summary: SeriesSummary | None
    is_recomputing: bool
    levels: frozenset[str]
    """Those the area counts at."""

    @property
    def indicator(self) -> Indicator:
        return self.measure.indicator

    @property
    def latest(self) -> FigureRow | None:
        """The last figure with a value, or else the last; None where there is none at all."""
        return self.history.latest if self.history else None

    @property
    def references(self) -> str:
        """Which agreements it serves, as in `PSA 14, PSA 23`."""
        return ", ".join(m.reference for m in self.memberships if m.reference)

    @property
    def is_delayed(self) -> bool:
        return any(m.standing == Standing.DELAYED for m in self.indicator.memberships.all())

    @property
    def is_collected_here(self) -> bool:
        """Whether it is collected for areas like this one; if not, it may yet be summed to it."""
        return bool(self.levels.intersection(self.measure.levels))


@dataclass(frozen=True, slots=True)
class ProfileGroup:
    """The lines of one framework."""

    framework: FrameworkMembership.Framework
    lines: tuple[ProfileLine, ...]


@dataclass(frozen=True)
class Profile:
    """How an area stands on the indicators of the public service agreements, then of APACS."""

    area: Area
    groups: tuple[ProfileGroup, ...]

    @property
    def lines(self) -> Iterable[ProfileLine]:
        return (line for group in self.groups for line in group.lines)

    @cached_property
    def summaries(self) -> tuple[SeriesSummary, ...]:
        return tuple(line.summary for line in self.lines if line.summary)

    @cached_property
    def peer_groups(self) -> tuple[ComparatorGroup, ...]:
        """The groups of peers that its lines are compared with, by their sources."""
        groups = {one.group for one in self.summaries if one.group}
        return tuple(sorted(groups, key=lambda group: group.source))

    @property
    def is_recomputing(self) -> bool:
        """Whether new data arrived from which any of it is still to be worked out."""
        return any(line.is_recomputing for line in self.lines)

    @property
    def vintage(self) -> datetime | None:
        """When the newest of all that it rests on was recorded."""
        return max((one.vintage for one in self.summaries), default=None)

    @property
    def method_versions(self) -> tuple[str, ...]:
        return tuple(sorted({one.method_version for one in self.summaries}))


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is of an area, by the ids or codes of measures."""

    histories: Mapping[int, MeasureHistory]
    summaries: Mapping[int, SeriesSummary]
    waiting: frozenset[str]
    levels: frozenset[str]

    def line(self, measure: Measure, memberships: tuple[FrameworkMembership, ...]) -> ProfileLine:
        return ProfileLine(
            measure=measure,
            memberships=memberships,
            history=self.histories.get(measure.pk),
            summary=self.summaries.get(measure.pk),
            is_recomputing=measure.code in self.waiting,
            levels=self.levels,
        )


def profile(area: Area, viewer: Viewer) -> Profile:
    """Return the profile of an area, in as many queries for one indicator as for forty.

    It rests on what everybody may see, so that both sides of the table read the same: published
    and final figures, with small counts withheld. Only restricted indicators depend on `viewer`.
    """
    measures = Measure.objects.select_related("indicator")
    by_framework = _by_framework(measures.prefetch_related("indicator__memberships"))
    known = _Known(
        histories=_histories(area, viewer),
        summaries=_summaries(area, viewer),
        waiting=recomputing(measure for of in by_framework.values() for measure, _ in of),
        levels=frozenset(level.value for level in area.levels),
    )
    groups = (
        ProfileGroup(framework, tuple(known.line(*member) for member in members))
        for framework, members in by_framework.items()
    )
    return Profile(area, tuple(group for group in groups if group.lines))


Members = list[tuple[Measure, tuple[FrameworkMembership, ...]]]


def _by_framework(measures: Iterable[Measure]) -> Mapping[FrameworkMembership.Framework, Members]:
    """Return the measures of each framework; one that serves an agreement is not listed twice."""
    groups: dict[FrameworkMembership.Framework, Members] = {Framework.PSA: [], Framework.APACS: []}
    for measure in measures:
        for framework, members in groups.items():
            if memberships := _memberships(measure.indicator, framework):
                members.append((measure, memberships))
                break
    return groups


def _memberships(indicator: Indicator, framework: str) -> tuple[FrameworkMembership, ...]:
    return tuple(
        membership
        for membership in indicator.memberships.all()
        if membership.framework == framework and membership.standing != Standing.DROPPED
    )


def _histories(area: Area, viewer: Viewer) -> Mapping[int, MeasureHistory]:
    """Return the final, published figures of each measure as they are shown to everybody."""
    figures = Figure.objects.visible_to(viewer).settled().filter(area=area)
    rows: dict[int, list[FigureRow]] = {}
    for row in released(by_longest_kind(figures), EVERYBODY):
        rows.setdefault(row.measure.pk, []).append(row)
    return {pk: MeasureHistory(of[0].measure, tuple(of)) for pk, of in rows.items()}


def _summaries(area: Area, viewer: Viewer) -> Mapping[int, SeriesSummary]:
    found = SeriesSummary.objects.visible_to(viewer).filter(area=area)
    return {one.measure_id: one for one in found.select_related("measure", "group")}
