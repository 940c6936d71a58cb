"""The targets of many agreements at once, by area and indicator, as far as a reader may know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min
from django.utils import timezone

from indicators.models import Figure, Indicator, Measure
from partnerships.models import Area, AreaKind, AreaPart, Population, User
from targets import policies
from targets.models import STARTS_ON, YEAR_FIELDS, Agreement, OfferLine, SharedIssue, Target
from targets.negotiation import Step
from targets.sides import Side
from targets.states import SETTLED, LineKind, TargetStatus

from .negotiation import STEP, position_of
from .terms_choices import FULL_YEARS, WEIGHED_IN

SAID = tuple(kind for kind in LineKind if kind.has_terms)
READ = (
    *("target_id", "measure_id", "unit", "baseline", "baseline_period", *YEAR_FIELDS),
    *("gap_to_id", "parts", "placeholder_reason", "placeholder_trigger", "issue_id"),
)
"""Of terms, what is read of thousands at once."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A target by an indicator somewhere, as far as the reader may know of it."""

    target_id: int
    area: Area
    indicator_id: int
    status: TargetStatus
    """On the table, held open or agreed."""
    since: date
    """When it was first offered."""
    terms: OfferLine | None
    """What both sides have settled. Of what lies on the table nobody is told more than that."""


@dataclass(frozen=True)
class Landscape:
    """Agreements that a reader looks over, and where the targets of each stand."""

    areas: Sequence[Area]
    """Those that have begun, by name."""
    regions: Mapping[int, Area]
    """In which region each lies, by the key of the area."""
    indicators: Sequence[Indicator]
    """Those of which there is a target somewhere, by number."""
    placed: Sequence[Placed]
    issues: Mapping[int, Sequence[SharedIssue]]
    """Raised for all areas and not answered yet, by the key of the indicator."""

    def within(self, *, region: str = "", indicator: Indicator | None = None) -> "Landscape":
        """Return the part of it in one region (its code), or of one indicator."""
        areas = [one for one in self.areas if not region or self._region(one) == region]
        keys = {one.pk for one in areas}
        wanted = [one for one in self.indicators if indicator in (None, one)]
        numbers = {one.pk for one in wanted}
        placed = [one for one in self.placed if one.area.pk in keys and one.indicator_id in numbers]
        return replace(self, areas=areas, indicators=wanted, placed=placed)

    def standing(self, status: str) -> "Landscape":
        """Return what of it has come so far as `status`, without areas and indicators of none."""
        placed = [one for one in self.placed if one.status == status]
        areas, indicators = ({one.area.pk for one in placed}, {one.indicator_id for one in placed})
        return replace(
            self,
            placed=placed,
            areas=[one for one in self.areas if one.pk in areas],
            indicators=[one for one in self.indicators if one.pk in indicators],
        )

    def _region(self, area: Area) -> str:
        found = self.regions.get(area.pk)
        return found.gss_code if found else ""

    def by_indicator(self) -> Mapping[int, Sequence[Placed]]:
        found: defaultdict[int, list[Placed]] = defaultdict(list)
        for one in self.placed:
            found[one.indicator_id].append(one)
        return found


def landscape(reader: User) -> Landscape:
    """Return all that a reader looks over, in as many queries for four areas as for 150.

    The invented areas of the demonstration are never put together with England's: they are shown
    where no real agreement has begun.
    """
    visible = Agreement.objects.visible_to(reader).filter(starts_on=STARTS_ON)
    all_agreements = list(visible.select_related("area").order_by("area__name"))
    real = [one for one in all_agreements if not one.area.is_invented]
    agreements = real or all_agreements
    areas = [one.area for one in agreements]
    placed = _placed(agreements, reader)
    used = {one.indicator_id for one in placed}
    return Landscape(
        areas=areas,
        regions=regions_of([area.pk for area in areas]),
        indicators=list(Indicator.objects.filter(pk__in=used).order_by("number")),
        placed=placed,
        issues=_issues(used, reader),
    )


def _placed(agreements: Collection[Agreement], reader: User) -> list[Placed]:
    side = policies.reads_across_as(reader)
    of = {one.pk: one.area for one in agreements}
    offered = Target.objects.filter(agreement__in=of, indicator__isnull=False).negotiated()
    targets = list(offered)
    statuses, since = _statuses(targets, of, side), _first_offered(of)
    known = {*SETTLED, *([TargetStatus.OPEN] if policies.knows_what_is_open(reader) else [])}
    shown = [one for one in targets if statuses[one.pk] in known]
    terms = _settled_terms([one.pk for one in shown if statuses[one.pk] in SETTLED], side)
    return [
        Placed(
            target_id=one.pk,
            area=of[one.agreement_id],
            indicator_id=one.indicator_id,
            status=statuses[one.pk],
            since=since[one.pk],
            terms=terms.get(one.pk),
        )
        for one in shown
    ]


def _first_offered(agreements: Collection[int]) -> dict[int, date]:
    """Return the day on which each target was first offered, by its key."""
    lines = OfferLine.objects.standing().filter(offer__agreement__in=agreements).order_by()
    firsts = lines.values("target").annotate(first=Min("offer__made_at"))
    return {key: timezone.localdate(at) for key, at in firsts.values_list("target", "first")}


def _statuses(
    targets: Iterable[Target], agreements: Collection[int], side: Side | None
) -> dict[int, TargetStatus]:
    """Return how far each target has come, by its key.

    What an offer does that its other side has not opened yet is not told: it may be taken back.
    But what is settled counts at once for those who sit on no side, as on every page.
    """
    statuses = {one.pk: TargetStatus(one.status) for one in targets}
    standing = OfferLine.objects.standing().filter(offer__agreement__in=agreements)
    unopened = standing.filter(offer__opened_at=None)
    if side:
        unopened = unopened.exclude(offer__side=side)
    sealed = set(unopened.values_list("target", flat=True))
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    opened = standing.opened_to(side).filter(target__in=sealed).values_list("target", *STEP)
    for target_id, number, by, kind, reason in opened:
        steps[target_id].append(Step(number, Side(by), LineKind(kind), bool(reason)))
    for one in targets:
        if one.pk in sealed and (side or one.status not in SETTLED):
            statuses[one.pk] = position_of(one, steps[one.pk]).status
    return statuses


def _settled_terms(targets: Collection[int], side: Side | None) -> dict[int, OfferLine]:
    """Return the terms that both sides settled last, by target; who accepts has opened them."""
    said = OfferLine.objects.standing().filter(target__in=targets, kind__in=SAID)
    lines = said.opened_to(side)
    newest = lines.order_by("target_id", "-offer__number").distinct("target_id").only(*READ)
    found = {one.target_id: one for one in newest}
    measures = Measure.objects.in_bulk({one.measure_id for one in found.values()} - {None})
    for one in found.values():
        one.measure = measures.get(one.measure_id)
    return found


def regions_of(areas: Collection[int]) -> dict[int, Area]:
    """Return the region that each area lies in, by the key of the area."""
    parts = AreaPart.objects.filter(part__in=areas)
    around = parts.filter(whole__kind=AreaKind.REGION).select_related("whole")
    return {one.part_id: one.whole for one in around}


def _issues(indicators: Collection[int], reader: User) -> Mapping[int, Sequence[SharedIssue]]:
    visible = SharedIssue.objects.visible_to(reader).open().filter(indicator__in=indicators)
    found: defaultdict[int, list[SharedIssue]] = defaultdict(list)
    for issue in visible.select_related("indicator"):
        found[issue.indicator_id].append(issue)
    return found


# --- What values are rates of, and what stands beside their sum -----------------------------------


def bases(placed: Iterable[Placed]) -> dict[tuple[int, str], int]:
    """Return the residents of areas by area and age band: those by whom districts are weighed."""
    asked = {
        (one.area.pk, one.terms.measure.age_band)
        for one in placed
        if one.terms and one.terms.measure
    }
    found = Population.objects.filter(
        area__in={area for area, _ in asked},
        age_band__in={band for _, band in asked},
        year=WEIGHED_IN,
    )
    counts = found.values_list("area_id", "age_band", "count")
    return {(area, band): count for area, band, count in counts}


def figures_of_england(measures: Iterable[int], reader: User) -> dict[int, Figure]:
    """Return England's newest settled figure of a full year, by the key of its measure."""
    visible = Figure.objects.visible_to(reader).settled()
    found = visible.filter(
        measure__in=set(measures),
        area__kind=AreaKind.COUNTRY,
        area__is_invented=False,
        period_kind__in=FULL_YEARS,
        value__isnull=False,
        is_withheld=False,
    )
    newest = found.order_by("measure_id", "-period_start").distinct("measure_id")
    return {one.measure_id: one for one in newest}
