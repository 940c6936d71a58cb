"""Where targets and the strategic assessments of an area's CDRPs do not fit together."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from indicators.models import Measure
from partnerships.models import Partnership
from targets.models import Priority, StrategicAssessment, Target
from targets.states import AssessmentStatus

from .around import cdrps_of, first_targets
from .held import Held

FIRST = 1
"""The rank of what comes before all else in an assessment."""


def misfits(measure: Measure, held: Sequence[Held], on: date) -> Mapping[int, Mapping[str, Any]]:
    """Return what does not fit, as fields of `Facts` by the key of a target.

    In as many queries for one target as for all. A target has nothing behind it only where every
    CDRP has said what comes first: of one that has adopted no assessment nothing is known.
    """
    areas = {one.area_id for one in held}
    cdrps = cdrps_of(areas)
    of_area: defaultdict[int, set[int]] = defaultdict(set)
    for cdrp, around in cdrps.items():
        for area in around:
            of_area[area].add(cdrp.pk)
    adopted, behind = _adopted(cdrps), _behind(cdrps, measure, held)
    carriers = first_targets(areas, on)
    unanswered = _unanswered({one.area_id for one in held if one.target.pk in carriers}, cdrps)
    found: dict[int, dict[str, Any]] = {}
    for one in held:
        own, pk = of_area[one.area_id], one.target.pk
        said_all = bool(own) and own <= adopted
        found[pk] = {"has_no_priority": said_all and not own & behind[pk]}
        if pk in carriers:
            found[pk]["unanswered"] = tuple(unanswered.get(one.area_id, ()))
    return found


def _adopted(cdrps: Collection[Partnership]) -> set[int]:
    """Return the CDRPs that have adopted an assessment."""
    adopted = StrategicAssessment.objects.filter(
        partnership__in=cdrps, status=AssessmentStatus.ADOPTED
    )
    return set(adopted.values_list("partnership", flat=True))


def _behind(
    cdrps: Collection[Partnership], measure: Measure, held: Sequence[Held]
) -> defaultdict[int, set[int]]:
    """Return the CDRPs of which a priority bears on each target: by its indicator, or by name."""
    current = Priority.objects.current().filter(assessment__partnership__in=cdrps)
    by_indicator = current.filter(indicators=measure.indicator_id)
    everywhere = set(by_indicator.values_list("assessment__partnership", flat=True))
    targets = [one.target.pk for one in held]
    found: defaultdict[int, set[int]] = defaultdict(lambda: everywhere)
    named = current.filter(targets__in=targets).values_list("targets", "assessment__partnership")
    for target, cdrp in named:
        found[target] = found[target] | {cdrp}
    return found


def _unanswered(
    areas: Collection[int], cdrps: Mapping[Partnership, Collection[int]]
) -> Mapping[int, Sequence[str]]:
    """Return what comes first in an assessment and in no target, by area, the newest last."""
    near = [cdrp for cdrp, around in cdrps.items() if set(areas) & set(around)]
    first = Priority.objects.current().filter(assessment__partnership__in=near, rank=FIRST)
    priorities = first.order_by("assessment__adopted_at", "pk")
    listed = _listed(areas)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one in priorities.select_related("assessment__partnership").prefetch_related("indicators"):
        marks = {("priority", one.pk), *(("indicator", each.pk) for each in one.indicators.all())}
        for area in set(areas) & set(cdrps[one.assessment.partnership]):
            if not marks & listed[area]:
                found[area].append(
                    f"“{one}” ({one.assessment.partnership}, {one.assessment.year_label})"
                )
    return found


Mark = tuple[str, int]
"""By which a target answers to a priority: that very one, or an indicator that it bears on."""


def _listed(areas: Collection[int]) -> defaultdict[int, set[Mark]]:
    """Return what the targets of each area answer to: those that were offered and still stand."""
    targets = Target.objects.filter(agreement__area__in=areas).negotiated().in_the_running()
    rows = targets.order_by().values_list(
        "agreement__area", "indicator", "merged_indicators", "priorities"
    )
    found: defaultdict[int, set[Mark]] = defaultdict(set)
    for area, *indicators, priority in rows:
        found[area] |= {("indicator", one) for one in indicators if one}
        if priority:
            found[area].add(("priority", priority))
    return found
