"""The files of this folder, read into records. A record's fields are the columns of its file."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parent

Record = TypeVar("Record")

DATES = {"starts_on", "ends_on"}
LISTS = {"areas", "districts", "laa_areas", "successors"}


class ReferenceUnsound(Exception):
    """The files contradict themselves, or England as it was. The message says how."""


@dataclass(frozen=True, slots=True)
class Region:
    gss_code: str
    ons_code: str
    name: str
    government_office: str
    source: str


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """A county or district, and the codes of what it lies in. `kind` is an `AreaKind`."""

    gss_code: str
    ons_code: str
    name: str
    kind: str
    county: str
    region: str
    police_force: str
    fire_authority: str
    cdrp: str
    starts_on: date | None
    ends_on: date | None
    successors: tuple[str, ...]
    council: str
    source: str

    @property
    def is_district(self) -> bool:
        return self.kind != "county"

    @property
    def is_laa_area(self) -> bool:
        return not self.county

    @property
    def laa_area(self) -> str:
        """The code of the county, or of the authority itself where there is none above it."""
        return self.county or self.gss_code


@dataclass(frozen=True, slots=True)
class PoliceForce:
    gss_code: str
    name: str
    force: str
    authority: str
    source: str


@dataclass(frozen=True, slots=True)
class FireAuthority:
    gss_code: str
    name: str
    governance: str
    authority: str
    source: str


@dataclass(frozen=True, slots=True)
class PrimaryCareTrust:
    """A trust and the LAA areas it is matched to.

    `districts` is filled where a county has several trusts: those of the county that are its own.
    """

    gss_code: str
    nhs_code: str
    name: str
    trust: str
    laa_areas: tuple[str, ...]
    districts: tuple[str, ...]
    source: str

    def covers(self, district: LocalAuthority) -> bool:
        """Whether the trust serves some or all of a district."""
        if district.county and self.districts:
            return district.gss_code in self.districts
        return district.laa_area in self.laa_areas


@dataclass(frozen=True, slots=True)
class Cdrp:
    code: str
    name: str
    ends_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or a partnership, and the codes of the areas it answers for."""

    code: str
    kind: str
    name: str
    areas: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Residents:
    """The mid-year estimate of one area and year."""

    gss_code: str
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class England:
    """All that the files say."""

    regions: tuple[Region, ...]
    authorities: tuple[LocalAuthority, ...]
    forces: tuple[PoliceForce, ...]
    fire_authorities: tuple[FireAuthority, ...]
    trusts: tuple[PrimaryCareTrust, ...]
    cdrps: tuple[Cdrp, ...]
    bodies: tuple[Body, ...]
    populations: tuple[Residents, ...]


def read_england(folder: Path = FOLDER) -> England:
    """Read all files of a folder, which need not be this one."""
    return England(
        regions=_records(folder / "regions.csv", Region),
        authorities=_records(folder / "local_authorities.csv", LocalAuthority),
        forces=_records(folder / "police_forces.csv", PoliceForce),
        fire_authorities=_records(folder / "fire_authorities.csv", FireAuthority),
        trusts=_records(folder / "pcts.csv", PrimaryCareTrust),
        cdrps=_records(folder / "cdrps.csv", Cdrp),
        bodies=_records(folder / "bodies.csv", Body),
        populations=read_populations(folder / "populations.csv"),
    )


def read_populations(path: Path) -> tuple[Residents, ...]:
    """Read a table with a row for each area and a column for each year."""
    with _named_in_complaints(path):
        return tuple(
            Residents(row["gss_code"], int(column), int(cell))
            for row in _rows(path)
            for column, cell in row.items()
            if column.isdigit()
        )


def _records(path: Path, record: Callable[..., Record]) -> tuple[Record, ...]:
    with _named_in_complaints(path):
        return tuple(
            record(**{column: _value(column, cell) for column, cell in row.items()})
            for row in _rows(path)
        )


@contextmanager
def _named_in_complaints(path: Path) -> Iterator[None]:
    """Turn whatever is wrong with a file into ReferenceUnsound with its name."""
    try:
        yield
    except (LookupError, TypeError, ValueError) as problem:
        raise ReferenceUnsound(f"{path.name} cannot be read: {problem}.") from problem


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"line {reader.line_num} and the heading differ in length")
            yield row


def _value(column: str, cell: str) -> Any:
    if column in DATES:
        return date.fromisoformat(cell) if cell else None
    if column in LISTS:
        return tuple(cell.split())
    return cell
