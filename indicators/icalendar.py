"""All-day events as an iCalendar file (RFC 5545), which calendar programs subscribe to. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LONGEST_LINE = 75
"""Octets; what is longer goes on in the next line, after a space (section 3.1)."""

ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """Something on one day. `uid` stays the same however often the file is made."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def calendar_file(name: str, events: Iterable[Event], at: datetime) -> bytes:
    """Return the file; `at`, in UTC, is when it is made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//LAA portal//Release calendar//EN"]
    lines += [f"X-WR-CALNAME:{name.translate(ESCAPED)}"]
    for event in events:
        lines += _event(event, at)
    lines += ["END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{event.summary.translate(ESCAPED)}"
    yield f"DESCRIPTION:{event.description.translate(ESCAPED)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"  # it takes nobody's time
    yield "END:VEVENT"


def _folded(line: str) -> bytes:
    """Return a line as octets, broken where it is too long, and never within a character."""
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
