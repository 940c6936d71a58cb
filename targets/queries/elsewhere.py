"""What other areas have done and are on their way to do, for targets to be held against.

It is what everybody may see, so that both sides of a table, and a pack of it, say the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from indicators.models import Figure, Measure, SeriesSummary
from indicators.periods import PeriodKind
from indicators.queries import EVERYBODY, segments_of
from indicators.reading import Evidence
from indicators.statistics.comparison import group_spread
from partnerships.models import Area, Peer
from targets import ambition
from targets.ambition import Changes, Elsewhere, Group, Seen, Subject, changes_by_length

Row = Mapping[str, Any]

OF_PEER = ("area_id", "period_start", "value", "lower", "upper", "denominator", "expected")
AHEAD = ("area_id", "projected", "dispersion")


def subject_of(measure: Measure) -> Subject:
    """Return a measure as targets are judged by it."""
    return Subject(measure.kind, measure.per, measure.polarity, measure.unit, measure.decimals)


def yearly_kind(evidence: Evidence) -> PeriodKind:
    """Return by which years a measure is told: those of the projection, or those there are."""
    if evidence.summary:
        return evidence.summary.target_period.kind
    yearly = [kind for kind in evidence.series if kind.months == 12]
    return yearly[-1] if yearly else PeriodKind.FINANCIAL_YEAR


def elsewhere(evidence: Evidence) -> Elsewhere:
    """Return what is known of other areas, in four queries."""
    figures = _yearly(evidence)
    seen = _seen(figures, evidence)
    peers = _peers(evidence)
    similar = frozenset(peers)
    ahead = {row["area_id"]: row for row in _summaries(evidence, peers)}
    of_peers = list(figures.filter(area__in=peers).values(*OF_PEER))
    return Elsewhere(
        peers=tuple(_peer(of_peers, one, ahead.get(one)) for one in peers),
        groups=_groups(evidence.measure, of_peers, ahead),
        changes_of_peers=changes_by_length(one for one in seen if one.area in similar),
        changes_of_all=changes_by_length(seen),
    )


def _yearly(evidence: Evidence) -> QuerySet[Figure]:
    """Return all yearly figures of a measure that everybody may see, but for the area's own."""
    measure = evidence.measure
    figures = Figure.objects.visible_to(EVERYBODY).filter(
        measure=measure, period_kind=yearly_kind(evidence), value__isnull=False, is_withheld=False
    )
    is_small = Q(numerator__gt=0, numerator__lt=measure.suppression_threshold)
    return figures.exclude(is_small).exclude(area=evidence.area).order_by("area", "period_start")


def _seen(figures: QuerySet[Figure], evidence: Evidence) -> list[Seen]:
    """Return the figures of the areas that count at the level of the area."""
    areas = Area.objects.at_level(evidence.area.levels[0])
    if not evidence.area.is_invented:
        areas = areas.real()
    segments = segments_of(evidence.definitions)
    rows = figures.filter(area__in=areas)
    return [
        Seen(area, start.year, segments.get(definition, 0), value or 0.0)
        for area, start, definition, value in rows.values_list(
            "area_id", "period_start", "definition_id", "value"
        )
    ]


def _peers(evidence: Evidence) -> list[int]:
    """Return the areas most similar to an area, the nearest first."""
    summary = evidence.summary
    if summary is None or summary.group_id is None:
        return []
    return list(Peer.objects.filter(group=summary.group_id).values_list("area_id", flat=True))


def _summaries(evidence: Evidence, peers: Iterable[int]) -> Iterable[Row]:
    """Return where peers head in the year for which the area itself is projected."""
    summary = evidence.summary
    if summary is None:
        return []
    found = SeriesSummary.objects.visible_to(EVERYBODY)
    found = found.filter(measure=evidence.measure, area__in=peers)
    return found.filter(target_start=summary.target_start).values(*AHEAD)


def _peer(rows: Iterable[Row], area: int, ahead: Row | None) -> ambition.Peer:
    return ambition.Peer(
        {row["period_start"].year: row["value"] for row in rows if row["area_id"] == area},
        ahead["projected"] if ahead else None,
    )


def _groups(measure: Measure, rows: Iterable[Row], ahead: Mapping[int, Row]) -> dict[int, Group]:
    """Return by year what the peers say together, where two or more have a figure and its count."""
    by_year: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_year[row["period_start"].year].append(row)
    found = {year: _group(measure, each, ahead) for year, each in sorted(by_year.items())}
    return {year: group for year, group in found.items() if group}


def _group(measure: Measure, rows: Sequence[Row], ahead: Mapping[int, Row]) -> Group | None:
    subject = subject_of(measure)
    numbers = {name: _column(rows, name) for name in OF_PEER[2:]}
    clustered = [(ahead.get(row["area_id"]) or {}).get("dispersion") or 1.0 for row in rows]
    size = ambition.sizes(subject, **numbers)
    value, variance = ambition.scaled(subject, numbers["value"], size, np.array(clustered))
    spread = group_spread(value[np.newaxis], variance[np.newaxis])
    mean, between = float(spread.mean[0]), float(spread.between[0])
    return Group(mean, between) if np.isfinite(mean + between) else None


def _column(rows: Iterable[Row], name: str) -> np.ndarray:
    return np.array([np.nan if row[name] is None else row[name] for row in rows], float)


# --- In packs -------------------------------------------------------------------------------------


def written(known: Elsewhere) -> dict[str, Any]:
    """Return what is known of other areas as a pack holds it: peers as numbers, without names."""
    return {
        "peers": [{"figures": one.figures, "projected": one.projected} for one in known.peers],
        "groups": {
            year: {"mean": one.mean, "between": one.between} for year, one in known.groups.items()
        },
        "changes_of_peers": _written_changes(known.changes_of_peers),
        "changes_of_all": _written_changes(known.changes_of_all),
    }


def _written_changes(changes: Mapping[int, Changes]) -> dict[int, Any]:
    return {length: {"number": one.number, "logs": one.logs} for length, one in changes.items()}


def read(known: Row) -> Elsewhere:
    """Return what a pack has of other areas; its numbers are texts, as canonical JSON has them."""
    return Elsewhere(
        peers=tuple(
            ambition.Peer(
                {int(year): float(value) for year, value in one["figures"].items()},
                None if one["projected"] is None else float(one["projected"]),
            )
            for one in known["peers"]
        ),
        groups={
            int(year): Group(float(one["mean"]), float(one["between"]))
            for year, one in known["groups"].items()
        },
        changes_of_peers=_read_changes(known["changes_of_peers"]),
        changes_of_all=_read_changes(known["changes_of_all"]),
    )


def _read_changes(known: Row) -> dict[int, Changes]:
    return {
        int(length): Changes(one["number"], tuple(float(log) for log in one["logs"]))
        for length, one in known.items()
    }
