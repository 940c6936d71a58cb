"""Figures as a dataset of JSON-stat 2.0: a cube of measures, areas, periods and statistics.

Only the cells that there are of the cube are written. They lie in the order of the rows, since the
categories of each dimension do.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from indicators.api.catalogue import POLARITIES
from indicators.api.figure_keys import SDMX_STATUS
from indicators.models import Measure
from indicators.periods import Period
from indicators.reading import ToldFigure
from partnerships.models import Area

from .page import FigurePage, FileRenderer

STATISTICS = {
    "value": "Value",
    "lower": "Lower 95% confidence limit",
    "upper": "Upper 95% confidence limit",
    "numerator": "What was counted",
    "denominator": "What it is divided by",
}


class JsonStatRenderer(FileRenderer):
    media_type = "application/vnd.json-stat+json"
    format = "jsonstat"
    meaning = "A cube of measures, areas, periods and statistics (JSON-stat 2.0)."
    charset = None

    def write(self, page: FigurePage) -> bytes:
        return json.dumps(dataset(page), ensure_ascii=False, allow_nan=False).encode()


def dataset(page: FigurePage) -> dict[str, Any]:
    """Return a page as a dataset."""
    cube = Cube(page.figures)
    cells = list(cube.cells())
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Figures of the National Indicator Set",
        "source": _sources(page.figures),
        **({"updated": page.changed_at.isoformat()} if page.changed_at else {}),
        "href": page.address,
        "link": _links(page),
        "id": ["measure", "area", "period", "statistic"],
        "size": cube.size,
        "role": {"time": ["period"], "geo": ["area"], "metric": ["measure", "statistic"]},
        "dimension": cube.dimensions(),
        "value": {str(place): value for place, value, _ in cells if value is not None},
        "status": {str(place): status for place, _, status in cells},
        "extension": {"licence": page.licence.line, "measures": cube.explained()},
    }


def _sources(figures: Iterable[ToldFigure]) -> str:
    return "; ".join(dict.fromkeys(figure.indicator.source for figure in figures))


def _links(page: FigurePage) -> dict[str, Any]:
    links = {"license": [{"href": page.licence.address}]}
    following = [{"type": JsonStatRenderer.media_type, "href": page.next_address}]
    return links | ({"next": following} if page.next_address else {})


@dataclass
class Cube:
    """Where each figure lies, in the order in which lists are read."""

    figures: Iterable[ToldFigure]

    @cached_property
    def measures(self) -> dict[int, Measure]:
        found = {figure.measure.pk: figure.measure for figure in self.figures}
        return dict(sorted(found.items()))

    @cached_property
    def areas(self) -> dict[int, Area]:
        return dict(sorted({figure.area.pk: figure.area for figure in self.figures}.items()))

    @cached_property
    def periods(self) -> list[Period]:
        found = {figure.period for figure in self.figures}
        return sorted(found, key=lambda period: (period.kind.value, period.start))

    @property
    def size(self) -> list[int]:
        return [len(self.measures), len(self.areas), len(self.periods), len(STATISTICS)]

    def cells(self) -> Iterator[tuple[int, float | int | None, str]]:
        """Yield the place of each cell, its value and its status in SDMX's list."""
        measure_at, area_at = _places(self.measures), _places(self.areas)
        period_at = _places(self.periods)
        for figure in self.figures:
            place = measure_at[figure.measure.pk] * len(self.areas) + area_at[figure.area.pk]
            place = place * len(self.periods) + period_at[figure.period]
            for number, name in enumerate(STATISTICS):
                value = _number(getattr(figure.shown, name))
                yield place * len(STATISTICS) + number, value, SDMX_STATUS[figure.shown.status]

    def dimensions(self) -> dict[str, Any]:
        measures = {one.code: one.title for one in self.measures.values()}
        units = {
            one.code: {"label": one.unit, "decimals": one.decimals}
            for one in self.measures.values()
        }
        return {
            "measure": _dimension("Measure", measures, unit=units),
            "area": _dimension("Area", {one.gss_code: one.name for one in self.areas.values()}),
            "period": _dimension("Period", {one.code: one.label for one in self.periods}),
            "statistic": _dimension("Statistic", STATISTICS),
        }

    def explained(self) -> dict[str, Any]:
        """Return what a reader must know of each measure to read its values right."""
        versions: dict[str, dict[str, None]] = {}
        for figure in self.figures:
            versions.setdefault(figure.measure.code, {})[figure.definition.version] = None
        return {
            one.code: {
                "indicator": one.indicator.code,
                "polarity": POLARITIES[one.polarity],  # type: ignore[index]
                "definition_versions": list(versions[one.code]),
            }
            for one in self.measures.values()
        }


def _places(categories: Iterable[Any]) -> dict[Any, int]:
    return {category: place for place, category in enumerate(categories)}


def _dimension(label: str, categories: dict[str, str], **more: Any) -> dict[str, Any]:
    category = {"index": list(categories), "label": categories, **more}
    return {"label": label, "category": category}


def _number(value: float | Decimal | None) -> float | int | None:
    """Return a value as a number of JSON: a whole one keeps all its digits."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
