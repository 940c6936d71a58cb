"""What a county's agreement is drawn from: its districts' assessments, by indicator."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.models import Indicator
from partnerships.models import Area, AreaKind, AreaPart, Partnership, PartnershipKind
from targets.models import CommunitySafetyAgreement, Priority, StrategicAssessment
from targets.states import AssessmentStatus


@dataclass(frozen=True, slots=True)
class IndicatorOfDistricts:
    """The priorities of districts that bear on one indicator; None: on no indicator."""

    indicator: Indicator | None
    priorities: list[Priority]

    @property
    def district_count(self) -> int:
        return len({one.assessment.partnership_id for one in self.priorities})


@dataclass(frozen=True, slots=True)
class DistrictPriorities:
    """What the districts put first, by indicator, and the CDRPs without an adopted assessment."""

    rows: list[IndicatorOfDistricts]
    assessments: list[StrategicAssessment]
    lacking: list[Partnership]


def district_cdrps(county_group: Partnership) -> list[Partnership]:
    """Return the CDRPs of the districts in a county, by name."""
    within = Area.objects.ids_within(county_group.areas.values_list("pk", flat=True))
    cdrps = Partnership.objects.filter(kind=PartnershipKind.CDRP, areas__in=within)
    return list(cdrps.distinct())


def district_priorities(county_group: Partnership, year: int) -> DistrictPriorities:
    """Return what the districts adopted for a year, as it stands now."""
    cdrps = district_cdrps(county_group)
    adopted = StrategicAssessment.objects.filter(
        partnership__in=cdrps, year=year, status=AssessmentStatus.ADOPTED
    )
    return _table(cdrps, list(adopted.select_related("partnership")))


def priorities_drawn_on(agreement: CommunitySafetyAgreement) -> DistrictPriorities:
    """Return what an agreement is drawn from: of an adopted one, what it was when adopted."""
    if agreement.is_draft:
        return district_priorities(agreement.partnership, agreement.year)
    taken = agreement.assessments.select_related("partnership")
    return _table(district_cdrps(agreement.partnership), list(taken))


def _table(cdrps: list[Partnership], assessments: list[StrategicAssessment]) -> DistrictPriorities:
    there = {one.partnership_id for one in assessments}
    return DistrictPriorities(
        _by_indicator(assessments), assessments, [one for one in cdrps if one.pk not in there]
    )


def _by_indicator(assessments: Collection[StrategicAssessment]) -> list[IndicatorOfDistricts]:
    """Put what most districts share first, and what bears on no indicator last."""
    found: defaultdict[Indicator | None, list[Priority]] = defaultdict(list)
    priorities = Priority.objects.filter(assessment__in=assessments)
    related = priorities.select_related("assessment__partnership").prefetch_related("indicators")
    for priority in related.order_by("rank", "assessment__partnership__name"):
        for indicator in priority.indicators.all() or [None]:
            found[indicator].append(priority)
    rows = [IndicatorOfDistricts(indicator, ones) for indicator, ones in found.items()]
    return sorted(rows, key=_place)


def _place(row: IndicatorOfDistricts) -> tuple[bool, int, int]:
    return (
        row.indicator is None,
        -row.district_count,
        row.indicator.number if row.indicator else 0,
    )


def prefilled_priorities(drawn: DistrictPriorities) -> str:
    """Return a first text of a county's priorities: what districts share, one a line."""
    return "\n".join(
        f"{row.indicator.code} {row.indicator.title}: {row.district_count} of "
        f"{len(drawn.assessments)} districts"
        for row in drawn.rows
        if row.indicator
    )


def county_groups(cdrps: Collection[Partnership]) -> Mapping[int, Partnership]:
    """Return the county strategy group over each CDRP in a two-tier area, by the CDRP's id."""
    districts = Partnership.areas.through.objects.filter(
        partnership__in=cdrps, area__kind=AreaKind.NON_METROPOLITAN
    ).values_list("area_id", "partnership_id")
    cdrp_of = dict(districts)
    county_of = AreaPart.objects.filter(part__in=cdrp_of, whole__kind=AreaKind.COUNTY)
    cdrps_in = defaultdict(set)
    for part, whole in county_of.values_list("part_id", "whole_id"):
        cdrps_in[whole].add(cdrp_of[part])
    kind = PartnershipKind.COUNTY_STRATEGY_GROUP
    groups = Partnership.objects.filter(kind=kind, areas__in=cdrps_in).prefetch_related("areas")
    return {
        cdrp: group
        for group in groups.distinct()
        for county in group.areas.all()
        for cdrp in cdrps_in.get(county.pk, ())
    }
