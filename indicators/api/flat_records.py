"""Long lists of figures as records, from plain rows: as `FigureSerializer` writes them, and faster.

What many figures share is written once by that serializer and put into each as it is; the rest is
told here by the same names. A test holds the two side by side.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import orjson

from indicators.models import State
from indicators.periods import Period, period_of
from indicators.reading import Around, FlatFigure
from laa_portal.foundation.api.shaping import Shape

from .figure_keys import SDMX_STATUS, period_key, series_key
from .figure_records import INTERVAL_LEVEL, FigureSerializer

ANY_PERIOD = Period.financial_year(2008)


class Shared(dict[Any, Any]):
    """What many figures share, by what tells one from another; each is made when first wanted."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Any) -> Any:
        self[key] = made = self.make(key)
        return made


class SharedParts:
    """What figures share, written as long as names and definitions stay as they are."""

    def __init__(self, origin: str) -> None:
        self.around = Around()
        self.fields: Any = FigureSerializer(context={"origin": origin}).fields
        self.indicator = Shared(lambda key: self._part("indicator", key[0], definition=key[1]))
        self.measure = Shared(lambda key: self._part("measure", key))
        self.area = Shared(lambda key: self._part("area", area=key))
        self.source = Shared(lambda key: self._part("source", key[0], data_return=key[1]))
        self.period = Shared(self._period)
        self.links = Shared(self._links)
        self.keys = Shared(self._series_key)

    def _part(self, name: str, measure: int | None = None, **ids: int) -> orjson.Fragment:
        return orjson.Fragment(self._written(name, self._like(measure=measure, **ids)))

    def _like(self, **ids: int | None) -> SimpleNamespace:
        """Return what looks like a figure of which nothing is known but what it is of."""
        found = {name: self.around.get(name, pk) for name, pk in ids.items() if pk is not None}
        if measure := found.get("measure"):
            found["indicator"] = measure.indicator
        numbers = {f"{name}_id": pk for name, pk in ids.items()}
        return SimpleNamespace(**found, figure=SimpleNamespace(**found, **numbers), summary=None)

    def _written(self, name: str, figure: Any) -> bytes:
        field = self.fields[name]
        of = figure if field.source == "*" else getattr(figure, name)
        return orjson.dumps(field.to_representation(of), default=str)

    def _period(self, key: tuple[str, date]) -> tuple[str, orjson.Fragment]:
        """Return how a period stands in an id, and its record."""
        period = period_of(*key)
        record = self._written("period", SimpleNamespace(period=period))
        return period_key(period), orjson.Fragment(record)

    def _series_key(self, series: tuple[int, int]) -> str:
        measure, area = series
        return series_key(self.around.get("measure", measure), self.around.get("area", area))

    def _links(self, key: tuple[int, int, str]) -> list[str]:
        """Return the links of the figures of a series, cut where the id of a figure stands."""
        measure, area, has_summary = key
        figure = self._like(measure=measure, area=area)
        figure.summary, figure.figure.period = bool(has_summary), ANY_PERIOD
        own = f"{self.keys[measure, area]}.{period_key(ANY_PERIOD)}"
        return self._written("links", figure).decode().split(own)


@lru_cache(maxsize=8)
def parts_of(origin: str, standing: State) -> SharedParts:
    """Return what figures share in answers of one state: every change of a name makes another."""
    return SharedParts(origin)


class FlatRecords:
    """Writes the records of one answer."""

    def __init__(self, parts: SharedParts, shape: Shape) -> None:
        self.parts = parts
        self.shape = shape

    def records(self, rows: Sequence[FlatFigure]) -> list[dict[str, Any]]:
        """Return the records of figures, or those of their fields that were asked for."""
        self.parts.around.meet(rows)
        records = [self._record(row) for row in rows]
        told = [name for name in self.parts.fields if self.shape.has(name)]
        if len(told) == len(self.parts.fields):
            return records
        return [{name: record[name] for name in told} for record in records]

    def _record(self, row: FlatFigure) -> dict[str, Any]:
        parts, areas = self.parts, self.parts.around.areas
        measure, area = series = (row.measure_id, row.area_id)
        period, told_period = parts.period[row.period_kind, row.period_start]
        key = f"{parts.keys[series]}.{period}"
        return {
            "id": key,
            "indicator": parts.indicator[measure, row.definition_id],
            "measure": parts.measure[measure],
            "area": parts.area[area],
            "period": told_period,
            "value": row.value,
            "numerator": row.numerator,
            "denominator": row.denominator,
            "expected": row.expected,
            "group_2_numerator": row.group_2_numerator,
            "group_2_denominator": row.group_2_denominator,
            "ci": _interval(row),
            "limits_998": _limits(row),
            "status": row.status,
            "status_code": SDMX_STATUS[row.status],
            "reason": row.reason or None,
            "summed_from": row.summed_from or None,
            "part_count": int(row.part_count),
            "notes": [{"code": "sender", "text": row.note}] if row.note else [],
            "source": parts.source[measure, row.data_return_id],
            "revision": _revision(row),
            "comparison": _comparison(row),
            "trend": _trend(row),
            "computed_at": moment(row.computed_at),
            "vintage": moment(row.vintage),
            "synthetic": areas[area].is_invented,
            "links": orjson.Fragment(key.join(parts.links[measure, area, row.has_summary])),
        }


@lru_cache(maxsize=4096)
def moment(text: str) -> str:
    """Return a time as the API writes it, of what PostgreSQL writes."""
    return datetime.fromisoformat(text).astimezone(UTC).isoformat().replace("+00:00", "Z")


def _interval(row: FlatFigure) -> dict[str, Any] | None:
    if not row.lower:
        return None
    limits = {"lower": row.lower, "upper": row.upper}
    return {"level": INTERVAL_LEVEL, "method": row.method} | limits


def _limits(row: FlatFigure) -> dict[str, Any] | None:
    return {"lower": row.lower_998, "upper": row.upper_998} if row.lower_998 else None


def _revision(row: FlatFigure) -> dict[str, Any] | None:
    if not row.revision:
        return None
    number = int(row.revision)
    return {
        "number": number,
        "recorded_at": moment(row.recorded_at),
        "supersedes": number - 1 or None,
        "reason": row.revision_reason or None,
    }


def _comparison(row: FlatFigure) -> dict[str, Any] | None:
    if not row.is_compared:
        return None
    return {
        "group": row.group_source or None,
        "value": row.group_average,
        "outcome": row.grade or None,
        "z": row.z,
        "reason": row.peers_reason or None,
    }


def _trend(row: FlatFigure) -> dict[str, Any] | None:
    if not row.trend:
        return None
    return {
        "outcome": row.trend,
        "chi_squared": row.trend_chi_squared,
        "reason": row.trend_reason or None,
    }
