"""All areas as a page and a file print them: a region a line, then a target a line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from laa_portal.foundation.cells import safe_cell
from reviews.models import Assessment
from reviews.queries import Placed, Ranked, RegionCount
from reviews.rag import WORST_FIRST

from .progress import ShownYear
from .ratings import RATINGS, Told
from .regions import PlacedShown


@dataclass(frozen=True)
class RegionShown:
    """A region, with how many of its targets are rated how, the worst first."""

    counted: RegionCount

    @property
    def name(self) -> str:
        return self.counted.region.name if self.counted.region else "In no region"

    @property
    def numbers(self) -> list[int]:
        return [self.counted.ratings.get(one, 0) for one in WORST_FIRST]


COLUMNS: Sequence[Told] = [RATINGS[one] for one in WORST_FIRST]
"""The ratings in the order of `RegionShown.numbers`."""


@dataclass(frozen=True)
class NationShown(PlacedShown):
    """A target somewhere in words, with its figures."""

    region: str

    @property
    def row(self) -> Assessment:
        found = self.placed.now.assessment
        assert found is not None  # it is what the target is listed by
        return found

    @property
    def year(self) -> ShownYear:
        return ShownYear(self.row)


def shown(ranked: Sequence[Ranked], placed: Iterable[Placed]) -> list[NationShown]:
    """Return targets in words, each with the name of its region."""
    regions = {one.area.pk: one.region.name for one in ranked if one.region}
    return [NationShown(one, regions.get(one.area.pk, "")) for one in placed]


HEADER = (
    *("area_code", "area", "region", "indicator", "title", "unit", "year", "asked", "figure"),
    *("provisional", "result", "short", "rating", "rule", "open_concern"),
)


def file_of_nation(found: Iterable[NationShown]) -> Iterator[list[object]]:
    """Yield the lines of the file: its header, then a line a target, numbers unrounded."""
    yield list(HEADER)
    for one in found:
        area, target, row = one.placed.area, one.placed.now.target, one.row
        yield [
            *(area.gss_code, safe_cell(area.name), safe_cell(one.region), target.code),
            *(safe_cell(target.title), row.measure.unit, row.financial_year, row.asked, row.value),
            *("yes" if row.is_provisional else "", one.year.verdict, row.gap),
            *(one.told.words, one.rule, one.placed.level),
        ]
