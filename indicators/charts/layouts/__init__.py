"""Where areas lie on a tile map: our own grids, roughly geographic, with no boundaries in them.

`<name>.txt` is the grid: a line for each row from north to south, a code for each tile, a dot for
an empty cell. Regions are kept together and neighbours near each other; London takes 33 cells, so
the South East is pushed outwards. `<name>.csv` says which area each code stands for, by GSS code:
both the county of June 2008 and the authority that followed it in April 2009 where they are one
place, so that either may be drawn in the cell, and never both. The codes are those of
ISO 3166-2:GB as far as is known, and plain abbreviations for police forces.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell of the grid, counted from the top left."""

    code: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of tiles by the GSS codes of the areas that may be drawn in them."""

    rows: int
    columns: int
    tiles: dict[str, Tile]


@cache
def laa_areas() -> Layout:
    """Return the 150 areas of June 2008 and the ten authorities of April 2009."""
    return _read("laa_areas")


@cache
def police_forces() -> Layout:
    """Return the 39 force areas of England."""
    return _read("police_forces")


def _read(name: str) -> Layout:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="ascii").splitlines()
    grid = [line.split() for line in lines]
    tiles = {
        code: Tile(code, row, column)
        for row, codes in enumerate(grid)
        for column, code in enumerate(codes)
        if code != "."
    }
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        areas = list(csv.DictReader(file))
    by_area = {gss: tiles[area["code"]] for area in areas for gss in area["gss_codes"].split()}
    return Layout(len(grid), max(map(len, grid)), by_area)
