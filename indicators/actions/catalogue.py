"""Loading the catalogue: the tables say what the files say, and no figure loses its meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Q

from indicators.catalogue.changes import (
    Change,
    Record,
    Row,
    Table,
    columns,
    compare,
    membership_key,
    records,
)
from indicators.catalogue.integrity import examine
from indicators.catalogue.schema import (
    FOLDER,
    Catalogue,
    CatalogueFaults,
    DefinitionEntry,
    IndicatorEntry,
    MeasureEntry,
    MembershipEntry,
    read_catalogue,
)
from indicators.models import (
    Definition,
    Figure,
    FrameworkMembership,
    Indicator,
    Measure,
    Observation,
    StagedRow,
)
from laa_portal.foundation import audit, jobs
from partnerships.actions.upserts import upsert
from partnerships.models import DAWN, DUSK

WORDS_OF_A_DEFINITION = frozenset({"numerator", "denominator", "is_comparable"})
MEANING_OF_A_MEASURE = frozenset({"kind", "per", "base", "age_band"})


class DefinitionInUse(Exception):
    """Figures rest on what the catalogue would change. `refusals` says on what, in sentences."""

    def __init__(self, refusals: list[str]) -> None:
        super().__init__("\n".join(refusals))
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class Touched:
    """What there is of a measure whose definition changed, all of it to be worked out again."""

    code: str
    figures: int
    areas: int

    def __str__(self) -> str:
        return f"{self.code}: {self.figures:,} figures of {self.areas:,} areas are worked out again"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records the catalogue has, what loading it changed, and what that touches."""

    counts: Mapping[Table, int]
    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]


@transaction.atomic
def load_catalogue(*, at: datetime, dry_run: bool = False, folder: Path = FOLDER) -> Loaded:
    """Make the tables say what the files of `folder` say, and return what that took.

    May be repeated: records are known by code, version and first day, keep their ids, and what
    is right already is not written. A definition on which observations or checked rows rest keeps
    its words; a change of meaning needs a new version. A dry run does it all and takes it back.
    Raises CatalogueFaults or DefinitionInUse, with every fault, and then changes nothing.
    """
    catalogue = read_sound_catalogue(folder)
    wanted = records(catalogue)
    _hold_definitions()
    changes = compare(_stored([indicator.code for indicator in catalogue.indicators]), wanted)
    if refusals := list(_refusals(changes)):
        raise DefinitionInUse(refusals)
    _write(wanted)
    _record(changes, at)
    touched = _touched(changes)
    _ask_for_figures(touched)
    if dry_run:
        transaction.set_rollback(True)
    counts = {table: sum(record.table is table for record in wanted) for table in Table}
    return Loaded(counts, tuple(changes), touched)


def read_sound_catalogue(folder: Path) -> Catalogue:
    """Read a catalogue that passes every integrity check. Raises CatalogueFaults."""
    catalogue = read_catalogue(folder)
    if faults := [fault for result in examine(catalogue) for fault in result.faults]:
        raise CatalogueFaults(faults)
    return catalogue


def _hold_definitions() -> None:
    """Make whoever is about to rest a row on a definition wait until we are done."""
    list(Definition.objects.order_by("pk").select_for_update().values_list("pk"))


def _stored(codes: list[str]) -> dict[Record, Row]:
    """Return what the database has of these indicators."""
    return dict(_stored_records(codes))


def _stored_records(codes: list[str]) -> Iterator[tuple[Record, Row]]:
    indicators = Indicator.objects.filter(code__in=codes)
    for row in indicators.values(*columns(IndicatorEntry)):
        yield Record(Table.INDICATOR, row["code"], (row["code"],)), row
    memberships = FrameworkMembership.objects.filter(indicator__code__in=codes)
    for row in memberships.values("indicator__code", *columns(MembershipEntry)):
        yield Record(Table.MEMBERSHIP, row.pop("indicator__code"), membership_key(row)), row
    measures = Measure.objects.filter(indicator__code__in=codes)
    for row in measures.values("indicator__code", *columns(MeasureEntry)):
        yield Record(Table.MEASURE, row.pop("indicator__code"), (row["code"],)), row
    definitions = Definition.objects.filter(measure__indicator__code__in=codes)
    names = ["measure__indicator__code", "measure__code"]
    for row in definitions.values(*names, *columns(DefinitionEntry)):
        indicator, measure = (row.pop(name) for name in names)
        yield Record(Table.DEFINITION, indicator, (measure, row["version"])), row


def _refusals(changes: list[Change]) -> Iterator[str]:
    """Say which changes would alter what figures that we hold mean."""
    for record, group in groupby(changes, key=lambda change: change.record):
        altered = {change.field: change for change in group}
        if record.table is Table.MEASURE:
            yield from _measure_refusals(record, altered)
        elif record.table is Table.DEFINITION:
            yield from _definition_refusals(record, altered)
            yield from _span_refusals(record, altered)


def _measure_refusals(record: Record, altered: Mapping[str, Change]) -> Iterator[str]:
    act = _act(altered, MEANING_OF_A_MEASURE)
    if act and _is_used(Q(measure__code=record.key[0])):
        yield f"{record} has observations. Do not {act}: add another measure instead."


def _definition_refusals(record: Record, altered: Mapping[str, Change]) -> Iterator[str]:
    act = _act(altered, WORDS_OF_A_DEFINITION)
    if act and _is_used(_of_definition(record)):
        new = "end it, and write what is new as a version of its own"
        yield f"{record} has observations. Do not {act}: {new}."


def _act(altered: Mapping[str, Change], protected: frozenset[str]) -> str:
    """Name what is done to a record that may not be done to one in use, if anything."""
    if any(change.is_removal for change in altered.values()):
        return "remove it"
    fields = sorted(protected & altered.keys())
    return f"change its {' and '.join(fields)}" if fields else ""


def _span_refusals(record: Record, altered: Mapping[str, Change]) -> Iterator[str]:
    """Refuse to move the ends of a definition past observations that were made under it."""
    outside = Q()
    if "starts_on" in altered:
        outside |= Q(period_start__lt=altered["starts_on"].after or DAWN)
    if "ends_on" in altered:
        outside |= Q(period_start__gte=altered["ends_on"].after or DUSK)
    if outside and _is_used(_of_definition(record) & outside):
        yield f"{record} has observations outside its new span."


def _of_definition(record: Record) -> Q:
    measure, version = record.key
    return Q(measure__code=measure, definition__version=version)


def _is_used(where: Q) -> bool:
    return Observation.objects.filter(where).exists() or StagedRow.objects.filter(where).exists()


def _write(wanted: Mapping[Record, Row]) -> None:
    """Write what differs and remove what the files no longer have, in that order of tables."""
    upsert(
        Indicator,
        [Indicator(**row) for _, row in _rows(wanted, Table.INDICATOR)],
        key=["number"],
        fields=_besides(columns(IndicatorEntry), "number"),
    )
    ids = _ids(Indicator, [record.indicator for record in wanted])
    _write_parts_of_indicators(wanted, ids)
    measure_ids = _ids(Measure, [r.key[0] for r in wanted if r.table is Table.MEASURE])
    upsert(
        Definition,
        [
            Definition(measure_id=measure_ids[record.key[0]], **row)
            for record, row in _rows(wanted, Table.DEFINITION)
        ],
        key=["measure_id", "version"],
        fields=_besides(columns(DefinitionEntry), "version"),
        owned=Definition.objects.filter(measure__in=measure_ids.values()),
    )


def _write_parts_of_indicators(wanted: Mapping[Record, Row], ids: Mapping[str, int]) -> None:
    upsert(
        FrameworkMembership,
        [
            FrameworkMembership(indicator_id=ids[record.indicator], **row)
            for record, row in _rows(wanted, Table.MEMBERSHIP)
        ],
        key=["indicator_id", "framework", "reference", "starts_on"],
        fields=_besides(columns(MembershipEntry), "framework", "reference", "starts_on"),
        owned=FrameworkMembership.objects.filter(indicator__in=ids.values()),
    )
    upsert(
        Measure,
        [
            Measure(indicator_id=ids[record.indicator], **row)
            for record, row in _rows(wanted, Table.MEASURE)
        ],
        key=["code"],
        fields=["indicator_id", *_besides(columns(MeasureEntry), "code")],
        owned=Measure.objects.filter(indicator__in=ids.values()),
    )


def _rows(wanted: Mapping[Record, Row], table: Table) -> list[tuple[Record, Row]]:
    return [(record, row) for record, row in wanted.items() if record.table is table]


def _besides(names: list[str], *key: str) -> list[str]:
    return [name for name in names if name not in key]


def _ids(model: type[models.Model], codes: list[str]) -> dict[str, int]:
    found = model._default_manager.filter(code__in=codes)
    return dict(found.values_list("code", "pk"))


def _record(changes: list[Change], at: datetime) -> None:
    """Write down what changed, one event for each indicator."""
    ordered = sorted(changes, key=lambda change: change.record.indicator)
    for code, group in groupby(ordered, key=lambda change: change.record.indicator):
        indicator = Indicator.objects.get(code=code)
        details: list[Any] = [str(change) for change in group]
        audit.record("load_catalogue", indicator, by=None, at=at, changes=details)


def _touched(changes: list[Change]) -> tuple[Touched, ...]:
    """Return what there is of the measures that changed, where there is anything."""
    parts = [c.record for c in changes if c.record.table in {Table.MEASURE, Table.DEFINITION}]
    figures = Figure.objects.filter(measure__code__in=[record.key[0] for record in parts])
    counts = figures.values("measure__code").annotate(
        figures=Count("pk"), areas=Count("area", distinct=True)
    )
    rows = counts.order_by("measure__code").values_list("measure__code", "figures", "areas")
    return tuple(Touched(*row) for row in rows)


def _ask_for_figures(touched: tuple[Touched, ...]) -> None:
    for measure in touched:
        jobs.ask("recompute", measure.code, measure_code=measure.code)
