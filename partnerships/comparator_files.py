"""Files of comparator groups, read into groups or every fault of theirs. Pure.

One row a peer: `area,starts_on,ends_on,source,position,peer`. Rows with one area, source and first
day are a group. Areas go by GSS code or code of 2008, dates are as in 2008-04-01, and an empty
`ends_on` leaves a group without an end.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

COLUMNS = ("area", "starts_on", "ends_on", "source", "position", "peer")

LONGEST_SOURCE = 200

FAR = date.max


@dataclass(frozen=True, slots=True)
class Place:
    """An area as a file is checked against it. Days are those on which it came to be and ended."""

    id: int
    name: str
    starts_on: date | None
    ends_on: date | None

    def is_there_on(self, day: date) -> bool:
        return (self.starts_on or date.min) <= day < (self.ends_on or FAR)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, and in which line; 0 where it is wrong with all of the file."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True, slots=True)
class Group:
    """A group as a file has it, its peers in order; `line` is where it begins."""

    line: int
    area: Place
    source: str
    starts_on: date
    ends_on: date | None
    peers: tuple[Place, ...]

    @property
    def last_edge(self) -> date:
        return self.ends_on or FAR

    def overlaps(self, starts_on: date | None, ends_on: date | None) -> bool:
        """Whether it holds on a day of another half-open span."""
        return self.starts_on < (ends_on or FAR) and (starts_on or date.min) < self.last_edge


@dataclass(frozen=True, slots=True)
class Line:
    """One row that can be read."""

    number: int
    area: Place
    starts_on: date
    ends_on: date | None
    source: str
    position: int
    peer: Place


def read_groups(content: bytes, places: Mapping[str, Place]) -> tuple[list[Group], list[Fault]]:
    """Return the groups of a file, and all that is wrong with it, in the order of its lines.

    `places` are the areas by each of their codes. A group with a fault is left out.
    """
    try:
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        return [], [Fault(0, f"The file is no CSV in UTF-8: {problem}.")]
    heading = [cell.strip() for cell in table[0]] if table else []
    if sorted(heading) != sorted(COLUMNS):
        return [], [Fault(0, f"The first line must name the columns {', '.join(COLUMNS)}.")]
    faults: list[Fault] = []
    lines: list[Line] = []
    for number, cells in enumerate(table[1:], 2):
        if any(cell.strip() for cell in cells):
            lines += _read_line(number, heading, cells, places, faults)
    if not lines and not faults:
        faults.append(Fault(0, "The file has no rows."))
    groups = [group for rows in _by_group(lines) for group in _read_group(rows, faults)]
    faults += _overlaps(groups)
    return groups, sorted(faults)


def _read_line(
    number: int,
    heading: list[str],
    cells: list[str],
    places: Mapping[str, Place],
    faults: list[Fault],
) -> Iterator[Line]:
    """Yield the row if it can be read, else note every fault of it."""
    if len(cells) != len(heading):
        faults.append(Fault(number, f"There are {len(cells)} cells, not {len(heading)}."))
        return
    row = {column: cell.strip() for column, cell in zip(heading, cells, strict=True)}
    wrong: list[str] = []
    area, peer = (_place(row[column], column, places, wrong) for column in ("area", "peer"))
    starts_on = _day(row["starts_on"], "starts_on", wrong)
    ends_on = _day(row["ends_on"], "ends_on", wrong) if row["ends_on"] else None
    position = _position(row["position"], wrong)
    wrong += _contradictions(area, peer, starts_on, ends_on)
    if not 0 < len(row["source"]) <= LONGEST_SOURCE:
        wrong.append(f"The source must have from 1 to {LONGEST_SOURCE} characters.")
    faults += [Fault(number, message) for message in wrong]
    if not wrong and area and peer and starts_on and position:
        yield Line(number, area, starts_on, ends_on, row["source"], position, peer)


def _place(code: str, column: str, places: Mapping[str, Place], wrong: list[str]) -> Place | None:
    place = places.get(code.upper())
    if place is None:
        wrong.append(f"No area has the code “{code[:20]}” ({column}).")
    return place


def _day(text: str, column: str, wrong: list[str]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong.append(f"“{text[:20]}” is no day as in 2008-04-01 ({column}).")
        return None


def _position(text: str, wrong: list[str]) -> int | None:
    if re.fullmatch("[1-9][0-9]{0,2}", text):
        return int(text)
    wrong.append(f"“{text[:20]}” is no position: 1 is the nearest area, then 2.")
    return None


def _contradictions(
    area: Place | None, peer: Place | None, starts_on: date | None, ends_on: date | None
) -> Iterator[str]:
    """Say what cannot be of a row whose cells can be read."""
    if area and area == peer:
        yield f"{area.name} cannot be among its own comparators."
    if starts_on and ends_on and ends_on <= starts_on:
        yield "The group must end after it starts."
    for place in (area, peer):
        if place and starts_on and not place.is_there_on(starts_on):
            yield f"{place.name} is no area of {starts_on:%-d %B %Y}."


def _by_group(lines: list[Line]) -> list[list[Line]]:
    groups: dict[tuple[int, str, date], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.area.id, line.source, line.starts_on].append(line)
    return list(groups.values())


def _read_group(lines: list[Line], faults: list[Fault]) -> Iterator[Group]:
    """Yield the group that some rows are, or note what contradicts itself in it."""
    lines = sorted(lines, key=lambda line: line.position)
    first = min(lines, key=lambda line: line.number)
    found = [*_doubles(lines), *_other_ends(lines, first)]
    if not found and [line.position for line in lines] != list(range(1, len(lines) + 1)):
        found = [
            Fault(first.number, f"The positions of the group must run from 1 to {len(lines)}.")
        ]
    faults += found
    if not found:
        peers = tuple(line.peer for line in lines)
        yield Group(first.number, first.area, first.source, first.starts_on, first.ends_on, peers)


def _doubles(lines: list[Line]) -> Iterator[Fault]:
    peers = Counter(line.peer.id for line in lines)
    positions = Counter(line.position for line in lines)
    for line in lines:
        if peers[line.peer.id] > 1:
            yield Fault(line.number, f"{line.peer.name} is in the group twice.")
        if positions[line.position] > 1:
            yield Fault(line.number, f"Position {line.position} is in the group twice.")


def _other_ends(lines: list[Line], first: Line) -> Iterator[Fault]:
    for line in lines:
        if line.ends_on != first.ends_on:
            message = f"The group ends on another day in line {first.number}."
            yield Fault(line.number, message)


def _overlaps(groups: list[Group]) -> Iterator[Fault]:
    """Say which groups of one area and source hold on the same day as one that starts earlier."""
    latest: dict[tuple[int, str], Group] = {}
    for group in sorted(groups, key=lambda group: group.starts_on):
        before = latest.get((group.area.id, group.source))
        if before and group.starts_on < before.last_edge:
            message = f"The group in line {before.line} has not ended when this one starts."
            yield Fault(group.line, message)
        if not before or group.last_edge > before.last_edge:
            latest[group.area.id, group.source] = group
