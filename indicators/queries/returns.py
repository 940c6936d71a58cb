"""What returns are checked against, what they would change, and what they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from indicators.models import DataReturn, Measure, Outcome
from indicators.parsing import (
    HEADER_CODES,
    AreaFacts,
    DefinitionFacts,
    Facts,
    MeasureFacts,
    areas_called,
    by_name,
)
from indicators.periods import Period, PeriodKind
from laa_portal.foundation import jobs
from partnerships.models import Area, Organisation, OrganisationKind, Population


def facts(organisation: Organisation, codes: set[str], today: date) -> Facts:
    """Return what a file of `organisation` that names areas by `codes` is checked against."""
    heirs = _heirs()
    known = [(_area_facts(a, heirs.get(a.pk, ())), _codes(a)) for a in Area.objects.all()]
    areas = {code: area for area, its_codes in known for code in its_codes}
    named = by_name(area for area, _ in known)
    meant = {area.id for code in codes for area in areas_called(code, areas, named)}
    measures: dict[str, list[MeasureFacts]] = {}
    for measure in Measure.objects.select_related("indicator").prefetch_related("definitions"):
        measures.setdefault(measure.indicator.code, []).append(_measure_facts(measure))
    populations = Population.objects.filter(area_id__in=meant)
    return Facts(
        measures={code: tuple(found) for code, found in measures.items()},
        areas=areas,
        named=named,
        populations={
            (area_id, year, band): count
            for area_id, year, band, count in populations.values_list(
                "area_id", "year", "age_band", "count"
            )
        },
        sender_areas=sender_areas(organisation),
        sender=organisation.name,
        today=today,
    )


NATIONAL = frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.INSPECTORATE})


def sender_areas(organisation: Organisation) -> frozenset[int] | None:
    """Return the areas an organisation may report on; None: a national body, which may on all."""
    if organisation.kind in NATIONAL:
        return None
    return Area.objects.ids_within(organisation.areas.values_list("pk", flat=True))


def _codes(area: Area) -> set[str]:
    return {area.gss_code, area.ons_code} - {""}


def _heirs() -> dict[int, tuple[str, ...]]:
    """Return what each area that has ended became, as a sender should read it."""
    heirs: dict[int, tuple[str, ...]] = {}
    became = Area.objects.exclude(predecessors=None).order_by("name", "gss_code")
    for former, code, name in became.values_list("predecessors", "gss_code", "name"):
        heirs[former] = (*heirs.get(former, ()), f"{code} ({name})")
    return heirs


def _area_facts(area: Area, successors: tuple[str, ...]) -> AreaFacts:
    return AreaFacts(
        id=area.pk,
        code=area.gss_code,
        name=area.name,
        levels=tuple(level.value for level in area.levels),
        starts_on=area.starts_on,
        ends_on=area.ends_on,
        successors=successors,
    )


def _measure_facts(measure: Measure) -> MeasureFacts:
    definitions = (
        DefinitionFacts(d.pk, d.version, d.starts_on, d.ends_on) for d in measure.definitions.all()
    )
    return MeasureFacts(
        id=measure.pk,
        code=measure.code,
        indicator=measure.indicator.code,
        kind=measure.kind,
        levels=tuple(measure.levels),
        period_kinds=tuple(measure.period_kinds),
        base=measure.base,
        age_band=measure.age_band,
        definitions=tuple(definitions),
    )


REPORTED = (
    "definition_id",
    "numerator",
    "denominator",
    "value",
    "sample_size",
    "design_effect",
    "expected",
    "group_2_numerator",
    "group_2_denominator",
    "status",
    "note",
)
"""The columns that make a row say something else than the one before."""

CELL = ("measure_id", "area_id", "period_kind", "period_start")

SAME_CELL = " AND ".join(f"o.{column} = s.{column}" for column in CELL)


def _differ(columns: Sequence[str]) -> str:
    """Return the condition that an observation `o` and a staged row `s` differ in some column."""
    held, said = (", ".join(f"{row}.{column}" for column in columns) for row in "os")
    return f"({held}) IS DISTINCT FROM ({said})"


DIFFERS = _differ(REPORTED)
FIGURES_DIFFER = _differ([column for column in REPORTED if column != "note"])


@dataclass(frozen=True, slots=True)
class Changes:
    """What confirming a return does: rows that are new, that change something, or repeat it.

    Conflicts are set aside: another organisation has reported something else.
    """

    new: int
    changed: int
    unchanged: int
    conflicts: int = 0


def changes(data_return: DataReturn) -> Changes:
    """Return what confirming a checked return would do, as it was judged."""
    numbers = dict(data_return.staged.values_list("outcome").annotate(Count("pk")).order_by())
    return Changes(
        new=numbers.get(Outcome.NEW, 0),
        changed=numbers.get(Outcome.CHANGED, 0),
        unchanged=numbers.get(Outcome.UNCHANGED, 0),
        conflicts=numbers.get(Outcome.CONFLICT, 0),
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the rows of a return are about, for one measure and kind of period."""

    measure: Measure
    rows: int
    areas: int
    first: Period
    last: Period


def coverage(rows: QuerySet[Any]) -> list[Coverage]:
    """Return what staged rows or observations are about."""
    groups = rows.values("measure_id", "period_kind").annotate(
        rows=Count("pk"),
        areas=Count("area_id", distinct=True),
        first=Min("period_start"),
        last=Max("period_start"),
    )
    measures = Measure.objects.select_related("indicator").in_bulk(
        [group["measure_id"] for group in groups]
    )
    return [
        Coverage(
            measure=measures[group["measure_id"]],
            rows=group["rows"],
            areas=group["areas"],
            first=Period(PeriodKind(group["period_kind"]), group["first"]),
            last=Period(PeriodKind(group["period_kind"]), group["last"]),
        )
        for group in groups.order_by("measure__indicator__number", "measure__code", "period_kind")
    ]


def is_computing(covered: Iterable[Coverage]) -> bool:
    """Whether figures of these measures are still to be worked out."""
    codes = {item.measure.code for item in covered}
    return jobs.open_jobs().filter(kind="recompute", payload__measure_code__in=codes).exists()


def wrong_rows(data_return: DataReturn) -> int:
    """Return how many rows of a refused return, the header apart, are to be mended."""
    of_rows = data_return.errors.exclude(row=None).exclude(code__in=HEADER_CODES)
    return of_rows.values("row").distinct().count()


def is_header_wrong(data_return: DataReturn) -> bool:
    """Whether the header of a refused return is among what must be mended."""
    return data_return.errors.filter(code__in=HEADER_CODES).exists()
