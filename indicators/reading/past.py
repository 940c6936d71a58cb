"""Figures as they were known at a moment of the past, worked out from what was observed by then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import numpy as np
import pandas as pd
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from indicators import computation, methods, policies, queries
from indicators.models import Figure, Measure, Observation, Status
from indicators.rollup import Geography
from laa_portal.foundation import bulk
from partnerships.models import Area, Viewer

MOST_OBSERVATIONS = 60_000
"""Of one question: a measure's ten years in all districts of England are 42,480."""

VALUES = ["value", "lower", "upper", "lower_998", "upper_998", "numerator", "expected"]
HIDDEN = [*VALUES, *methods.GROUP_2]

TABLE = Figure._meta.db_table
COLUMNS = {one.column: one.db_type(connection) for one in Figure._meta.concrete_fields}
"""Of that table, each with its type."""


class TooBroad(Exception):
    """The question takes more observations than are worked through while its reader waits."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader may see of what was known at a moment, or is known now (None)."""

    viewer: Viewer
    figures: QuerySet[Figure]
    moment: datetime | None = None

    def observations(self) -> QuerySet[Observation]:
        """Return what the figures were worked out of."""
        return Observation.objects.known(self.moment)


def known(measure: Measure, area: Area, viewer: Viewer, moment: datetime | None) -> Known:
    """Return what `viewer` may see of a measure in an area and what lies in it.

    Raises TooBroad.
    """
    figures: QuerySet[Figure] = Figure.objects.visible_to(viewer)
    if moment is not None:
        figures = as_known(figures, measure, [area.pk], viewer, moment)
    return Known(viewer, figures, moment)


def as_known(
    figures: QuerySet[Figure],
    measure: Measure,
    areas: Collection[int] | None,
    viewer: Viewer,
    moment: datetime,
) -> QuerySet[Figure]:
    """Return the same question about figures, asked of the past.

    It is answered for one measure in some `areas` and what lies in them (None: in all), by the code
    that works out the figures of today; whatever `figures` is filtered by holds. Raises TooBroad.
    What is withheld for the sake of a small count depends on all areas, so all are worked out then.
    """
    geography = queries.geography()
    near = geography if areas is None else geography.around(areas)
    around = None if areas is None else set(near.levels["area_id"])
    if measure.kind in methods.LOOKS_AT_OTHERS or measure.suppression_threshold > 1:
        rows = _worked_out(measure, geography, None, moment)
        rows = rows if around is None else rows[rows["area_id"].isin(around)]
    else:
        rows = _worked_out(measure, near, around, moment)
    rows = _without_what_is_hidden_now(rows, hidden_now(measure, around, viewer))
    return _instead_of_the_table(figures, rows.assign(measure_id=measure.pk, computed_at=moment))


def _worked_out(
    measure: Measure, geography: Geography, areas: Collection[int] | None, moment: datetime
) -> pd.DataFrame:
    """Return the figures of a moment, for all areas or some. Raises TooBroad."""
    observed = queries.observed(measure, moment=moment, areas=areas)
    if len(observed) > MOST_OBSERVATIONS:
        raise TooBroad
    if observed.empty or measure.kind not in methods.ESTIMATORS:
        return pd.DataFrame(columns=[*computation.KEY, *computation.COLUMNS])
    return computation.figures(measure, observed, geography)


def hidden_now(
    measure: Measure, areas: Collection[int] | None, viewer: Viewer
) -> frozenset[tuple[Any, ...]]:
    """Return the cells whose figures are suppressed today for a reader, as tuples of `KEY`.

    What they may not see of a cell now they may not see of its past either.
    """
    small = Figure.objects.filter(policies.suppressed_for(viewer), measure=measure)
    if areas is not None:
        small = small.filter(area__in=areas)
    return frozenset(small.values_list(*computation.KEY))


def _without_what_is_hidden_now(
    rows: pd.DataFrame, cells: frozenset[tuple[Any, ...]]
) -> pd.DataFrame:
    starts = pd.to_datetime(rows["period_start"]).dt.date
    keys = zip(rows["area_id"], rows["period_kind"], starts, strict=True)
    is_hidden = np.array([key in cells for key in keys], dtype=bool)
    rows = rows.copy()
    rows.loc[is_hidden, HIDDEN] = np.nan
    rows.loc[is_hidden, ["status", "reason"]] = Status.SUPPRESSED.value, policies.WITHHELD
    return rows


def _instead_of_the_table(figures: QuerySet[Figure], rows: pd.DataFrame) -> QuerySet[Figure]:
    """Return a question about figures that reads `rows`, and not the table of today's figures."""
    asked = figures.all()
    query: Any = asked.query.chain(klass=PastQuery)
    query.columns = _written(rows.assign(id=range(1, len(rows) + 1)))
    asked.query = query
    return asked


def _written(rows: pd.DataFrame) -> list[str]:
    """Write rows as an array for each column of the table; an empty one for what they have not."""
    return [bulk.as_array(rows[name]) if name in rows else "{}" for name in COLUMNS]


class PastQuery(Query):
    """A query of the table of figures to which other rows are given in its place.

    They stand in a common table expression of the table's name, which hides the table itself.
    """

    columns: list[str]

    def get_compiler(self, *args: Any, **kwargs: Any) -> "PastCompiler":
        usual: Any = super().get_compiler(*args, **kwargs)
        return PastCompiler(self, usual.connection, usual.using, usual.elide_empty)  # type: ignore[call-arg]


class PastCompiler(SQLCompiler):
    """Writes such a query: the rows first, then what is asked of them."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, params = super().as_sql(*args, **kwargs)
        arrays = ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())
        rows = f"SELECT * FROM unnest({arrays}) AS told ({', '.join(COLUMNS)})"
        return f"WITH {TABLE} AS ({rows}) {sql}", (*cast(PastQuery, self.query).columns, *params)
