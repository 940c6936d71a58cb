"""iCalendar files as RFC 5545 has them."""

from datetime import UTC, date, datetime

from indicators.icalendar import LONGEST_LINE, Event, calendar_file

AT = datetime(2009, 6, 1, 12, tzinfo=UTC)


def event(**changes):
    values = {
        "uid": "release-1@example.com",
        "day": date(2009, 6, 30),
        "summary": "NI 16 for April 2009",
        "description": "Expected",
        "url": "https://example.com/",
    }
    return Event(**(values | changes))


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def test_event_takes_one_whole_day():
    lines = unfolded(calendar_file("Releases", [event()], AT))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20090630" in lines
    assert "DTEND;VALUE=DATE:20090701" in lines
    assert "DTSTAMP:20090601T120000Z" in lines


def test_text_cannot_end_its_line_or_begin_another():
    lines = unfolded(calendar_file("R", [event(summary="a, b; c\\d\r\nEND:VEVENT")], AT))

    assert "SUMMARY:a\\, b\\; c\\\\d\\nEND:VEVENT" in lines
    assert lines.count("END:VEVENT") == 1


def test_long_lines_are_folded_between_characters():
    summary = "Größe é " * 40

    file = calendar_file("R", [event(summary=summary)], AT)

    assert max(map(len, file.split(b"\r\n"))) <= LONGEST_LINE
    assert all(line.decode() is not None for line in file.split(b"\r\n"))
    assert f"SUMMARY:{summary}" in unfolded(file)
