"""What is known of a measure in an area, written down as a pack holds it.

`recollection.recall` reads it back into the records that the portal's pages and charts are made of.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from indicators import reading
from indicators.models import Figure, Indicator, Measure, SeriesSummary
from indicators.policies import RELEASED
from indicators.reading import Evidence, FigureRow
from partnerships.models import Area, User

from .elsewhere import elsewhere, written

FORMAT = 2
"""Of packs; a new one is recalled beside the old, since packs are never written again.

2 holds what was known elsewhere as well, for targets to be held against, and how long areas last.
"""

OF_INDICATOR = (
    *("number", "code", "slug", "title", "rationale", "source", "frequency", "is_seasonal"),
    *("is_restricted", "notes", "definition_source", "verified"),
)
OF_MEASURE = (
    *("code", "title", "kind", "unit", "per", "polarity", "best_from", "best_to", "decimals"),
    *("levels", "minimum_count", "suppression_threshold"),
)
OF_DEFINITION = (
    *("version", "starts_on", "ends_on", "numerator", "denominator", "is_comparable"),
    *("change_note", "definition_source", "verified"),
)
OF_AREA = ("gss_code", "ons_code", "name", "kind", "is_invented", "starts_on", "ends_on")
OF_FIGURE = (*("period_kind", "period_start"), *RELEASED, "is_withheld", "is_published")
HOW_MADE = ("vintage", "method", "method_version")

NOT_OF_SUMMARY = {"id", "measure", "area", "group", "computed_at"}
OF_SUMMARY = tuple(
    field.name for field in SeriesSummary._meta.concrete_fields if field.name not in NOT_OF_SUMMARY
)

GUIDANCE = ("title", "rationale", "source", "notes", "definition_source")
"""Of an indicator: the texts by which people read its figures."""


def somebody_of(area: Area) -> User:
    """Return a reader who works for an area and is nobody in particular.

    A pack is for both sides of its area, so it holds what anybody who works there may read.
    """
    reader = User()
    reader.current_roles, reader.area_ids = (), frozenset({area.pk})
    return reader


def known_of(measure: Measure, area: Area) -> dict[str, Any] | None:
    """Return all that is known of a measure in an area; None where there is no figure of it."""
    reader = somebody_of(area)
    history = reading.history(measure, area, reading.known(measure, area, reader, None))
    if not history.rows:
        return None
    evidence = reading.evidence(measure, area, reader)
    made = _how_made(measure, area, reader)
    return {
        "format": FORMAT,
        "indicator": fields_of(measure.indicator, OF_INDICATOR),
        "guidance_version": guidance_version(measure.indicator),
        "measure": fields_of(measure, OF_MEASURE),
        "area": fields_of(area, OF_AREA),
        "definitions": [fields_of(one, OF_DEFINITION) for one in evidence.definitions],
        "figures": _figures(evidence, made),
        "shown_by": history.kind.value,
        "england": _shown(history.england),
        "summary": _summary(evidence),
        "peers": _peers(evidence),
        "elsewhere": written(elsewhere(evidence)),
        "method_versions": sorted({one["method_version"] for one in made.values()}),
    }


def fields_of(record: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return some fields of a record by name."""
    return {name: getattr(record, name) for name in names}


def guidance_version(indicator: Indicator) -> str:
    """Return what tells one state of an indicator's texts from another: they have no number."""
    text = "\n".join(str(getattr(indicator, name)) for name in GUIDANCE)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


Cell = tuple[str, Any]
"""A figure's kind of period and the period's first day."""


def _how_made(measure: Measure, area: Area, reader: User) -> Mapping[Cell, dict[str, Any]]:
    """Return by which method and from what state of the returns each figure was worked out."""
    figures = Figure.objects.visible_to(reader).filter(measure=measure, area=area)
    rows = figures.values("period_kind", "period_start", *HOW_MADE)
    return {
        (row["period_kind"], row["period_start"]): {name: row[name] for name in HOW_MADE}
        for row in rows
    }


def _figures(evidence: Evidence, made: Mapping[Cell, dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [row.figure for rows in evidence.series.values() for row in rows]
    rows.sort(key=_cell)
    return [
        fields_of(one, OF_FIGURE) | made[_cell(one)] | {"definition": one.definition.version}
        for one in rows
    ]


def _cell(figure: Figure) -> Cell:
    return figure.period_kind, figure.period_start


def _shown(rows: Iterable[FigureRow]) -> list[dict[str, Any]]:
    """Return figures of other places, as everybody may see them."""
    return [
        {"area": fields_of(row.area, OF_AREA), "definition": row.definition.version}
        | {"period_kind": row.figure.period_kind, "period_start": row.figure.period_start}
        | {name: getattr(row.shown, name) for name in RELEASED}
        for row in rows
    ]


def _summary(evidence: Evidence) -> dict[str, Any] | None:
    return fields_of(evidence.summary, OF_SUMMARY) if evidence.summary else None


def _peers(evidence: Evidence) -> dict[str, Any]:
    """Return who says which areas are similar, and their figures in the period compared."""
    summary = evidence.summary
    beside = sorted(evidence.beside, key=lambda row: row.area.gss_code)
    return {"source": summary.group_source if summary else "", "figures": _shown(beside)}
