"""What people and bodies have said that bears on targets: findings, advice, overdue standards."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from indicators.models import Measure
from indicators.periods import financial_year_start
from indicators.printing import day as printed
from partnerships.models import AreaPart
from reviews.models import Judgement, JudgementKind, Weight
from targets import queries as of_targets
from targets.contents import YEARS
from targets.hallmarks import Basis

from .around import cdrps_of, first_targets
from .held import Held

Said = Mapping[int, Mapping[str, Any]]
"""Some fields of `Facts`, by the key of an area or target."""


def judged(measure: Measure, held: Sequence[Held], on: date) -> dict[int, dict[str, Any]]:
    """Return what was said of each target, by its key, in the same number of queries for any."""
    found = _findings(measure, {one.area_id for one in held})
    standards = _standards(held, on)
    return {
        one.target.pk: {**found.get(one.area_id, {}), **standards.get(one.target.pk, {})}
        for one in held
    }


def _findings(measure: Measure, areas: Collection[int]) -> Said:
    """Return what was found against the indicator of a measure, oldest first, by area."""
    against = Judgement.objects.standing().filter(
        indicators=measure.indicator_id, weight=Weight.CONCERN
    )
    judgements = list(against.order_by("published_on", "pk"))
    touching = _touching({one.area_id for one in judgements}, areas)
    found: dict[int, dict[str, Any]] = {}
    for one in judgements:
        for area_id in touching.get(one.area_id, ()):
            _take(found.setdefault(area_id, {}), one)
    return found


def _take(said: dict[str, Any], one: Judgement) -> None:
    if one.kind == JudgementKind.AT_RISK:
        said["advice"] = sentence(one)
        return
    said["found"] = (*said.get("found", ()), sentence(one))
    said["flags"] = said.get("flags", 0) + bool(one.flag)


def sentence(one: Judgement) -> str:
    """Say what a judgement comes to, where it is to be read, and what is already being done."""
    place = f"“{one.report}”, published on {printed(one.published_on)}"
    body = f"The {one.get_body_display()}" if one.body != "ofsted" else "Ofsted"
    if one.kind == JudgementKind.AT_RISK:
        said = f"{body} advises that delivery is at risk here: {place}."
    else:
        gave = "gave a red flag" if one.flag else "found a significant concern"
        said = f"{body} {gave}: {place}."
    return f"{said} Action is already in hand." if one.in_hand else said


def _touching(places: Collection[int], areas: Collection[int]) -> dict[int, set[int]]:
    """Return which of `areas` each place is, lies in, or holds, in one query; in none, of none."""
    found = {place: {place} & set(areas) for place in places}
    if not places:
        return found
    parts = AreaPart.objects.filter(
        Q(whole__in=places, part__in=areas) | Q(whole__in=areas, part__in=places), is_exact=True
    )
    for whole, part in parts.values_list("whole_id", "part_id"):
        for place, area in ((whole, part), (part, whole)):
            if place in found and area in areas:
                found[place].add(area)
    return found


def _standards(held: Sequence[Held], on: date) -> Said:
    """Return the standards that are overdue, by the one target of each area that carries them.

    They are the partnership's, not a target's.
    """
    year = financial_year_start(on).year
    carriers = first_targets({one.area_id for one in held}, on)
    areas = {one.area_id: one.target.pk for one in held if one.target.pk in carriers}
    if not areas or year not in YEARS:
        return {}
    cdrps = cdrps_of(areas)
    lists = {one.partnership.pk: one for one in of_targets.checklists(list(cdrps), year, on)}
    found: dict[int, dict[str, Any]] = {}
    for area_id, target_id in areas.items():
        own = [lists[cdrp.pk] for cdrp, around in cdrps.items() if area_id in around]
        if overdue := _overdue(own):
            found[target_id] = {"not_met": overdue}
    return found


def _overdue(lists: Iterable[of_targets.Checklist]) -> tuple[str, ...]:
    """Return which statutory standards are past their day, the latest last.

    A partnership of which no standard has anything on record does not use the checklist: of it
    nothing is known.
    """
    dated: dict[str, date] = {}
    for one in lists:
        if not any(row.finding.evidence for row in one.rows):
            continue
        for row in one.overdue():
            if row.standard.basis is Basis.LAW and row.finding.by:
                title = row.standard.title
                dated[title] = max(row.finding.by, dated.get(title, row.finding.by))
    ordered = sorted(dated.items(), key=lambda item: (item[1], item[0]))
    return tuple(f"{title} (by {printed(by)})" for title, by in ordered)
